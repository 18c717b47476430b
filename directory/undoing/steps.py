"""From rows of the history to the plan that takes them back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import or_, select, true
from sqlalchemy.orm import Session

from directory.critical import ANSWERED, any_critical, class_of, needs_second_person
from directory.models import MetadataRow, Model, Service, Translation
from directory.undoing.leaning import hangs_on, leaning_on, portions, rows_by_key, services_of
from directory.undoing.plan import Key, Left, Plan, Step, Why
from directory.values import KEEPERS, filled, texts_of, told_fields
from directory.verification import ReviewClass

_ASSURED = frozenset({"assured_date", "assurer_email", "verified_on"})


@dataclass(slots=True)
class _Net:
    """What the changes did to one row, all in all: its fields before the first and after the last."""

    key: Key
    service_id: str | None
    created: bool
    deleted: bool = False
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)

    def left(self, why: Why, name: str = "", wanted: str = "", now: str = "") -> Left:
        """That the row, or one field of it, stays as it is."""
        return Left(why, *self.key, self.service_id, name, wanted, now)


def plan_of(session: Session, rows: Sequence[MetadataRow], undoes: str, *, whole_import: bool) -> Plan:
    """The plan that takes these changes back; `rows` oldest first.

    In a whole import, services that it brought and nobody has touched since are taken away by one person.
    """
    return _Planner(session, rows, whole_import).plan(undoes)


class _Planner:
    """Looks everything up once and decides row by row."""

    def __init__(self, session: Session, rows: Sequence[MetadataRow], whole_import: bool) -> None:
        self.session, self.rows, self.whole_import = session, rows, whole_import
        self.nets = _net(rows)
        self.standing = rows_by_key(session, self.nets)
        self.left: list[Left] = []
        created = [key for key, net in self.nets.items() if net.created and key in self.standing]
        self.leaners = leaning_on(session, created)
        self.kept = self._services_to_keep([key[1] for key in created if key[0] == "service"], rows)
        self.classes: dict[str, ReviewClass] = {}

    def plan(self, undoes: str) -> Plan:
        """All decisions, then what depends on all of them: who leans on whom, and assurances."""
        steps = [step for net in self.nets.values() for step in self._of(net)]
        steps = self._without_the_leaned_on(steps)
        steps = self._without_the_orphans(steps)
        steps = [part for step in steps for part in self._split(step, self._services_going(steps))]
        steps = self._without_false_assurances(_together(steps))
        return Plan(undoes, tuple(steps), tuple(self.left))

    def _of(self, net: _Net) -> Iterable[Step]:
        row = self.standing.get(net.key)
        if net.created:
            return () if row is None or net.deleted else self._creation(net, texts_of(row))
        if net.deleted:
            return self._deletion(net, row)
        return self._update(net, row)

    def _creation(self, net: _Net, now: Mapping[str, str]) -> Iterable[Step]:
        """Gone again, if it is as it was made; a service that people have worked on becomes inactive."""
        if net.key[0] == "service" and net.key[1] in self.kept:
            self.left.append(net.left("kept_service"))
            if now["status"] == "active":
                yield Step("update", *net.key, net.service_id, {"status": "active"}, {"status": "inactive"})
        elif net.service_id in self.kept:
            return
        elif changed := [name for name in now if now[name] != net.after.get(name, "")]:
            self.left += [
                net.left("changed_since", name, net.after.get(name, ""), now[name]) for name in changed
            ]
        else:
            yield Step("delete", *net.key, net.service_id, filled(now))

    def _deletion(self, net: _Net, row: Model | None) -> Iterable[Step]:
        """Back again, with its old id and all that it held."""
        if row is None:
            yield Step("create", *net.key, net.service_id, {}, filled(net.before))
        elif filled(texts_of(row)) != filled(net.before):
            self.left.append(net.left("there_again"))

    def _update(self, net: _Net, row: Model | None) -> Iterable[Step]:
        """The fields that nobody has changed since."""
        if row is None:
            self.left.append(net.left("gone"))
            return
        now, back = texts_of(row), {}
        for name in net.before.keys() & now.keys():
            if now[name] == net.before[name]:
                continue
            if now[name] == net.after[name]:
                back[name] = net.before[name]
            else:
                self.left.append(net.left("changed_since", name, net.before[name], now[name]))
        if back:
            back = dict(sorted(back.items()))
            yield Step("update", *net.key, net.service_id, {name: now[name] for name in back}, back)

    def _services_to_keep(self, ids: Sequence[str], rows: Sequence[MetadataRow]) -> frozenset[str]:
        """Services made by these changes that people have worked on since, or that need a second person."""
        keep = self._changed_by_others(ids, rows)
        for service_id in ids:
            strangers = self.leaners.get(("service", service_id), set()) - self.nets.keys()
            row = self.standing["service", service_id]
            assert isinstance(row, Service)
            guarded = not self.whole_import and class_of(row) is ReviewClass.A
            if strangers or guarded:
                keep.add(service_id)
        return frozenset(keep)

    def _changed_by_others(self, ids: Sequence[str], rows: Sequence[MetadataRow]) -> set[str]:
        """Services that were changed after these changes, by others than these."""
        ours, first = {row.id for row in rows}, min((row.seq for row in rows), default=0)
        later = MetadataRow.seq > first if first else true()  # the oldest rows have no number
        found: set[str] = set()
        for some in portions(ids):
            asked = select(MetadataRow.service_id, MetadataRow.id).where(
                MetadataRow.service_id.in_(some), later
            )
            found |= {
                service for service, row_id in self.session.execute(asked) if service and row_id not in ours
            }
        return found

    def _changed_besides(self, services: set[str | None]) -> set[str | None]:
        """Those of which the same save or a later one changed more than what is taken back here."""
        first = min((row.seq for row in self.rows), default=0)
        later = MetadataRow.seq >= first if first else true()
        in_same_save = MetadataRow.save_id.in_({row.save_id for row in self.rows if row.save_id})
        ours = {row.id for row in self.rows}
        found: set[str | None] = set()
        for some in portions(sorted(one for one in services if one)):
            asked = select(MetadataRow.service_id, MetadataRow.id).where(
                MetadataRow.service_id.in_(some), or_(later, in_same_save)
            )
            found |= {service for service, row_id in self.session.execute(asked) if row_id not in ours}
        return found | {None}  # a place of several services: nobody can say

    def _without_the_leaned_on(self, steps: list[Step]) -> list[Step]:
        """Nothing goes that a row leans on which does not go itself."""
        while True:
            going = {step.key for step in steps if step.action == "delete"}
            stays = {key for key in going if self.leaners.get(key, set()) - going}
            if not stays:
                return steps
            self.left += [Left("leaned_on", *s.key, s.service_id) for s in steps if s.key in stays]
            steps = [step for step in steps if step.key not in stays]

    def _without_the_orphans(self, steps: list[Step]) -> list[Step]:
        """Nothing comes back that would hang in the air."""
        needed = {s.key: hangs_on(s.resource_type, s.after) for s in steps if s.action == "create"}
        there = rows_by_key(self.session, {parent for parents in needed.values() for parent in parents})
        while True:
            coming = {step.key for step in steps if step.action == "create"}
            orphans = {key for key in coming if not {*needed[key]} <= coming | there.keys()}
            if not orphans:
                return steps
            self.left += [Left("gone", *s.key, s.service_id) for s in steps if s.key in orphans]
            steps = [step for step in steps if step.key not in orphans]

    def _services_going(self, steps: Iterable[Step]) -> frozenset[str]:
        return frozenset(
            s.resource_id for s in steps if s.action == "delete" and s.resource_type == "service"
        )

    def _split(self, step: Step, going: frozenset[str]) -> Iterable[Step]:
        """The step, in two where some of its fields need a second person."""
        row = self.standing.get(step.key)
        texts = texts_of(row) if row is not None else step.after
        of_class = self._class(step, texts, going)
        if step.action != "update" or step.resource_type == Translation.__tablename__:
            needs = any_critical(of_class, step.resource_type, texts)
            return (replace(step, needs_second=needs),)
        kinds = {texts.get("kind", "chat"), step.after.get("kind", "")}
        kind = next((kind for kind in ANSWERED if kind in kinds), "web")
        names = {
            name for name in step.after if needs_second_person(of_class, step.resource_type, name, kind=kind)
        }
        parts = (_part(step, names, needs=True), _part(step, step.after.keys() - names, needs=False))
        return [part for part in parts if part.after]

    def _class(self, step: Step, texts: Mapping[str, str], going: frozenset[str]) -> ReviewClass:
        """A when the row is a fact about any service of class A that stays."""
        then = {**texts, **step.after}  # a row that goes back to another service is a fact about both
        both = (*services_of(self.session, step.key, texts), *services_of(self.session, step.key, then))
        services = [one for one in both if one.id not in going]
        for service in services:
            self.classes.setdefault(service.id, class_of(service))
        strict = any(self.classes[service.id] is ReviewClass.A for service in services)
        return ReviewClass.A if strict else ReviewClass.B

    def _without_false_assurances(self, steps: list[Step]) -> list[Step]:
        """An assurance comes back with all that was assured, at once, and when nothing else has changed."""
        doubtful = {one.service_id for one in self.left} | {s.service_id for s in steps if s.needs_second}
        doubtful |= self._changed_besides({s.service_id for s in steps if s.after.keys() & _ASSURED})
        kept = []
        for step in steps:
            forward = {
                name
                for name in step.after.keys() & _ASSURED
                if step.action == "update"
                and step.service_id in doubtful
                and step.after[name] > step.before[name]
            }
            self.left += [
                Left("assurance", *step.key, step.service_id, name, step.after[name], step.before[name])
                for name in sorted(forward)
            ]
            part = _part(step, step.after.keys() - forward, needs=step.needs_second) if forward else step
            kept += [part] if part.action != "update" or part.after else []
        return kept


def _together(steps: Sequence[Step]) -> list[Step]:
    """What hangs on a row that waits for a second person waits with it."""
    waiting = {step.key for step in steps if step.needs_second and step.action != "update"}
    return [
        replace(step, needs_second=True) if waiting.intersection(_hooks(step)) else step for step in steps
    ]


def _hooks(step: Step) -> Iterable[Key]:
    """The rows that a row which comes or goes hangs on, or is the words of."""
    texts = {} if step.action == "update" else step.before or step.after
    yield from hangs_on(step.resource_type, texts)
    yield texts.get("resource_type", ""), texts.get("resource_id", "")


def _part(step: Step, names: Iterable[str], *, needs: bool) -> Step:
    """The step for some of its fields."""
    before, after = ({name: side[name] for name in sorted(names)} for side in (step.before, step.after))
    return replace(step, before=before, after=after, needs_second=needs)


def _net(rows: Iterable[MetadataRow]) -> dict[Key, _Net]:
    """The changes row by row of the directory; tables and fields that are no more are left out."""
    nets: dict[Key, _Net] = {}
    fields: dict[str, frozenset[str]] = defaultdict(frozenset)
    fields |= {name: frozenset(told_fields(kind)) for name, kind in KEEPERS.items()}
    for row in rows:
        key = row.resource_type, row.resource_id
        if row.field_name not in fields[row.resource_type]:
            continue
        net = nets.get(key)
        if net is None:
            net = nets[key] = _Net(key, row.service_id, created=row.last_action_type == "create")
        net.service_id = net.service_id or row.service_id
        net.deleted = row.last_action_type == "delete"
        net.before.setdefault(row.field_name, row.previous_value)
        net.after[row.field_name] = row.replacement_value
    return nets
