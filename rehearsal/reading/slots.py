"""Slots: the assistant keeps them to itself, all but the language, which every reply tells."""

from __future__ import annotations

from rehearsal.places import Place, ScriptError
from rehearsal.reading.leaves import Reader, listed, one_pair
from rehearsal.reading.tree import Fields, Node
from rehearsal.script import Expectation

HIDDEN = (
    "slot '{name}' cannot be seen from outside; only 'language' can. "
    "Say what the visitor would notice: need, utter, card, choice."
)


def read_slots(values: Reader, key: str, node: Node, at: Place) -> list[Expectation]:
    """`slot_was_set` or `slot_was_not_set`, written as names or as `name: value`."""
    found: list[Expectation] = []
    for item in listed(node, key, at):
        name, value = one_pair(item, key) if isinstance(item, Fields) else (values.words(item, key), None)
        found += about_slot(values, key, name, value, item.at)
    return found


def about_slot(values: Reader, key: str, name: str, value: Node | None, at: Place) -> list[Expectation]:
    """One slot as an expectation on the reply's language. Raises ScriptError for every other slot."""
    if name != "language":
        raise ScriptError(at, HIDDEN.format(name=name))
    if value is not None:
        wanted = values.reply_language(value, "language")
        return [Expectation("language" if key == "slot_was_set" else "not_language", wanted, at)]
    if key == "slot_was_set":
        return []  # every reply has a language: the bare name always holds
    raise ScriptError(at, "every reply has a language: this can never hold. Name the language that is wrong.")
