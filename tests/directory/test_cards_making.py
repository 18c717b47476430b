"""From a match to a card."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from directory.cards import Card, CardLink, CardPhone
from directory.cards_making import make_card, timeless
from directory.fallthrough import matched
from directory.needs import Need
from directory.records import Language, Service, Source, Text
from tests.directory.service_builders import (
    TUESDAY_NIGHT,
    TUESDAY_NOON,
    WEEKDAYS,
    a_link,
    a_phone,
    a_service,
    an_address,
    no_contact,
    weekly,
)

TODAY = TUESDAY_NOON.date()
HAPPENS = tuple(Text(f"Punkt {n}", f"Point {n}") for n in range(1, 7))


def _card(service: Service, language: Language = "sv", need: str = "partner_violence") -> Card:
    return make_card(matched(service, Need(need), TUESDAY_NOON), language, TUESDAY_NOON)


def test_a_whole_card() -> None:
    """Everything that may be shown, in the visitor's language."""
    service = a_service(
        "linjen",
        links=(a_link("https://example.org/", kind="chat", label=Text("Chatta", "Chat with us")),),
        address=an_address(),
        anonymous="yes",
        genders=frozenset({"women"}),
        what_happens=HAPPENS,
    )
    assert _card(service, "en") == Card(
        service="linjen",
        name="Name linjen",
        why="For women, open 24 hours a day, you do not have to say who you are",
        phones=(CardPhone("Phone", "070-174 06 05", "tel:+46701740605"),),
        links=(CardLink("Chat with us", "https://example.org/"),),
        address="Exempelgatan 1",
        hours="24 hours a day",
        open_now=True,
        anonymous="yes",
        what_happens=("Point 1", "Point 2", "Point 3", "Point 4"),
        source="example.org, 2024-04-16",
    )


def test_a_closed_line_says_when_it_opens() -> None:
    """And its hours, so that one can plan."""
    service = a_service(always_open=False, schedules=(weekly("09-16", WEEKDAYS),))
    card = make_card(matched(service, Need("partner_violence"), TUESDAY_NIGHT), "sv", TUESDAY_NIGHT)
    assert (card.open_now, card.opens, card.hours) == (False, "öppnar 09:00", "mån–fre 09–16")
    assert _card(service).opens is None


@pytest.mark.parametrize(
    ("days_ago", "is_verified"), [(0, True), (365, True), (366, False), (None, False), (-1, False)]
)
def test_verified_only_when_staff_have_assured_it_within_a_year(
    days_ago: int | None, is_verified: bool
) -> None:
    """Otherwise the card names its source; it never does both."""
    assured = None if days_ago is None else TODAY - timedelta(days=days_ago)
    card = _card(a_service(assured_date=assured))
    assert card.verified_on == (assured.isoformat() if assured and is_verified else None)
    assert (card.source is None) is is_verified


def test_a_verified_phone_does_not_verify_the_service() -> None:
    """One checked number is not hours, age limits and languages."""
    card = _card(a_service(phones=(a_phone(verified_on=TODAY),)))
    assert card.verified_on is None
    assert card.source == "example.org, 2024-04-16"


def test_a_doubtful_contact_point_is_left_out() -> None:
    """The card stays, with what may be shown."""
    card = _card(
        a_service(
            phones=(a_phone(confidence="low"), a_phone("070-174 06 06")),
            links=(a_link(confidence="memory-unverified"),),
            address=an_address(confidence="low"),
        )
    )
    assert [phone.number for phone in card.phones] == ["070-174 06 06"]
    assert card.links == ()
    assert card.address is None


@pytest.mark.parametrize("links", [(), (a_link(),)])
def test_without_phone_or_chat_the_card_says_what_the_service_does(links: tuple[object, ...]) -> None:
    """An entry that cannot be called is no dead end: it explains itself."""
    card = _card(no_contact(links=links, what_happens=HAPPENS))
    assert card.phones == ()
    assert card.what_happens == ("Stöd i samtal.", "Punkt 1", "Punkt 2", "Punkt 3")
    assert card.source == "example.org, 2023"


def test_the_source_is_that_of_the_number() -> None:
    """What one can call matters most; then the links, then the service as a whole."""
    of_phone, of_link = Source("phone.example", "2020"), Source("link.example", "2021")
    service = a_service(phones=(a_phone(source=of_phone),), links=(a_link(source=of_link),))
    assert _card(service).source == "phone.example, 2020"
    assert _card(replace(service, phones=(a_phone(source=None),))).source == "link.example, 2021"
    assert _card(no_contact(source=None)).source is None


def test_a_label_that_is_missing_gets_a_word() -> None:
    """A link without words cannot be read aloud."""
    card = _card(a_service(phones=(a_phone(label=Text("")),), links=(a_link(kind="chat", label=Text("")),)))
    assert (card.phones[0].label, card.links[0].label) == ("Telefon", "Chatt")


def test_english_falls_back_to_swedish() -> None:
    """A translation that is missing is no empty line."""
    assert _card(a_service(name=Text("Linjen"), what_happens=(Text("Gratis"),)), "en").name == "Linjen"


def test_a_timeless_card_keeps_the_hours_and_drops_the_moment() -> None:
    """A copy is read later: "open now" would lie."""
    service = a_service(always_open=False, schedules=(weekly("09-16", WEEKDAYS),))
    kept = timeless(make_card(matched(service, Need("partner_violence"), TUESDAY_NIGHT), "sv", TUESDAY_NIGHT))
    assert (kept.open_now, kept.opens, kept.hours) == (None, None, "mån–fre 09–16")
