"""The anonymous conversation: in memory only, found by a secret of which we keep nothing but the hash."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.gateway.clock import Ticks
from bot.gateway.errors import Busy, SessionGone
from bot.gateway.language import PageLanguage, known
from bot.gateway.limits import Pace
from bot.gateway.reply import Reply

IDLE_SECONDS = 15 * 60
ABSOLUTE_SECONDS = 2 * 60 * 60
MOST_EXCHANGES = 30


@dataclass(frozen=True, slots=True)
class Exchange:
    """One turn as the page shows it. `said` is the redacted message; `mark` names this turn's buttons."""

    said: str
    reply: Reply
    mark: str


@dataclass(slots=True)
class Session:
    """One conversation. `sender` is its name towards Rasa; it and the cookie know nothing of each other."""

    language: PageLanguage
    pace: Pace
    born: float
    seen: float
    sender: str = field(default_factory=lambda: secrets.token_hex(16))
    exchanges: list[Exchange] = field(default_factory=list)
    need: str | None = None
    dangers: int = 0
    over: bool = False
    _taken: bool = False

    @contextmanager
    def one_turn(self) -> Iterator[None]:
        """Holds the conversation for one turn. Raises Busy when one is under way, TooFast when hasty."""
        if self._taken:
            raise Busy(retry_after=1)
        self.pace.take()
        self._taken = True
        try:
            yield
        finally:
            self._taken = False

    def remember(self, said: str, reply: Reply) -> Exchange:
        """Keeps what the page must show again, and what the next turn must know."""
        exchange = Exchange(said, reply, secrets.token_hex(4))
        self.exchanges = [*self.exchanges, exchange][-MOST_EXCHANGES:]
        self.need = reply.need or self.need
        self.dangers += reply.crisis
        self.language = known(reply.language) or self.language
        return exchange

    @property
    def last(self) -> Exchange | None:
        """The turn whose buttons are alive."""
        return self.exchanges[-1] if self.exchanges else None


class Sessions:
    """All conversations of the process. The key of each is SHA-256 of its secret."""

    def __init__(self, ticks: Ticks, most: int) -> None:
        self._ticks, self._most = ticks, most
        self._all: dict[bytes, Session] = {}

    def __len__(self) -> int:
        return len(self._all)

    def open(self, opening: Exchange) -> tuple[str, Session]:
        """A new conversation that begins with the robot's first words. Raises Busy when the house is full.

        Its secret is always new, never the one that the browser came with: a value that somebody read
        or planted in a shared browser beforehand opens nothing.
        """
        if len(self._all) >= self._most:
            raise Busy(retry_after=60)
        secret, now = new_secret(), self._ticks()
        language = known(opening.reply.language) or "sv"
        session = Session(language, Pace(self._ticks), born=now, seen=now, exchanges=[opening])
        self._all[_key(secret)] = session
        return secret, session

    def find(self, secret: str | None) -> Session:
        """The conversation of this secret, which counts as a sign of life. Raises SessionGone."""
        session = self._all.get(_key(secret or ""))
        if session is None or self._is_old(session):
            raise SessionGone
        session.seen = self._ticks()
        return session

    def end(self, secret: str | None) -> Session | None:
        """Forgets the conversation at once; returns it so that Rasa's half can be forgotten too."""
        session = self._all.pop(_key(secret or ""), None)
        if session is not None:
            _close(session)
        return session

    def sweep(self) -> tuple[Session, ...]:
        """Forgets every conversation whose time is up and returns them."""
        old = {key: session for key, session in self._all.items() if self._is_old(session)}
        for key, session in old.items():
            del self._all[key]
            _close(session)
        return tuple(old.values())

    def _is_old(self, session: Session) -> bool:
        now = self._ticks()
        return now - session.seen > IDLE_SECONDS or now - session.born > ABSOLUTE_SECONDS


def new_secret() -> str:
    """256 random bits as a cookie value."""
    return secrets.token_urlsafe(32)


def _close(session: Session) -> None:
    session.over = True
    session.exchanges = []


def _key(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
