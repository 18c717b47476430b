"""A service as somebody types it: every value is text, as it stands in the boxes of the form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

FIELDS = (
    *(
        "code",
        "name_sv",
        "name_en",
        "alternate_name_sv",
        "alternate_name_en",
        "organization",
        "organization_new",
    ),
    *("status", "alert_sv", "alert_en", "alert_until", "description_sv", "description_en"),
    *("eligibility_description_sv", "eligibility_description_en", "minimum_age", "maximum_age"),
    *("application_process_sv", "application_process_en", "fees_description_sv", "fees_description_en"),
    *("interpretation_services_sv", "interpretation_services_en", "anonymous", "always_open"),
    *("hours_note_sv", "hours_note_en", "source", "source_date", "internal_note"),
)
"""The boxes that there is one of; besides them "need-<code>" and "last-<code>" hold ranks."""

TICKS = ("audiences", "genders", "categories", "areas", "languages", "still_holds")
"""The lists to tick. `still_holds`: English that staff say is right though the Swedish has changed."""

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_SOURCE = ("source", "source_date")
LINES: Mapping[str, tuple[str, ...]] = {
    "phones": ("number", "label_sv", "label_en", "textable", "order", *_SOURCE),
    "links": ("kind", "url", "label_sv", "label_en", "order", *_SOURCE),
    "hours": ("attending", "holidays", *DAYS, "valid_from", "valid_to", *_SOURCE),
    "exceptions": ("date_from", "date_to", "hours", "reason"),
    "places": ("visibility", "street", "postal_code", "city", "directions", *_SOURCE),
    "what_happens": ("kind", "text_sv", "text_en", "order", *_SOURCE),
}
"""The lists of lines, and the boxes of one line of each."""

CHOSEN = frozenset({"kind", "textable", "order", "attending", "holidays", "visibility"})
"""Boxes that are never empty or mean nothing alone: a new line with nothing else in it is no line."""

_RANK = re.compile(r"(?:need|last)-[a-z0-9_-]+")
_CELL = re.compile(r"([a-z_]+)-([0-9]{1,3})-([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list. `id` is the row it came from, "" for a new one."""

    id: str
    cells: Mapping[str, str]

    @property
    def is_blank(self) -> bool:
        """True for a new line that nobody has written in."""
        return not self.id and not any(text for name, text in self.cells.items() if name not in CHOSEN)


@dataclass(frozen=True, slots=True)
class Draft:
    """`fields`: box -> text. `ticks`: list -> what is ticked. `lines`: list -> its lines in order."""

    fields: Mapping[str, str] = field(default_factory=dict)
    ticks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lines: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What stands in a box; "" when the box is not there."""
        return self.fields.get(name, "")

    def ticked(self, name: str) -> frozenset[str]:
        """What is ticked in a list."""
        return self.ticks.get(name, frozenset())

    def listed(self, name: str) -> tuple[Line, ...]:
        """The lines of a list."""
        return self.lines.get(name, ())

    def with_line(self, name: str) -> Draft:
        """The draft with one more empty line at the end of a list."""
        line = Line("", dict.fromkeys(LINES[name], ""))
        return replace(self, lines={**self.lines, name: (*self.listed(name), line)})

    def without_line(self, name: str, number: int) -> Draft:
        """The draft without the line that stands at a place in a list."""
        kept = tuple(line for at, line in enumerate(self.listed(name)) if at != number)
        return replace(self, lines={**self.lines, name: kept})

    def meant(self) -> Draft:
        """The draft without new lines that nobody has written in, and each known line once."""
        return replace(self, lines={name: tuple(_meant(lines)) for name, lines in self.lines.items()})


def _meant(lines: Iterable[Line]) -> Iterator[Line]:
    seen: set[str] = set()
    for line in lines:
        if not line.is_blank and line.id not in seen:
            seen.update({line.id} - {""})
            yield line


def to_pairs(draft: Draft) -> Iterator[tuple[str, str]]:
    """The draft as a form sends it: a name and a text for each box, a tick only when it is set."""
    yield from draft.fields.items()
    for name, ticked in draft.ticks.items():
        yield from ((name, value) for value in sorted(ticked))
    for name, lines in draft.lines.items():
        for number, line in enumerate(lines):
            yield f"{name}-{number}-id", line.id
            yield from ((f"{name}-{number}-{cell}", text) for cell, text in line.cells.items())


def from_pairs(pairs: Iterable[tuple[str, str]]) -> Draft:
    """The draft that a form sends: what is no box of ours is passed over, missing boxes are empty."""
    fields = dict.fromkeys(FIELDS, "")
    ticks: dict[str, set[str]] = {name: set() for name in TICKS}
    cells: dict[str, dict[int, dict[str, str]]] = {name: {} for name in LINES}
    for name, typed in pairs:
        text, cell = plain(typed), _CELL.fullmatch(name)
        if name in fields or _RANK.fullmatch(name):
            fields[name] = text
        elif name in ticks and text:
            ticks[name].add(text)
        elif cell and cell[1] in LINES and cell[3] in (*LINES[cell[1]], "id"):
            cells[cell[1]].setdefault(int(cell[2]), {})[cell[3]] = text
    return Draft(
        fields,
        {name: frozenset(values) for name, values in ticks.items()},
        {name: tuple(_line(name, row) for _, row in sorted(rows.items())) for name, rows in cells.items()},
    )


def _line(name: str, cells: Mapping[str, str]) -> Line:
    return Line(cells.get("id", ""), {cell: cells.get(cell, "") for cell in LINES[name]})


def plain(typed: str) -> str:
    """The text with one kind of line end and no blanks around it."""
    return typed.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def packed(draft: Draft) -> str:
    """The draft as one text, for a form that must remember what it was filled with."""
    return json.dumps(list(to_pairs(draft)), ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> Draft | None:
    """The draft of a packed text; None when it is no such text."""
    try:
        held = json.loads(text)
        return from_pairs((str(name), str(value)) for name, value in held)
    except (ValueError, TypeError, RecursionError):
        return None
