"""The services as one file for a spreadsheet: what `directory.importing` reads, one row a service.

UTF-8 with a mark at the beginning and ; between the cells, as a Swedish spreadsheet program opens it. What
staff know and visitors may not (internal notes, places that are not public) stays at home.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory.exporting.staff_csv_cells import Cells, cells_of
from directory.importing.escaping import escaped
from directory.importing.headings import columns, group_of, swedish, with_number, without_number
from directory.models import Attribute, Location, Service, ServiceAtLocation, Translation

INTERNAL = "note"
"""The column that leaves only when somebody asks for it."""


def staff_csv(session: Session, *, internal: bool = False) -> bytes:
    """Every service, by code. `internal`: with the notes that only staff may read."""
    english = _english(session)
    rows = [cells_of(service, english) for service in session.scalars(_question())]
    names = [name for name in _names(rows) if internal or name != INTERNAL]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([swedish(name) for name in names])
    writer.writerows([[escaped(row.get(name, "")) for name in names] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _question() -> Select[Service]:
    """The services with all that a row tells of, in a dozen questions."""
    return (
        select(Service)
        .options(
            joinedload(Service.organization),
            selectinload(Service.phones),
            selectinload(Service.urls),
            selectinload(Service.schedules),
            selectinload(Service.exceptions),
            selectinload(Service.languages),
            selectinload(Service.areas),
            selectinload(Service.what_happens),
            selectinload(Service.attributes).joinedload(Attribute.term),
            selectinload(Service.places)
            .joinedload(ServiceAtLocation.location)
            .selectinload(Location.addresses),
        )
        .order_by(Service.code)
    )


def _english(session: Session) -> Mapping[tuple[str, str], str]:
    """(row id, field) -> the English words."""
    question = select(Translation.resource_id, Translation.field_name, Translation.value)
    found = session.execute(question.where(Translation.language == "en"))
    return {(row_id, field): value for row_id, field, value in found}


def _names(rows: Sequence[Cells]) -> list[str]:
    """The columns in order; those that come several times as often as any service needs them."""
    names: list[str] = []
    for group, together in _runs(columns()):
        used = {without_number(name)[1] for row in rows for name in row if _is_of(name, group)}
        most = max(used, default=1)
        names += [with_number(name, number) for number in range(1, most + 1) for name in together]
    return names


def _is_of(name: str, group: str) -> bool:
    return bool(group) and group_of(without_number(name)[0]) == group


def _runs(names: Iterable[str]) -> list[tuple[str, list[str]]]:
    """The columns that stand together, with the kind that may come several times, or ""."""
    runs: list[tuple[str, list[str]]] = []
    for name in names:
        if runs and runs[-1][0] == group_of(name):
            runs[-1][1].append(name)
        else:
            runs.append((group_of(name), [name]))
    return runs
