"""The seed's own tables: the vocabulary of terms, the needs, and where they are read from."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SEED = Path(__file__).parent / "seed"


@dataclass(frozen=True, slots=True)
class Term:
    """One word that services are sorted by. `kind` tells areas apart ("district", "municipality" ...)."""

    taxonomy: str
    code: str
    kind: str
    name_sv: str
    name_en: str


@dataclass(frozen=True, slots=True)
class NeedTerm:
    """One of the needs (contract C1). `offers` and `last_resort`: service codes, best first."""

    code: str
    kind: str
    name_sv: str
    name_en: str
    description: str
    offers: tuple[str, ...]
    last_resort: tuple[str, ...]


def rows_of(name: str, folder: Path = SEED) -> Iterable[dict[str, str]]:
    """The rows of one of the seed's files, as text."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def terms(folder: Path = SEED) -> tuple[Term, ...]:
    """Audiences, genders, areas and categories, in the order of the file."""
    return tuple(Term(**row) for row in rows_of("terms.csv", folder))


@cache
def needs(folder: Path = SEED) -> tuple[NeedTerm, ...]:
    """The 38 needs, in the order of their priority."""
    return tuple(_need(row) for row in rows_of("needs.csv", folder))


def codes(taxonomy: str) -> tuple[str, ...]:
    """The codes of one taxonomy of terms.csv."""
    return tuple(term.code for term in terms() if term.taxonomy == taxonomy)


def listed(cell: str) -> tuple[str, ...]:
    """The values of a cell with | between them."""
    return tuple(value for value in cell.split("|") if value)


def _need(row: dict[str, str]) -> NeedTerm:
    """A row of needs.csv with its lists taken apart."""
    offers, last_resort = listed(row.pop("offers")), listed(row.pop("last_resort"))
    return NeedTerm(**row, offers=offers, last_resort=last_resort)
