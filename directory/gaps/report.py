"""The gaps of a directory: worked out once for each state of it, and told as lines for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future
from datetime import datetime
from threading import Lock, Thread

from sqlalchemy.orm import Session

from directory.calendar_se import local
from directory.counting.figures import asked_lately
from directory.gaps.finding import PLACES, Gap, Hours, gaps, ordered
from directory.reading import need_titles, services
from directory.terms import needs
from directory.wording import say

Gaps = tuple[Gap, ...]


class GapsShelf:
    """The gaps as they were worked out last, in a thread of their own; one for each process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._key: Hashable = None
        self._found: Future[Gaps] = Future()

    def gaps(self, key: Hashable, work_out: Callable[[], Gaps], patience: float = 2.0) -> Gaps | None:
        """The gaps of the directory in the state `key`; None when not ready within `patience` seconds.

        What `work_out` raises comes out here, once; the next who asks starts it again.
        """
        with self._lock:
            if key != self._key:
                self._key, self._found = key, Future()
                Thread(target=_work, args=(work_out, self._found), daemon=True).start()
            found = self._found
        try:
            return found.result(patience)
        except TimeoutError:
            return None
        except Exception:
            with self._lock:
                self._key = None
            raise


def _work(work_out: Callable[[], Gaps], found: Future[Gaps]) -> None:
    try:
        found.set_result(work_out())
    except Exception as fault:
        found.set_exception(fault)


def gaps_report(session: Session, now: datetime) -> Iterator[str]:
    """One line a gap, the most asked first: need, hours, where, what is missing, and what to mend."""
    asked, titles = asked_lately(session, local(now).date()), need_titles(session)
    for gap in ordered(gaps(services(session), needs(), now), asked):
        title = titles[gap.need].sv if gap.need in titles else gap.need
        often = f" ({asked[gap.need]})" if asked.get(gap.need) else ""
        mend = f": {', '.join(gap.services)}" if gap.services else ""
        kind = say(f"gaps.kinds.{gap.kind}", "sv")
        yield f"{title}{often}, {hours_words(gap)}, {_places(gap)}: {kind}{mend}"


def hours_words(gap: Gap) -> str:
    """When, in Swedish: "kväll, natt", or "alltid"."""
    if set(gap.hours) == set(Hours):
        return say("gaps.always", "sv")
    return ", ".join(say(f"gaps.hours.{hours}", "sv") for hours in gap.hours)


def _places(gap: Gap) -> str:
    if set(gap.places) == set(PLACES):
        return say("gaps.everywhere", "sv")
    return ", ".join(gap.places)
