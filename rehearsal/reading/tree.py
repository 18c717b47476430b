"""YAML as a tree in which every piece knows its line.

PyYAML's plain loading loses the lines and reads a visitor's `no` as False; here a text stays as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import yaml

from rehearsal.places import Place, ScriptError

BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text as typed; `is_null` when YAML reads it as nothing (null, ~ or left empty)."""

    at: Place
    text: str
    is_null: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    at: Place
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping; `keys` tells where each key stands."""

    at: Place
    nodes: Mapping[str, Node]
    keys: Mapping[str, Place]

    def check_keys(self, known: tuple[str, ...], what: str) -> None:
        """Raise ScriptError at the first key that is not in `known`."""
        for key, at in self.keys.items():
            if key not in known:
                raise ScriptError(at, unknown_key(key, known, what))


Node = Leaf | Items | Fields


def unknown_key(key: str, known: tuple[str, ...], what: str) -> str:
    """The sentence for a key that nobody knows, with the nearest known one."""
    near = get_close_matches(key, known, n=1)
    meant = f" Did you mean '{near[0]}'?" if near else ""
    return f"'{key}' is not a key of {what}.{meant} Known keys: {', '.join(known)}."


def read_tree(path: Path, shown: str) -> Node:
    """The file's tree; `shown` is the name to give in errors. Raises ScriptError for anything unreadable."""
    text = _read_text(path, shown)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ScriptError(Place(shown, mark.line + 1 if mark else 1), f"not YAML: {error.problem}.") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, int(error.position)) + 1
        raise ScriptError(Place(shown, line), "a character that no YAML file may hold.") from None
    if node is None:
        return Fields(Place(shown, 1), {}, {})
    return _grow(node, shown, 0)


def _read_text(path: Path, shown: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ScriptError(Place(shown, 1), "the file is not UTF-8. Save it as UTF-8.") from None
    except OSError as error:
        raise ScriptError(Place(shown, 1), f"cannot be opened ({error.strerror}).") from None


def _grow(node: yaml.Node, shown: str, depth: int) -> Node:
    at = Place(shown, node.start_mark.line + 1)
    if depth > DEEPEST:
        raise ScriptError(at, "nested too deeply (does an alias point at itself?).")
    if isinstance(node, yaml.ScalarNode):
        return Leaf(at, node.value, is_null=node.tag == "tag:yaml.org,2002:null")
    if isinstance(node, yaml.SequenceNode):
        return Items(at, tuple(_grow(child, shown, depth + 1) for child in node.value))
    return _fields(node, at, depth)


def _fields(node: yaml.Node, at: Place, depth: int) -> Fields:
    nodes: dict[str, Node] = {}
    keys: dict[str, Place] = {}
    for key, value in _pairs(node):
        here = Place(at.file, key.start_mark.line + 1)
        if not isinstance(key, yaml.ScalarNode):
            raise ScriptError(here, "a key must be a plain word.")
        if key.value in nodes:
            raise ScriptError(here, f"'{key.value}' stands twice; first on line {keys[key.value].line}.")
        nodes[key.value], keys[key.value] = _grow(value, at.file, depth + 1), here
    return Fields(at, nodes, keys)


def _pairs(node: yaml.Node) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    yield from node.value
