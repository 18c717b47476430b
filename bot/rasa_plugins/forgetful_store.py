"""Conversations in memory only, forgotten after a time, on command, and when there are too many."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


class ForgetfulTrackerStore(InMemoryTrackerStore):
    """Keeps a conversation `ttl_seconds` after its last turn, and at most `max_conversations` of them.

    Nothing is ever written to a disk. Rasa's own stores can neither delete nor, but for Redis, expire.
    """

    def __init__(
        self,
        domain: Domain,
        event_broker: EventBroker | None = None,
        ttl_seconds: float = 900,
        max_conversations: int = 5000,
        clock: Callable[[], float] = time.monotonic,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self._ttl = float(ttl_seconds)
        self._most = int(max_conversations)
        self._clock = clock
        self._touched: OrderedDict[str, float] = OrderedDict()
        self._forgotten: OrderedDict[str, float] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the conversation, and drop those that are too old or too many.

        A turn that was under way when its conversation was forgotten must not bring it back.
        """
        self.sweep()
        if tracker.sender_id in self._forgotten:
            return
        self._touched[tracker.sender_id] = self._clock()
        self._touched.move_to_end(tracker.sender_id)
        await super().save(tracker)
        self.sweep()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation, or None when it never was or is forgotten."""
        self.sweep()
        return await super().retrieve(sender_id)

    async def keys(self) -> Iterable[str]:
        """The ids of the conversations still remembered."""
        self.sweep()
        return list(self.store)

    def forget(self, sender_id: str) -> None:
        """Drop one conversation at once, and for good; an unknown id is no error.

        The random id alone is held for as long as a conversation would be; ids are never used twice.
        """
        self._drop(sender_id)
        self._forgotten[sender_id] = self._clock()
        self._forgotten.move_to_end(sender_id)
        self.sweep()

    def sweep(self) -> None:
        """Drop what is too old, then the oldest above the limit."""
        for sender_id in self._outdated(self._touched):
            self._drop(sender_id)
        for sender_id in self._outdated(self._forgotten):
            del self._forgotten[sender_id]

    def _outdated(self, times: OrderedDict[str, float]) -> list[str]:
        oldest_kept, too_many = self._clock() - self._ttl, len(times) - self._most
        found: list[str] = []
        for sender_id, time_ in times.items():
            if time_ > oldest_kept and len(found) >= too_many:
                break
            found.append(sender_id)
        return found

    def _drop(self, sender_id: str) -> None:
        self.store.pop(sender_id, None)
        self._touched.pop(sender_id, None)
