"""One typed value out of one node, or a ScriptError that says what should stand there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rehearsal.places import Place, ScriptError
from rehearsal.reading.tree import BOOLEANS, Fields, Items, Leaf, Node
from rehearsal.script import LANGUAGES, REPLY_LANGUAGES


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads values for one language; `language` is None in a case that names none."""

    language: str | None = None

    def words(self, node: Node, key: str) -> str:
        """A text, or the text of this reader's language out of {sv: ..., en: ...}."""
        if isinstance(node, Fields):
            return self.words(self._in_language(node, key), key)
        if isinstance(node, Items):
            raise ScriptError(node.at, f"'{key}' takes one text, not a list.")
        if not node.text.strip():
            raise ScriptError(node.at, f"'{key}' is empty.")
        return node.text

    def _in_language(self, node: Fields, key: str) -> Leaf:
        node.check_keys(LANGUAGES, f"'{key}' in two languages")
        if self.language is None:
            raise ScriptError(node.at, f"'{key}' has two languages: add 'languages: [sv, en]' to the case.")
        if self.language not in node.nodes:
            raise ScriptError(node.at, f"'{key}' has no text for '{self.language}'.")
        found = node.nodes[self.language]
        if not isinstance(found, Leaf):
            raise ScriptError(found.at, f"'{key}' takes one text for each language.")
        return found

    def words_or_null(self, node: Node, key: str) -> str | None:
        """A text, or None for a written null; an empty value is a mistake."""
        if isinstance(node, Fields):
            node = self._in_language(node, key)
        if isinstance(node, Leaf) and node.is_null and node.text:
            return None
        return self.words(node, key)

    def reply_language(self, node: Node, key: str) -> str:
        """sv, en or other."""
        word = self.words(node, key)
        if word not in REPLY_LANGUAGES:
            raise ScriptError(node.at, f"'{key}' is one of {', '.join(REPLY_LANGUAGES)}, not '{word}'.")
        return word

    def pattern(self, node: Node, key: str) -> str:
        """A regular expression that compiles."""
        word = self.words(node, key)
        try:
            re.compile(word)
        except (re.error, OverflowError, RecursionError) as error:
            raise ScriptError(node.at, f"'{key}' is not a regular expression: {error}.") from None
        return word


def truth(node: Node, key: str) -> bool:
    """A `true` or `false`, in any of YAML's spellings."""
    if isinstance(node, Leaf) and node.text.lower() in BOOLEANS:
        return BOOLEANS[node.text.lower()]
    raise ScriptError(node.at, f"'{key}' is true or false.")


def listed(node: Node | None, key: str, at: Place) -> tuple[Node, ...]:
    """The nodes of a list that must be there and hold something."""
    if not isinstance(node, Items) or not node.nodes:
        raise ScriptError(node.at if node else at, f"'{key}' must be a list with at least one item.")
    return node.nodes


def one_pair(node: Node, key: str) -> tuple[str, Node]:
    """The only key and value of a one-key mapping."""
    if not isinstance(node, Fields) or len(node.nodes) != 1:
        raise ScriptError(node.at, f"each item of '{key}' is one 'name: value'.")
    return next(iter(node.nodes.items()))
