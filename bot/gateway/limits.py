"""Size, pace and crowding. Nothing here remembers who: only counts in memory."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address, ip_network
from math import ceil

from bot.gateway.clock import Ticks
from bot.gateway.errors import Busy, TooFast

CHARACTERS = 1000
BODY_BYTES = 16 * 1024
"""1000 letters of Thai, percent-encoded by a form, are 9000 bytes; 1000 emoji are 12 000."""
KEY_LIFE = 3600.0
MOST_NETWORKS = 10_000


class Bucket:
    """Holds at most `size` turns and gets `rate` new ones a second."""

    def __init__(self, rate: float, size: int, ticks: Ticks) -> None:
        self._rate, self._size, self._ticks = rate, size, ticks
        self._level, self._at = float(size), ticks()

    def wait(self) -> float:
        """Seconds until one turn can be taken; 0 when it can be taken now."""
        now = self._ticks()
        self._level = min(self._size, self._level + (now - self._at) * self._rate)
        self._at = now
        return max(0.0, (1 - self._level) / self._rate)

    def take(self) -> None:
        """Takes one turn; ask `wait` first."""
        self._level -= 1


class Pace:
    """How fast one conversation may send: 5 at once, 1 a second, 20 a minute."""

    def __init__(self, ticks: Ticks) -> None:
        self._buckets = (Bucket(1.0, 5, ticks), Bucket(20 / 60, 20, ticks))

    def wait(self) -> float:
        """Seconds until the next message is welcome."""
        return max(bucket.wait() for bucket in self._buckets)

    def take(self) -> None:
        """Counts one message. Raises TooFast with the seconds to wait."""
        seconds = self.wait()
        if seconds > 0:
            raise TooFast(retry_after=ceil(seconds))
        for bucket in self._buckets:
            bucket.take()


class InFlight:
    """How many turns the whole house works on at once; the next one is told to wait, with numbers to call."""

    def __init__(self, most: int) -> None:
        self._most, self._now = most, 0

    @contextmanager
    def one(self) -> Iterator[None]:
        """Holds one place. Raises Busy when there is none."""
        if self._now >= self._most:
            raise Busy(retry_after=5)
        self._now += 1
        try:
            yield
        finally:
            self._now -= 1


class NewSessions:
    """How many conversations one network may begin: 30 at once, 30 a minute.

    The network is kept as a keyed hash whose key is thrown away every hour, so that what stays in
    memory cannot be turned back into addresses. Loopback is not limited: it is a developer, a
    tester, or an onion service, behind which all visitors look alike.
    """

    def __init__(self, ticks: Ticks, at_once: int = 30, per_minute: int = 30) -> None:
        self._ticks, self._at_once, self._rate = ticks, at_once, per_minute / 60
        self._forget_all()

    def take(self, address: str | None) -> None:
        """Counts one new conversation from this address. Raises Busy."""
        network = _network(address)
        if network is None:
            return
        self.forget_old()
        bucket = self._bucket(hmac.new(self._key, network, hashlib.sha256).digest())
        seconds = bucket.wait()
        if seconds > 0:
            raise Busy(retry_after=ceil(seconds))
        bucket.take()

    def forget_old(self) -> None:
        """Throws key and counts away when they are an hour old; the sweeper asks too, so they really go."""
        if self._ticks() - self._born >= KEY_LIFE:
            self._forget_all()

    def _bucket(self, name: bytes) -> Bucket:
        if name not in self._seen:
            self._seen[name] = Bucket(self._rate, self._at_once, self._ticks)
            while len(self._seen) > MOST_NETWORKS:
                self._seen.popitem(last=False)
        self._seen.move_to_end(name)
        return self._seen[name]

    def _forget_all(self) -> None:
        self._key, self._born = secrets.token_bytes(32), self._ticks()
        self._seen: OrderedDict[bytes, Bucket] = OrderedDict()


def _network(address: str | None) -> bytes | None:
    """The /24 or /48 that the address lies in; None when it is loopback or not an address."""
    try:
        ip = ip_address(address or "")
    except ValueError:
        return None
    if ip.is_loopback:
        return None
    return ip_network(f"{ip}/{24 if ip.version == 4 else 48}", strict=False).network_address.packed
