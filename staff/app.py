"""The staff house: every page behind the gate, the doors in front of it, and the pages that say no."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from directory.errors import DirectoryError
from staff import refusals
from staff.accounts.doorkeeper import Doorkeeper
from staff.accounts.passwords import Passwords
from staff.accounts.sessions import SignedIn
from staff.accounts.throttle import Throttle
from staff.contents import NAVIGATION, PAGES, first_page
from staff.cookies import Cookies
from staff.desk import Desk
from staff.door import AtDoor
from staff.form import FormData, read_form
from staff.gate import Forged, Gate, require_plain_address, way_in
from staff.guards import Headers, LastNet
from staff.hsds_api.readers import readers
from staff.hsds_api.routes import routes as hsds_routes
from staff.kept_form import Fields, may_hold_words, query_of, to_send_again
from staff.page import Handler, NotFound, Page
from staff.pages.signing_in import DOORS
from staff.printing import Printer
from staff.static_files import static_file
from staff.visit import Visit


class Behind:
    """An ASGI endpoint: one page, reached only through the gate."""

    def __init__(self, page: Page, gate: Gate, keeper: Doorkeeper, printer: Printer) -> None:
        self._page, self._gate, self._keeper, self._printer = page, gate, keeper, printer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        response = await self._answer(Request(scope, receive))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        require_plain_address(request)
        handler = self._handler(request.method)
        signed_in = await run_in_threadpool(self._gate.recognise, request)
        if signed_in is None or signed_in.stage != "full":
            return await self._ask_to_sign_in(request)
        wanted = self._page.post_role if request.method == "POST" else self._page.get_role
        if not signed_in.user.may(wanted):
            raise HTTPException(403)
        form = FormData()
        if request.method == "POST":
            form = await read_form(request, files=True)
            self._gate.check_form(request, form)
            request.state.kept = to_send_again(request, form)
        return await run_in_threadpool(handler, self._visit(request, signed_in, form))

    async def _ask_to_sign_in(self, request: Request) -> Response:
        """The way in; for somebody whose session ended while they wrote, a page that keeps the words."""
        fields: Fields = ()
        if may_hold_words(request):
            fields = to_send_again(request, await read_form(request, files=False))
        if not fields:
            return RedirectResponse(way_in(request), 303)
        values = {"fields": fields, "query": query_of(request)}
        return self._printer.show(request, "refusals/signed_out.html", values, status=401)

    def _handler(self, method: str) -> Handler:
        """Raises HTTPException 405 for a method that the page does not take."""
        handlers = {"GET": self._page.get, "POST": self._page.post}
        handler = handlers.get(method)
        if handler is None:
            allowed = ", ".join(name for name, known in handlers.items() if known)
            raise HTTPException(405, headers={"Allow": allowed})
        return handler

    def _visit(self, request: Request, signed_in: SignedIn, form: FormData) -> Visit:
        desk, user = self._gate.desk, signed_in.user
        return Visit(request, user, form, desk, signed_in, self._keeper, self._printer)


async def health(request: Request) -> Response:
    """The process is up; says nothing of the database, or the supervisor would restart us in vain."""
    return JSONResponse({"status": "ok"})


async def start(request: Request) -> Response:
    """The first page."""
    return RedirectResponse(first_page(), 303)


def create_app(
    desk: Desk,
    *,
    https: bool = False,
    passwords: Passwords | None = None,
    pages: tuple[Page, ...] = PAGES,
    hsds_public: bool = False,
) -> Starlette:
    """The house around this desk. `https`: browsers reach us over TLS, through whatever stands in front.

    `hsds_public`: the HSDS API may be read by whoever is not signed in too.
    """
    cookies = Cookies(https)
    keeper = Doorkeeper(desk, passwords or Passwords(), Throttle(desk.clock))
    printer = Printer(cookies, NAVIGATION, lambda: desk.publisher.is_late)
    gate = Gate(desk, cookies)
    routes = [
        Route("/", start, methods=["GET"]),
        Route("/health", health, methods=["GET"]),
        Route("/static/{name}", static_file, methods=["GET"]),
        *(Route(door.path, AtDoor(door, gate, keeper, printer)) for door in DOORS),
        *(Route(page.path, Behind(page, gate, keeper, printer)) for page in pages),
        *hsds_routes(desk, readers(gate, public=hsds_public)),
    ]
    says = refusals.Refusals(gate, printer)
    return Starlette(
        routes=routes,
        middleware=[Middleware(Headers, https=https), Middleware(LastNet, page=printer.broken())],
        exception_handlers={
            DirectoryError: says.unreadable,
            Forged: says.forged,
            NotFound: says.missing,
            HTTPException: says.refused,
        },
    )
