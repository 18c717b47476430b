"""The list of services, with search."""

from __future__ import annotations

PAGES: tuple[object, ...] = ()
