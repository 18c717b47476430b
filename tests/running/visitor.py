"""A visitor with no script, at the page and at the testers' door: what is sent and what comes back."""

from __future__ import annotations

import html
import json
import re
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

import httpx

PATIENCE = 30.0
FORM = "application/x-www-form-urlencoded"
_TOKEN = re.compile(r'name="token" value="([^"]*)"')
_BUTTON = re.compile(r'name="choice" value="([^"]*)">([^<]*)<')


@dataclass(frozen=True)
class Answer:
    """`text`: the page as a person reads its source, or the JSON's text with every letter as itself."""

    status: int
    text: str

    def names(self, *any_of: str) -> bool:
        """Whether one of these stands in it."""
        return any(words in self.text for words in any_of)


class Visitor(Protocol):
    """Somebody in a conversation of their own, through either door."""

    def say(self, text: str) -> Answer:
        """Writes."""
        ...

    def look(self) -> Answer:
        """What the conversation shows now."""
        ...

    def close(self) -> None:
        """Goes away without a word."""
        ...


class _Guest:
    """What both have: a client of their own, and patience when they are asked to wait."""

    def __init__(self, url: str, **headers: str) -> None:
        self.http = httpx.Client(
            base_url=url, headers=headers, trust_env=False, follow_redirects=True, timeout=PATIENCE
        )

    def request(self, method: str, path: str, **sent: Any) -> httpx.Response:
        """One request; sent again when the pace was too high."""
        response = self.http.request(method, path, **sent)
        while response.status_code == 429:
            time.sleep(float(response.headers["retry-after"]))
            response = self.http.request(method, path, **sent)
        return response

    def close(self) -> None:
        """Goes away without a word."""
        self.http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class PageVisitor(_Guest):
    """A browser without JavaScript: one cookie, a form with its token, redirects."""

    def __init__(self, url: str, **headers: str) -> None:
        super().__init__(url, **headers)
        self.token, self.buttons = "", dict[str, str]()
        self.look()

    def look(self) -> Answer:
        """The page as it stands."""
        return self._read(self.request("GET", "/"))

    def say(self, text: str) -> Answer:
        """Writes and presses the button."""
        return self.send(text=text)

    def press(self, title: str) -> Answer:
        """A button of the last answer."""
        return self.send(choice=self.buttons[title])

    def send(self, **fields: str) -> Answer:
        """The form with these fields and its token."""
        return self._read(self.request("POST", "/", data={"token": self.token, **fields}))

    def send_raw(self, body: bytes, kind: str | None = FORM) -> Answer:
        """A body as no browser sends it; the token is put before it when it is a form."""
        fits = f"token={self.token}&".encode() if kind == FORM else b""
        headers = {"content-type": kind} if kind else {}
        return self._read(self.request("POST", "/", content=fits + body, headers=headers))

    def _read(self, response: httpx.Response) -> Answer:
        page = response.text
        found = _TOKEN.search(page)
        if found:
            self.token = found[1]
        self.buttons = {html.unescape(title): value for value, title in _BUTTON.findall(page)}
        return Answer(response.status_code, html.unescape(page))


class DoorVisitor(_Guest):
    """A tester. `conversation` is None until the first answer; `last` is that answer's JSON."""

    conversation: str | None = None

    def say(self, text: str) -> Answer:
        """Writes."""
        return self.send({"conversation": self.conversation, "text": text})

    def choose(self, number: str) -> Answer:
        """A button of the last answer."""
        return self.send({"conversation": self.conversation, "choose": number})

    def send(self, body: object) -> Answer:
        """Any JSON."""
        return self.send_raw(json.dumps(body).encode())

    def send_raw(self, body: bytes, kind: str | None = "application/json") -> Answer:
        """Any bytes."""
        headers = {"content-type": kind} if kind else {}
        response = self.request("POST", "/turn", content=body, headers=headers)
        self.last: dict[str, Any] = response.json()
        self.conversation = self.last.get("conversation", self.conversation)
        return Answer(response.status_code, json.dumps(self.last, ensure_ascii=False))

    def look(self) -> Answer:
        """The last answer again: this door shows no history."""
        return Answer(200, json.dumps(self.last, ensure_ascii=False))

    def forget(self) -> int:
        """Deletes the conversation; the status."""
        return self.request("DELETE", f"/turn/{self.conversation}").status_code
