"""Tests of what needs a second person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from directory.critical import CRITICAL, any_critical, class_of, needs_second_person
from directory.database import writing
from directory.models import Attribute, Taxonomy, TaxonomyTerm
from directory.values import KEEPERS, told_fields
from directory.verification import ReviewClass
from tests.directory.builders import MORNING, STAFF, a_service_row, keep, service_of, stopped_at

FIELDS = [(name, field) for name, kind in KEEPERS.items() for field in told_fields(kind)]


def test_every_critical_field_is_there() -> None:
    """A field that was renamed would lose its guard in silence."""
    for table, fields in CRITICAL.items():
        assert fields <= {*told_fields(KEEPERS[table])}


@given(st.sampled_from(FIELDS))
def test_in_class_b_one_person_is_enough(field: tuple[str, str]) -> None:
    """Whatever the field."""
    assert not needs_second_person(ReviewClass.B, *field)


@pytest.mark.parametrize(
    ("table", "field"),
    [
        ("service", "name"),
        ("service", "status"),
        ("service", "always_open"),
        ("service", "minimum_age"),
        ("phone", "number"),
        ("phone", "confidence"),
        ("schedule", "closes_at"),
        ("schedule_exception", "opens_at"),
        ("address", "address_1"),
        ("location", "visibility"),
        ("language", "code"),
        ("url", "url"),
        ("service", "organization_id"),
        ("service", "review_interval_days"),
        ("service_area", "uri"),
    ],
)
def test_in_class_a_these_need_two(table: str, field: str) -> None:
    """What somebody in danger leans on."""
    assert needs_second_person(ReviewClass.A, table, field)


@pytest.mark.parametrize(
    ("table", "field"),
    [("service", "description"), ("service", "internal_note"), ("phone", "sort_order"), ("contact", "email")],
)
def test_in_class_a_these_need_one(table: str, field: str) -> None:
    """Words and order."""
    assert not needs_second_person(ReviewClass.A, table, field)


def test_of_links_only_those_at_which_somebody_answers_are_critical() -> None:
    """A page is for reading; into a chat and a mailbox people write what must not come into other hands."""
    assert needs_second_person(ReviewClass.A, "url", "url", kind="email")
    assert needs_second_person(ReviewClass.A, "url", "url", kind="chat")
    assert not needs_second_person(ReviewClass.A, "url", "url", kind="web")
    assert any_critical(ReviewClass.A, "url", {"kind": "chat", "url": "https://example.org"})
    assert not any_critical(ReviewClass.A, "url", {"kind": "web", "url": "https://example.org"})


@pytest.mark.parametrize(
    ("link_type", "taxonomy", "code", "of_class"),
    [
        ("need", "need", "sexual_assault", ReviewClass.A),
        ("last_resort", "need", "sexual_assault", ReviewClass.A),
        ("category", "category", "shelter", ReviewClass.A),
        ("category", "category", "health", ReviewClass.B),
    ],
)
def test_the_class_of_a_service_follows_from_its_terms(
    engine: Engine, link_type: str, taxonomy: str, code: str, of_class: ReviewClass
) -> None:
    """As for the chat."""
    words = Taxonomy(name=taxonomy)
    term = TaxonomyTerm(taxonomy=words, code=code, name=code)
    tie = Attribute(link_id="jour", link_type=link_type, term=term)
    keep(engine, a_service_row("jour", id="jour"), tie)
    with writing(engine, STAFF, stopped_at(MORNING)) as session:
        assert class_of(service_of(session, "jour")) is of_class


@pytest.mark.parametrize(
    ("of", "field", "critical"),
    [("service", "name", True), ("phone", "description", True), ("service", "description", False)],
)
def test_english_is_as_critical_as_its_swedish(of: str, field: str, critical: bool) -> None:
    """Many read nothing else."""
    english = {"resource_type": of, "field_name": field, "value": "words"}
    assert any_critical(ReviewClass.A, "translation", english) is critical
