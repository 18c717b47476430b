"""Conversations: found only by their secret, gone when their time is up."""

from __future__ import annotations

import hashlib

import pytest

from bot.gateway.errors import Busy, SessionGone
from bot.gateway.session import MOST_EXCHANGES, Exchange, Sessions
from tests.bot.gateway.builders import StoppedTicks, a_reply

OPENING = Exchange("", a_reply("Hej!"), "start")
MINUTE = 60


def some_sessions(most: int = 10) -> tuple[Sessions, StoppedTicks]:
    """An empty house and its clock."""
    ticks = StoppedTicks()
    return Sessions(ticks, most), ticks


def test_only_the_hash_of_the_secret_is_kept() -> None:
    """The memory of the process holds SHA-256 of the secret and not the secret."""
    sessions, _ = some_sessions()
    secret, session = sessions.open(OPENING)
    assert hashlib.sha256(secret.encode()).digest() in sessions._all
    assert secret not in repr(sessions._all)
    assert secret not in session.sender


def test_secrets_are_long_and_never_the_same() -> None:
    """256 bits each."""
    sessions, _ = some_sessions(100)
    secrets = {sessions.open(OPENING)[0] for _ in range(100)}
    assert len(secrets) == 100
    assert all(len(secret) == 43 for secret in secrets)


@pytest.mark.parametrize("secret", [None, "", "a" * 43, "../../etc", "å"])
def test_a_wrong_secret_opens_nothing(secret: str | None) -> None:
    """Guesses, nothing and nonsense are all the same: gone."""
    sessions, _ = some_sessions()
    sessions.open(OPENING)
    with pytest.raises(SessionGone):
        sessions.find(secret)


@pytest.mark.parametrize(
    ("steps", "alive"),
    [([14], True), ([15], True), ([16], False), ([14] * 8, True), ([14] * 9, False)],
    ids=["14 min", "15 min", "16 min", "active for 112 min", "active for 126 min"],
)
def test_silence_and_old_age_end_a_conversation(steps: list[int], alive: bool) -> None:
    """15 minutes of silence or two hours in all, whichever comes first."""
    sessions, ticks = some_sessions()
    secret, session = sessions.open(OPENING)

    def live() -> bool:
        try:
            for minutes in steps:
                ticks.pass_(minutes * MINUTE)
                assert sessions.find(secret) is session
        except SessionGone:
            return False
        return True

    assert live() is alive


def test_the_sweeper_takes_exactly_the_old_ones() -> None:
    """Whose time is up is forgotten without anybody asking; the others stay."""
    sessions, ticks = some_sessions()
    _, old = sessions.open(OPENING)
    ticks.pass_(10 * MINUTE)
    secret, young = sessions.open(OPENING)
    ticks.pass_(6 * MINUTE)
    assert sessions.sweep() == (old,)
    assert old.over
    assert old.exchanges == []
    assert sessions.find(secret) is young


def test_ending_twice_does_no_harm() -> None:
    """The second time there is nothing to end."""
    sessions, _ = some_sessions()
    secret, session = sessions.open(OPENING)
    assert sessions.end(secret) is session
    assert sessions.end(secret) is None
    assert len(sessions) == 0


def test_a_full_house_refuses_the_next_and_keeps_the_others() -> None:
    """A flood of new conversations cannot push out one that is going on."""
    sessions, _ = some_sessions(most=1)
    secret, _ = sessions.open(OPENING)
    with pytest.raises(Busy):
        sessions.open(OPENING)
    sessions.find(secret)


def test_only_the_latest_turns_are_kept() -> None:
    """A very long conversation does not grow without end."""
    sessions, _ = some_sessions()
    _, session = sessions.open(OPENING)
    for number in range(MOST_EXCHANGES + 5):
        session.remember(str(number), a_reply())
    assert len(session.exchanges) == MOST_EXCHANGES
    assert session.last is not None
    assert session.last.said == str(MOST_EXCHANGES + 4)


def test_every_turn_has_its_own_mark() -> None:
    """Marks cannot be guessed from each other."""
    sessions, _ = some_sessions()
    _, session = sessions.open(OPENING)
    assert len({session.remember("", a_reply()).mark for _ in range(20)}) == 20
