"""The staff pages' table of contents. They are for reading only: nothing here changes the directory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from directory.errors import DirectoryError
from directory.records import Service

_HERE = Path(__file__).parent
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
Load = Callable[[], Iterable[Service]]


def create_app(load: Load) -> Starlette:
    """`load` gives the services as they stand; it may raise DirectoryError."""
    pages = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined
    )

    def show(template: str, status: int = 200, **values: object) -> Response:
        return HTMLResponse(pages.get_template(template).render(values), status, _HEADERS)

    async def services(request: Request) -> Response:
        return show("services.html", services=sorted(load(), key=lambda service: service.name.sv))

    async def service(request: Request) -> Response:
        code = request.path_params["code"]
        found = next((one for one in load() if one.code == code), None)
        if found is None:
            raise HTTPException(404)
        return show("service.html", service=found)

    async def health(request: Request) -> Response:
        return JSONResponse({"status": "ok"}, headers=_HEADERS)

    async def unreadable(request: Request, error: Exception) -> Response:
        return show("unreadable.html", 503)

    async def missing(request: Request, error: Exception) -> Response:
        return show("missing.html", 404)

    return Starlette(
        routes=[
            Route("/", services),
            Route("/service/{code}", service),
            Route("/health", health),
            Mount("/static", StaticFiles(directory=_HERE / "static")),
        ],
        exception_handlers={DirectoryError: unreadable, 404: missing},
    )
