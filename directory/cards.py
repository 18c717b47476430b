"""Card: what a visitor is shown of one service. `to_json` is contract C3's card, the only wire form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from directory.records import Anonymous


@dataclass(frozen=True, slots=True)
class CardPhone:
    """A number to show, and the same number as a `tel:` link."""

    label: str
    number: str
    tel: str


@dataclass(frozen=True, slots=True)
class CardLink:
    """A link to show; only https, http, mailto."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """One contact card in one language.

    `open_now` is None when the hours are not known; `opens` is the next opening in words when it is closed.
    `verified_on` (ISO date) is set only when a member of staff has verified; `source` otherwise names where
    the facts were read and when.
    """

    service: str
    name: str
    why: str
    phones: tuple[CardPhone, ...] = ()
    links: tuple[CardLink, ...] = ()
    address: str | None = None
    hours: str | None = None
    open_now: bool | None = None
    opens: str | None = None
    anonymous: Anonymous = "unknown"
    what_happens: tuple[str, ...] = ()
    verified_on: str | None = None
    source: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The card as contract C3 spells it."""
        card = asdict(self)
        card["what_happens"] = list(self.what_happens)
        card["phones"] = [asdict(phone) for phone in self.phones]
        card["links"] = [asdict(link) for link in self.links]
        return card

    @classmethod
    def from_json(cls, card: Mapping[str, Any]) -> Card:
        """A card from contract C3's form; unknown keys are ignored, missing ones take their default."""
        known = {key: card[key] for key in cls.__dataclass_fields__ if key in card}
        known["phones"] = tuple(CardPhone(**phone) for phone in card.get("phones") or ())
        known["links"] = tuple(CardLink(**link) for link in card.get("links") or ())
        known["what_happens"] = tuple(card.get("what_happens") or ())
        return cls(**known)
