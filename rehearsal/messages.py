"""Which message answers for which expectation.

As in Rasa Pro the order inside a turn does not matter, each message answers for one expectation only,
and messages that nobody expected are no fault.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rehearsal.heard import Choice, Heard, Said
from rehearsal.script import Button, Expectation, Utterance

ONE_EACH = ("bot", "utter", "bot_uttered")


def unanswered(expects: Sequence[Expectation], heard: Heard, in_order: bool) -> list[Expectation]:
    """The expectations on single messages that no message is left for."""
    used: set[int] = set()
    missing: list[Expectation] = []
    if in_order:
        ordered = [e for e in expects if e.key == "bot_uttered"]
        missing = _out_of_order(ordered, heard, used)
        expects = [e for e in expects if e.key != "bot_uttered"]
    return missing + _paired([e for e in expects if e.key in ONE_EACH], heard, used)


def fits(wanted: Utterance, said: Said, choices: tuple[Choice, ...]) -> bool:
    """True when one message has everything that `bot_uttered` asks for; buttons belong to the whole reply."""
    return (
        (wanted.response is None or wanted.response == said.response)
        and (wanted.pattern is None or re.search(wanted.pattern, said.text) is not None)
        and all(any(_is(button, choice) for choice in choices) for button in wanted.buttons)
    )


def _is(button: Button, choice: Choice) -> bool:
    return (button.need is None or button.need == choice.need) and (
        button.title is None or choice.is_called(button.title)
    )


def _answers(expectation: Expectation, said: Said, heard: Heard) -> bool:
    wanted = expectation.wanted
    if isinstance(wanted, Utterance):
        return fits(wanted, said, heard.choices)
    if expectation.key == "utter":
        return said.response == wanted
    return said.text.strip() == str(wanted).strip()


def _out_of_order(expects: Sequence[Expectation], heard: Heard, used: set[int]) -> list[Expectation]:
    missing, start = [], 0
    for expectation in expects:
        rest = range(start, len(heard.said))
        found = next((i for i in rest if _answers(expectation, heard.said[i], heard)), None)
        if found is None:
            missing.append(expectation)
        else:
            used.add(found)
            start = found + 1
    return missing


def _paired(expects: Sequence[Expectation], heard: Heard, used: set[int]) -> list[Expectation]:
    """Pair as many as can be paired (augmenting paths), so that no order of writing loses a message."""
    holder: dict[int, Expectation] = {}

    def settle(expectation: Expectation, tried: set[int]) -> bool:
        for i, said in enumerate(heard.said):
            if i in tried or i in used or not _answers(expectation, said, heard):
                continue
            tried.add(i)
            if i not in holder or settle(holder[i], tried):
                holder[i] = expectation
                return True
        return False

    return [expectation for expectation in expects if not settle(expectation, set())]
