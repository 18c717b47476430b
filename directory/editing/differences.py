"""Where two drafts of one service differ, and how two people's changes come together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from directory.editing.draft import LINES, TICKS, Draft, Line

GONE = "gone"
"""The box of a line that another has taken away."""

Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody else made of one box meanwhile. `clashes` when the two wrote different things there.

    `path` names the box as the form does; `row_id` is the row that the box is of, "" for the service's own.
    """

    path: str
    row_id: str
    text: str
    clashes: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """Both people's changes in one draft; where they clash it holds one's own, and `theirs` the other's."""

    draft: Draft
    theirs: tuple[Theirs, ...]


def changed_lines(before: Draft, after: Draft, name: str) -> Iterator[tuple[Line | None, Line]]:
    """(the line as it was or None, the line as it is) for each that is new or has another text."""
    known = {line.id: line for line in before.listed(name)}
    for line in after.listed(name):
        was = known.get(line.id)
        if was is None or was.cells != line.cells:
            yield was, line


def lost_lines(before: Draft, after: Draft, name: str) -> tuple[Line, ...]:
    """The lines that are no longer there."""
    kept = {line.id for line in after.listed(name)}
    return tuple(line for line in before.listed(name) if line.id not in kept)


def merge(base: Draft, mine: Draft, now: Draft) -> Merged:
    """One's own changes since `base` upon what stands `now`; nothing of either is lost."""
    theirs: list[Theirs] = []
    fields = _texts(base.fields, mine.fields, now.fields, theirs)
    ticks = {name: _ticks(name, base, mine, now, theirs) for name in TICKS}
    lines = {name: tuple(_lines(name, base, mine, now, theirs)) for name in LINES}
    return Merged(Draft(fields, ticks, lines), tuple(_placed(theirs, lines)))


def _texts(
    base: Mapping[str, str],
    mine: Mapping[str, str],
    now: Mapping[str, str],
    theirs: list[Theirs],
    row: tuple[str, str] = ("", ""),
) -> Texts:
    """The boxes of the service, or of one line; `row` is its list and its id."""
    merged: Texts = {}
    for box in {**now, **mine}:
        was, own, other = base.get(box, ""), mine.get(box, ""), now.get(box, "")
        merged[box] = other if own == was else own
        if other not in (was, own) or (other != was and own == was):
            theirs.append(Theirs(_path(row, box), row[1], other, clashes=own not in (was, other)))
    return merged


def _path(row: tuple[str, str], box: str) -> str:
    return f"{row[0]}:{row[1]}:{box}" if row[0] else box


def _ticks(name: str, base: Draft, mine: Draft, now: Draft, theirs: list[Theirs]) -> frozenset[str]:
    """What either ticked or took away: ticks cannot clash."""
    was, own, other = base.ticked(name), mine.ticked(name), now.ticked(name)
    if other != was and name != "still_holds":
        theirs.append(Theirs(name, "", ", ".join(sorted(other)), clashes=False))
    return (other | (own - was)) - (was - own)


def _lines(name: str, base: Draft, mine: Draft, now: Draft, theirs: list[Theirs]) -> Iterator[Line]:
    """The lines of both. One that the other took away stays when it was changed here, as a new line would."""
    was, others = _by_id(base, name), _by_id(now, name)
    for line in mine.listed(name):
        before, other = was.get(line.id), others.pop(line.id, None)
        if before is None or (other is None and line.cells == before.cells):
            if before is None:
                yield line
            else:
                theirs.append(Theirs(f"{name}:{line.id}:{GONE}", line.id, _summary(line), clashes=False))
        elif other is None:
            theirs.append(Theirs(f"{name}:{line.id}:{GONE}", line.id, _summary(before), clashes=True))
            yield line
        else:
            yield replace(line, cells=_texts(before.cells, line.cells, other.cells, theirs, (name, line.id)))
    for line_id, other in others.items():
        before = was.get(line_id)
        if before is None or before.cells != other.cells:
            taken_here = before is not None
            theirs.append(Theirs(f"{name}:{line_id}:", line_id, _summary(other), clashes=taken_here))
            yield other


def _by_id(draft: Draft, name: str) -> dict[str, Line]:
    return {line.id: line for line in draft.listed(name) if line.id}


def _summary(line: Line) -> str:
    return ", ".join(text for text in line.cells.values() if text)


def _placed(theirs: list[Theirs], lines: Mapping[str, tuple[Line, ...]]) -> Iterator[Theirs]:
    """With paths as the form names its boxes: "phones:<id>:number" -> "phones-0-number"."""
    for one in theirs:
        name, _, rest = one.path.partition(":")
        line_id, _, box = rest.partition(":")
        at = next((n for n, line in enumerate(lines.get(name, ())) if line_id and line.id == line_id), None)
        if not line_id:
            yield one
        else:
            yield replace(one, path=name if at is None else f"{name}-{at}-{box}".rstrip("-"))
