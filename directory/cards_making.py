"""From a match to the card that a visitor sees (contract C3): only what may be shown, in one language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from directory.alerts import with_alert
from directory.calendar_se import local
from directory.cards import Card, CardLink, CardPhone
from directory.contact_points import channels, href, usable_address, usable_links, usable_phones
from directory.hours import hours_words, opens_words
from directory.phones import shown
from directory.reasons import Match, why
from directory.records import Language, Link, Phone, Service
from directory.sources import source_words
from directory.standing import assured_on, behaviour
from directory.wording import say

_MOST_POINTS = 4
"""What happens if I contact them: more than this nobody reads."""


def make_card(match: Match, language: Language, now: datetime) -> Card:
    """The card of a match at `now` (aware).

    Contact points that may not be shown are left out. `verified_on` is the date on which staff assured the
    service, while it counts and nothing has changed since; otherwise `source` says where the facts were read.
    """
    service, today = match.service, local(now).date()
    address = usable_address(service, today)
    assured = assured_on(service, today)
    return Card(
        service=service.code,
        name=service.name.in_(language),
        why=with_alert(why(match, language), service, today, language),
        phones=_phones(service, today, language),
        links=tuple(_card_link(link, language) for link in usable_links(service, today)),
        address=address.text if address else None,
        hours=hours_words(service, now, language),
        open_now=match.status.open_now,
        opens=opens_words(match.status.opens, now, language) if match.status.opens else None,
        anonymous=service.anonymous,
        what_happens=_what_happens(service, today, language),
        verified_on=assured.isoformat() if assured else None,
        source=None if assured else _source(service, today, language),
    )


def timeless(card: Card) -> Card:
    """The card without what is true only at one moment, for copies that are read later; `hours` stays."""
    return replace(card, open_now=None, opens=None)


def card_phone(phone: Phone, language: Language) -> CardPhone:
    """A number with its label and its tel: link. Raises PhoneError for a number that cannot be dialled."""
    number = shown(phone.number)
    return CardPhone(phone.label.in_(language) or say("labels.phone", language), number.number, number.tel)


def _phones(service: Service, today: date, language: Language) -> tuple[CardPhone, ...]:
    """The service's numbers; one of its organisation's as well when they may have grown old."""
    own = tuple(card_phone(phone, language) for phone in usable_phones(service, today))
    if service.status != "active" or not behaviour(service, today).gives_main_number:
        return own
    label = say("labels.main_number", language, organization=service.organization)
    main = usable_phones(replace(service, phones=service.organization_phones), today)
    others = (replace(card_phone(phone, language), label=label) for phone in main)
    return (*own, *[phone for phone in others if phone.tel not in {known.tel for known in own}][:1])


def _card_link(link: Link, language: Language) -> CardLink:
    return CardLink(link.label.in_(language) or say(f"labels.{link.kind}", language), href(link) or "")


def _what_happens(service: Service, today: date, language: Language) -> tuple[str, ...]:
    points = [text.in_(language) for text in service.what_happens]
    if not channels(service, today):
        points.insert(0, service.description.in_(language))
    return tuple(point for point in points if point)[:_MOST_POINTS]


def _source(service: Service, today: date, language: Language) -> str | None:
    phones, links = usable_phones(service, today), usable_links(service, today)
    read = [phone.source for phone in phones] + [link.source for link in links]
    source = next((one for one in read if one), service.source)
    return source_words(source, language) if source else None
