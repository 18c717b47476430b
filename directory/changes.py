"""Changes that need a second person: proposed by one member of staff, applied when another approves.

Nothing of a request is in the directory before it is approved. Both are in the history then: the approver
as the author, and the request's id, which leads to whoever proposed it. What a change does to an earlier
assurance is the same as for any other change (directory.verifying.after_change).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import select
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from directory.critical import needs_second_person
from directory.errors import DirectoryError
from directory.history import RecordedSession
from directory.models import ChangeRequest
from directory.values import NotAValue, Texts, build, filled, kind_of, put, texts_of

__all__ = [
    "AlreadyDecided",
    "CannotApply",
    "ChangeFault",
    "Difference",
    "Proposed",
    "SamePerson",
    "Stale",
    "UnknownRequest",
    "approve",
    "keeping_the_rules",
    "needs_second_person",
    "pending",
    "propose",
    "reject",
    "request_of",
    "stale_fields",
    "timeless",
    "withdraw",
]

Action = Literal["create", "update", "delete"]


class ChangeFault(DirectoryError):
    """A request that cannot be decided like this; nothing was changed."""


class UnknownRequest(ChangeFault):
    """No request has this id."""


class AlreadyDecided(ChangeFault):
    """Somebody was faster."""


class SamePerson(ChangeFault):
    """Nobody approves a proposal of their own; and only they themselves take it back."""


class CannotApply(ChangeFault):
    """The directory's own rules refuse the change, e.g. the row that it hangs on is gone."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is no longer as the proposer saw it."""

    field_name: str
    seen: str
    now: str


class Stale(ChangeFault):
    """What the proposer saw is not what stands now; `differences` shows both."""

    def __init__(self, differences: tuple[Difference, ...]) -> None:
        super().__init__("the directory has changed since this was proposed")
        self.differences = differences


@dataclass(frozen=True, slots=True)
class Proposed:
    """What one row should become: `before` as the proposer saw it, `after` as it should be.

    Texts as the history writes them (`values.texts_of`). "update": the same fields in both. "create": a new
    `resource_id`, `before` empty. "delete": `after` empty, `before` all that the row holds.
    """

    action: Action
    resource_type: str
    resource_id: str
    service_id: str | None
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)


def propose(session: RecordedSession, proposed: Proposed, reason: str = "") -> ChangeRequest:
    """Files a proposal in the name of the session's author. Raises NotAValue when it can never be applied."""
    kind = kind_of(proposed.resource_type)
    for name, text in proposed.after.items():
        put(kind(), {name: text})
    request = ChangeRequest(
        action=proposed.action,
        resource_type=proposed.resource_type,
        resource_id=proposed.resource_id,
        service_id=proposed.service_id,
        before=dict(proposed.before),
        after=dict(proposed.after),
        reason=reason or None,
        submitted_by=session.author.by,
        submitted_at=session.clock(),
        state="pending",
    )
    session.add(request)
    session.flush()
    return request


def pending(session: Session, service_id: str | None = None) -> tuple[ChangeRequest, ...]:
    """Proposals that wait, oldest first; of one service when it is named."""
    question = select(ChangeRequest).where(ChangeRequest.state == "pending")
    if service_id is not None:
        question = question.where(ChangeRequest.service_id == service_id)
    return tuple(session.scalars(question.order_by(ChangeRequest.submitted_at, ChangeRequest.id)))


def timeless(after: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What a proposal wants, to tell whether it waits already: the moment of translating says nothing."""
    return tuple(sorted(pair for pair in after.items() if pair[0] != "source_last_modified"))


def request_of(session: Session, request_id: str) -> ChangeRequest:
    """The request with this id. Raises UnknownRequest."""
    request = session.get(ChangeRequest, request_id)
    if request is None:
        raise UnknownRequest("there is no such request")
    return request


def approve(session: RecordedSession, request_id: str, why: str = "") -> ChangeRequest:
    """Applies the proposal in the name of the session's author, who is another than the proposer.

    Raises UnknownRequest, AlreadyDecided, SamePerson, Stale, CannotApply; then nothing has been changed.
    """
    request = _open(session, request_id)
    if _same(request.submitted_by, session.author.by):
        raise SamePerson("somebody else must approve what you have proposed")
    session.get(
        kind_of(request.resource_type), request.resource_id, with_for_update=True, populate_existing=True
    )  # held, so that nobody changes it between the comparison and the commit
    differences = stale_fields(session, request)
    if differences:
        raise Stale(differences)
    with session.acting("change_request", request_id=request.id), keeping_the_rules(session):
        _apply(session, request)
        _decide(session, request, "approved", why)
    return request


def reject(session: RecordedSession, request_id: str, reason: str) -> ChangeRequest:
    """Says no, and why. Raises UnknownRequest, AlreadyDecided."""
    request = _open(session, request_id)
    _decide(session, request, "rejected", reason)
    session.flush()
    return request


def withdraw(session: RecordedSession, request_id: str, reason: str = "") -> ChangeRequest:
    """Takes back one's own proposal. Raises UnknownRequest, AlreadyDecided, SamePerson (not one's own)."""
    request = _open(session, request_id)
    if not _same(request.submitted_by, session.author.by):
        raise SamePerson("only the one who proposed it can take it back")
    _decide(session, request, "withdrawn", reason)
    session.flush()
    return request


def stale_fields(session: Session, request: ChangeRequest | Proposed) -> tuple[Difference, ...]:
    """Where what the proposer saw differs from what stands now; a row that is gone holds nothing."""
    row = session.get(kind_of(request.resource_type), request.resource_id)
    now: Texts = texts_of(row) if row is not None else {}
    if request.action == "create":
        return tuple(Difference(name, "", text) for name, text in filled(now).items())
    seen = {name: request.before.get(name, "") for name in {*request.before, *request.after}}
    told = (Difference(name, seen[name], now.get(name, "")) for name in sorted(seen))
    return tuple(one for one in told if row is None or one.seen != one.now)


def _open(session: RecordedSession, request_id: str) -> ChangeRequest:
    """The request when it can still be decided, held so that nobody else decides it meanwhile."""
    held = select(ChangeRequest).where(ChangeRequest.id == request_id).with_for_update()
    request = session.scalar(held.execution_options(populate_existing=True))
    if request is None:
        raise UnknownRequest("there is no such request")
    if request.state != "pending":
        raise AlreadyDecided("this request has been decided already")
    return request


def _decide(session: RecordedSession, request: ChangeRequest, state: str, answer: str) -> None:
    request.state, request.answer = state, answer or None
    request.decided_by, request.decided_at = session.author.by, session.clock()


def _apply(session: RecordedSession, request: ChangeRequest) -> None:
    """The one row, as proposed; it has been compared with what the proposer saw."""
    if request.action == "create":
        session.add(build(request.resource_type, request.resource_id, request.after))
        return
    row = session.get_one(kind_of(request.resource_type), request.resource_id)
    if request.action == "delete":
        session.delete(row)
        return
    put(row, request.after)


@contextmanager
def keeping_the_rules(session: RecordedSession) -> Iterator[None]:
    """All or nothing: when the database refuses, what was done inside is undone and told as CannotApply."""
    try:
        with session.begin_nested():
            yield
            session.flush()
    except (IntegrityError, DataError, NotAValue) as error:
        raise CannotApply("the rules of the directory refuse this change") from error


def _same(one: str, other: str) -> bool:
    """True when two mailboxes are the same person's."""
    return one.strip().casefold() == other.strip().casefold()
