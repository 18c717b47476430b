"""One file of test cases: each case once for each of its languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rehearsal.places import ScriptError
from rehearsal.reading.fixtures import Fixture, Shared, read_shared, shared_above
from rehearsal.reading.leaves import Reader, listed
from rehearsal.reading.steps import StepReader
from rehearsal.reading.tree import Fields, Items, Node, read_tree
from rehearsal.script import LANGUAGES, Case

FILE_KEYS = ("test_cases", "fixtures", "metadata")
CASE_KEYS = ("test_case", "fixtures", "metadata", "languages", "steps")


def read_file(path: Path, shown: str) -> tuple[Case, ...]:
    """The cases of one script; `shown` is its name in every message. Raises ScriptError."""
    tree = read_tree(path, shown)
    if not isinstance(tree, Fields):
        raise ScriptError(tree.at, f"a script has the keys {', '.join(FILE_KEYS)}.")
    if "stub_custom_actions" in tree.keys:
        at = tree.keys["stub_custom_actions"]
        raise ScriptError(at, "the assistant is played as it is: nothing can be stubbed.")
    tree.check_keys(FILE_KEYS, "a script")
    shared = shared_above(path).under(read_shared(tree))
    nodes = listed(tree.nodes.get("test_cases"), "test_cases", tree.at)
    return tuple(case for node in nodes for case in _read_case(node, shared))


def _read_case(node: Node, shared: Shared) -> Iterator[Case]:
    if not isinstance(node, Fields):
        raise ScriptError(node.at, "a case starts with 'test_case: <name>'.")
    node.check_keys(CASE_KEYS, "a case")
    if "test_case" not in node.nodes:
        raise ScriptError(node.at, "the case has no name: add 'test_case: <name>'.")
    draft = _Draft(node, shared, tuple(_fixtures(node, shared)))
    for language in draft.languages():
        yield draft.case(language)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A case before it is read in one language."""

    node: Fields
    shared: Shared
    fixtures: tuple[Fixture, ...]

    def languages(self) -> tuple[str | None, ...]:
        """The case's own `languages`, else the one its fixtures ask for, else none."""
        asked = [fixture.language for fixture in self.fixtures if fixture.language]
        node = self.node.nodes.get("languages")
        if node is None:
            return (asked[-1] if asked else None,)
        if asked:
            raise ScriptError(node.at, "a fixture of this case already names its language.")
        return _languages(node)

    def case(self, language: str | None) -> Case:
        """The case, with the fixtures' steps before its own."""
        values = Reader(language)
        steps = StepReader(values, frozenset(self.shared.metadata))
        opening = tuple(step for fixture in self.fixtures for step in fixture.steps)
        own = listed(self.node.nodes.get("steps"), "steps", self.node.at)
        return Case(
            name=Reader().words(self.node.nodes["test_case"], "test_case"),
            at=self.node.at,
            turns=steps.turns((*opening, *own)),
            language=language,
            metadata=self._metadata(),
        )

    def _metadata(self) -> dict[str, str]:
        node = self.node.nodes.get("metadata")
        if node is None:
            return {}
        name = Reader().words(node, "metadata")
        if name not in self.shared.metadata:
            raise ScriptError(node.at, f"there is no metadata called '{name}'.")
        return dict(self.shared.metadata[name])


def _fixtures(case: Fields, shared: Shared) -> Iterator[Fixture]:
    node = case.nodes.get("fixtures")
    for item in listed(node, "fixtures", case.at) if node else ():
        name = Reader().words(item, "fixtures")
        if name not in shared.fixtures:
            known = ", ".join(shared.fixtures) or "none"
            raise ScriptError(item.at, f"there is no fixture called '{name}' (known: {known}).")
        yield shared.fixtures[name]


def _languages(node: Node) -> tuple[str, ...]:
    nodes = node.nodes if isinstance(node, Items) else (node,)
    words = tuple(Reader().words(item, "languages") for item in nodes)
    if not words or len(set(words)) != len(words) or not set(words) <= set(LANGUAGES):
        raise ScriptError(node.at, f"'languages' is a list of {' and '.join(LANGUAGES)}, each once.")
    return words
