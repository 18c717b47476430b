"""Those who may open the staff pages."""

from __future__ import annotations

from staff.page import Page

PAGES: tuple[Page, ...] = ()
