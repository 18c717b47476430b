"""What can be chosen in the form of a service: terms of the directory, organisations, languages."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.editing.checking import Choices
from directory.editing.draft import Draft
from directory.models import Organization, Service, Taxonomy, TaxonomyTerm

_LISTS: Mapping[str, str] = {
    "audience": "audiences",
    "gender": "genders",
    "category": "categories",
    "area": "areas",
    "need": "need",
}
"""Taxonomy -> the list of the form."""
MOST_SUGGESTED = 500
Options = Mapping[str, str]
"""Code -> what staff read."""


@dataclass(frozen=True, slots=True)
class Offered:
    """The lists as the form shows them; `suggested`: organisations to choose among while they are few."""

    terms: Mapping[str, Options]
    languages: Options
    suggested: tuple[str, ...]
    named: Mapping[str, Options]


@cache
def words() -> Mapping[str, Options]:
    """choices.yml: what the form calls each code of its short lists."""
    held: Mapping[str, Options] = yaml.safe_load(
        Path(__file__).with_name("choices.yml").read_text(encoding="utf-8")
    )
    return held


def offered(session: Session) -> Offered:
    """The lists of this directory."""
    names = select(Organization.name).order_by(Organization.name).limit(MOST_SUGGESTED + 1)
    found = tuple(session.scalars(names))
    return Offered(
        _terms(session), words()["languages"], found if len(found) <= MOST_SUGGESTED else (), words()
    )


def choices(session: Session, draft: Draft, lists: Offered, *, new: bool) -> Choices:
    """What a draft is checked against; organisations and codes are asked for by name."""
    names = select(Organization.name).where(Organization.name == draft.text("organization"))
    codes = select(Service.code).where(Service.code == draft.text("code"))
    taken: Collection[str] = tuple(session.scalars(codes)) if new else ()
    return Choices(
        {name: tuple(terms) for name, terms in lists.terms.items()}, tuple(session.scalars(names)), taken
    )


def _terms(session: Session) -> dict[str, Options]:
    question = (
        select(Taxonomy.name, TaxonomyTerm.code, TaxonomyTerm.name)
        .join(TaxonomyTerm, TaxonomyTerm.taxonomy_id == Taxonomy.id)
        .order_by(TaxonomyTerm.sort_order)
    )
    lists: dict[str, dict[str, str]] = {name: {} for name in _LISTS.values()}
    for taxonomy, code, name in session.execute(question):
        lists[_LISTS[taxonomy]][code] = name
    return dict(lists)
