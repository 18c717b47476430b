"""Every service of the seed through the form, and back without a trace."""

from __future__ import annotations

from sqlalchemy import Engine, select

from directory.database import reading, writing
from directory.editing.checking import Choices, check
from directory.editing.draft import from_pairs, packed, to_pairs, unpacked
from directory.editing.drafting import draft_of, held
from directory.editing.saving import save
from directory.models import Organization, Service
from directory.models.vocabulary import TAXONOMIES
from directory.terms import codes, needs
from tests.directory.builders import MORNING, STAFF, stopped_at
from tests.directory.editing.builders import history_length, requests


def test_what_the_form_is_filled_with_comes_back_as_it_was(seeded_engine: Engine) -> None:
    """Read, shown, sent, read again: the same, also packed into one box."""
    with reading(seeded_engine) as session:
        for service in session.scalars(select(Service)):
            draft = draft_of(held(session, service))
            assert from_pairs(to_pairs(draft)) == draft
            assert unpacked(packed(draft)) == draft


def test_a_form_that_nobody_changed_writes_nothing(seeded_engine: Engine) -> None:
    """No row of history, no proposal, no date moved."""
    before = history_length(seeded_engine)
    with reading(seeded_engine) as session:
        stood = {s.code: (s.last_modified, s.assured_date) for s in session.scalars(select(Service))}
    with writing(seeded_engine, STAFF, stopped_at(MORNING)) as session:
        for service in session.scalars(select(Service)).all():
            here = held(session, service)
            draft = draft_of(here)
            done = save(session, here, draft, from_pairs(to_pairs(draft)))
            assert (done.applied, done.waiting) == (0, ()), service.code
    assert history_length(seeded_engine) == before
    assert requests(seeded_engine) == []
    with reading(seeded_engine) as session:
        assert stood == {s.code: (s.last_modified, s.assured_date) for s in session.scalars(select(Service))}


def test_no_fact_of_the_seed_is_a_fault(seeded_engine: Engine) -> None:
    """As if each service had been typed in anew, apart from sources that the files do not name."""
    terms = {name: codes(name) for name in TAXONOMIES if name != "need"}
    lists = {"audience": "audiences", "gender": "genders", "category": "categories", "area": "areas"}
    with reading(seeded_engine) as session:
        known = Choices(
            {**{lists[n]: c for n, c in terms.items()}, "need": [need.code for need in needs()]},
            session.scalars(select(Organization.name)).all(),
        )
        for service in session.scalars(select(Service)):
            draft = draft_of(held(session, service))
            faults = check(from_pairs([]), draft, known, MORNING.date())
            told = [fault for fault in faults if not fault.path.endswith(("source", "source_date"))]
            assert told == [], service.code
