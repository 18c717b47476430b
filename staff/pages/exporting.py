"""Pages for taking the directory out as files."""

from __future__ import annotations

from staff.page import Page

PAGES: tuple[Page, ...] = ()
