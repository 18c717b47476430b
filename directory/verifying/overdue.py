"""What the nightly command says of checks that should have been made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from directory.verification import ReviewClass, ReviewState
from directory.verifying.points import points
from directory.verifying.rounds import service_named
from directory.verifying.waiting import Filter, Waiting, counts, waiting, waiting_one

_LATE = (ReviewState.OVERDUE, ReviewState.LAPSED)


def overdue_report(session: Session, today: date) -> tuple[str, ...]:
    """Lines: how many services stand how in each class, then those that are late or reported wrong."""
    return (*_counts(session, today), *_named(session, today))


def check_lines(session: Session, today: date, code: str) -> tuple[str, ...]:
    """Lines: how a service stands and what there is to check; none when there is no such service."""
    service, row = service_named(session, code), waiting_one(session, today, code)
    if service is None or row is None:
        return ()
    facts = (f"[ ] {point.kind}: {'; '.join(point.words)}" for point in points(service))
    return (_line(row), *facts)


def _counts(session: Session, today: date) -> Iterator[str]:
    found = counts(session, today)
    for of_class in ReviewClass:
        several = (f"{state} {found.get((of_class, state), 0)}" for state in ReviewState)
        yield f"class {of_class}: {', '.join(several)}"


def _named(session: Session, today: date) -> Iterator[str]:
    """The late ones and the reported ones, each once, as the queue has them; fifty of a kind at the most."""
    kinds = [Filter(reported=True), *(Filter(state=state) for state in _LATE)]
    found = {row.code: row for kind in kinds for row in waiting(session, today, kind).rows}
    yield from (_line(row) for row in found.values())


def _line(row: Waiting) -> str:
    reports = sum((row.reports or {}).values())
    parts = (
        f"{row.code}: class {row.of_class}, {row.state}",
        f"due {row.due_on}" if row.due_on else "",
        f"reported wrong {reports}" if reports else "",
        f"no answer {row.silent}" if row.silent else "",
        f"changed {row.changed_on}" if row.changed_on else "",
    )
    return ", ".join(part for part in parts if part)
