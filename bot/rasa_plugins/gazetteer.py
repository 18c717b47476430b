"""Place names in a message: districts of the city, municipalities, towns elsewhere (data/_places)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import spacy
import yaml
from spacy.language import Language
from spacy.pipeline import EntityRuler

from bot.safety import fold
from bot.safety.spelling import SlipIndex

_FOLDER = Path(__file__).resolve().parents[2] / "data" / "_places"
_PREPOSITIONS = ["i", "pa", "fran", "vid", "nara", "in", "at", "from", "near"]
_LONG_ENOUGH_FOR_A_SLIP = 7
_CITY = "stockholm_city"
_WORD = re.compile(r"\w+")

Pattern = dict[str, Any]


class Gazetteer:
    """Finds the area code that a message names; a word that may mean several places names none."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        self._nlp: Language = spacy.blank("sv")
        ruler = cast(EntityRuler, self._nlp.add_pipe("entity_ruler"))
        ruler.add_patterns(list(_patterns(folder)))
        self._names_with: dict[str, list[frozenset[str]]] = defaultdict(list)
        for name in _words_of_names(folder):
            for word in name:
                self._names_with[word].append(name)
        long = (word for word in self._names_with if len(word) >= _LONG_ENOUGH_FOR_A_SLIP)
        around = yaml.safe_load((folder / "around.yml").read_text("utf-8"))["around"]
        self._around = frozenset(fold(word) for word in around)
        self._slips = SlipIndex(long, first_right=False)

    def find(self, text: str) -> str | None:
        """The area code of the first place named, a part of the city before the city itself, or None."""
        folded = fold(text)
        if not self._may_name_a_place(folded):
            return None
        found = [span.label_ for span in self._nlp(folded).ents]
        narrow = [code for code in found if code != _CITY]
        return next(iter(narrow or found), None)

    def is_alone(self, text: str) -> bool:
        """True when a message that names a place says nothing else ("I live in Tensta")."""
        return sum(word not in self._around for word in _WORD.findall(fold(text))) <= 1

    def _may_name_a_place(self, folded: str) -> bool:
        """A first look that misses nothing: comparing every word with every name takes spaCy milliseconds."""
        typed = set(_WORD.findall(folded))
        heard = typed.union(*map(self._slips.near, typed))
        return any(name <= heard for word in heard for name in self._names_with.get(word, ()))


def _words_of_names(folder: Path) -> Iterator[frozenset[str]]:
    for _, names, ambiguous in _places(folder):
        for name in (*names, *ambiguous):
            yield frozenset(_WORD.findall(fold(name)))


def _patterns(folder: Path) -> Iterator[Pattern]:
    for code, names, ambiguous in _places(folder):
        for name in names:
            yield {"label": code, "pattern": _tokens(name)}
        for word in ambiguous:
            yield {"label": code, "pattern": [{"LOWER": {"IN": _PREPOSITIONS}}, *_tokens(word)]}


def _places(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """(area code, its names, its words that count only after a preposition of place)."""
    for file, key in (("districts.yml", "districts"), ("municipalities.yml", "municipalities")):
        content = yaml.safe_load((folder / file).read_text("utf-8"))
        unclear = _sure_after_preposition(content)
        for place in content[key]:
            names = [place["name"], *place["parts"], *place.get("old", []), *place.get("spoken", [])]
            yield place["code"], names, unclear.get(place["code"], [])
    elsewhere = yaml.safe_load((folder / "elsewhere.yml").read_text("utf-8"))
    code = elsewhere["code"]
    towns = [town for row in elsewhere["towns"] for town in row]
    yield code, towns, _sure_after_preposition(elsewhere).get(code, [])


def _sure_after_preposition(content: dict[str, Any]) -> dict[str, list[str]]:
    sure: dict[str, list[str]] = {}
    for entry in content.get("ambiguous", []):
        if len(entry["could_be"]) == 1:
            sure.setdefault(entry["could_be"][0], []).append(entry["word"])
    return sure


def _tokens(name: str) -> list[Pattern]:
    """One pattern a word; a long word may have one letter wrong."""
    words = (
        [str(token) for token in spacy.blank("sv").make_doc(fold(name))]
        if "-" in name
        else fold(name).split()
    )
    return [
        {"LOWER": {"FUZZY1": word}} if len(word) >= _LONG_ENOUGH_FOR_A_SLIP else {"LOWER": word}
        for word in words
    ]
