"""The staff house's table of contents: every page, and the navigation at its top."""

from __future__ import annotations

from itertools import chain

from staff.page import Page
from staff.pages import (
    account,
    changes,
    exporting,
    gaps,
    history,
    importing,
    imports,
    numbers,
    queue,
    service_form,
    services,
    users,
    verification,
)
from staff.printing import NavigationEntry

ROOMS = (
    queue, verification, services, service_form, history, changes, importing, imports, exporting, numbers,
    gaps, users, account,
)  # fmt: skip
PAGES: tuple[Page, ...] = tuple(chain.from_iterable(room.PAGES for room in ROOMS))

LINKS = (
    NavigationEntry("/queue", "Att göra"),
    NavigationEntry("/services", "Katalogen", within=("/service",)),
    NavigationEntry("/changes", "Godkänna", within=("/verifications",)),
    NavigationEntry("/history", "Historik", within=("/undo",), folded=True),
    NavigationEntry("/import", "Importera", "editor", within=("/imports",), folded=True),
    NavigationEntry("/export", "Exportera", folded=True),
    NavigationEntry("/numbers", "Siffror", folded=True),
    NavigationEntry("/gaps", "Luckor", folded=True),
    NavigationEntry("/users", "Användare", "admin", folded=True),
)
NAVIGATION = tuple(link for link in LINKS if any(page.path == link.path and page.get for page in PAGES))


def first_page(pages: tuple[Page, ...] = PAGES) -> str:
    """Where a sign-in leads: what there is to do."""
    there = {page.path for page in pages}
    return next((link.path for link in LINKS if link.path in there and link.role == "viewer"), "/account")
