"""Turns a template and values into a page: navigation, the form's token, the notice, and how times read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from directory.clock import STOCKHOLM
from staff.accounts.members import Role, StaffMember
from staff.accounts.tokens import csrf_for
from staff.cookies import DEVICE, NOTICE, SESSION, Cookies

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """One link at the top of every page, for those who may follow it.

    `within`: the beginnings of other addresses that belong to it. `folded`: it stands in the menu "Mer".
    """

    path: str
    title: str
    role: Role = "viewer"
    within: tuple[str, ...] = ()
    folded: bool = False

    def current(self, path: str) -> str:
        """What aria-current says of it on the page with this path: "page", "true" for one within, or ""."""
        if path == self.path:
            return "page"
        inside = any(path == one or path.startswith(f"{one}/") for one in (self.path, *self.within))
        return "true" if inside else ""


@cache
def notices() -> Mapping[str, str]:
    """What can be said once after a change, by key."""
    held: Mapping[str, str] = yaml.safe_load((HERE / "notices.yml").read_text(encoding="utf-8"))
    return held


def moment(value: datetime | None) -> str:
    """An instant as staff read it: "2026-11-24 09:00" in Stockholm; "" for none."""
    return f"{value.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}" if value else ""


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["moment"] = moment
    return made


@dataclass(frozen=True, slots=True)
class Printer:
    """One for the whole house."""

    cookies: Cookies
    navigation: tuple[NavigationEntry, ...]
    is_copy_late: Callable[[], bool] = lambda: False
    environment: Environment = field(default_factory=_environment)

    def show(
        self,
        request: Request,
        template: str,
        values: Mapping[str, object],
        *,
        status: int = 200,
        user: StaffMember | None = None,
        token: str | None = None,
    ) -> Response:
        """The page. `token` is the one that the forms must answer to; without it, the cookie that came."""
        notice = notices().get(self.cookies.read(request, NOTICE), "")
        held = self.cookies.read(request, SESSION) if token is None else token
        words = {
            "user": user,
            "path": request.url.path,
            "navigation": [one for one in self.navigation if user and user.may(one.role)],
            "notice": notice,
            "is_copy_late": user is not None and self.is_copy_late(),
            "csrf_field": lambda: _csrf_field(held),
            **values,
        }
        response = HTMLResponse(self.environment.get_template(template).render(words), status)
        if notice:
            self.cookies.take_back(response, NOTICE)
        return response

    def broken(self) -> str:
        """The page for when everything else fails, made at the start."""
        words: dict[str, object] = {
            "user": None,
            "path": "",
            "navigation": [],
            "notice": "",
            "is_copy_late": False,
            "csrf_field": Markup,
        }
        return self.environment.get_template("refusals/broken.html").render(words)

    def give_entry(self, response: Response, token: str, device: str = "") -> None:
        """The cookies that a step of signing in gave."""
        self.cookies.give(response, SESSION, token)
        if device:
            self.cookies.give(response, DEVICE, device)

    def to(self, path: str, notice: str = "") -> Response:
        """303 to one of our own pages, which says the notice."""
        response = RedirectResponse(path, 303)
        if notice:
            self.cookies.give(response, NOTICE, _known(notice))
        return response


def _known(notice: str) -> str:
    """Raises KeyError for a notice that has no words."""
    if notice not in notices():
        raise KeyError(f"staff/notices.yml has no words for {notice!r}")
    return notice


def _csrf_field(token: str) -> Markup:
    return Markup('<input type="hidden" name="csrf" value="{}">').format(csrf_for(token))
