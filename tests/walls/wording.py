"""Reads the words of the assistant for the tests beside this file, and measures them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
SHARED = "_shared"
OTHER_NAMES = {
    "delete_conversation": "utter_deleted",
    "change_language": "utter_language_changed",
}
SHARED_RESPONSES = {
    "utter_ask_back",
    "utter_ask_role",
    "utter_danger_unclear",
    "utter_danger_unclear_again",
    "utter_overview",
    "utter_default",
    "utter_other_language",
    "utter_no_more_options",
    "utter_cards_intro_unreachable",
    "utter_contact_explained",
    "utter_wrong_number_thanks",
    "utter_which_number",
    "utter_no_cards",
    "utter_place_noted",
    "utter_person_noted",
    "utter_no_need_to_say",
    "utter_both_roles",
    "utter_what_does_not_fit",
    "utter_say_place",
    "utter_say_language",
    "utter_after_cards",
    "utter_after_cards_where",
    "utter_soft_danger",
    "utter_none_of_these",
}


@dataclass(frozen=True)
class Topic:
    """One entry of data/topics.yml."""

    code: str
    kind: str
    order: int
    says_112: str
    title: dict[str, str]
    start: bool = False
    cards: bool = True


@dataclass(frozen=True)
class Text:
    """One variation of one response: where it stands, its language and its words."""

    folder: str
    response: str
    language: str
    text: str
    buttons: tuple[tuple[str, str], ...]
    choices: str | None

    def __str__(self) -> str:
        """How the test names it when it fails."""
        return f"data/{self.folder}/wording.yml {self.response} ({self.language})"


@dataclass(frozen=True)
class Rule:
    """One rule: the intent and the actions that follow."""

    folder: str
    name: str
    intent: str
    actions: tuple[str, ...]


@dataclass(frozen=True)
class Forbidden:
    """One entry of forbidden.yml, compiled."""

    id: str
    pattern: re.Pattern[str]
    because: str
    found: str
    left: str
    languages: tuple[str, ...]
    only: tuple[str, ...]
    allowed_in: tuple[str, ...]

    def concerns(self, folder: str, language: str) -> bool:
        """Whether this rule looks at texts of that topic in that language."""
        here = folder in self.only if self.only else folder not in self.allowed_in
        return here and language in self.languages


def load(path: Path) -> Any:
    """One YAML file as plain values."""
    return yaml.safe_load(path.read_text("utf-8"))


@cache
def topics() -> tuple[Topic, ...]:
    """All topics in the order of the file."""
    return tuple(Topic(**entry) for entry in load(DATA / "topics.yml")["topics"])


def responses_of(topic: Topic) -> set[str]:
    """The response names that a topic's folder must hold, no more and no fewer."""
    if topic.kind == "crisis":
        return {f"utter_danger_{topic.code}", f"utter_danger_{topic.code}_again"}
    return {OTHER_NAMES.get(topic.code, f"utter_{topic.code}")}


def folders() -> list[str]:
    """The topic folders on disk, without the shared ones."""
    return sorted(p.name for p in DATA.iterdir() if p.is_dir() and not p.name.startswith("_"))


@cache
def raw_responses() -> dict[tuple[str, str], list[dict[str, Any]]]:
    """(folder, response name) -> its variations as they stand in the file."""
    return {
        (path.parent.name, name): variations
        for path in sorted(DATA.glob("*/wording.yml"))
        for name, variations in load(path)["responses"].items()
    }


def texts() -> Iterator[Text]:
    """Every variation of every response."""
    for (folder, name), variations in raw_responses().items():
        for variation in variations:
            yield Text(
                folder,
                name,
                variation["condition"][0]["value"],
                variation["text"],
                tuple((b["title"], b["payload"]) for b in variation.get("buttons", ())),
                variation.get("metadata", {}).get("choices"),
            )


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of every rules.yml."""
    return tuple(
        Rule(
            path.parent.name,
            rule["rule"],
            rule["steps"][0]["intent"],
            tuple(step["action"] for step in rule["steps"][1:]),
        )
        for path in sorted(DATA.glob("*/rules.yml"))
        for rule in load(path)["rules"]
    )


@cache
def forbidden() -> tuple[Forbidden, ...]:
    """Every entry of forbidden.yml."""
    return tuple(_compiled(entry) for entry in load(Path(__file__).with_name("forbidden.yml")))


def _compiled(entry: dict[str, Any]) -> Forbidden:
    alternatives = "|".join(entry["says"])
    return Forbidden(
        entry["id"],
        re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE),
        entry["because"],
        entry["found"],
        entry["left"],
        tuple(entry.get("in", ("sv", "en"))),
        tuple(entry.get("only", ())),
        tuple(entry.get("except", ())),
    )


def word_count(text: str) -> int:
    """Words as a reader counts them: anything between blanks that holds a letter or a digit."""
    return len(re.findall(r"\S*\w\S*", text))


def lix(text: str) -> float:
    """The Swedish readability index: words per sentence + percentage of words longer than six letters."""
    words = re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*", text)
    pieces = re.split(r"[.!?:]+(?=[\s”\")]|$)|\n\n", text)
    sentences = [piece for piece in pieces if re.search(r"\w", piece)]
    long_words = sum(len(word) > 6 for word in words)
    return len(words) / len(sentences) + 100 * long_words / len(words)


def first_sentence(text: str) -> str:
    """What stands before the first full stop, question mark or blank line; a colon does not end it."""
    return re.split(r"(?<=[.!?])\s|\n\n", text, maxsplit=1)[0]
