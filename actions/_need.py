"""From a conversation's slots to the directory's question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from directory.match import AgeGroup, Need
from directory.records import Language

# Follow-ups: they look again for the need before them, with what has been learnt since.
_FOLLOW_UPS = frozenset(
    {"more_options", "tell_place", "tell_person", "explain_contact", "report_wrong_number"}
)
# Who writes, where the need itself says so; the directory knows the rest (minors, professionals) itself.
_AUDIENCES = {
    "worried_about_someone": "relative",
    "child_at_risk": "relative",
    "unsafe_area": "business_owner",
}


def language_of(slots: Mapping[str, Any]) -> Language:
    """The language to answer in: Swedish unless the slot says English."""
    return "en" if slots.get("language") == "en" else "sv"


def need_code(intent: str | None, slots: Mapping[str, Any]) -> str | None:
    """The need to look up: the message's own, or for a follow-up the one before it."""
    remembered: str | None = slots.get("need")
    return remembered if intent in _FOLLOW_UPS else intent


def _age_group(slots: Mapping[str, Any]) -> AgeGroup | None:
    """The age group, when it is one that the directory knows: nothing else may narrow what is shown."""
    told: AgeGroup | None = slots.get("age_group")
    return told if told in get_args(AgeGroup) else None


def need_from(code: str, slots: Mapping[str, Any], exclude: frozenset[str]) -> Need:
    """The question: who needs what, where, without what was shown already."""
    return Need(
        code=code,
        audience=_AUDIENCES.get(code) or slots.get("audience"),
        age_group=_age_group(slots),
        gender=slots.get("gender"),
        district=slots.get("district"),
        language=language_of(slots),
        speaks=slots.get("speaks"),
        wants_anonymous=slots.get("wants_anonymous") == "yes",
        exclude=exclude,
    )
