"""Which numbers, links and addresses of a service may be shown, and whether somebody answers there now."""

from __future__ import annotations

from datetime import date, datetime

from directory.calendar_se import local
from directory.hours import HOURS_UNKNOWN, OpenStatus, status
from directory.phones import PhoneError, shown
from directory.records import Address, Attending, Confidence, Link, Phone, Service
from directory.verification import is_fresh

_TRUSTED: frozenset[Confidence] = frozenset({"high", "medium"})
_SCHEMES = ("https://", "http://", "mailto:")


def may_show(point: Phone | Link | Address, today: date | None = None) -> bool:
    """True for a sourced contact point, or one verified by staff (within a year, when `today` is given)."""
    if point.confidence in _TRUSTED:
        return True
    if today is None:
        return point.verified_on is not None
    return is_fresh(point.verified_on, today)


def usable_phones(service: Service, today: date | None = None) -> tuple[Phone, ...]:
    """The numbers that may be shown and can be dialled; none of a service that is not running."""
    if service.status != "active":
        return ()
    return tuple(p for p in service.phones if may_show(p, today) and _can_be_dialled(p))


def usable_links(service: Service, today: date | None = None) -> tuple[Link, ...]:
    """The pages, chats and mail addresses that may be shown; none of a service that is not running."""
    if service.status != "active":
        return ()
    return tuple(k for k in service.links if may_show(k, today) and href(k))


def usable_address(service: Service, today: date | None = None) -> Address | None:
    """The street address when it may be shown."""
    address = service.address
    return address if address and service.status == "active" and may_show(address, today) else None


def href(link: Link) -> str | None:
    """The link as a safe address: https, http or mailto; None for anything else."""
    url = link.url.strip()
    if link.kind == "email" and ":" not in url and "@" in url:
        return f"mailto:{url}"
    return url if url.lower().startswith(_SCHEMES) else None


def channels(service: Service, today: date | None = None) -> tuple[Attending, ...]:
    """How a person at a distance can reach somebody: by phone, by chat, both or not at all."""
    by_chat = any(link.kind == "chat" for link in usable_links(service, today))
    answered: tuple[tuple[Attending, bool], ...] = (
        ("phone", bool(usable_phones(service, today))),
        ("chat", by_chat),
    )
    return tuple(channel for channel, is_there in answered if is_there)


def contact_status(service: Service, now: datetime) -> OpenStatus:
    """The status of the ways that lead to somebody, the best of them; of the service when there is none.

    A line that is known to be closed beats a chat whose hours nobody knows: hope is not an opening hour.
    """
    ways = channels(service, local(now).date())
    if not ways:
        return status(service, now)
    found = [status(service, now, way) for way in ways]
    opened = [one for one in found if one.open_now]
    if opened:
        return next((one for one in opened if one.closes is None), opened[0])
    closed = [one for one in found if one.open_now is False]
    soonest = sorted((one for one in closed if one.opens), key=lambda one: one.opens or now)
    return next(iter([*soonest, *closed]), HOURS_UNKNOWN)


def _can_be_dialled(phone: Phone) -> bool:
    try:
        shown(phone.number)
    except PhoneError:
        return False
    return True
