"""Which fields somebody may act on: they are looked at before an assurance, and a change takes it off."""

from __future__ import annotations

from collections.abc import Mapping

from directory.models import Model

CRITICAL: Mapping[str, frozenset[str]] = {
    "service": frozenset(
        {
            "name",
            "status",
            "always_open",
            "hours_note",
            "minimum_age",
            "maximum_age",
            "eligibility_description",
            "interpretation_services",
        }
    ),
    "phone": frozenset({"number", "type", "description", "textable", "service_id"}),
    "url": frozenset({"kind", "url", "service_id"}),
    "schedule": frozenset(
        {
            "freq",
            "byday",
            "opens_at",
            "closes_at",
            "valid_from",
            "valid_to",
            "attending_type",
            "open_on_holidays",
        }
    ),
    "schedule_exception": frozenset({"date_from", "date_to", "opens_at", "closes_at"}),
    "address": frozenset({"attention", "address_1", "address_2", "postal_code", "city"}),
    "location": frozenset({"location_type", "visibility"}),
    "service_at_location": frozenset({"location_id"}),
    "service_area": frozenset({"uri"}),
    "language": frozenset({"code"}),
    "attribute": frozenset({"taxonomy_term_id"}),
}
"""Table -> its critical columns; every other change leaves an assurance as it is."""

WHO = frozenset({"audience", "gender"})


def is_critical(row: Model, field: str) -> bool:
    """True for a field that a visitor may act on; of terms only those that say whom a service is for."""
    if field not in CRITICAL.get(row.__tablename__, ()):
        return False
    return row.__tablename__ != "attribute" or getattr(row, "link_type", "") in WHO
