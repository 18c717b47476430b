"""One service: everything about it, the form to change it, and its card as the chat shows it."""

from __future__ import annotations

from staff.page import Page

PAGES: tuple[Page, ...] = ()
