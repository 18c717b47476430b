"""Which column each box of the form stands for, how its text is read, and how its value is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args
from urllib.parse import urlsplit

from directory import alerts
from directory.history import as_text
from directory.importing import cells
from directory.importing.faults import wrong
from directory.importing.grouping import LONGEST_HOST
from directory.models.contact_points import LINK_KINDS
from directory.models.location import VISIBILITIES
from directory.models.service import STATUSES
from directory.models.words import KINDS_OF_FACT
from directory.records import Anonymous, Attending

Parser = Callable[[str], Any]
YES = "yes"


@dataclass(frozen=True, slots=True)
class Box:
    """One box. `empty` is the value of an empty one; a `required` box may not be empty."""

    column: str
    parse: Parser
    empty: Any = None
    required: bool = False

    def value(self, text: str) -> Any:
        """The value of the text. Raises CellError."""
        if not text:
            return self.empty
        return self.parse(text)


def day(text: str) -> date:
    """A date as YYYY-MM-DD."""
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise wrong("bad_date", value=text)


def order(text: str) -> int:
    """A place in a list, 1 to 999."""
    if not re.fullmatch(r"[0-9]{1,3}", text) or int(text) == 0:
        raise wrong("bad_rank", value=text)
    return int(text)


def flag(text: str) -> bool:
    """A tick."""
    return text == YES


LONG, SHORT = cells.text(2000), cells.text(300)
TEXTS: Mapping[str, Box] = {
    "name": Box("name", SHORT, required=True),
    "alternate_name": Box("alternate_name", SHORT),
    "alert": Box("alert", cells.text(alerts.LONGEST)),
    "description": Box("description", LONG, empty=""),
    "eligibility_description": Box("eligibility_description", LONG),
    "application_process": Box("application_process", LONG),
    "fees_description": Box("fees_description", LONG),
    "interpretation_services": Box("interpretation_services", LONG),
    "hours_note": Box("hours_note", SHORT),
}
"""The service's texts: the box "<name>_sv" is the column, "<name>_en" its English."""

PLAIN: Mapping[str, Box] = {
    "code": Box("code", cells.code, required=True),
    "status": Box("status", cells.one_of(STATUSES), required=True),
    "alert_until": Box("alert_until", day),
    "minimum_age": Box("minimum_age", cells.age),
    "maximum_age": Box("maximum_age", cells.age),
    "anonymous": Box("anonymous", cells.one_of(get_args(Anonymous)), empty="unknown"),
    "always_open": Box("always_open", flag, empty=False),
    "internal_note": Box("internal_note", LONG),
}
"""The service's other columns."""

_ORDER = Box("sort_order", order, empty=999)
CELLS: Mapping[str, Mapping[str, Box]] = {
    "phones": {
        "number": Box("number", cells.phone, required=True),
        "label_sv": Box("description", SHORT),
        "textable": Box("textable", flag, empty=False),
        "order": _ORDER,
    },
    "links": {
        "kind": Box("kind", cells.one_of(LINK_KINDS), empty="web"),
        "url": Box("url", cells.text(1000), required=True),
        "label_sv": Box("label", SHORT),
        "order": _ORDER,
    },
    "hours": {
        "attending": Box("attending_type", cells.one_of(get_args(Attending)), empty="any"),
        "holidays": Box("open_on_holidays", flag, empty=False),
        "valid_from": Box("valid_from", day),
        "valid_to": Box("valid_to", day),
    },
    "exceptions": {
        "date_from": Box("date_from", day, required=True),
        "date_to": Box("date_to", day),
        "reason": Box("reason", SHORT),
    },
    "places": {
        "visibility": Box("visibility", cells.one_of(VISIBILITIES), empty="public"),
        "street": Box("address_1", cells.street_address),
        "postal_code": Box("postal_code", cells.text(20), empty=""),
        "city": Box("city", cells.text(100), empty=""),
        "directions": Box("transportation", LONG),
    },
    "what_happens": {
        "kind": Box("kind", cells.one_of(KINDS_OF_FACT), empty="what"),
        "text_sv": Box("text", LONG, required=True),
        "order": _ORDER,
    },
}
"""The boxes of the lines, besides their English, their source and the days of a week."""

ENGLISH: Mapping[str, tuple[str, str]] = {
    "phones": ("label", "description"),
    "links": ("label", "label"),
    "what_happens": ("text", "text"),
}
"""Which box of a line has English beside it, and the column that it is the English of."""


def source_values(source: str, source_date: str) -> dict[str, str | None]:
    """The three columns of a source: a page's address gives its host; other words stand for themselves."""
    page = _page(source)
    name = page.removeprefix("www.") if page else source
    return {
        "source": name[:LONGEST_HOST] or None,
        "source_url": source if page else None,
        "source_date": source_date or None,
    }


def source(text: str) -> str:
    """A page's address, or the name of something else, which is shorter."""
    return cells.text(1000 if _page(text) else LONGEST_HOST)(text)


def source_text(row: Any) -> str:
    """The source of a row as one text: its page's address when it has one."""
    return row.source_url or row.source or ""


def _page(source: str) -> str:
    try:
        parts = urlsplit(source)
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme in ("http", "https") and " " not in source else ""


def shown(value: Any) -> str:
    """A value as its box shows it."""
    if isinstance(value, bool):
        return YES if value else ""
    return as_text(value)
