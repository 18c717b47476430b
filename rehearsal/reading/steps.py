"""Steps: what the visitor does, and what must come back; grouped into turns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from rehearsal.places import ScriptError
from rehearsal.reading.assertions import read_assertions
from rehearsal.reading.leaves import Reader, truth
from rehearsal.reading.slots import read_slots
from rehearsal.reading.tree import Fields, Node
from rehearsal.script import Expectation, Turn, Wanted

VISITOR_KEYS = ("user", "choose")
BESIDE_VISITOR = ("metadata", "assertions", "assertion_order_enabled")
SLOT_KEYS = ("slot_was_set", "slot_was_not_set")
READERS: Mapping[str, Callable[[Reader, Node, str], Wanted]] = {
    "bot": Reader.words,
    "utter": Reader.words,
    "text_matches": Reader.pattern,
    "card": Reader.words_or_null,
    "card_first": Reader.words,
    "no_card": Reader.words,
    "choice": Reader.words_or_null,
    "need": Reader.words_or_null,
    "language": Reader.reply_language,
    "crisis": lambda _reader, node, key: truth(node, key),
    "ended": lambda _reader, node, key: truth(node, key),
}
EXPECTATION_KEYS = (*READERS, *SLOT_KEYS)
STEP_KEYS = (*VISITOR_KEYS, *EXPECTATION_KEYS, *BESIDE_VISITOR)


@dataclass(frozen=True, slots=True)
class StepReader:
    """Reads the steps of one case in one language; `metadata` are the names that a step may use."""

    values: Reader
    metadata: frozenset[str]

    def turns(self, nodes: Iterable[Node]) -> tuple[Turn, ...]:
        """The steps as turns. Raises ScriptError when something is expected before the visitor has spoken."""
        turns: list[Turn] = []
        for node in nodes:
            step = self._checked(node)
            if any(key in step.nodes for key in VISITOR_KEYS):
                turns.append(self._turn(step))
            elif not turns:
                raise ScriptError(step.at, "the first step must be the visitor's: 'user' or 'choose'.")
            else:
                turns[-1] = replace(turns[-1], expects=turns[-1].expects + self._expectations(step))
        return tuple(turns)

    def _checked(self, node: Node) -> Fields:
        if not isinstance(node, Fields) or not node.nodes:
            raise ScriptError(node.at, "a step is a 'key: value', such as 'user: Hej'.")
        node.check_keys(STEP_KEYS, "a step")
        _refuse_mixtures(node)
        return node

    def _turn(self, step: Fields) -> Turn:
        does: Literal["user", "choose"] = "user" if "user" in step.nodes else "choose"
        expects: tuple[Expectation, ...] = ()
        if "assertions" in step.nodes:
            expects = read_assertions(self.values, step.nodes["assertions"])
        if "metadata" in step.nodes:
            self._check_metadata(step.nodes["metadata"])
        in_order = step.nodes.get("assertion_order_enabled")
        return Turn(
            at=step.keys[does],
            does=does,
            words=self.values.words(step.nodes[does], does),
            expects=expects,
            in_order=in_order is not None and truth(in_order, "assertion_order_enabled"),
        )

    def _check_metadata(self, node: Node) -> None:
        name = self.values.words(node, "metadata")
        if name not in self.metadata:
            raise ScriptError(node.at, f"there is no metadata called '{name}'.")

    def _expectations(self, step: Fields) -> tuple[Expectation, ...]:
        found: list[Expectation] = []
        for key, node in step.nodes.items():
            if key in SLOT_KEYS:
                found += read_slots(self.values, key, node, step.keys[key])
            else:
                found.append(Expectation(key, READERS[key](self.values, node, key), step.keys[key]))
        return tuple(found)


def _refuse_mixtures(step: Fields) -> None:
    visitor = [key for key in VISITOR_KEYS if key in step.nodes]
    others = [key for key in step.nodes if key in EXPECTATION_KEYS]
    beside = [key for key in BESIDE_VISITOR if key in step.nodes]
    if len(visitor) == 2:
        raise ScriptError(step.keys["choose"], "a visitor's step is 'user' or 'choose', not both.")
    if visitor and others:
        raise ScriptError(step.keys[others[0]], _own_step(others[0], visitor[0]))
    if beside and not visitor:
        raise ScriptError(step.keys[beside[0]], f"'{beside[0]}' stands only beside 'user' or 'choose'.")
    if all(key in step.nodes for key in SLOT_KEYS):
        raise ScriptError(step.keys[SLOT_KEYS[1]], "slot_was_set and slot_was_not_set are two steps.")


def _own_step(key: str, visitor: str) -> str:
    return f"'{key}' is a step of its own: put '- ' before it, below '{visitor}'."
