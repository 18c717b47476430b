"""Fixtures: shared openings, from the script itself or from a _fragments folder above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from rehearsal.places import ScriptError
from rehearsal.reading.leaves import Reader, listed, one_pair
from rehearsal.reading.slots import HIDDEN
from rehearsal.reading.steps import STEP_KEYS
from rehearsal.reading.tree import Fields, Leaf, Node, read_tree
from rehearsal.script import LANGUAGES

FOLDER = "_fragments"
FRAGMENT_KEYS = ("fixtures", "metadata")


@dataclass(frozen=True, slots=True)
class Fixture:
    """A shared opening: steps, and the language that it asks for (`- language: sv` before any step)."""

    steps: tuple[Node, ...]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """What a script can refer to by name."""

    fixtures: Mapping[str, Fixture] = field(default_factory=dict)
    metadata: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def under(self, nearer: Shared) -> Shared:
        """Both together; where a name stands in both, the nearer one counts."""
        return Shared({**self.fixtures, **nearer.fixtures}, {**self.metadata, **nearer.metadata})


def read_shared(tree: Fields) -> Shared:
    """The `fixtures` and `metadata` of one file."""
    fixtures = {name: _fixture(node, name) for name, node in _named(tree, "fixtures").items()}
    metadata = {name: _metadata(node, name) for name, node in _named(tree, "metadata").items()}
    return Shared(fixtures, metadata)


def shared_above(script: Path) -> Shared:
    """What the _fragments folders beside and above a script hold; the nearest folder wins."""
    shared = Shared()
    for folder in reversed(script.resolve().parents):
        shared = shared.under(_folder(folder / FOLDER))
    return shared


def _folder(folder: Path) -> Shared:
    shared = Shared()
    for path in sorted(folder.glob("*.yml")):
        tree = read_tree(path, f"{FOLDER}/{path.name}")
        if not isinstance(tree, Fields):
            raise ScriptError(tree.at, f"a fragment has the keys {', '.join(FRAGMENT_KEYS)}.")
        tree.check_keys(FRAGMENT_KEYS, "a fragment")
        shared = shared.under(read_shared(tree))
    return shared


def _named(tree: Fields, key: str) -> dict[str, Node]:
    named: dict[str, Node] = {}
    node = tree.nodes.get(key)
    for item in listed(node, key, tree.at) if node else ():
        name, value = one_pair(item, key)
        if not name.isidentifier() or not name.isascii():
            raise ScriptError(item.at, f"'{name}' is no name: use a-z, A-Z, 0-9 and _, not a number first.")
        if name in named:
            raise ScriptError(item.at, f"'{name}' stands twice in '{key}'.")
        named[name] = value
    return named


def _fixture(node: Node, name: str) -> Fixture:
    nodes = listed(node, name, node.at)
    for item in nodes:
        _refuse_slot(item)
    first = nodes[0]
    if isinstance(first, Fields) and tuple(first.nodes) == ("language",):
        return Fixture(nodes[1:], _language(first.nodes["language"]))
    return Fixture(nodes)


def _refuse_slot(item: Node) -> None:
    """In Rasa Pro a fixture sets slots; a misspelt step is left to the reader of steps."""
    words = tuple(item.nodes) if isinstance(item, Fields) else ()
    if words and not any(get_close_matches(word, STEP_KEYS, n=1, cutoff=0.8) for word in words):
        raise ScriptError(item.at, HIDDEN.format(name=words[0]))


def _language(node: Node) -> str:
    word = Reader().words(node, "language")
    if word not in LANGUAGES:
        raise ScriptError(node.at, f"a fixture's language is {' or '.join(LANGUAGES)}, not '{word}'.")
    return word


def _metadata(node: Node, name: str) -> dict[str, str]:
    if not isinstance(node, Fields):
        raise ScriptError(node.at, f"metadata '{name}' is a mapping of 'key: value'.")
    return {key: value.text for key, value in node.nodes.items() if isinstance(value, Leaf)}
