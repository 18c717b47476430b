"""What a row tells about the things that a service can have several of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneTold:
    """A number. None: the file says nothing about it."""

    number: str
    label_sv: str | None = None
    label_en: str | None = None
    type: str | None = None
    textable: bool | None = None
    confidence: str | None = None
    source_url: str | None = None
    source_date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTold:
    """A web page, a chat or a mailbox ("mailto:..."); `kind` says which."""

    kind: str
    url: str
    label_sv: str | None = None
    label_en: str | None = None
    confidence: str | None = None
    source_url: str | None = None
    source_date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTold:
    """A sentence on what happens if you contact the service."""

    text: str
    english: str | None = None
    kind: str | None = None
    source: str | None = None
    source_date: str | None = None
    source_url: str | None = None
