"""What the history points to, looked up once: names in place of ids, and what an English text is of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.following import leader, leading
from directory.models import (
    Address,
    Location,
    MetadataRow,
    Organization,
    Service,
    Taxonomy,
    TaxonomyTerm,
    Translation,
)
from directory.undoing.leaning import portions
from directory.values import Texts
from staff.past.words import field_words, said, value_words

_NAMED: Mapping[str, type[Organization | Service | TaxonomyTerm | Location]] = {
    "organization_id": Organization,
    "parent_organization_id": Organization,
    "service_id": Service,
    "link_id": Service,
    "taxonomy_term_id": TaxonomyTerm,
    "parent_id": TaxonomyTerm,
    "location_id": Location,
}
_TIES = frozenset({"service_id", "link_id", "link_entity", "resource_id", "resource_type"})
"""Fields by which a row hangs on its service, which is named above it."""
_ENGLISH = frozenset({"field_name", "language"})
"""Fields of a translation that its title says."""
Fact = tuple[str, str, str, str]
"""Table, id of the row, field, value as the history writes it."""


@dataclass(frozen=True, slots=True)
class Known:
    """`names`: (field, value) -> its name; `english`: id of a translation -> the field that it is of."""

    names: Mapping[tuple[str, str], str]
    english: Mapping[str, str]

    def value(self, table: str, field: str, text: str) -> str:
        """A value as staff read it; never an id."""
        if text and (field in _NAMED or field in ("taxonomy_id", "resource_id")):
            return self.names.get((field, text), said("values", "gone"))
        if field == "uri" and table == "service_area":
            return self.names.get((field, text), text)
        return value_words(table, field, text)

    def title(self, table: str, row_id: str) -> str:
        """What a row is: "Telefonnummer", "Engelsk text: Kostnad"."""
        of = self.english.get(row_id, "")
        return said("tables", table) + (f": {of}" if of else "")

    def shown(self, table: str, row_id: str, action: str, fields: Collection[str]) -> tuple[str, ...]:
        """The fields that are told of; those that another one says are not."""
        told = leading(table, fields)
        if action == "update":
            return told
        without = _TIES | {"sort_order"} | ({"location_id"} if table == Address.__tablename__ else set())
        without |= _ENGLISH if row_id in self.english else set()
        return tuple(name for name in told if name not in without)


def look_up(session: Session, facts: Iterable[Fact]) -> Known:
    """A question for each kind of thing that is pointed to."""
    facts = tuple(facts)
    names: dict[tuple[str, str], str] = {}
    for field, kind in _NAMED.items():
        if wanted := {text for _table, _row, name, text in facts if name == field and text}:
            names |= {(field, key): name for key, name in _names(session, kind, wanted)}
    names |= _areas(session, facts) | _lists(session, facts)
    return Known(names, _english(session, facts))


def stands_for_itself(table: str, field: str) -> bool:
    """True for a field that somebody may ask the history for."""
    named_by_title = _ENGLISH if table == Translation.__tablename__ else frozenset()
    return leader(table, field) is None and field not in _TIES | named_by_title


def facts_of(rows: Iterable[MetadataRow]) -> tuple[Fact, ...]:
    """Both sides of rows of the history."""
    return tuple(
        (row.resource_type, row.resource_id, row.field_name, text)
        for row in rows
        for text in (row.previous_value, row.replacement_value)
    )


def facts_of_texts(table: str, row_id: str, *sides: Texts) -> tuple[Fact, ...]:
    """Both sides of a step or a request."""
    return tuple((table, row_id, name, text) for side in sides for name, text in side.items())


def _names(
    session: Session, kind: type[Organization | Service | TaxonomyTerm | Location], wanted: set[str]
) -> Iterable[tuple[str, str]]:
    """A place without a name is called by its street."""
    for some in portions(sorted(wanted)):
        if kind is Location:
            streets = select(Address.location_id, Address.address_1).where(Address.location_id.in_(some))
            yield from session.execute(streets).tuples()
        for key, name in session.execute(select(kind.id, kind.name).where(kind.id.in_(some))):
            if name:
                yield key, name


def _areas(session: Session, facts: Iterable[Fact]) -> dict[tuple[str, str], str]:
    wanted = {text for table, _row, name, text in facts if (table, name) == ("service_area", "uri")}
    asked = (
        select(TaxonomyTerm.code, TaxonomyTerm.name)
        .join(Taxonomy, Taxonomy.id == TaxonomyTerm.taxonomy_id)
        .where(Taxonomy.name == "area", TaxonomyTerm.code.in_(wanted))
    )
    return {("uri", code): name for code, name in session.execute(asked)} if wanted else {}


def _lists(session: Session, facts: Iterable[Fact]) -> dict[tuple[str, str], str]:
    wanted = {text for _table, _row, name, text in facts if name == "taxonomy_id"}
    asked = select(Taxonomy.id, Taxonomy.name).where(Taxonomy.id.in_(wanted))
    found = session.execute(asked) if wanted else ()
    return {("taxonomy_id", key): said("lists", name) for key, name in found}


def _english(session: Session, facts: Iterable[Fact]) -> dict[str, str]:
    """From what is told of rows that come and go, and from those that are there."""
    told = [fact for fact in facts if fact[0] == Translation.__tablename__]
    kinds = {row: text for _table, row, name, text in told if name == "resource_type" and text}
    named = {row: text for _table, row, name, text in told if name == "field_name" and text}
    asked = select(Translation.id, Translation.resource_type, Translation.field_name)
    for some in portions(sorted({row for _table, row, _name, _text in told} - named.keys())):
        for row, kind, field in session.execute(asked.where(Translation.id.in_(some))):
            kinds[row], named[row] = kind, field
    return {row: field_words(kinds.get(row, Service.__tablename__), field) for row, field in named.items()}
