"""Numbers without people: what is kept of a turn, and that it is a word of ours. Why: docs/adr/0013."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple, get_args

from directory.terms import needs

CountedLanguage = Literal["sv", "en", "other"]
Outcome = Literal["answered", "asked_back", "not_understood", "no_contact", "danger"]
"""`no_contact`: the first service shown has neither phone nor chat. `asked_back`: which did you mean?"""


class Turn(NamedTuple):
    """All that is kept of one turn; `need` is "" when none was acted on."""

    need: str
    language: CountedLanguage
    outcome: Outcome


class Cell(NamedTuple):
    """One row of the table: the same turns of one day in Stockholm."""

    on: date
    need: str
    language: CountedLanguage
    outcome: Outcome


def known(turn: Turn) -> bool:
    """True when every part is a word of ours: nothing else may be counted, least of all a visitor's words."""
    return (
        (turn.need == "" or turn.need in {need.code for need in needs()})
        and turn.language in get_args(CountedLanguage)
        and turn.outcome in get_args(Outcome)
    )
