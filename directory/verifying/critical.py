"""Which fields an assurance speaks of: a change to one of them takes it off."""

from __future__ import annotations

from collections.abc import Mapping

from directory.critical import CRITICAL as FOR_TWO
from directory.models import Model

_PASSING = frozenset({"alert", "alert_until"})
CRITICAL: Mapping[str, frozenset[str]] = {
    **FOR_TWO,
    "service": FOR_TWO["service"] - _PASSING,
    "service_area": frozenset({"uri"}),
}
"""Table -> columns: what needs a second person in class A, and whose residents a service is for; but not a
message that ends by itself.

Every other change leaves an assurance as it is.
"""

WHO = frozenset({"audience", "gender"})


def is_critical(row: Model, field: str) -> bool:
    """True for a field that a visitor may act on; of terms only those that say whom a service is for."""
    if field not in CRITICAL.get(row.__tablename__, ()):
        return False
    return row.__tablename__ != "attribute" or getattr(row, "link_type", "") in WHO
