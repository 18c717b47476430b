"""Tells a running assistant everything, in every way a visitor, a stranger or an accident can, each once.

Each function returns what came back, by the way it took; every message carries a canary of its own.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import quote

import httpx

from tests.privacy.canary import Flock
from tests.privacy.songs import ORDINARY, SENTENCES, Sentence
from tests.running.assistant import Assistant
from tests.running.visitor import Answer, DoorVisitor, PageVisitor, Visitor

Answers = dict[str, Answer]


def through_both_doors(assistant: Assistant, flock: Flock) -> Answers:
    """Every sentence as a message, by the page and by the testers' door."""
    answers: Answers = {}
    for sentence in SENTENCES:
        answers |= _both(assistant, flock, sentence, "")
    return answers


def in_the_wrong_place(assistant: Assistant, flock: Flock) -> Answers:
    """Where browsers, proxies and clumsy people put words: addresses, headers, cookies, bad forms."""
    chat, said = assistant.url("CHAT"), _Said(flock)
    answers: Answers = {}
    for header in ("User-Agent", "X-Forwarded-For", "Accept-Language", "Referer", "X-Request-Id", "Origin"):
        with PageVisitor(chat, **{header: said.nonce(header)}) as page:
            answers[header] = page.say(said.song(f"page with {header}"))
    with PageVisitor(chat) as page:
        answers["too long"] = page.say(said.song("too long").ljust(1001, "a"))
        page.say(said.song("page with accidents"))
        answers["forged button"] = page.send(choice=f"{said.nonce('forged button')}.1")
        answers["unknown wish"] = page.send(do=said.nonce("unknown wish"), language=said.nonce("language"))
        answers["no form"] = page.send_raw(said.song("no form").encode(), "text/plain")
        answers["half a form"] = page.send_raw(f"text={said.nonce('half a form')}%".encode() + b"\xff")
        answers["query"] = _get(page, f"/?q={quote(said.song('query'))}")
        answers["address"] = _get(page, f"/{said.nonce('address')}")
        answers["static"] = _get(page, f"/static/{said.nonce('static')}")
    with PageVisitor(chat, Cookie=f"s={said.nonce('cookie')}") as page:
        answers["cookie"] = page.say(said.song("page with cookie"))
    with DoorVisitor(assistant.url("TESTER")) as door:
        answers["broken JSON"] = door.send_raw(('{"text": "' + said.song("broken JSON")).encode())
        answers["strange JSON"] = door.send({said.nonce("key"): [said.song("strange JSON")]})
        answers["unknown conversation"] = door.send({"conversation": said.nonce("unknown"), "text": "hej"})
        answers["forged choice"] = door.send({"conversation": None, "choose": said.nonce("choice")})
    _gibberish(assistant.ports["CHAT"], said.nonce("gibberish"))
    return answers


def behind_the_house(assistant: Assistant, flock: Flock) -> Answers:
    """To the doors that only this machine reaches: Rasa's channel, the actions, the staff pages."""
    rasa, said = assistant.url("RASA"), _Said(flock)
    turn, act = f"{rasa}/webhooks/lotsen/turn", f"{assistant.url('ACTIONS')}/webhook"
    tracker = {
        "sender_id": said.nonce("sender"),
        "slots": said.nonce("slots"),
        "events": said.nonce("events"),
    }
    requests: dict[str, tuple[str, object]] = {
        "Rasa, odd text": (turn, {"sender": "odd", "text": {"a": said.song("Rasa, odd text")}}),
        "Rasa, odd sender": (turn, {"sender": [said.nonce("Rasa, odd sender")], "text": "hej"}),
        "Rasa, odd payload": (turn, {"sender": "odd", "payload": said.nonce("Rasa, odd payload")}),
        "Rasa, no sender": (turn, {"text": said.song("Rasa, no sender")}),
        "Rasa, unknown intent": (turn, {"sender": "odd", "payload": {"intent": said.nonce("intent")}}),
        "Rasa, address": (f"{rasa}/{said.nonce('Rasa, address')}", {}),
        "actions, odd tracker": (act, {"next_action": "action_find_services", "tracker": tracker}),
        "actions, unknown": (act, {"next_action": said.nonce("action"), "tracker": {}}),
        "staff, address": (f"{assistant.url('STAFF')}/service/{said.nonce('staff')}", {}),
    }
    answers = {}
    for way, (url, body) in requests.items():
        response = httpx.request("GET" if way.startswith("staff") else "POST", url, json=body, timeout=30)
        answers[way] = Answer(response.status_code, response.text)
    return answers


