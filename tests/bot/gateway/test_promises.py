"""Every sentence of the privacy page is proved by a test, and two of them here."""

from __future__ import annotations

import io
import logging
import os
import re
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from bot.gateway import quiet_log
from bot.gateway.app import create_app
from bot.gateway.parts import Parts
from bot.gateway.serving import Server, config
from bot.gateway.settings import REPOSITORY
from tests.bot.gateway.builders import WORDS, FakeRasa, a_log, a_visitor, some_parts

PROMISES = yaml.safe_load((Path(__file__).parent / "promises.yml").read_text(encoding="utf-8"))
CANARY = "kanarie-5d1f"


def sentences(language: str) -> list[str]:
    """The ids of the privacy page's sentences in order."""
    parts = WORDS[language]["privacy"]["parts"]  # type: ignore[index]  # the two page languages
    return [sentence["id"] for part in parts for sentence in part["sentences"]]


def test_every_sentence_has_its_proof_in_both_languages() -> None:
    """No promise without a test, no proof of a promise that is not made."""
    assert sentences("sv") == sentences("en") == list(PROMISES)


@pytest.mark.parametrize("promise", [name for name, proof in PROMISES.items() if proof != "limit"])
def test_the_proof_exists(promise: str) -> None:
    """The named test stands in the named file."""
    path, _, function = PROMISES[promise].partition("::")
    assert re.search(rf"^def {function}\(", (REPOSITORY / path).read_text(encoding="utf-8"), re.MULTILINE)


def test_a_conversation_writes_no_file() -> None:
    """From the first word to the last nothing is opened for writing anywhere."""
    written: list[str] = []
    watching = [True]

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if watching[0] and event == "open":
            path, mode, flags = arguments
            if isinstance(path, str | bytes) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                written.append(f"{path!r} {mode}")

    visitor = a_visitor(FakeRasa())
    visitor.say("värm upp")
    sys.addaudithook(watch)
    try:
        visitor.say(CANARY)
        visitor.post(do="delete")
        assert written == []
        (Path(os.devnull)).open("w").close()
        assert written != []  # the control: the watcher sees
    finally:
        watching[0] = False


@contextmanager
def a_running_server(parts: Parts) -> Iterator[str]:
    """A real server on a free port."""
    door = socket.create_server(("127.0.0.1", 0))
    server = Server(config(create_app(parts)))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    yield f"http://127.0.0.1:{door.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=5)
    door.close()


def test_the_running_server_logs_nothing_of_a_visit(capfd: pytest.CaptureFixture[str]) -> None:
    """Canaries in text, address, cookie, browser name and forwarded address, faults on the way: no word."""
    out = io.StringIO()
    log = a_log(out)
    before = logging.root.handlers[:], logging.root.level
    quiet_log.install(log)
    try:
        rasa = FakeRasa(fault=RuntimeError(CANARY))
        headers = {"user-agent": CANARY, "x-forwarded-for": "203.0.113.9", "sec-fetch-site": "same-origin"}
        with a_running_server(some_parts(rasa, log=log)) as address:
            with httpx.Client(base_url=address, headers=headers, trust_env=False) as client:
                client.get(f"/?{CANARY}")
                client.get(f"/{CANARY}")
                client.post("/", data={"text": CANARY})
                client.post("/", content=CANARY)
                client.get("/", headers={"cookie": f"s={CANARY}"})
                cookie = client.cookies["s"]
                client.get("/lamna")
            with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2]))) as raw:
                raw.sendall(f"GET /{CANARY} nonsense\r\n\r\n".encode())
                raw.recv(100)
    finally:
        logging.captureWarnings(False)
        logging.basicConfig(handlers=before[0], level=before[1], force=True)
    written = out.getvalue() + "".join(capfd.readouterr())
    assert "RuntimeError" in written
    for secret in (CANARY, "203.0.113", cookie, *rasa.senders):
        assert secret not in written
