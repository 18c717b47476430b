"""Need: what the matcher is asked, in plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

AgeGroup = Literal["under_18", "18_20", "adult"]

CRISES = frozenset(
    {
        "immediate_danger",
        "suicide_risk",
        "sexual_assault",
        "minor_exploited",
        "trafficking_victim",
        "shelter_tonight",
    }
)
"""The need codes where a closed door can cost a life."""

_SAYS_WHO: Mapping[str, str] = {"minor_exploited": "minor", "professional_guidance": "professional"}
"""Needs that tell who writes, by their very meaning."""


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody looks for.

    `language`: of the answer. `speaks`: in which the person wants to be met, if they said so (ISO 639).
    `audience`: a word of the directory's audiences ("relative", "professional", "minor" ...).
    `gender`: "women", "men" or "trans". `district`: a code of a city district, a municipality code,
    "stockholm_city", or "outside_county". `exclude`: service codes that did not fit. None = not known.
    """

    code: str
    audience: str | None = None
    age_group: AgeGroup | None = None
    gender: str | None = None
    district: str | None = None
    language: str = "sv"
    speaks: str | None = None
    wants_anonymous: bool = False
    exclude: frozenset[str] = frozenset()

    @property
    def is_crisis(self) -> bool:
        """True for the needs where only a line that answers will do."""
        return self.code in CRISES

    @property
    def is_minor(self) -> bool:
        """True when the writer is known to be under 18."""
        return self.age_group == "under_18"

    def settled(self) -> Need:
        """The same need with what its code says about who writes; what the person said goes first."""
        audience = self.audience or _SAYS_WHO.get(self.code)
        age_group = self.age_group or ("under_18" if audience == "minor" else None)
        return replace(self, audience=audience, age_group=age_group)
