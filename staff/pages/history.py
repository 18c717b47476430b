"""Not yet furnished."""

from __future__ import annotations

from staff.page import Page

PAGES: tuple[Page, ...] = ()
