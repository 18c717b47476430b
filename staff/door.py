"""The few pages that are open to somebody who is not signed in yet: they lead through the gate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from staff.accounts.doorkeeper import Doorkeeper, Entry
from staff.accounts.sessions import SignedIn
from staff.accounts.tokens import new_token
from staff.cookies import DEVICE, SESSION
from staff.form import FormData, read_form
from staff.gate import Gate, require_plain_address
from staff.printing import Printer


@dataclass(frozen=True, slots=True)
class Arrival:
    """One request at a door. `token` is what the browser's cookie holds, or will hold after this answer."""

    request: Request
    form: FormData
    signed_in: SignedIn | None
    token: str
    keeper: Doorkeeper
    printer: Printer

    @property
    def device(self) -> str:
        """The cookie of a browser that has been signed in before, or ""."""
        return self.printer.cookies.read(self.request, DEVICE)

    def show(self, template: str, status: int = 200, **values: object) -> Response:
        """A page, and a cookie for its form to answer to when the browser has none."""
        response = self.printer.show(self.request, template, values, status=status, token=self.token)
        if self.printer.cookies.read(self.request, SESSION) != self.token:
            self.printer.cookies.give(response, SESSION, self.token)
        return response

    def to(self, path: str, notice: str = "") -> Response:
        """303 to one of our own pages."""
        return self.printer.to(path, notice)

    def step(self, entry: Entry, path: str, notice: str = "") -> Response:
        """303 to the next step, with the cookies that this step gave."""
        response = self.printer.to(path, notice)
        self.printer.give_entry(response, entry.token, entry.device)
        return response


@dataclass(frozen=True, slots=True)
class Door:
    """A page without a role."""

    path: str
    get: Callable[[Arrival], Response]
    post: Callable[[Arrival], Response]


class AtDoor:
    """An ASGI endpoint: one door. Forms need a token and an own origin here too."""

    def __init__(self, door: Door, gate: Gate, keeper: Doorkeeper, printer: Printer) -> None:
        self._door, self._gate, self._keeper, self._printer = door, gate, keeper, printer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        response = await self._answer(Request(scope, receive))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        require_plain_address(request)
        if request.method not in ("GET", "POST"):
            raise HTTPException(405, headers={"Allow": "GET, POST"})
        form, handler = FormData(), self._door.get
        if request.method == "POST":
            form, handler = await read_form(request, files=False), self._door.post
            self._gate.check_form(request, form)
        signed_in = await run_in_threadpool(self._gate.recognise, request)
        token = self._printer.cookies.read(request, SESSION) or new_token()
        arrival = Arrival(request, form, signed_in, token, self._keeper, self._printer)
        return await run_in_threadpool(handler, arrival)
