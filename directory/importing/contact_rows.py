"""The contact points of a row: its numbers, its links, its address. A changed one is no longer verified."""

from __future__ import annotations

import re
from typing import Any

import phonenumbers

from directory.importing.grouping import host
from directory.importing.matching import matched
from directory.importing.rows import ServiceRow
from directory.importing.told import LinkTold, PhoneTold
from directory.importing.writer import Writer
from directory.models import (
    Address,
    Location,
    Model,
    Phone,
    Service,
    ServiceAtLocation,
    Url,
    lasting_id,
    new_id,
)
from directory.phones import shown

_ORDER = {"chat": 0, "web": 10, "email": 20}
"""A chat before a page before a mailbox: the quickest way to an answer first."""


def write_phones(writer: Writer, service: Service, row: ServiceRow) -> None:
    """The row's numbers: each on the number that has the same digits, else on the one in its place."""
    rows = sorted(service.phones, key=lambda phone: (phone.sort_order, phone.id))
    pairs = matched(rows, row.phones, _same_number)
    for place, (found, told) in enumerate(pairs, start=1):
        mine = lasting_id("phone", service.id, *([place] if place > 1 else []))
        made = found or writer.add(
            Phone(
                id=free_id(writer, Phone, mine),
                service_id=service.id,
                number=told.number,
                sort_order=place,
                type=told.type or "voice",
            )
        )
        changed = writer.put(made, number=told.number)
        writer.put(made, description=told.label_sv, type=told.type, textable=told.textable)
        writer.put(made, e164=e164(told.number))
        writer.translate(made, "description", told.label_en)
        _trust(writer, made, row, told, changed, is_new=found is None)


def write_links(writer: Writer, service: Service, row: ServiceRow) -> None:
    """The row's web pages, chats and mailboxes, kind by kind."""
    for kind in _ORDER:
        several = [link for link in row.links if link.kind == kind]
        rows = sorted((u for u in service.urls if u.kind == kind), key=lambda u: (u.sort_order, u.id))
        pairs = matched(rows, several, _same_address)
        for place, (found, told) in enumerate(pairs, start=1):
            made = found or writer.add(
                Url(
                    id=free_id(writer, Url, lasting_id("url", service.id, kind, place)),
                    service_id=service.id,
                    kind=kind,
                    url=told.url,
                    sort_order=_ORDER[kind] + place,
                )
            )
            changed = writer.put(made, url=told.url)
            writer.put(made, label=told.label_sv)
            writer.translate(made, "label", told.label_en)
            _trust(writer, made, row, told, changed, is_new=found is None)


def write_address(writer: Writer, service: Service, row: ServiceRow) -> None:
    """The row's address, on the first place that visitors may know of, else on a place of its own."""
    if row.street_address is None:
        return
    found = first_address(service)
    made = found or _new_address(writer, service, row.street_address)
    town = {"postal_code": row.postal_code, "city": row.city}
    changed = writer.put(made, address_1=row.street_address, **town)
    place = writer.session.get_one(Location, made.location_id)
    writer.put(place, transportation=row.transportation, accessibility=row.accessibility)
    told = PhoneTold(
        number="",
        confidence=row.address_confidence,
        source_url=row.address_source_url,
        source_date=row.address_source_date,
    )
    _trust(writer, made, row, told, changed, is_new=found is None)


def first_address(service: Service) -> Address | None:
    """The address that a card shows, and that a file holds."""
    places = (place.location for place in service.places if place.location.visibility == "public")
    return next((address for place in places for address in place.addresses), None)


def source_of(page: str | None, date: str | None) -> dict[str, Any]:
    """The columns of a source; its name is the page's host. Empty when there is neither page nor date."""
    if page is None:
        return {"source_date": date} if date else {}
    return {"source": host(page), "source_url": page, "source_date": date}


def e164(number: str) -> str | None:
    """The international form, or None for a short number, which has none."""
    tel = shown(number).tel.removeprefix("tel:")
    return tel if tel.startswith("+") and phonenumbers.is_valid_number(phonenumbers.parse(tel)) else None


def free_id(writer: Writer, kind: type[Model], lasting: str) -> str:
    """The id that importing twice finds again; a new one when the row that has it means something else."""
    waits = any(isinstance(row, kind) and row.id == lasting for row in writer.session.new)
    return new_id() if waits or writer.session.get(kind, lasting) is not None else lasting


def _new_address(writer: Writer, service: Service, street: str) -> Address:
    """An address on a place of its own; the place alone shows nobody anything."""
    place_id = free_id(writer, Location, lasting_id("location", service.id))
    place = writer.add(Location(id=place_id, name=service.name), harmless=True)
    tie_id = free_id(writer, ServiceAtLocation, lasting_id("place", service.id))
    tie = ServiceAtLocation(id=tie_id, service_id=service.id, location_id=place.id)
    writer.add(tie, harmless=True)
    address_id = free_id(writer, Address, lasting_id("address", service.id))
    return writer.add(Address(id=address_id, location_id=place.id, address_1=street))


def _trust(
    writer: Writer,
    point: Phone | Url | Address,
    row: ServiceRow,
    told: PhoneTold | LinkTold,
    changed: bool,
    *,
    is_new: bool,
) -> None:
    """The point's confidence and source: its own, or the row's when the point says something new."""
    seeding = writer.session.author.origin == "seed"
    lent = changed or is_new or seeding
    own = source_of(told.source_url, told.source_date)
    if not own and lent:
        own = source_of(row.source_url, row.source_date)
    writer.put(point, confidence=told.confidence or (row.confidence if lent else None), **own)
    if changed:
        point.verified_on = None  # what staff once checked is not what stands here now


def _same_number(phone: Phone, told: PhoneTold) -> bool:
    return _digits(phone.number) == _digits(told.number)


def _same_address(link: Url, told: LinkTold) -> bool:
    return link.url == told.url


def _digits(number: str) -> str:
    return re.sub(r"[^0-9]", "", number)
