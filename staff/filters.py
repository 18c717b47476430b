"""The address of another page of a list that somebody has narrowed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlencode


def page_links(path: str, chosen: Mapping[str, str]) -> Callable[[int], str]:
    """Page number -> address, with what was chosen kept and nothing that was not."""
    kept = {name: value for name, value in chosen.items() if value}
    return lambda page: f"{path}?" + urlencode(kept | {"page": str(page)})
