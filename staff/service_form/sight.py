"""All that staff should see of one service: facts with their sources, and what the chat does with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from directory.alerts import is_told
from directory.calendar_se import local
from directory.changes import pending
from directory.editing.draft import Draft
from directory.editing.drafting import Held, draft_of, held
from directory.emergency_lines import PERMANENT
from directory.models import ChangeRequest, Service
from directory.standing import review_of
from directory.verification import Review
from directory.wording import say
from staff.service_form.choices import Offered, offered
from staff.service_form.filled import stale_keys
from staff.service_form.record import record_of


@dataclass(frozen=True, slots=True)
class Sight:
    """`offers`, `last_resort`: (code, name, rank), best first. `waiting`: what needs a second person.

    `is_alert_told`: the chat tells the service's message for a while today.
    """

    here: Held
    draft: Draft
    lists: Offered
    stale: frozenset[str]
    review: Review
    state: str
    chat: str
    offers: tuple[tuple[str, str, int], ...]
    last_resort: tuple[tuple[str, str, int], ...]
    waiting: tuple[ChangeRequest, ...]
    is_alert_told: bool

    @property
    def service(self) -> Service:
        """The row."""
        return self.here.service

    def english(self, row_id: str, column: str) -> str:
        """The English of a column."""
        found = self.here.english.get((row_id, column))
        return found.value if found else ""


def seen(session: Session, service: Service, now: datetime) -> Sight:
    """The service as it stands now."""
    here, today = held(session, service), local(now).date()
    record, lists = record_of(session, service), offered(session)
    review = review_of(record, today)
    return Sight(
        here,
        draft_of(here),
        lists,
        stale_keys(session, here.english.values()),
        review,
        say(f"standing.{review.state}.name", "sv"),
        say(f"standing.{review.state}.chat", "sv"),
        _ranked(record.needs, lists),
        _ranked(record.last_resort_for, lists),
        pending(session, service.id),
        is_told(record, today) and record.code not in PERMANENT,
    )


def _ranked(ranks: Mapping[str, int], lists: Offered) -> tuple[tuple[str, str, int], ...]:
    ordered = sorted(ranks.items(), key=lambda one: (one[1], one[0]))
    return tuple((code, lists.terms["need"].get(code, code), rank) for code, rank in ordered)
