"""A staff house on a scratch directory, and visitors in it, with or without an account.

house = House(engine, tmp_path)            # or the fixture `house`
visitor = house.sign_in("editor")
visitor.get("/services")
visitor.post("/service/bris", {"name": "..."})   # the token is put in
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
from argon2 import PasswordHasher
from sqlalchemy import Engine

from directory.database import reading_engine
from directory.models import StaffUser
from staff.accounts import sessions
from staff.accounts.members import Role
from staff.accounts.passwords import Passwords
from staff.accounts.tokens import csrf_for, new_token
from staff.app import create_app
from staff.cookies import SESSION, Cookies
from staff.desk import Desk
from tests.directory.builders import MORNING

CHEAP = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
"""Hashes that take no time; only for tests."""

Fields = Mapping[str, str] | Iterable[tuple[str, str]]


class Hands:
    """A clock whose hands are moved by the test."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The time now."""
        return self.now

    def move(self, **by: float) -> None:
        """Time goes by: move(minutes=31)."""
        self.now += timedelta(**by)


class House:
    """The pages over one scratch directory. `clock.move(...)` lets time go by."""

    def __init__(self, engine: Engine, folder: Path, *, https: bool = False, **parts: Any) -> None:
        self.clock = Hands()
        readers = reading_engine(engine.url.render_as_string(hide_password=False))
        self.desk = Desk(readers, engine, self.clock, folder / "published.json")
        self._people = 0
        self.rebuild(https=https, **parts)

    def rebuild(self, *, https: bool = False, **parts: Any) -> None:
        """The same directory in a house with other parts, as after a restart."""
        self.https = https
        self.app = create_app(self.desk, https=https, **{"passwords": CHEAP, **parts})

    def close(self) -> None:
        """Lets go of the database."""
        self.desk.reading_engine.dispose()

    def sign_in(self, role: Role = "editor", email: str = "") -> Visitor:
        """A visitor who is signed in with this role; everyone is somebody else unless `email` says who."""
        self._people += 1
        email = email or f"{role}{self._people}@example.org"
        now = self.clock()
        with self.desk.writing("tests") as session:
            user = session.query(StaffUser).filter_by(email=email).one_or_none()
            if user is None:
                user = StaffUser(email=email, password_hash="", role=role)
                session.add(user)
                session.flush()
            token = sessions.begin(session, user.id, "full", now)
        return Visitor(self, token, email)

    def stranger(self) -> Visitor:
        """A visitor whose browser has been here and who is not signed in."""
        return Visitor(self, new_token(), "")


class Visitor:
    """A browser at the staff pages. Redirects are not followed: a test says where it goes next."""

    def __init__(self, house: House, token: str, email: str) -> None:
        self.house, self.email = house, email
        self.base = "https://staff" if house.https else "http://staff"
        self.name = Cookies(house.https).name(SESSION)
        self.cookies = httpx.Cookies()
        self.cookies.set(self.name, token, domain="staff.local", path="/")

    @property
    def token(self) -> str:
        """What the session cookie holds now."""
        return next((cookie.value or "" for cookie in self.cookies.jar if cookie.name == self.name), "")

    def get(self, path: str, **options: Any) -> httpx.Response:
        """Asks for a page."""
        return self.request("GET", path, **options)

    def post(
        self, path: str, fields: Fields = (), *, files: Any = None, csrf: str | None = None, **options: Any
    ) -> httpx.Response:
        """Sends a form with this browser's token in it; `files` as httpx takes them, then it is multipart."""
        pairs = list(fields.items() if isinstance(fields, Mapping) else fields)
        pairs.append(("csrf", csrf_for(self.token) if csrf is None else csrf))
        if files is not None:
            data: dict[str, Any] = {}
            for name, value in pairs:
                data.setdefault(name, []).append(value)
            return self.request("POST", path, data=data, files=files, **options)
        headers = {"Content-Type": "application/x-www-form-urlencoded", **options.pop("headers", {})}
        return self.request("POST", path, content=urlencode(pairs).encode(), headers=headers, **options)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Any request, without a server."""

        async def one() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.house.app)
            async with httpx.AsyncClient(
                base_url=self.base, transport=transport, cookies=self.cookies
            ) as client:
                response = await client.request(method, path, **options)
                self.cookies = client.cookies
                return response

        return asyncio.run(one())
