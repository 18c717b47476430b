"""The real seed, asked everything: nobody is left without an answer, no minor meets an adults' service."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.cards_making import make_card
from directory.clock import STOCKHOLM
from directory.contact_points import channels
from directory.fitting import CITY_DISTRICTS
from directory.match import Need, find, shortlist
from directory.records import Link, Phone, Service
from directory.terms import needs

CODES = [term.code for term in needs() if term.kind != "dialogue"]
CRISES = {term.code for term in needs() if term.kind == "crisis"}
MONDAY = datetime(2026, 12, 21, tzinfo=STOCKHOLM)  # the week of Christmas: eves, holidays and a weekend
ADULTS_ONLY = {"mikamottagningen-sthlm", "kast-sthlm"}

moments = st.integers(0, 7 * 24 * 4 - 1).map(lambda quarters: MONDAY + timedelta(minutes=15 * quarters))
places = st.sampled_from([None, *sorted(CITY_DISTRICTS), "solna", "stockholm_city", "outside_county"])
questions = st.builds(
    Need,
    code=st.sampled_from(CODES),
    audience=st.sampled_from([None, "relative", "professional", "business_owner", "minor"]),
    age_group=st.sampled_from([None, "under_18", "18_20", "adult"]),
    gender=st.sampled_from([None, "women", "men", "trans"]),
    district=places,
    language=st.sampled_from(["sv", "en"]),
    wants_anonymous=st.booleans(),
)


def test_all_seventy_rows_are_there_and_none_is_called_verified(seed: tuple[Service, ...]) -> None:
    """The seed is whole, and no person has checked any of it yet."""
    assert len(seed) == 70
    assert [service.code for service in seed if service.assured_date] == []
    points: list[Phone | Link] = [phone for service in seed for phone in service.phones]
    points += [link for service in seed for link in service.links]
    assert [point for point in points if point.verified_on] == []
    # What was only remembered has no source, and is therefore never shown.
    assert {point.confidence for point in points if point.source is None} <= {"memory-unverified"}


@settings(max_examples=600)
@given(question=questions, now=moments)
def test_every_question_ends_with_somebody_who_answers(
    seed: tuple[Service, ...], question: Need, now: datetime
) -> None:
    """Any need, person, place and hour of a holiday week: one of the first may answer now."""
    shown = shortlist(find(question, seed, now), now)
    assert 1 <= len(shown) <= 3
    reachable = [match for match in shown if channels(match.service, now.date())]
    assert [match for match in reachable if match.status.open_now is not False]
    if question.code in CRISES:
        assert [match for match in find(question, seed, now) if match.service.always_open]


@settings(max_examples=300)
@given(question=questions, now=moments)
def test_a_minor_is_never_sent_to_an_adults_service(
    seed: tuple[Service, ...], question: Need, now: datetime
) -> None:
    """Whoever is known to be under 18 sees no service with a lowest age of 18."""
    found = find(question, seed, now)
    if question.settled().is_minor:
        assert ADULTS_ONLY.isdisjoint({match.service.code for match in found})
        assert [m.service.code for m in found if (m.service.minimum_age or 0) >= 18] == []


@settings(max_examples=300)
@given(question=questions, now=moments)
def test_every_card_can_be_shown(seed: tuple[Service, ...], question: Need, now: datetime) -> None:
    """Cards have a name, a reason, and never a contact point that is not to be shown."""
    for match in find(question, seed, now):
        card = make_card(match, "en" if question.language == "en" else "sv", now)
        assert card.name
        assert card.why
        assert all(phone.tel.startswith("tel:") for phone in card.phones)
        assert all(link.url.startswith(("https://", "http://", "mailto:")) for link in card.links)
