"""What everybody may do with their own account."""

from __future__ import annotations

from starlette.responses import Response

from staff.accounts import sessions
from staff.page import Page
from staff.visit import Visit


def show(visit: Visit) -> Response:
    """My account."""
    return visit.show("account/account.html")


def sign_out(visit: Visit) -> Response:
    """Ends this browser's session."""
    with visit.desk.writing(visit.user.email) as session:
        sessions.end(session, visit.session.id)
    return visit.to("/login", "signed_out")


PAGES: tuple[Page, ...] = (
    Page("/account", get=show),
    Page("/logout", post=sign_out, post_role="viewer"),
)
