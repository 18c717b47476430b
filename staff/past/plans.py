"""A plan of an undo, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.changes import Difference
from directory.following import leader
from directory.models import ChangeRequest, Service
from directory.undoing.taking_back import Left, Plan, Step
from staff.past.known import Known, facts_of_texts, look_up
from staff.past.words import field_words, said

Compared = Step | ChangeRequest
"""What has two sides of one row."""

_TITLES = {"create": "Kommer tillbaka", "update": "Ändras", "delete": "Tas bort"}


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One row: what happens to it, and (field, now, then)."""

    title: str
    service: str
    needs_second: bool
    fields: tuple[tuple[str, str, str], ...]


def planned(session: Session, plan: Plan) -> tuple[PlannedStep, ...]:
    """The steps of a plan with the names of their services."""
    wanted = {step.service_id for step in plan.steps if step.service_id}
    names: dict[str, str] = dict(
        session.execute(select(Service.id, Service.name).where(Service.id.in_(wanted))).tuples().all()
    )
    facts = (
        facts_of_texts(step.resource_type, step.resource_id, step.before, step.after) for step in plan.steps
    )
    known = look_up(session, chain.from_iterable(facts))
    return tuple(_step(known, step, names.get(step.service_id or "", "")) for step in plan.steps)


def compared(session: Session, request: Compared) -> tuple[tuple[str, str, str], ...]:
    """Two sides of the same row, field by field in words."""
    facts = facts_of_texts(request.resource_type, request.resource_id, request.before, request.after)
    return _fields(look_up(session, facts), request)


def differing(
    session: Session, request: ChangeRequest, stale: Iterable[Difference]
) -> tuple[tuple[str, str, str], ...]:
    """What a request saw, and what stands now."""
    sides = {one.field_name: (one.seen, one.now) for one in stale}
    seen, now = ({name: side[n] for name, side in sides.items()} for n in (0, 1))
    row = request.resource_type, request.resource_id, request.service_id
    return compared(session, Step("update", *row, seen, now))


def left_told(session: Session, left: Iterable[Left]) -> tuple[str, ...]:
    """Why each thing stays as it is, in one sentence; what follows from another is told with that."""
    left = tuple(left)
    known = look_up(
        session,
        (
            (one.resource_type, one.resource_id, one.field_name, text)
            for one in left
            for text in (one.wanted, one.now)
        ),
    )
    there = {(one.resource_id, one.field_name) for one in left}
    return tuple(
        _left_words(known, one)
        for one in left
        if (one.resource_id, leader(one.resource_type, one.field_name)) not in there
    )


def _left_words(known: Known, left: Left) -> str:
    what = known.title(left.resource_type, left.resource_id)
    if left.field_name:
        what += f", {field_words(left.resource_type, left.field_name)}"
    told = f"{what}: {said('left', left.why)}."
    if left.why in ("changed_since", "assurance"):
        now, wanted = (
            known.value(left.resource_type, left.field_name, text) or "inget"
            for text in (left.now, left.wanted)
        )
        told += f" Nu: {now}. Förut: {wanted}."
    return told


def _step(known: Known, step: Step, service: str) -> PlannedStep:
    title = f"{_TITLES[step.action]}: {known.title(step.resource_type, step.resource_id)}"
    return PlannedStep(title, service, step.needs_second, _fields(known, step))


def _fields(known: Known, one: Compared) -> tuple[tuple[str, str, str], ...]:
    """(field, before, after) of what is told of."""
    table = one.resource_type

    def told(name: str) -> tuple[str, str, str]:
        before, after = (known.value(table, name, side.get(name, "")) for side in (one.before, one.after))
        return field_words(table, name), before, after

    names = known.shown(table, one.resource_id, one.action, {*one.before, *one.after})
    return tuple(told(name) for name in names)
