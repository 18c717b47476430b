"""Fakes and builders for the gateway: handed in through the front, nothing is patched."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import httpx
from starlette.applications import Starlette

from bot.gateway import words
from bot.gateway.app import create_app
from bot.gateway.errors import RasaSilent
from bot.gateway.language import PageLanguage
from bot.gateway.neighbours import Danger, RasaAnswer, RasaHealth, SafetyNet
from bot.gateway.parts import Neighbours, Parts, put_together
from bot.gateway.quiet_log import QuietLog
from bot.gateway.reply import Choice, Message, Reply
from bot.gateway.settings import Settings
from bot.gateway.tester import create_tester_app
from bot.gateway.topics import Topic
from directory.cards import Card, CardPhone

Result = TypeVar("Result")
WORDS = words.load()
LEAVE_TO = "https://example.org/vader"


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Runs asynchronous work to its end."""
    return asyncio.run(work)


def a_card(service: str = "en-mottagning", **changes: Any) -> Card:
    """A service with one fictional number."""
    phone = CardPhone("Telefon", "070-174 06 05", "tel:+46701740605")
    return replace(Card(service, "En mottagning", "De lyssnar", phones=(phone,)), **changes)


def a_reply(text: str = "Här är ett svar.", **changes: Any) -> Reply:
    """An ordinary answer in Swedish."""
    return replace(Reply("sv", messages=(Message(text, "sv", "utter_svar"),)), **changes)


def a_choice(number: str = "1", title: str = "Något annat", need: str | None = "buys_sex") -> Choice:
    """A button that leads to a need."""
    return Choice(number, title, need, {"intent": need})


