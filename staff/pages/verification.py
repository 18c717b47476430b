"""Not here yet."""

from __future__ import annotations

from staff.page import Page

PAGES: tuple[Page, ...] = ()
