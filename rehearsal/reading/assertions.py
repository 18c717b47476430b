"""Rasa Pro's `assertions`, as far as they can be seen from outside."""

from __future__ import annotations

from rehearsal.places import ScriptError
from rehearsal.reading.leaves import Reader, listed, one_pair
from rehearsal.reading.slots import about_slot
from rehearsal.reading.tree import Fields, Node, unknown_key
from rehearsal.script import Button, Expectation, Utterance

UTTERANCE_KEYS = ("utter_name", "text_matches", "buttons")
SEEN = ("bot_uttered", "bot_did_not_utter", "slot_was_set", "slot_was_not_set")
HIDDEN = (
    "action_executed",
    "flow_started",
    "flow_completed",
    "flow_cancelled",
    "pattern_clarification_contains",
    "generative_response_is_relevant",
    "generative_response_is_grounded",
)


def read_assertions(values: Reader, node: Node) -> tuple[Expectation, ...]:
    """The expectations behind a list of assertions. Raises ScriptError for kinds that stay inside."""
    found: list[Expectation] = []
    for item in listed(node, "assertions", node.at):
        found += _read_one(values, item)
    return tuple(found)


def _read_one(values: Reader, item: Node) -> list[Expectation]:
    kind, node = one_pair(item, "assertions")
    if kind in HIDDEN:
        raise ScriptError(
            item.at, f"'{kind}' cannot be seen from outside; use bot_uttered, or a step such as 'card'."
        )
    if kind not in SEEN:
        raise ScriptError(item.at, unknown_key(kind, SEEN, "assertions"))
    if kind.startswith("slot_"):
        return _slots(values, kind, node)
    return [Expectation(kind, _utterance(values, node, kind), item.at)]


def _utterance(values: Reader, node: Node, kind: str) -> Utterance:
    if not isinstance(node, Fields) or not node.nodes:
        raise ScriptError(node.at, f"'{kind}' needs at least one of {', '.join(UTTERANCE_KEYS)}.")
    node.check_keys(UTTERANCE_KEYS, f"'{kind}'")
    response, pattern = node.nodes.get("utter_name"), node.nodes.get("text_matches")
    buttons = node.nodes.get("buttons")
    return Utterance(
        response=values.words(response, "utter_name") if response else None,
        pattern=values.pattern(pattern, "text_matches") if pattern else None,
        buttons=tuple(_button(values, b) for b in listed(buttons, "buttons", node.at)) if buttons else (),
    )


def _button(values: Reader, node: Node) -> Button:
    if isinstance(node, Fields) and "payload" in node.nodes:
        raise ScriptError(
            node.keys["payload"], "a payload cannot be seen from outside; write 'need: <code>'."
        )
    if not isinstance(node, Fields) or not node.nodes:
        raise ScriptError(node.at, "a button is 'title: ...' or 'need: <code>'.")
    node.check_keys(("title", "need"), "a button")
    title, need = node.nodes.get("title"), node.nodes.get("need")
    return Button(
        title=values.words(title, "title") if title else None,
        need=values.words(need, "need") if need else None,
    )


def _slots(values: Reader, kind: str, node: Node) -> list[Expectation]:
    found: list[Expectation] = []
    for item in listed(node, kind, node.at):
        if not isinstance(item, Fields) or "name" not in item.nodes:
            raise ScriptError(item.at, f"each item of '{kind}' is 'name: ...' and 'value: ...'.")
        item.check_keys(("name", "value"), f"'{kind}'")
        name = values.words(item.nodes["name"], "name")
        found += about_slot(values, kind, name, item.nodes.get("value"), item.at)
    return found
