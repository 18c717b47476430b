"""A form that came too late: what somebody wrote is shown again, to be sent when they are signed in.

Only for forms that the browser itself says stood on our own page, and never for passwords, codes or files.
"""

from __future__ import annotations

from starlette.requests import Request

from staff.form import FormData

SECRET = frozenset({"password", "again", "current", "code"})

Fields = tuple[tuple[str, str], ...]


def to_send_again(request: Request, form: FormData) -> Fields:
    """The fields of the form without its token; none when they must not or need not be kept."""
    ours = request.headers.get("sec-fetch-site") == "same-origin"
    if not ours or not SECRET.isdisjoint(form):
        return ()
    fields = [(name, value) for name, value in form.multi_items() if name != "csrf"]
    kept = tuple((name, value) for name, value in fields if isinstance(value, str))
    return kept if len(kept) == len(fields) else ()


def may_hold_words(request: Request) -> bool:
    """True for a form without files: the only kind that is read before anybody is signed in."""
    kind = request.headers.get("content-type", "")
    return request.method == "POST" and kind.startswith("application/x-www-form-urlencoded")


def query_of(request: Request) -> str:
    """The address's query with its question mark, or ""."""
    return f"?{request.url.query}" if request.url.query else ""
