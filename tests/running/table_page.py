"""The table as a page of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from directory.terms import NeedTerm
from tests.running.table_services import Reach, Shown
from tests.running.table_turns import Turns

HEAD = (
    "need",
    "conversations",
    "turns to the first card: median",
    "most",
    "services offered",
    "with phone or chat",
    "of them day and night",
    "shown at night when the first one is closed",
    "shown when the first one has no contact",
)
INTRODUCTION = """# From a need to somebody who answers

`make table` wrote this page on {day}. The scripted conversations of `tests/conversations` were played
against a running assistant ({played} of them, {as_written} as written). The services are those of the seed,
for somebody of whom only the need is known. A conversation about words only, without a card, counts in
"conversations" alone.

"Closed": the first service of the list has office hours, and it is 03:30 on a weekday. "No contact": its
numbers, pages and address are taken away, and it is 12:30. The lines that no directory can hide (112, 1177,
the police) cannot be closed, and the other emergency lines get their number back. **Bold**: somebody answers
there at that hour."""
NO_SCRIPT = Turns(conversations=0, to_first_card=(), as_written=0)


def page(needs: Iterable[NeedTerm], turns: Mapping[str, Turns], reached: Sequence[Reach], day: date) -> str:
    """The whole page; a need without a script has a dash for its turns."""
    titles = {need.code: need.name_en for need in needs}
    played = sum(one.conversations for one in turns.values())
    as_written = sum(one.as_written for one in turns.values())
    lines = [INTRODUCTION.format(day=day, played=played, as_written=as_written), "", _line(HEAD), _rule()]
    lines += [_line(_cells(titles[one.code], one, turns.get(one.code, NO_SCRIPT))) for one in reached]
    return "\n".join(lines) + "\n"


def _cells(title: str, one: Reach, turns: Turns) -> Iterator[str]:
    yield f"{title} (`{one.code}`)"
    yield str(turns.conversations)
    yield _number(turns.median)
    yield _number(turns.most)
    yield from (str(number) for number in (one.offered, one.reachable, one.day_and_night))
    yield _cards(one.first_is_closed)
    yield _cards(one.first_has_no_contact)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def _cards(shown: Iterable[Shown]) -> str:
    return "; ".join(
        f"**{card.code}**" if card.state == "open" else f"{card.code} ({card.state})" for card in shown
    )


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule() -> str:
    return f"|---|{'---:|' * 6}---|---|"
