"""Why a service is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.hours import OpenStatus
from directory.needs import Need
from directory.reasons import Match, Reason, reasons_for, why
from directory.records import Language, Service
from tests.directory.service_builders import TUESDAY_NOON, a_link, a_service, an_address, no_contact

OPEN, CLOSED, UNKNOWN = OpenStatus(True), OpenStatus(False), OpenStatus(None)
NEED = Need("partner_violence")
CHILD = Need("partner_violence", age_group="under_18")


@pytest.mark.parametrize(
    ("service", "need", "status", "holds", "fails"),
    [
        (a_service(), NEED, OPEN, Reason.ALWAYS_OPEN, Reason.OPEN_NOW),
        (a_service(open_on="09-16"), NEED, OPEN, Reason.OPEN_NOW, Reason.ALWAYS_OPEN),
        (a_service(open_on="09-16"), NEED, CLOSED, Reason.CLOSED_NOW, Reason.OPEN_NOW),
        (a_service(rank=1), NEED, UNKNOWN, Reason.FIRST_FOR_NEED, Reason.CLOSED_NOW),
        (a_service(rank=2), NEED, UNKNOWN, Reason.FITS, Reason.FIRST_FOR_NEED),
        (a_service(), Need("sells_sex"), OPEN, Reason.NEXT_REACHABLE, Reason.FIRST_FOR_NEED),
        (no_contact(), NEED, UNKNOWN, Reason.NO_CONTACT_YET, Reason.WEB_ONLY),
        (no_contact(links=(a_link(),)), NEED, UNKNOWN, Reason.WEB_ONLY, Reason.NO_CONTACT_YET),
        (no_contact(address=an_address()), NEED, UNKNOWN, Reason.FIRST_FOR_NEED, Reason.NO_CONTACT_YET),
        (no_contact(always_open=True), NEED, OPEN, Reason.NO_CONTACT_YET, Reason.ALWAYS_OPEN),
        (a_service(status="inactive"), NEED, OPEN, Reason.NOT_RUNNING, Reason.ALWAYS_OPEN),
        (a_service(maximum_age=17), NEED, OPEN, Reason.UNDER_18, Reason.FROM_AGE),
        (a_service(audiences=frozenset({"minor"})), CHILD, OPEN, Reason.UNDER_18, Reason.FROM_AGE),
        (a_service(audiences=frozenset({"minor"})), NEED, OPEN, Reason.ALWAYS_OPEN, Reason.UNDER_18),
        (
            a_service(audiences=frozenset({"minor", "everyone"})),
            CHILD,
            OPEN,
            Reason.ALWAYS_OPEN,
            Reason.UNDER_18,
        ),
        (a_service(minimum_age=18), NEED, OPEN, Reason.FROM_AGE, Reason.UNDER_18),
        (a_service(genders=frozenset({"women"})), NEED, OPEN, Reason.FOR_WOMEN, Reason.FOR_MEN),
        (a_service(genders=frozenset({"men"})), NEED, OPEN, Reason.FOR_MEN, Reason.FOR_WOMEN),
        (a_service(genders=frozenset({"trans"})), NEED, OPEN, Reason.FOR_TRANS, Reason.FOR_WOMEN),
        (a_service(genders=frozenset({"all"})), NEED, OPEN, Reason.ALWAYS_OPEN, Reason.FOR_WOMEN),
        (a_service(anonymous="yes"), NEED, OPEN, Reason.ANONYMOUS, Reason.FITS),
        (a_service(anonymous="partly"), NEED, OPEN, Reason.ALWAYS_OPEN, Reason.ANONYMOUS),
        (
            a_service(languages=frozenset({"en"}), interpreters=True),
            Need("partner_violence", language="en"),
            OPEN,
            Reason.YOUR_LANGUAGE,
            Reason.INTERPRETER,
        ),
        (
            a_service(interpreters=True),
            Need("partner_violence", language="so"),
            OPEN,
            Reason.INTERPRETER,
            Reason.YOUR_LANGUAGE,
        ),
        (
            a_service(areas=frozenset({"farsta"})),
            Need("partner_violence", district="farsta"),
            OPEN,
            Reason.YOUR_DISTRICT,
            Reason.FITS,
        ),
        (
            a_service(audiences=frozenset({"professional", "relative"})),
            Need("partner_violence", audience="professional"),
            OPEN,
            Reason.FOR_PROFESSIONALS,
            Reason.FITS,
        ),
        (
            a_service(audiences=frozenset({"professional", "relative"})),
            Need("partner_violence", audience="relative"),
            OPEN,
            Reason.ALWAYS_OPEN,
            Reason.FOR_PROFESSIONALS,
        ),
        (
            a_service(),
            Need("partner_violence", audience="professional"),
            OPEN,
            Reason.ALWAYS_OPEN,
            Reason.FOR_PROFESSIONALS,
        ),
        (a_service(interpreters=True), NEED, OPEN, Reason.ALWAYS_OPEN, Reason.INTERPRETER),
        (
            a_service(),
            Need("partner_violence", language="so"),
            OPEN,
            Reason.ALWAYS_OPEN,
            Reason.INTERPRETER,
        ),
    ],
)
def test_a_reason_holds(
    service: Service, need: Need, status: OpenStatus, holds: Reason, fails: Reason
) -> None:
    """One reason that is true, and its neighbour that is not."""
    found = reasons_for(service, need, status, TUESDAY_NOON.date())
    assert holds in found
    assert fails not in found


@pytest.mark.parametrize(
    ("reasons", "sv", "en"),
    [
        ((Reason.FITS,), "Kan hjälpa till med det här", "Can help with this"),
        (
            (Reason.FOR_WOMEN, Reason.ALWAYS_OPEN, Reason.ANONYMOUS, Reason.FIRST_FOR_NEED),
            "För kvinnor, öppet dygnet runt, du behöver inte säga vem du är",
            "For women, open 24 hours a day, you do not have to say who you are",
        ),
        ((Reason.FROM_AGE, Reason.OPEN_NOW), "Från 18 år, öppet nu", "From the age of 18, open now"),
    ],
)
def test_why_is_one_short_line(reasons: tuple[Reason, ...], sv: str, en: str) -> None:
    """The three that matter most, in the visitor's language."""
    match = Match(a_service(minimum_age=18), reasons, OPEN)
    assert why(match, "sv") == sv
    assert why(match, "en") == en


@given(st.lists(st.sampled_from(list(Reason)), min_size=1, unique=True), st.sampled_from(["sv", "en"]))
def test_why_is_never_empty_and_never_long(reasons: list[Reason], language: Language) -> None:
    """Whatever holds at once, it stays one line that can be read aloud."""
    line = why(Match(a_service(), tuple(reasons), UNKNOWN), language)
    assert 0 < len(line) < 130
    assert "\n" not in line
    assert "{" not in line
