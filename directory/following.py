"""Fields that follow from another field of the same row: they are told of and taken back with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

_FOLLOW: Mapping[str, Mapping[str, str]] = {
    "phone": {"e164": "number"},
    "translation": {"source_last_modified": "value"},
}
"""Table -> the field that follows -> the one that it follows from."""


def leader(resource_type: str, field_name: str) -> str | None:
    """The field that this one follows from, None for one that stands for itself."""
    return _FOLLOW.get(resource_type, {}).get(field_name)


def leading(resource_type: str, names: Collection[str]) -> tuple[str, ...]:
    """Those of these fields that do not follow from another of them, in one order."""
    return tuple(name for name in sorted({*names}) if leader(resource_type, name) not in names)
