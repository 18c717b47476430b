"""Loads and checks the rules of data/_safety: what is dangerous to hear, and what makes it less so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from bot.safety.normalise import fold
from bot.safety.phrase_syntax import Groups, Pattern, PhraseError, Slot, exactly, expand

Kind = Literal[
    "immediate_danger",
    "suicide_risk",
    "sexual_assault",
    "minor_exploited",
    "trafficking_victim",
    "shelter_tonight",
]
Level = Literal["hard", "soft"]
Effect = Literal["drop", "lower"]
Reach = Literal["overlap", "before", "after", "sentence", "text"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SAFETY_FOLDER = Path(__file__).resolve().parents[2] / "data" / "_safety"
LANGUAGES = ("sv", "en")


class RulebookError(ValueError):
    """A file of rules that cannot be used; the message names the file, the rule and what to do."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A danger and how people say it. Every part (most rules have one) must be heard somewhere."""

    id: str
    kind: Kind
    level: Level
    parts: tuple[tuple[Pattern, ...], ...]


@dataclass(frozen=True, slots=True)
class Guard:
    """Words that make a danger smaller: `drop` takes it away, `lower` makes hard soft.

    `only_for` and `not_for` hold kinds, ids of rules or their parts ("id/0"); an empty `only_for` means all.
    """

    id: str
    effect: Effect
    reach: Reach
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    only_for: frozenset[str]
    not_for: frozenset[str]

    def concerns(self, rule: Rule, part: int) -> bool:
        """True when this guard may touch what this part of the rule has found."""
        names = {rule.kind, rule.id, f"{rule.id}/{part}"}
        return not names & self.not_for and (not self.only_for or bool(names & self.only_for))


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules and guards of one language, with its spellings, fillers and words that are no slips."""

    language: str
    rules: tuple[Rule, ...]
    guards: tuple[Guard, ...]
    spellings: Mapping[str, str]
    fillers: frozenset[str]
    not_typos: frozenset[str]


def load_rulebook(language: str, folder: Path = SAFETY_FOLDER) -> Rulebook:
    """The rulebook of one language. Raises RulebookError when the file is missing or wrong."""
    path = folder / f"crisis.{language}.yml"
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return read_rulebook(language, content)
    except (OSError, yaml.YAMLError, AttributeError, KeyError, TypeError, PhraseError) as error:
        raise RulebookError(f"{path.name}: {error}") from error


def read_rulebook(language: str, content: Mapping[str, Any]) -> Rulebook:
    """The rulebook in a parsed YAML file. Raises RulebookError, PhraseError, KeyError or TypeError."""
    groups: Groups = content.get("groups") or {}
    rules = tuple(_rule(entry, groups) for entry in content["rules"])
    guards = tuple(_guard(name, entry, groups) for name, entry in (content.get("guards") or {}).items())
    book = Rulebook(
        language,
        rules,
        guards,
        {fold(_text(key)): fold(_text(value)) for key, value in (content.get("spellings") or {}).items()},
        _folded(content.get("fillers")),
        _folded(content.get("not_typos")),
    )
    _check(book)
    return book


def all_items(book: Rulebook) -> frozenset[str]:
    """Every word that any phrase of the book listens for."""
    patterns = [p for rule in book.rules for part in rule.parts for p in part]
    patterns += [p for guard in book.guards for p in (*guard.patterns, *guard.unless)]
    return frozenset(item for p in patterns for slot in p if isinstance(slot, Slot) for item in slot.items)


def _rule(entry: Mapping[str, Any], groups: Groups) -> Rule:
    parts = entry["together"] if "together" in entry else [entry["phrases"]]
    return Rule(
        entry["id"],
        entry["kind"],
        entry["level"],
        tuple(_patterns(entry["id"], phrases, groups) for phrases in parts),
    )


def _guard(name: str, entry: Mapping[str, Any], groups: Groups) -> Guard:
    # A slip that turns some word into a guard's word would hide a danger, so guards forgive none.
    return Guard(
        name,
        entry["effect"],
        entry["reach"],
        tuple(exactly(pattern) for pattern in _patterns(name, entry["phrases"], groups)),
        tuple(exactly(pattern) for pattern in _patterns(name, entry.get("unless") or (), groups)),
        frozenset(entry.get("only_for") or ()),
        frozenset(entry.get("not_for") or ()),
    )


def _patterns(owner: str, phrases: Any, groups: Groups) -> tuple[Pattern, ...]:
    try:
        return tuple(pattern for phrase in phrases for pattern in expand(_text(phrase), groups))
    except PhraseError as error:
        raise PhraseError(f"{owner}: {error}") from error


def _text(value: Any) -> str:
    # YAML reads a bare no or on as a truth value, and 112 as a number.
    if not isinstance(value, str):
        raise PhraseError(f"not a text, put it in quotes: {value!r}")
    return value


def _folded(words: Any) -> frozenset[str]:
    return frozenset(fold(_text(word)) for word in words or ())


def _check(book: Rulebook) -> None:
    _check_rules(book.rules)
    names: set[str] = set(KINDS)
    for rule in book.rules:
        names |= {rule.id, *(f"{rule.id}/{part}" for part in range(len(rule.parts)))}
    _check_guards(book.guards, names)
    heard = {item.strip("=*") for item in all_items(book)}
    if never := heard & (book.spellings.keys() | book.fillers):
        raise RulebookError(f"these words never reach a phrase, write their other spelling: {sorted(never)}")


def _check_rules(rules: tuple[Rule, ...]) -> None:
    ids = [rule.id for rule in rules]
    if doubled := {rule_id for rule_id in ids if ids.count(rule_id) > 1}:
        raise RulebookError(f"two rules are called {sorted(doubled)}: give each its own id")
    for rule in rules:
        if rule.kind not in KINDS or rule.level not in get_args(Level):
            raise RulebookError(f"{rule.id}: kind must be one of {KINDS} and level hard or soft")
        if not all(rule.parts):
            raise RulebookError(f"{rule.id}: has no phrases")


def _check_guards(guards: tuple[Guard, ...], rule_names: set[str]) -> None:
    for guard in guards:
        if guard.effect not in get_args(Effect) or guard.reach not in get_args(Reach):
            raise RulebookError(f"{guard.id}: effect or reach is not one of those in the README")
        if unknown := (guard.only_for | guard.not_for) - rule_names:
            raise RulebookError(f"{guard.id}: names rules or kinds that do not exist: {sorted(unknown)}")
