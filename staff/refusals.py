"""The pages that say no: in words, with the navigation for those who are signed in, and with a way back."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from directory.errors import DirectoryError
from directory.schema import schema_state
from staff.accounts.members import StaffMember
from staff.gate import Forged, Gate
from staff.kept_form import Fields, query_of
from staff.printing import Printer

TEMPLATES = {403: "refusals/forbidden.html", 404: "refusals/missing.html"}


@dataclass(frozen=True, slots=True)
class Refusals:
    """Exception handlers for the whole house."""

    gate: Gate
    printer: Printer

    async def missing(self, request: Request, _error: Exception) -> Response:
        """404."""
        return await run_in_threadpool(self._show, request, 404, "refusals/missing.html")

    async def forged(self, request: Request, error: Exception) -> Response:
        """403 for a form without our token; nothing has been done."""
        fields = error.kept if isinstance(error, Forged) else ()
        return await run_in_threadpool(self._show, request, 403, "refusals/forged.html", fields)

    async def refused(self, request: Request, error: Exception) -> Response:
        """Whatever Starlette or the gate refused, by its status."""
        assert isinstance(error, HTTPException)
        template = TEMPLATES.get(error.status_code, "refusals/refused.html")
        response = await run_in_threadpool(self._show, request, error.status_code, template)
        response.headers.update(error.headers or {})
        return response

    async def unreadable(self, request: Request, _error: Exception) -> Response:
        """503 with what to do, and what somebody wrote; never the error's own words."""
        return await run_in_threadpool(self._unreadable, request)

    def _unreadable(self, request: Request) -> Response:
        fields: Fields = getattr(request.state, "kept", ())
        values = {"state": self._state(), "fields": fields, "query": query_of(request)}
        return self.printer.show(request, "refusals/unreadable.html", values, status=503)

    def _state(self) -> str:
        try:
            return schema_state(self.gate.desk.reading_engine)
        except DirectoryError:
            return "unavailable"

    def _show(self, request: Request, status: int, template: str, fields: Fields = ()) -> Response:
        values = {"status": status, "fields": fields, "query": query_of(request)}
        return self.printer.show(request, template, values, status=status, user=self._user(request))

    def _user(self, request: Request) -> StaffMember | None:
        """For the navigation alone; a page that says no must not need the database."""
        try:
            signed_in = self.gate.recognise(request)
        except DirectoryError:
            return None
        return signed_in.user if signed_in and signed_in.stage == "full" else None
