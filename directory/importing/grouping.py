"""The numbered columns of a row put together: "phone", "phone_label_sv", "phone_2" ... -> two numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from directory.importing.headings import group_of, with_number, without_number
from directory.importing.told import FactTold, LinkTold, PhoneTold

_MAIN = {"phone": "phone", "chat": "chat_url", "web": "web_url", "email": "email", "fact": "fact"}
"""The cell of each group without which its other cells say nothing."""

Cells = Mapping[str, Any]
LONGEST_HOST = 200
"""Of a name of a source; an address can be longer."""


def grouped(values: Cells) -> tuple[dict[str, Any], list[str]]:
    """The phones, links and facts of a row, and the columns that tell about one that is not there."""
    groups = _groups(values)
    lonely = [
        with_number(f"{group}{rest}", number)
        for (group, number), cells in groups.items()
        for rest in cells
        if _main_of(group, cells) is None
    ]
    if lonely:
        return {}, lonely
    links = tuple(link for kind in ("chat", "web", "email") for link in _links(kind, groups))
    phones = tuple(_phone(cells) for cells in _of(groups, "phone"))
    facts = tuple(_fact(cells) for cells in _of(groups, "fact"))
    return {"phones": phones, "links": links, "facts": facts}, []


def host(page: str) -> str:
    """The page's host as people write it: "https://www.bris.se/x" -> "bris.se"."""
    return (urlsplit(page).hostname or page).removeprefix("www.")[:LONGEST_HOST]


def _groups(values: Cells) -> dict[tuple[str, int], dict[str, Any]]:
    """(group, number) -> rest of the column's name -> value."""
    groups: dict[tuple[str, int], dict[str, Any]] = {}
    for column, value in values.items():
        first, number = without_number(column)
        group = group_of(first)
        if group:
            groups.setdefault((group, number), {})[first.removeprefix(group)] = value
    return dict(sorted(groups.items()))


def _main_of(group: str, cells: Cells) -> Any:
    return cells.get(_MAIN[group].removeprefix(group))


def _of(groups: Mapping[tuple[str, int], Cells], wanted: str) -> Iterator[Cells]:
    return (cells for (group, _number), cells in groups.items() if group == wanted)


def _phone(cells: Cells) -> PhoneTold:
    return PhoneTold(
        number=cells[""], type=cells.get("_type"), textable=cells.get("_textable"), **_about(cells)
    )


def _fact(cells: Cells) -> FactTold:
    return FactTold(
        text=cells[""],
        english=cells.get("_en"),
        kind=cells.get("_kind"),
        source=cells.get("_source"),
        source_date=cells.get("_source_date"),
        source_url=cells.get("_source_url"),
    )


def _links(kind: str, groups: Mapping[tuple[str, int], Cells]) -> Iterator[LinkTold]:
    """The links of one kind; a cell with several pages gives each its host as label."""
    for cells in _of(groups, kind):
        main = _main_of(kind, cells)
        pages = main if isinstance(main, tuple) else (f"mailto:{main}" if kind == "email" else main,)
        for page in pages:
            label = {"label_sv": host(page), "label_en": host(page)} if len(pages) > 1 else {}
            yield LinkTold(kind=kind, url=page, **{**_about(cells), **label})


def _about(cells: Cells) -> dict[str, Any]:
    """What phones and links share: labels, trust and source."""
    names = ("label_sv", "label_en", "confidence", "source_url", "source_date")
    return {name: cells.get(f"_{name}") for name in names}
