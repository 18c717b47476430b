"""Pages for bringing a file into the directory: choose it, see what it would change, do it."""

from __future__ import annotations

from staff.page import Page

PAGES: tuple[Page, ...] = ()
