"""The queue: what to check next, and what the chat does with a service that nobody has checked."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from directory.calendar_se import local
from directory.models import Verification
from directory.verification import INTERVAL_DAYS, ReviewClass, ReviewState
from directory.verifying import Filter, counts, waiting
from directory.verifying.waiting import NOBODY
from directory.wording import phrase
from staff.filters import page_links
from staff.page import Page
from staff.visit import Visit

MINE = "mine"
CHOICES = ("class", "state", "assignee", "only")


def show(visit: Visit) -> Response:
    """One page of the queue, narrowed as the address says; words that are no choice are passed over."""
    asked = visit.request.query_params
    chosen = {name: asked.get(name, "") for name in CHOICES}
    number = asked.get("page", "1")
    with visit.desk.reading() as session:
        today = local(visit.desk.clock()).date()
        page = int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 1
        return visit.show(
            "queue/queue.html",
            queue=waiting(session, today, filter_of(chosen, visit.user.email), page),
            counts=counts(session, today),
            chosen=chosen,
            assignees=_assignees(session),
            standing=standing_words(),
            intervals=INTERVAL_DAYS,
            classes=tuple(ReviewClass),
            link=page_links("/queue", chosen),
        )


def filter_of(chosen: Mapping[str, str], me: str) -> Filter:
    """The choices as the directory knows them."""
    assignee = me if chosen["assignee"] == MINE else chosen["assignee"]
    return Filter(
        of_class=ReviewClass(chosen["class"]) if chosen["class"] in tuple(ReviewClass) else None,
        state=ReviewState(chosen["state"]) if chosen["state"] in tuple(ReviewState) else None,
        assignee=assignee or None,
        reported=chosen["only"] == "reported",
        silent=chosen["only"] == "silent",
        hidden=chosen["only"] == "hidden",
    )


def standing_words() -> dict[ReviewState, tuple[str, str]]:
    """What each state is called, and what the chat does with it then."""
    return {
        state: (phrase(f"standing.{state}.name").sv, phrase(f"standing.{state}.chat").sv)
        for state in ReviewState
    }


def _assignees(session: Session) -> list[str]:
    """Those who have something to check."""
    question = select(Verification.assigned_to).where(Verification.ended_at.is_(None)).distinct()
    return sorted(name for name in session.scalars(question) if name and name != NOBODY)


PAGES: tuple[Page, ...] = (Page("/queue", get=show),)
