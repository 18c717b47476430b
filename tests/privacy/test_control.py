"""The controls: the same scan, where words do leak, finds them; and what keeps ours silent is the hush."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.privacy.canary import Flock
from tests.privacy.control import TTL, Rasa, three_rasas
from tests.privacy.scanner import Find, changed_since, scan
from tests.privacy.songs import DANGER, ORDINARY

pytestmark = [pytest.mark.running, pytest.mark.slow, pytest.mark.timeout(400)]

FLOCK = Flock()


@dataclass(frozen=True)
class Control:
    """A Rasa, and when it was started."""

    rasa: Rasa
    since: float

    def tell(self, label: str, **body: object) -> int:
        """Sends an ordinary sentence as this sender would; a word in `body` replaces what a key had."""
        said = ORDINARY.sung_by(FLOCK.hatch(label))
        message = {"text": said, "message": said, "sender": "somebody", "language": "sv", **body}
        return self.rasa.post(message).status_code

    def finds(self) -> list[Find]:
        """What the scan sees below its folder."""
        return scan(changed_since([self.rasa.folder], self.since), FLOCK.marks())

    def danger_told_before(self, sender: str) -> bool:
        """Says a dangerous thing: the second time the answer differs, as long as the first is remembered."""
        said = self.rasa.post({"sender": sender, "text": DANGER, "language": "sv"}).json()
        return any(message["response"].endswith("_again") for message in said["messages"])


@pytest.fixture(scope="module")
def controls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Control]]:
    """All three, started once."""
    since = time.time()
    with three_rasas(tmp_path_factory.mktemp("control")) as rasas:
        yield {name: Control(rasa, since) for name, rasa in rasas.items()}


@pytest.mark.parametrize("name", ["stock", "unhushed"])
def test_the_scan_finds_what_leaks(controls: dict[str, Control], name: str) -> None:
    """A stock Rasa, and ours without its hush, write sentence, number and address to their log."""
    control = controls[name]
    label = f"ordinary, {name}"
    assert control.tell(label) == 200
    finds = control.finds()
    assert {find.kind for find in finds} == {"nonce", "personnummer", "phone"}
    assert label in {FLOCK.label(find.context) for find in finds}
    assert {find.path.name for find in finds} == {"output.txt"}


def test_an_odd_request_makes_a_stock_rasa_log_it(controls: dict[str, Control]) -> None:
    """What is no conversation at all leaks too: that is why ours is sent such things in test_leaks.py."""
    stock = controls["stock"]
    said = FLOCK.hatch("odd").nonce
    stock.rasa.post({"sender": "odd", "message": said, "metadata": "not a mapping"})
    log = (stock.rasa.folder / "output.txt").read_text("utf-8")
    failure = [line for line in log.splitlines() if "rest.message.received.failure" in line]
    assert any(said in line for line in failure)


def test_a_stock_rasa_shows_anybody_the_conversation(controls: dict[str, Control]) -> None:
    """And for ever: our store forgets, and the address is closed."""
    canary = FLOCK.hatch("tracker")
    for name in ("stock", "ours"):
        controls[name].rasa.post({"sender": "seen", "message": canary.nonce, "text": canary.nonce})
    assert canary.nonce in controls["stock"].rasa.get("/conversations/seen/tracker").text
    ours = controls["ours"].rasa.get("/conversations/seen/tracker")
    assert ours.status_code == 404
    assert canary.nonce not in ours.text


def test_ours_logs_no_word_even_when_told_to_log_everything(controls: dict[str, Control]) -> None:
    """LOG_LEVEL=DEBUG, no action server, and requests that make it stumble: much is logged, nothing said."""
    ours = controls["ours"]
    assert ours.tell("ordinary, ours") == 200
    for odd in ({"text": {"a": "b"}}, {"sender": ["x"]}, {"payload": "x"}, {"sender": None}, {"language": 7}):
        ours.tell("odd, ours", **odd)
    assert (ours.rasa.folder / "output.txt").stat().st_size > 10_000
    assert ours.finds() == []


def test_a_running_rasa_forgets_after_its_time(controls: dict[str, Control]) -> None:
    """The live process, not only the class: within the limit it remembers, after it nothing."""
    ours = controls["ours"]
    assert not ours.danger_told_before("quiet")
    assert ours.danger_told_before("quiet")
    time.sleep(TTL + 0.2)
    assert not ours.danger_told_before("quiet")
