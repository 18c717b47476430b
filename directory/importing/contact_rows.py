"""The contact points of a row: its number, its links, its address. A changed one is no longer verified."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import phonenumbers

from directory.importing.rows import ServiceRow
from directory.importing.writer import Writer
from directory.models import Address, Location, Phone, Service, ServiceAtLocation, Url, lasting_id
from directory.models.model import ContactPoint
from directory.phones import shown


def write_phone(writer: Writer, service: Service, row: ServiceRow) -> None:
    """The row's number: on the service's row with the same digits, else on the row that imports own."""
    if row.phone is None:
        return
    mine = lasting_id("phone", service.id)
    same = (known for known in service.phones if _digits(known.number) == _digits(row.phone or ""))
    phone = next(same, None)
    if phone is None:
        phone = writer.find_or_add(Phone, mine, service_id=service.id, number=row.phone)
    changed = writer.put(phone, number=row.phone, description=row.phone_label_sv)
    writer.put(phone, e164=e164(row.phone))
    writer.translate(phone, "description", row.phone_label_en)
    source = row.phone_source_url, row.phone_source_date
    _trust(writer, phone, row, row.phone_confidence, source, changed)


def write_links(writer: Writer, service: Service, row: ServiceRow) -> None:
    """The row's web pages, chat and mail."""
    pages = row.web_url or ()
    for number, page in enumerate(pages, start=1):
        label = _host(page) if len(pages) > 1 else None
        _write_link(writer, service, row, _Link("web", page, row.web_confidence, number, label, label))
    if row.chat_url:
        labels = row.chat_label_sv, row.chat_label_en
        _write_link(writer, service, row, _Link("chat", row.chat_url, row.chat_confidence, 1, *labels))
    if row.email:
        _write_link(writer, service, row, _Link("email", f"mailto:{row.email}", row.email_confidence))


def write_address(writer: Writer, service: Service, row: ServiceRow) -> None:
    """The row's address, on a place of its own."""
    if row.street_address is None:
        return
    place = writer.find_or_add(Location, lasting_id("location", service.id), name=service.name)
    writer.find_or_add(
        ServiceAtLocation, lasting_id("place", service.id), service_id=service.id, location_id=place.id
    )
    address = writer.find_or_add(
        Address, lasting_id("address", service.id), location_id=place.id, address_1=row.street_address
    )
    changed = writer.put(address, address_1=row.street_address, postal_code=row.postal_code, city=row.city)
    source = row.address_source_url, row.address_source_date
    _trust(writer, address, row, row.address_confidence, source, changed)


def source_of(page: str | None, date: str | None) -> dict[str, Any]:
    """The columns of a source; its name is the page's host. Empty when there is neither page nor date."""
    if page is None:
        return {"source_date": date} if date else {}
    return {"source": _host(page), "source_url": page, "source_date": date}


def e164(number: str) -> str | None:
    """The international form, or None for a short number, which has none."""
    tel = shown(number).tel.removeprefix("tel:")
    return tel if tel.startswith("+") and phonenumbers.is_valid_number(phonenumbers.parse(tel)) else None


@dataclass(frozen=True, slots=True)
class _Link:
    """What a row says about one link; `number` tells several of a kind apart."""

    kind: str
    url: str
    confidence: str | None
    number: int = 1
    label: str | None = None
    english: str | None = None

    @property
    def order(self) -> int:
        """A chat before a page before a mailbox: the quickest way to an answer first."""
        return {"chat": 0, "web": 10, "email": 20}[self.kind] + self.number


def _write_link(writer: Writer, service: Service, row: ServiceRow, told: _Link) -> None:
    """One link: on the service's row with the same address, else on the row that imports own."""
    mine = lasting_id("url", service.id, told.kind, told.number)
    same = (known for known in service.urls if known.url == told.url)
    link = next(same, None)
    if link is None:
        link = writer.find_or_add(Url, mine, service_id=service.id, kind=told.kind, url=told.url)
    changed = writer.put(link, url=told.url, kind=told.kind, label=told.label, sort_order=told.order)
    writer.translate(link, "label", told.english)
    _trust(writer, link, row, told.confidence, (None, None), changed)


def _trust(
    writer: Writer,
    point: ContactPoint,
    row: ServiceRow,
    confidence: str | None,
    source: tuple[str | None, str | None],
    changed: bool,
) -> None:
    """The point's confidence and source, its own or the row's."""
    own = source_of(*source) or source_of(row.source_url, row.source_date)
    assert isinstance(point, (Phone, Url, Address))
    writer.put(point, confidence=confidence or row.confidence, **own)
    if changed:
        point.verified_on = None  # what staff once checked is not what stands here now


def _host(page: str) -> str:
    """The page's host as people write it: "https://www.bris.se/x" -> "bris.se"."""
    return (urlsplit(page).hostname or page).removeprefix("www.")


def _digits(number: str) -> str:
    return re.sub(r"[^0-9]", "", number)
