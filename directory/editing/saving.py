"""A checked draft into the directory: most is changed at once, the rest waits for a second person.

Saving never says that anything has been checked: `assured_date` stays where it is, new facts are verified by
nobody, and a changed critical field makes the service due for its next check (directory.verifying).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from directory.changes import Proposed, pending, propose, timeless
from directory.critical import any_critical, class_of, needs_second_person
from directory.editing.draft import Draft
from directory.editing.drafting import Held
from directory.editing.planning import (
    NOW,
    RowChange,
    confirmations,
    list_changes,
    new_organization,
    own_changes,
)
from directory.editing.planning_lines import line_changes
from directory.history import RecordedSession, as_text
from directory.models import (
    Address,
    ChangeRequest,
    Location,
    Model,
    Organization,
    Service,
    Taxonomy,
    TaxonomyTerm,
    Translation,
    lasting_id,
)
from directory.values import filled, texts_of
from directory.verification import ReviewClass, review_class

Columns = tuple[str, str]
_A = ReviewClass.A


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: how many rows it changed, and what waits."""

    code: str
    applied: int
    waiting: tuple[Proposed, ...]


def save(session: RecordedSession, here: Held, before: Draft, after: Draft, reason: str = "") -> Saved:
    """Writes the differences in the caller's transaction. The draft has been checked.

    Critical fields of class A are proposed and not written: of the class that the service is of now, or
    would be after this save.
    """
    changes = _all_changes(session, here, before, after)
    at_once, second = _parted(changes, _class(here.service, after), here.shared)
    _write(session, at_once)
    waiting = tuple(_proposed(second, here.service.id, session))
    already = {_said(one) for one in pending(session, here.service.id)}
    for one in waiting:
        if _said(one) not in already:
            propose(session, one, reason)
    session.flush()
    code = here.service.code
    session.expire(here.service)
    return Saved(code, len(at_once), waiting)


def create(session: RecordedSession, before: Draft, after: Draft, reason: str = "") -> Saved:
    """A new service. One of class A is not running until a second person says so: nothing of it is shown."""
    organization_id = _organization(session, after)
    service = Service(
        id=lasting_id("service", after.text("code")),
        code=after.text("code"),
        name=after.text("name_sv"),
        organization_id=organization_id,
        status="inactive",
    )
    session.add(service)
    session.flush()
    wanted = after.text("status")
    held_back = wanted == "active" and _class(service, after) is ReviewClass.A
    standing = {"code": service.code, "name_sv": service.name, "status": "inactive"}
    first = replace(before, fields={**before.fields, **standing})
    status = "inactive" if held_back else wanted
    told = replace(after, fields={**after.fields, "status": status})
    changes = list(_all_changes(session, Held(service), first, told))
    _write(session, changes)
    session.flush()
    waiting = (_start_running(service),) if held_back else ()
    for one in waiting:
        propose(session, one, reason)
    session.expire(service)
    return Saved(after.text("code"), len(changes) + 1, waiting)


def _said(one: Proposed | ChangeRequest) -> tuple[object, ...]:
    """What a proposal says: the same twice is one. A new row has another id each time."""
    row_id = "" if one.action == "create" else one.resource_id
    return one.action, one.resource_type, row_id, timeless(one.after)


def _start_running(service: Service) -> Proposed:
    return Proposed("update", "service", service.id, service.id, {"status": "inactive"}, {"status": "active"})


def _all_changes(session: RecordedSession, here: Held, before: Draft, after: Draft) -> list[RowChange]:
    same = after.text("organization") == before.text("organization")
    organization_id = here.service.organization_id if same else _organization(session, after)

    def term_id(taxonomy: str, code: str) -> str:
        question = select(TaxonomyTerm.id).join(Taxonomy)
        return session.scalars(question.where(Taxonomy.name == taxonomy, TaxonomyTerm.code == code)).one()

    return [
        *own_changes(here, before, after, organization_id),
        *list_changes(here, before, after, term_id),
        *line_changes(here, before, after),
        *confirmations(here, after),
    ]


def _organization(session: RecordedSession, after: Draft) -> str:
    """The id of the organisation of this name, made when it is new."""
    name = after.text("organization")
    found = session.scalar(select(Organization.id).where(Organization.name == name))
    if found is None:
        made = new_organization(name)
        _write(session, [made])
        return made.row_id
    return found


def _class(service: Service, after: Draft) -> ReviewClass:
    """A when the service is of class A, or would be: nobody leads a service out of A, or into it, alone."""
    offered = {
        path.partition("-")[2]
        for path, rank in after.fields.items()
        if rank and path.startswith(("need-", "last-"))
    }
    classes = {class_of(service), review_class(offered, after.ticked("categories"))}
    return ReviewClass.A if ReviewClass.A in classes else ReviewClass.B


