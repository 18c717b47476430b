"""A service in the directory, its draft, and saving what was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from directory.database import reading, writing
from directory.editing.draft import Draft, Line
from directory.editing.drafting import draft_of, held
from directory.editing.saving import Saved, save
from directory.models import ChangeRequest, MetadataRow, Service
from tests.directory.builders import MORNING, STAFF

Change = Callable[[Draft], Draft]


def draft_in(engine: Engine, code: str) -> Draft:
    """What the form of this service is filled with."""
    with reading(engine) as session:
        return draft_of(held(session, the_service(session, code)))


def the_service(session: Session, code: str) -> Service:
    """The row with this code."""
    return session.scalars(select(Service).where(Service.code == code)).one()


def saved(engine: Engine, code: str, change: Change, now: datetime = MORNING + timedelta(hours=1)) -> Saved:
    """Saves the draft as somebody has changed it; each look at the clock is a second later."""
    moments = iter(now + timedelta(seconds=n) for n in range(10_000))
    with writing(engine, STAFF, lambda: next(moments)) as session:
        here = held(session, the_service(session, code))
        before = draft_of(here)
        return save(session, here, before, change(before))


def typing(**fields: str) -> Change:
    """Somebody who fills in boxes that there is one of."""
    return lambda draft: replace(draft, fields={**draft.fields, **fields})


def ticking(name: str, *codes: str) -> Change:
    """Somebody who ticks exactly these in a list."""
    return lambda draft: replace(draft, ticks={**draft.ticks, name: frozenset(codes)})


def on_line(name: str, place: int, /, **cells: str) -> Change:
    """Somebody who changes boxes of one line."""

    def change(draft: Draft) -> Draft:
        lines = list(draft.listed(name))
        lines[place] = replace(lines[place], cells={**lines[place].cells, **cells})
        return replace(draft, lines={**draft.lines, name: tuple(lines)})

    return change


def adding(name: str, /, **cells: str) -> Change:
    """Somebody who adds a line."""
    return lambda draft: on_line(name, -1, **cells)(draft.with_line(name))


def line(row_id: str = "", /, **cells: str) -> Line:
    """One line."""
    return Line(row_id, cells)


def history_length(engine: Engine) -> int:
    """How many changes there have been."""
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(MetadataRow)) or 0


def requests(engine: Engine) -> list[ChangeRequest]:
    """What waits for a second person."""
    with reading(engine) as session:
        return list(session.scalars(select(ChangeRequest).order_by(ChangeRequest.submitted_at)))
