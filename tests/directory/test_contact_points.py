"""Which contact points a visitor may see, and whether somebody answers there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from directory.contact_points import (
    channels,
    contact_status,
    href,
    usable_address,
    usable_links,
    usable_phones,
)
from directory.records import Confidence, Link
from tests.directory.service_builders import (
    TUESDAY_NIGHT,
    TUESDAY_NOON,
    WEEKDAYS,
    a_link,
    a_phone,
    a_service,
    an_address,
    weekly,
)

TODAY = TUESDAY_NOON.date()


@pytest.mark.parametrize(
    ("confidence", "verified_on", "is_shown"),
    [
        ("high", None, True),
        ("medium", None, True),
        ("low", None, False),
        ("memory-unverified", None, False),
        ("low", TODAY, True),
        ("memory-unverified", TODAY, True),
        ("low", TODAY - timedelta(days=366), False),
    ],
)
def test_an_unsure_contact_point_waits_for_staff(
    confidence: Confidence, verified_on: date | None, is_shown: bool
) -> None:
    """A doubtful number, link or address is not shown until somebody has checked it, for a year at most."""
    doubt: dict[str, Any] = {"confidence": confidence, "verified_on": verified_on}
    service = a_service(phones=(a_phone(**doubt),), links=(a_link(**doubt),), address=an_address(**doubt))
    assert bool(usable_phones(service, TODAY)) is is_shown
    assert bool(usable_links(service, TODAY)) is is_shown
    assert bool(usable_address(service, TODAY)) is is_shown


def test_without_a_day_any_check_by_staff_counts() -> None:
    """For callers that only ask whether it was ever checked."""
    once = a_service(phones=(a_phone(confidence="low", verified_on=date(2020, 1, 1)),))
    assert usable_phones(once)
    assert not usable_phones(once, TODAY)


@pytest.mark.parametrize("status", ["inactive", "defunct", "temporarily closed"])
def test_a_service_that_is_not_running_has_no_contact(status: str) -> None:
    """A number that nobody answers is worse than none."""
    service = a_service(links=(a_link(),), address=an_address(), status=status)
    assert not usable_phones(service)
    assert not usable_links(service)
    assert not usable_address(service)


def test_a_number_that_cannot_be_dialled_is_not_shown() -> None:
    """Whatever stands in the database, a card does not break."""
    service = a_service(phones=(a_phone("070-174"), a_phone(), a_phone("se webben")))
    assert [phone.number for phone in usable_phones(service)] == ["070-174 06 05"]


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (a_link("https://example.org/a"), "https://example.org/a"),
        (a_link("HTTP://example.org"), "HTTP://example.org"),
        (a_link("kontakt@example.org", kind="email"), "mailto:kontakt@example.org"),
        (a_link("mailto:kontakt@example.org", kind="email"), "mailto:kontakt@example.org"),
        (a_link("javascript:alert(1)"), None),
        (a_link(" javascript:alert(1)@x", kind="email"), None),
        (a_link("//example.org"), None),
        (a_link("kontakt@example.org"), None),
        (a_link("ftp://example.org"), None),
    ],
)
def test_only_safe_addresses_are_links(link: Link, address: str | None) -> None:
    """https, http and mailto; a bare mail address only where it says that it is one."""
    assert href(link) == address
    assert bool(usable_links(a_service(links=(link,)))) is (address is not None)


def test_somebody_answers_by_phone_or_chat_only() -> None:
    """A page, a mailbox and a door are contacts, but nobody answers there at once."""
    quiet = a_service(
        phones=(), links=(a_link(), a_link("a@example.org", kind="email")), address=an_address()
    )
    chatty = a_service(links=(a_link(kind="chat"),))
    assert channels(quiet) == ()
    assert channels(chatty) == ("phone", "chat")


def test_the_phone_is_closed_although_the_door_is_open() -> None:
    """The status is that of the way to reach somebody."""
    both = a_service(
        always_open=False,
        schedules=(weekly("09-16", WEEKDAYS, "phone"), weekly("00:00-23:59", attending="visit")),
    )
    assert contact_status(both, TUESDAY_NIGHT).open_now is False
    assert contact_status(both, TUESDAY_NOON).open_now is True


def test_an_open_chat_makes_up_for_a_closed_phone() -> None:
    """And the other way round; with both closed, the soonest counts."""
    chat = a_link(kind="chat")
    hours = (weekly("09-16", attending="phone"), weekly("02-05", attending="chat"))
    both = a_service(links=(chat,), always_open=False, schedules=hours)
    assert contact_status(both, TUESDAY_NIGHT).open_now is True
    assert contact_status(both, TUESDAY_NOON).open_now is True
    evening = contact_status(both, TUESDAY_NOON.replace(hour=20))
    assert evening.open_now is False
    assert evening.opens is not None
    assert evening.opens.hour == 2


def test_of_two_open_ways_the_one_that_does_not_close_counts() -> None:
    """The card should not say that it closes soon when the chat goes on."""
    hours = (weekly("09-16", attending="phone"), weekly("00:00-23:59", attending="chat"))
    both = a_service(links=(a_link(kind="chat"),), always_open=False, schedules=hours)
    assert contact_status(both, TUESDAY_NOON).closes is None
    phone_only = replace(both, links=())
    assert contact_status(phone_only, TUESDAY_NOON).closes is not None


def test_a_closed_phone_beats_a_chat_with_unknown_hours() -> None:
    """Hope is not an opening hour."""
    somaya = a_service(
        links=(a_link(kind="chat"),), always_open=False, schedules=(weekly("09-16", attending="phone"),)
    )
    assert contact_status(somaya, TUESDAY_NIGHT).open_now is False
    no_hours = replace(somaya, schedules=())
    assert contact_status(no_hours, TUESDAY_NIGHT).open_now is None


def test_without_phone_or_chat_the_door_counts() -> None:
    """A clinic that is open day and night says so although its number is not known."""
    assert contact_status(a_service(phones=()), TUESDAY_NIGHT).open_now is True
