"""The API's paths below /hsds: read only, JSON only, behind a guard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from directory.clock import Clock
from directory.errors import DirectoryError
from staff.hsds_api import answers
from staff.hsds_api.openapi import PROBLEM, openapi
from staff.hsds_api.parameters import WrongQuestion, read

BASE = "/hsds"
Guard = Callable[[Request], bool]
"""Says whether whoever asks may read."""


class ReadingDesk(Protocol):
    """The part of the staff's desk that reading needs."""

    @property
    def clock(self) -> Clock:
        """The time now."""

    def reading(self) -> Any:
        """A session to read with, as a context manager."""


def routes(desk: ReadingDesk, guard: Guard) -> list[Route]:
    """Every path of the API. `guard` is asked first, at every path."""

    def page(make: Callable[[Request, answers.Desk], Any]) -> Callable[[Request], Response]:
        return lambda request: _answer(request, desk, guard, make)

    made = [
        Route(f"{BASE}/", page(_about), methods=["GET"]),
        Route(f"{BASE}/openapi.json", page(lambda _request, _desk: openapi(BASE)), methods=["GET"]),
    ]
    for name in answers.LISTS:
        made.append(Route(f"{BASE}/{name}", page(_list_of(name)), methods=["GET"]))
        made.append(Route(f"{BASE}/{name}/{{id}}", page(_one_of(name)), methods=["GET"]))
    return made


def _answer(
    request: Request, desk: ReadingDesk, guard: Guard, make: Callable[[Request, answers.Desk], Any]
) -> Response:
    """One answer, or why there is none."""
    try:
        if not guard(request):
            return _problem(401, "not signed in")
        with desk.reading() as session:
            assert isinstance(session, Session)
            found = make(request, answers.Desk(session, desk.clock().date()))
    except WrongQuestion as error:
        return _problem(400, "wrong parameter", detail=error.detail, parameter=error.parameter)
    except DirectoryError:
        return _problem(503, "the directory does not answer")
    return JSONResponse(found) if found is not None else _problem(404, "there is none")


def _about(request: Request, desk: answers.Desk) -> answers.Answer:
    return answers.about(desk, read(request.query_params.multi_items(), ()))


def _list_of(name: str) -> Callable[[Request, answers.Desk], answers.Answer]:
    answer, allowed = answers.LISTS[name]
    return lambda request, desk: answer(desk, read(request.query_params.multi_items(), allowed))


def _one_of(name: str) -> Callable[[Request, answers.Desk], answers.Answer | None]:
    return lambda request, desk: _detail(name, request, desk)


def _detail(name: str, request: Request, desk: answers.Desk) -> answers.Answer | None:
    """One row; an id that can be no id is simply not there."""
    read(request.query_params.multi_items(), ())
    row_id = request.path_params["id"]
    return None if "\x00" in row_id else answers.DETAILS[name](desk, row_id.casefold())


def _problem(status: int, title: str, **more: str) -> JSONResponse:
    """RFC 9457."""
    return JSONResponse({"title": title, "status": status, **more}, status, media_type=PROBLEM)
