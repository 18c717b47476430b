"""The tester's door over HTTP: POST /turn, DELETE /turn/<id>, GET /health."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import httpx

DEADLINE = 15.0
LONGEST_WAIT = 90.0
TOO_FAST = 429
GONE = (404, 410)


class NobodyThere(Exception):
    """No assistant answers at the address."""


class BadAnswer(Exception):
    """The assistant is there, but did not answer a turn as agreed; says how."""


class Door:
    """One assistant, many conversations. `pause` waits so many seconds when the assistant asks for it."""

    def __init__(self, client: httpx.Client, pause: Callable[[float], None] = time.sleep) -> None:
        self._client = client
        self._pause = pause

    def health(self) -> Mapping[str, str]:
        """What /health tells of the parts behind the door. Raises NobodyThere."""
        answer = self._ask("GET", "/health", None)
        parts = _json(answer) if answer.is_success else None
        if not isinstance(parts, dict):
            raise NobodyThere(f"something answers at {self._client.base_url}, but it is no assistant")
        return {str(name): str(state) for name, state in parts.items()}

    def turn(self, body: Mapping[str, str | None]) -> object:
        """The JSON of one turn. Waits when the assistant says "too fast". Raises NobodyThere, BadAnswer."""
        waited = 0.0
        while (answer := self._ask("POST", "/turn", body)).status_code == TOO_FAST:
            wait = _wait(answer)
            if waited + wait > LONGEST_WAIT:
                raise BadAnswer(f"still 'too fast' (429) after {waited:.0f} s of waiting")
            self._pause(wait)
            waited += wait
        if not answer.is_success:
            raise BadAnswer(f"HTTP {answer.status_code} instead of a reply")
        return _json(answer)

    def forget(self, conversation: str) -> None:
        """End a conversation; one that is gone already is as good. Raises NobodyThere, BadAnswer."""
        answer = self._ask("DELETE", f"/turn/{conversation}", None)
        if not answer.is_success and answer.status_code not in GONE:
            raise BadAnswer(f"HTTP {answer.status_code} instead of forgetting the conversation")

    def _ask(self, method: str, path: str, body: Mapping[str, str | None] | None) -> httpx.Response:
        try:
            return self._client.request(method, path, json=body)
        except httpx.ConnectError:
            raise NobodyThere(f"nobody answers at {self._client.base_url}") from None
        except httpx.TimeoutException:
            raise BadAnswer(f"no answer within {DEADLINE:.0f} s") from None
        except httpx.HTTPError as error:
            raise BadAnswer(f"the connection broke ({type(error).__name__})") from None


@contextmanager
def open_door(url: str) -> Iterator[Door]:
    """A door at an address such as http://127.0.0.1:8002, past any proxy. Raises NobodyThere."""
    try:
        client = httpx.Client(base_url=url, timeout=DEADLINE, trust_env=False)
    except httpx.InvalidURL:
        raise NobodyThere(f"'{url}' is not an address") from None
    with client:
        yield Door(client)


def _json(answer: httpx.Response) -> object:
    try:
        return answer.json()
    except ValueError:
        raise BadAnswer("the answer is not JSON") from None


def _wait(answer: httpx.Response) -> float:
    try:
        return min(max(float(answer.headers.get("retry-after", "1")), 0.1), LONGEST_WAIT)
    except ValueError:
        return 1.0
