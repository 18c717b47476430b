"""The form as a page shows it: each box's text, what is wrong there, what others wrote there meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.clock import STOCKHOLM
from directory.editing.checking import Fault
from directory.editing.differences import Merged, Theirs
from directory.editing.draft import Draft, Line, from_pairs, packed, plain, unpacked
from directory.editing.english import stale
from directory.editing.parts import ENGLISH
from directory.models import ChangeRequest, MetadataRow, Translation
from staff.form import FormData
from staff.service_form.choices import Offered, words

_COLUMNS = {"phones": "description", "links": "label", "what_happens": "text"}


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What somebody else made of a box: the words, who, when, and whether it was written here too."""

    text: str
    by: str
    at: str
    clashes: bool


@dataclass(frozen=True, slots=True)
class Filled:
    """`base`: the draft that the form was filled with, `edition`: how long the history was then.

    `stale`: "<row id>.<column>" of the English that is older than its Swedish.
    """

    draft: Draft
    lists: Offered
    base: str = ""
    edition: int = 0
    service_id: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    theirs: Mapping[str, Meanwhile] = field(default_factory=dict)
    conflict: bool = False
    waiting: tuple[ChangeRequest, ...] = ()
    stale: frozenset[str] = frozenset()

    @property
    def clashes(self) -> bool:
        """True when both wrote different things in one box."""
        return any(one.clashes for one in self.theirs.values())

    def more_languages(self) -> str:
        """The language codes that have no box to tick."""
        return ", ".join(sorted(self.draft.ticked("languages") - set(self.lists.languages)))

    def told(self) -> dict[str, str]:
        """The faults for the top of the page: each says where it is."""
        return {path: f"{self._place(path)}: {message}" for path, message in self.faults.items()}

    def _place(self, path: str) -> str:
        """E.g. "Telefon 1, nummer"."""
        named, (name, _, rest) = self.lists.named, path.partition("-")
        number, _, cell = rest.partition("-")
        if name in named["lists"] and number.isdecimal():
            return f"{named['lists'][name]} {int(number) + 1}, {named['boxes'].get(cell, cell).lower()}"
        return named["boxes"].get(path) or self.lists.terms["need"].get(rest, path)

    def english_key(self, name: str, line: Line | None = None) -> str:
        """The name that stale English has: of the service's text, or of the line's."""
        return f"{line.id}.{ENGLISH[name][1]}" if line else f"{self.service_id}.{name}"


def typed(form: FormData) -> Draft:
    """What was sent; languages that were written as codes count as ticked."""
    pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    more = form.text("languages_more").replace(",", " ").split()
    return from_pairs([*pairs, *(("languages", plain(code)) for code in more)])


def base_of(form: FormData) -> Draft | None:
    """The draft that the form was filled with; None when it does not say."""
    return unpacked(form.text("base"))


def based_on(filled: Filled, base: Draft) -> Filled:
    """The form that remembers this draft."""
    return replace(filled, base=packed(base))


def with_faults(filled: Filled, faults: Iterable[Fault]) -> Filled:
    """The form with the first fault of each box."""
    told: dict[str, str] = {}
    for fault in faults:
        told.setdefault(fault.path, fault.message)
    return replace(filled, faults=told)


def with_theirs(filled: Filled, merged: Merged, rows: tuple[MetadataRow, ...]) -> Filled:
    """The form with both people's changes; each box that another changed says what, who and when."""
    told = {one.path: _meanwhile(one, rows) for one in merged.theirs}
    return replace(filled, draft=merged.draft, theirs=told, conflict=True)


def edition_of(session: Session, service_id: str) -> int:
    """The length of the service's history."""
    question = select(func.count()).select_from(MetadataRow).where(MetadataRow.service_id == service_id)
    return session.scalar(question) or 0


def edition_in(form: FormData) -> int | None:
    """The edition that the form was filled from; None when it does not say."""
    text = form.text("edition")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def rows_since(session: Session, service_id: str, edition: int) -> tuple[MetadataRow, ...]:
    """What has happened to the service since its history was that long, newest first."""
    more = edition_of(session, service_id) - edition
    question = (
        select(MetadataRow)
        .where(MetadataRow.service_id == service_id)
        .order_by(MetadataRow.last_action_date.desc())
        .limit(max(more, 0))
    )
    return tuple(session.scalars(question))


def stale_keys(session: Session, translations: Iterable[Translation]) -> frozenset[str]:
    """The English that needs a look, as the form names it."""
    return frozenset(f"{row_id}.{column}" for row_id, column in stale(session, translations))


def _meanwhile(one: Theirs, rows: tuple[MetadataRow, ...]) -> Meanwhile:
    """Who did it: the last who wrote these words, else who changed this row, else who changed anything."""
    wrote = [row for row in rows if one.text and row.replacement_value == one.text]
    changed = [row for row in rows if one.row_id and row.resource_id == one.row_id]
    row = next(iter([*wrote, *changed, *rows]), None)
    text = one.text
    for codes in words().values():
        text = codes.get(text, text)
    return Meanwhile(
        text, row.updated_by if row else "", _at(row.last_action_date if row else None), one.clashes
    )


def _at(moment: datetime | None) -> str:
    return f"{moment.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}" if moment else ""
