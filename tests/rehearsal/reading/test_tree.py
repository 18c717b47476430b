"""YAML with lines: texts stay as typed, and every fault names its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rehearsal.places import ScriptError
from rehearsal.reading.tree import Fields, Items, Leaf, Node, read_tree
from tests.rehearsal.builders import write


def plain(node: Node) -> object:
    """The tree without its lines."""
    if isinstance(node, Leaf):
        return node.text
    if isinstance(node, Items):
        return [plain(child) for child in node.nodes]
    return {key: plain(child) for key, child in node.nodes.items()}


@pytest.mark.parametrize("typed", ["no", "yes", "112", "1.5", "2026-99-99", "0x1F", "hej då", "~x"])
def test_a_text_stays_as_it_was_typed(tmp_path: Path, typed: str) -> None:
    """What YAML would make a boolean, a number or a date is what the visitor wrote."""
    tree = read_tree(write(tmp_path, "a.yml", f"user: {typed}\n"), "a.yml")
    assert plain(tree) == {"user": typed}


def test_every_piece_knows_its_line(tmp_path: Path) -> None:
    """Lines count from 1 and lead to the key."""
    tree = read_tree(write(tmp_path, "a.yml", "# a note\none: 1\ntwo:\n  - x\n  - y\n"), "a.yml")
    assert isinstance(tree, Fields)
    assert [str(at) for at in tree.keys.values()] == ["a.yml:2", "a.yml:3"]
    items = tree.nodes["two"]
    assert isinstance(items, Items)
    assert [node.at.line for node in items.nodes] == [4, 5]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: [1, 2\n", 3, "not YAML"),
        ("a: 1\nb: 2\na: 3\n", 3, "'a' stands twice; first on line 1"),
        ("? [a, b]\n: 1\n", 1, "a key must be a plain word"),
        ("x: 1\na: &a [*a]\n", 2, "nested too deeply"),
        ("a: 1\n---\nb: 2\n", 2, "not YAML"),
        ("a: 1\nb: \x07\n", 2, "a character that no YAML file may hold"),
        ("a: *nobody\n", 1, "not YAML"),
        ("a: 1\n\tb: 2\n", 2, "not YAML"),
    ],
)
def test_a_fault_names_its_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    """Each kind of broken YAML ends in one sentence with the file and the line."""
    with pytest.raises(ScriptError, match=says) as caught:
        read_tree(write(tmp_path, "a.yml", text), "a.yml")
    assert (caught.value.at.file, caught.value.at.line) == ("a.yml", line)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    """Swedish in Latin-1 is said to be not UTF-8."""
    path = tmp_path / "a.yml"
    path.write_bytes("user: hjälp".encode("latin-1"))
    with pytest.raises(ScriptError, match="not UTF-8"):
        read_tree(path, "a.yml")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A missing file is a broken script, not a traceback."""
    with pytest.raises(ScriptError, match="cannot be opened"):
        read_tree(tmp_path / "none.yml", "none.yml")


def test_an_empty_file_is_an_empty_mapping(tmp_path: Path) -> None:
    """Nothing in it is not the same as broken."""
    assert plain(read_tree(write(tmp_path, "a.yml", "# nothing yet\n"), "a.yml")) == {}


@given(st.text(max_size=200))
@example("a: !!python/object:os.system x")
@example("<<: {a: 1}")
@example("\x850")
@example("%YAML 9.9\n---\na")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_a_tree_or_a_script_error(tmp_path: Path, text: str) -> None:
    """No text at all makes the reader fall over."""
    path = tmp_path / "any.yml"
    path.write_text(text, encoding="utf-8", errors="replace")
    lines = re.split("\r\n|[\r\n\x85\u2028\u2029]", text)  # what YAML calls the end of a line
    assert 1 <= _outcome(path).at.line <= len(lines)


def _outcome(path: Path) -> Node | ScriptError:
    try:
        return read_tree(path, "any.yml")
    except ScriptError as error:
        return error


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
TREES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=10,
)


@given(TREES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_yaml_writes_is_read_back(tmp_path: Path, value: object) -> None:
    """Texts, lists and mappings come back as they were."""
    path = tmp_path / "any.yml"
    path.write_text(yaml.safe_dump(value, allow_unicode=True, width=1000), encoding="utf-8")
    assert plain(read_tree(path, "any.yml")) == value