def _parted(
    changes: Iterable[RowChange], of_class: ReviewClass, shared: Mapping[str, ReviewClass]
) -> tuple[list[RowChange], list[RowChange]]:
    """What may be written at once, and what needs a second person; English goes with its Swedish."""
    at_once: list[RowChange] = []
    second: list[RowChange] = []
    english: list[RowChange] = []
    for change in changes:
        if change.kind is Translation:
            english.append(change)
        else:
            now, later = _split(change, shared.get(_place(change), of_class) if of_class is not _A else _A)
            at_once += now
            second += later
    proposed = {column for change in second for column in _columns(change)}
    for change in english:
        waits = _translated(change) in proposed or _is_critical_english(change, of_class)
        (second if waits else at_once).append(change)
    return at_once, second


def _place(change: RowChange) -> str:
    """The place that a change says something of, or ""."""
    if change.kind is Location:
        return change.row_id
    if change.kind is not Address:
        return ""
    return change.row.location_id if isinstance(change.row, Address) else str(change.values["location_id"])


def _is_critical_english(change: RowChange, of_class: ReviewClass) -> bool:
    """True for other words; that the old ones still hold is no change of what anybody reads."""
    if change.action == "update" and "value" not in change.values:
        return False
    told = change.values if change.row is None else texts_of(change.row)
    return any_critical(of_class, Translation.__tablename__, told)


def _split(change: RowChange, of_class: ReviewClass) -> tuple[list[RowChange], list[RowChange]]:
    """The service's critical columns apart from its others; of other tables, the whole row or nothing."""
    critical = {name for name in _touched(change) if _is_critical(change, name, of_class)}
    if not critical:
        return [change], []
    if change.kind is not Service:
        return [], [change]
    rest = {name: value for name, value in change.values.items() if name not in critical}
    later = replace(change, values={name: change.values[name] for name in critical})
    return ([replace(change, values=rest)] if rest else []), [later]


def _touched(change: RowChange) -> Iterable[str]:
    return change.values if change.action != "delete" or change.row is None else texts_of(change.row)


def _is_critical(change: RowChange, name: str, of_class: ReviewClass) -> bool:
    """Asked for both kinds when a link becomes another kind of link."""
    kinds = {change.values.get("kind", "chat" if change.row is None else ""), getattr(change.row, "kind", "")}
    return any(
        needs_second_person(of_class, change.kind.__tablename__, name, kind=kind or "web") for kind in kinds
    )


def _columns(change: RowChange) -> Iterator[Columns]:
    yield from ((change.row_id, name) for name in _touched(change))


def _translated(change: RowChange) -> Columns:
    """The row and column that a translation is of."""
    if isinstance(change.row, Translation):
        return change.row.resource_id, change.row.field_name
    return change.values["resource_id"], change.values["field_name"]


def _write(session: RecordedSession, changes: Iterable[RowChange]) -> None:
    """The changes, Swedish before English: what English is made from has an earlier moment than itself."""
    ordered = sorted(changes, key=lambda change: change.kind is Translation)
    for change in ordered:
        if change.kind is Translation:
            session.flush()
        _write_one(session, change)
        if change.action == "create":
            session.flush()  # later rows may point to it


def _write_one(session: RecordedSession, change: RowChange) -> None:
    if change.action == "delete":
        session.delete(change.row)
        return
    row: Model = change.row or change.kind(id=change.row_id)
    for name, value in _values(session, change).items():
        setattr(row, name, value)
    if change.action == "create":
        session.add(row)


def _values(session: RecordedSession, change: RowChange) -> dict[str, Any]:
    """The values, with the moment where one is asked for."""
    moment: datetime = session.clock()
    return {name: moment if value is NOW else value for name, value in change.values.items()}


def _proposed(changes: list[RowChange], service_id: str, session: RecordedSession) -> Iterator[Proposed]:
    """Each row as it stands and as it should be. What staff have checked is no part of a proposal."""
    for change in changes:
        row = change.row
        before: dict[str, str] = {}
        after: dict[str, str] = {}
        if row is None:
            after = _new_texts(session, change)
        elif change.action == "delete":
            before = texts_of(row)
        else:
            values = _values(session, change)
            after = {name: as_text(value) for name, value in values.items() if name != "verified_on"}
            before = {name: as_text(getattr(row, name)) for name in after}
        yield Proposed(change.action, change.kind.__tablename__, change.row_id, service_id, before, after)


def _new_texts(session: RecordedSession, change: RowChange) -> dict[str, str]:
    """A new row as it would be stored: with the defaults of the columns that nobody has spoken of."""
    row = change.kind(id=change.row_id, **_values(session, change))
    for column in inspect(change.kind).columns:
        if isinstance(column.default, ScalarElementColumnDefault) and getattr(row, column.key) is None:
            setattr(row, column.key, column.default.arg)
    return filled(texts_of(row))
