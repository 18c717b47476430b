"""Who may read the API: by default whoever is signed in; everybody when the operator says so."""

from __future__ import annotations

from typing import Protocol

from starlette.requests import Request

from staff.accounts.sessions import SignedIn
from staff.hsds_api.routes import Guard


class Recogniser(Protocol):
    """The part of the staff's gate that this needs."""

    def recognise(self, request: Request) -> SignedIn | None:
        """The session of this browser."""


def readers(gate: Recogniser, *, public: bool) -> Guard:
    """The data is public and the process is the staff's, so opening it is the operator's decision."""

    def may_read(request: Request) -> bool:
        if public:
            return True
        signed_in = gate.recognise(request)
        return signed_in is not None and signed_in.stage == "full" and signed_in.user.may("viewer")

    return may_read
