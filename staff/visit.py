"""One signed-in request: who asks, what was sent, and how to answer."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from staff.accounts.doorkeeper import Doorkeeper
from staff.accounts.members import StaffMember
from staff.accounts.sessions import SignedIn
from staff.desk import Desk
from staff.form import FormData
from staff.printing import Printer


@dataclass(frozen=True, slots=True)
class Visit:
    """`form` is already read and its token checked; it is empty at GET."""

    request: Request
    user: StaffMember
    form: FormData
    desk: Desk
    session: SignedIn
    keeper: Doorkeeper
    printer: Printer

    def show(self, template: str, status: int = 200, **values: object) -> Response:
        """A page from staff/templates."""
        return self.printer.show(self.request, template, values, status=status, user=self.user)

    def to(self, path: str, notice: str = "") -> Response:
        """303 to one of our own pages; `notice` is a key of staff/notices.yml, said once there."""
        return self.printer.to(path, notice)

    def file(self, content: bytes, name: str, media_type: str) -> Response:
        """A download."""
        disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
        return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})