def while_parts_are_dead(assistant: Assistant, flock: Flock) -> Answers:
    """With a locked directory, without actions, in the middle of Rasa's death, and after it."""
    with _locked(assistant):
        answers = _both(assistant, flock, ORDINARY, "locked directory, ")
    assistant.kill("-m actions")
    answers |= _both(assistant, flock, ORDINARY, "actions dead, ")
    answers |= _while_rasa_dies(assistant, flock)
    for sentence in SENTENCES[:4]:
        answers |= _both(assistant, flock, sentence, "Rasa dead, ")
    return answers


def and_take_their_leave(assistant: Assistant, flock: Flock) -> Answers:
    """The three ways to end: the exit, the button, the words."""
    chat, said = assistant.url("CHAT"), _Said(flock)
    answers = {}
    with PageVisitor(chat) as page:
        page.say(said.song("before the exit"))
        page.http.follow_redirects = False
        answers["exit"] = _get(page, "/lamna")
    with PageVisitor(chat) as page:
        page.say(said.song("before the button"))
        answers["delete"] = page.send(do="delete")
    with DoorVisitor(assistant.url("TESTER")) as door:
        door.say(said.song("before forgetting"))
        answers["forget"] = Answer(door.forget(), "")
    return answers


class _Said:
    """Words with a new canary each time."""

    def __init__(self, flock: Flock) -> None:
        self._flock = flock

    def nonce(self, way: str) -> str:
        """One word."""
        return self._flock.hatch(way).nonce

    def song(self, way: str) -> str:
        """An ordinary sentence."""
        return ORDINARY.sung_by(self._flock.hatch(way))


def _both(assistant: Assistant, flock: Flock, sentence: Sentence, when: str) -> Answers:
    answers = {}
    with PageVisitor(assistant.url("CHAT")) as page, DoorVisitor(assistant.url("TESTER")) as door:
        visitors: dict[str, Visitor] = {"page": page, "door": door}
        for name, visitor in visitors.items():
            way = f"{when}{sentence.way}, {name}"
            answers[way] = visitor.say(sentence.sung_by(flock.hatch(way)))
    return answers


def _while_rasa_dies(assistant: Assistant, flock: Flock) -> Answers:
    """Rasa has got the message and stands still; then it is killed."""
    answers: Answers = {}
    pids = assistant.pids("rasa_plugins.serve")
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    telling = threading.Thread(
        target=lambda: answers.update(_both(assistant, flock, ORDINARY, "Rasa dying, "))
    )
    telling.start()
    time.sleep(1)
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    telling.join(60)
    return answers


@contextmanager
def _locked(assistant: Assistant) -> Iterator[None]:
    """Another program holds the directory."""
    path = assistant.folder / "var" / "directory.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as database:
        database.execute("BEGIN EXCLUSIVE")
        yield
        database.execute("ROLLBACK")


def _get(page: PageVisitor, address: str) -> Answer:
    response = page.request("GET", address)
    return Answer(response.status_code, response.text)


def _gibberish(port: int, nonce: str) -> None:
    """What is not HTTP."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as raw:
        raw.sendall(f"{nonce} /{nonce} {json.dumps(nonce)}\r\n{nonce}\r\n\r\n".encode())
        raw.recv(1000)