class StoppedTicks:
    """Seconds that pass only when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """The seconds now."""
        return self.now

    def pass_(self, seconds: float) -> None:
        """Lets time go by."""
        self.now += seconds


@dataclass
class FakeRasa:
    """Answers every turn with `answer`; remembers what it was asked. `fault` is raised instead when set."""

    answer: RasaAnswer = field(default_factory=lambda: RasaAnswer(a_reply()))
    fault: Exception | None = None
    meanwhile: Callable[[], Coroutine[Any, Any, None]] | None = None
    said: list[str] = field(default_factory=list)
    chosen: list[Mapping[str, Any]] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    async def say(self, sender: str, text: str, language: PageLanguage) -> RasaAnswer:
        """Free text."""
        self.said.append(text)
        return await self._turn(sender, language)

    async def choose(self, sender: str, payload: Mapping[str, Any], language: PageLanguage) -> RasaAnswer:
        """A button."""
        self.chosen.append(payload)
        return await self._turn(sender, language)

    async def forget(self, sender: str) -> None:
        """Deletes."""
        if self.fault:
            raise RasaSilent
        self.forgotten.append(sender)

    async def health(self) -> RasaHealth:
        """Up unless a fault is set."""
        return RasaHealth("down", "down", "") if self.fault else RasaHealth("up", "up", "abc123")

    async def _turn(self, sender: str, language: PageLanguage) -> RasaAnswer:
        self.senders.append(sender)
        self.languages.append(language)
        if self.meanwhile:
            await self.meanwhile()
        if self.fault:
            raise self.fault
        return self.answer


@dataclass(frozen=True)
class FakeDanger:
    """What a fake net finds."""

    kind: str = "immediate_danger"
    level: str = "hard"
    rule: str = "fake"


DANGERS = {
    "fara": FakeDanger(),
    "kanske": FakeDanger("suicide_risk", "soft"),
    "barn": FakeDanger("minor_exploited"),
}


def find_danger(text: str) -> Danger | None:
    """Danger in messages that contain one of three plain words."""
    return next((danger for word, danger in DANGERS.items() if word in text), None)


NET = SafetyNet(
    normalise=lambda text: " ".join(text.split()),
    redact=lambda text: text.replace("990230-1234", "[personnummer]"),
    find_danger=find_danger,
)


class FakeEmergency:
    """112, and one more number."""

    def every(self, language: PageLanguage) -> tuple[Card, ...]:
        """Both, 112 first."""
        alarm = CardPhone("112", "112", "tel:112")
        line = a_card("kvinnofridslinjen", name="Stödlinjen")
        return (a_card("112", name="112 SOS Alarm", phones=(alarm,)), line)

    def for_need(self, need: str, language: PageLanguage) -> tuple[Card, ...]:
        """One for the need, then both."""
        return (a_card(f"akut-{need}"), *self.every(language))


def published(need: str, language: PageLanguage) -> tuple[Card, ...]:
    """The last good copy: four services for everything."""
    return tuple(a_card(f"{need}-{number}", name=f"Kopia {number}") for number in range(1, 5))


def a_topic(code: str, *, start: bool = False, has_services: bool = True) -> Topic:
    """A topic whose button carries its code as title."""
    return Topic(code, {"sv": f"Om {code}", "en": f"About {code}"}, start, has_services)


TOPICS = (
    a_topic("sells_sex", start=True),
    a_topic("buys_sex", start=True),
    a_topic("minor_exploited", start=True),
    a_topic("greet", has_services=False),
)


def some_neighbours(rasa: FakeRasa | None = None, **changes: Any) -> Neighbours:
    """All neighbours, working; a test changes the one it is about."""
    working = Neighbours(
        rasa=rasa or FakeRasa(),
        net=NET,
        emergency=FakeEmergency(),
        published=published,
        topics=TOPICS,
        directory_is_up=lambda: True,
    )
    return replace(working, **changes)


def some_parts(rasa: FakeRasa | None = None, ticks: StoppedTicks | None = None, **changes: Any) -> Parts:
    """The machinery around the fakes. `settings` and `log` may be given; other changes are neighbours."""
    settings = changes.pop("settings", Settings(answer_step=0, leave_to=LEAVE_TO))
    log = changes.pop("log", None) or a_log()
    return put_together(settings, some_neighbours(rasa, **changes), WORDS, ticks or StoppedTicks(), log)


def a_log(out: io.StringIO | None = None) -> QuietLog:
    """A log into memory, at a fixed time."""
    at = datetime(2026, 11, 24, 10, 47, tzinfo=ZoneInfo("Europe/Stockholm"))
    return QuietLog(lambda: at, out or io.StringIO())


class Visitor:
    """A browser without script: keeps cookies, sends the page's form, does not follow redirects."""

    def __init__(self, app: Starlette, **headers: str) -> None:
        self._app = app
        self.headers = {"accept-language": "sv", "sec-fetch-site": "same-origin"} | headers
        self.cookies = httpx.Cookies()
        self.base_url = "http://lotsen.example.org"
        self.address = "203.0.113.7"

    def get(self, path: str = "/", **headers: str) -> httpx.Response:
        """Opens a page."""
        return self.ask("GET", path, headers=headers)

    def post(self, headers: Mapping[str, str] | None = None, **fields: str) -> httpx.Response:
        """Sends the form with these fields."""
        return self.ask("POST", "/", headers=headers or {}, data=fields)

    def say(self, text: str) -> httpx.Response:
        """Opens the page when that is not done, writes, sends, and looks at the page that comes then."""
        if not self.cookies:
            self.get()
        self.post(text=text)
        return self.get()

    def ask(self, method: str, path: str, headers: Mapping[str, str], **body: Any) -> httpx.Response:
        """Any request."""
        return run(self._ask(method, path, {**self.headers, **headers}, body))

    async def _ask(
        self, method: str, path: str, headers: Mapping[str, str], body: Mapping[str, Any]
    ) -> httpx.Response:
        transport = httpx.ASGITransport(self._app, client=(self.address, 1234))
        sent = {name: value for name, value in headers.items() if value}
        async with httpx.AsyncClient(
            transport=transport, base_url=self.base_url, cookies=self.cookies, headers=sent
        ) as client:
            response = await client.request(method, path, **body)
            self.cookies = client.cookies
        return response


def a_visitor(rasa: FakeRasa | None = None, **changes: Any) -> Visitor:
    """A Swedish browser in front of a chat made of fakes."""
    return Visitor(create_app(some_parts(rasa, **changes)))


def a_tester(rasa: FakeRasa | None = None, **changes: Any) -> Visitor:
    """Somebody at the testers' door."""
    tester = Visitor(create_tester_app(some_parts(rasa, **changes)))
    tester.headers = {}
    return tester


def text_of(page: httpx.Response | str) -> str:
    """The page without its padding."""
    html = page if isinstance(page, str) else page.text
    return html.rpartition("\n<!--")[0] or html
