"""One page of the staff house: where it is, what answers, and who may see it and send to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import Response

from staff.accounts.members import Role

if TYPE_CHECKING:
    from staff.visit import Visit

Handler = Callable[["Visit"], Response]
"""A plain function: it runs in a thread, and may ask the database as long as it needs."""


@dataclass(frozen=True, slots=True)
class Page:
    """`path` as Starlette writes it ("/service/{code}"); roles are enforced before a handler is called."""

    path: str
    get: Handler | None = None
    post: Handler | None = None
    get_role: Role = "viewer"
    post_role: Role = "editor"


class NotFound(Exception):
    """What the address speaks of is not there: the visitor gets the 404 page."""
