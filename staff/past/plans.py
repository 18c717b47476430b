"""A plan of an undo, in words."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.models import Service
from directory.undoing.taking_back import Left, Plan, Step
from directory.values import Texts
from staff.past.words import field_words, said, value_words

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
    return tuple(_step(step, names.get(step.service_id or "", "")) for step in plan.steps)


def compared(resource_type: str, before: Texts, after: Texts) -> tuple[tuple[str, str, str], ...]:
    """Two sides of the same row, field by field in words."""
    return tuple(
        (
            field_words(resource_type, name),
            value_words(name, before.get(name, "")),
            value_words(name, after.get(name, "")),
        )
        for name in sorted({*before, *after})
    )


def left_words(left: Left) -> str:
    """Why something stays as it is, in one sentence."""
    what = said("tables", left.resource_type)
    if left.field_name:
        what += f", {field_words(left.resource_type, left.field_name)}"
    told = f"{what}: {said('left', left.why)}."
    if left.why in ("changed_since", "assurance"):
        now, wanted = (value_words(left.field_name, text) or "inget" for text in (left.now, left.wanted))
        told += f" Nu: {now}. Förut: {wanted}."
    return told


def _step(step: Step, service: str) -> PlannedStep:
    title = f"{_TITLES[step.action]}: {said('tables', step.resource_type)}"
    fields = compared(step.resource_type, step.before, step.after)
    return PlannedStep(title, service, step.needs_second, fields)
