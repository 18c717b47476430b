"""What holds for the answers holds for every text that a visitor may read; both languages say the same."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from directory.emergency_lines import PERMANENT, lines
from tests.walls.visitor_words import Kind, Pair, pairs, without_names
from tests.walls.wording import Forbidden, forbidden, lix, word_count

PAIRS = pairs()
MOST_WORDS: dict[Kind, int] = {
    "answer": 110,
    "page": 70,
    "card": 20,
    "description": 35,
    "happens": 25,
    "note": 12,
    "label": 14,
}
MOST_LIX: dict[Kind, float] = {"description": 45.0}
LIX = 40.0
QUOTED_IN_PRIVACY = {"page privacy parts 1 sentences 3 text", "page privacy parts 2 sentences 4 text"}
"""Above the limit in English: PRIVACY.md quotes them word for word, and both are changed together."""
A_SENTENCE = 8
"""Fewer words than this are no measure: "Samtalet raderas om två minuter." has LIX 65."""

SWEDISH = r"och|inte|är|att|för|eller|det|som|på|av|från|någon|du|kan|med"
ENGLISH = r"the|and|not|is|are|with|you|your|from|someone|can|what|who|this|they|of"
IN_BOTH = {"_shared utter_other_language", "page title"}
QUOTED = re.compile(r'[”"][^”"]*[”"]|\([^)]*\)|Välj att sluta')
NUMBER = re.compile(r"(?<!\d)\d[\d .:–-]*\d|\d")
every_pair = pytest.mark.parametrize("pair", PAIRS, ids=str)
every_rule = pytest.mark.parametrize("rule", forbidden(), ids=lambda rule: rule.id)


def is_too_long(kind: Kind, text: str) -> bool:
    """More words than its kind may have."""
    return word_count(text) > MOST_WORDS[kind]


def is_hard_to_read(kind: Kind, text: str) -> bool:
    """Above the limit of LIX, names not counted as long words; a name and a few words are never."""
    return (
        kind != "label"
        and word_count(text) >= A_SENTENCE
        and lix(without_names(text)) > MOST_LIX.get(kind, LIX)
    )


def left_behind(pair: Pair) -> list[str]:
    """Words of the one language in the other: a sentence that nobody translated. Quotations may stay."""
    swedish, english = (QUOTED.sub("", text) for _, text in pair.said)
    return [
        *re.findall(rf"\b(?:{ENGLISH})\b", swedish, re.IGNORECASE),
        *re.findall(rf"\b(?:{SWEDISH})\b", english, re.IGNORECASE),
    ]


def differences(pair: Pair) -> list[str]:
    """What one language says and the other does not, as far as it can be counted."""
    counted: dict[str, Callable[[str], object]] = {
        "paragraphs": lambda text: len(re.split(r"\n\s*\n", text)),
        "lines of a list": lambda text: len(re.findall(r"^- ", text, re.MULTILINE)),
        "112": lambda text: text.count("112"),
        "where 112 first stands": lambda text: text.split("\n\n")[0].count("112"),
        "numbers": lambda text: sorted(re.sub(r"[ .:–-]", "", n) for n in NUMBER.findall(text)),
        "placeholders": lambda text: sorted(re.findall(r"\{\w+\}", text)),
    }
    swedish, english = (re.sub("24 hours", "all hours", text) for _, text in pair.said)
    return [name for name, count in counted.items() if count(swedish) != count(english)]


def numbers_of_the_lines(text: str) -> str:
    """The text without the numbers of the state and the regions, which services are named after."""
    for code in PERMANENT:
        text = re.sub(rf"(?<!\d){lines()[code].phones[0].number}(?!\d)", "", text)
    return text


@every_pair
def test_a_text_is_there_in_both_languages(pair: Pair) -> None:
    """An empty one would show as nothing."""
    assert pair.sv.strip()
    assert pair.en.strip()


@every_pair
def test_a_text_is_short(pair: Pair) -> None:
    """Each kind has its limit."""
    assert not [language for language, text in pair.said if is_too_long(pair.kind, text)]


@every_pair
def test_a_text_is_easy_to_read(pair: Pair) -> None:
    """Also what a service writes of itself."""
    hard = [language for language, text in pair.said if is_hard_to_read(pair.kind, text)]
    assert hard == (["en"] if pair.where in QUOTED_IN_PRIVACY else [])


@every_pair
def test_both_languages_say_the_same(pair: Pair) -> None:
    """Same paragraphs, same 112, same numbers. The English name of a service explains more, and may."""
    assert pair.where.endswith(" name") or differences(pair) == []


@every_pair
def test_no_sentence_is_left_in_the_other_language(pair: Pair) -> None:
    """Someone translated all of it."""
    assert pair.where in IN_BOTH or pair.where.endswith(" name") or left_behind(pair) == []


@every_rule
def test_no_text_of_page_or_directory_says_what_is_forbidden(rule: Forbidden) -> None:
    """The same words as in the answers; names of organisations are their own."""
    caught = [
        f"{pair}: {match.group()!r}"
        for pair in PAIRS
        if not pair.where.endswith(" name")
        for language, text in pair.said
        if rule.concerns(pair.topic, language) and (match := rule.pattern.search(allowed(rule, pair, text)))
    ]
    assert not caught, f"{rule.because}: {caught}"


def allowed(rule: Forbidden, pair: Pair, text: str) -> str:
    """What the rule looks at: in the directory's own words 114 14 and 1177 may be named."""
    in_directory = pair.kind in ("card", "description", "happens", "note", "label")
    return numbers_of_the_lines(text) if rule.id == "telephone_number" and in_directory else text


@pytest.mark.parametrize(
    "number",
    ["070-174 06 05", "0701740605", "+46 70 174 06 05", "08 123 45", "1177", "114 14", "12 34 56", "116 111"],
)
def test_a_number_is_seen_however_it_is_written(number: str) -> None:
    """In an answer none of these may stand; years, dates, times and counts may."""
    rule = next(rule for rule in forbidden() if rule.id == "telephone_number")
    assert rule.pattern.search(f"Ring {number} nu.")
    assert not rule.pattern.search(
        "112, 1 juli 2025, 2006–2010, 13.00–15.30, 255 personer, 1000 tecken, 24/7"
    )


def broken(sv: str, en: str, kind: Kind = "happens") -> Pair:
    """A pair with a fault in it."""
    return Pair("broken", kind, sv, en)


LONG = "Verksamheten tillhandahåller individanpassade stödinsatser för personer med erfarenhet av utsatthet."


def test_each_check_can_fail() -> None:
    """A broken sample for each of them."""
    assert is_too_long("note", "ett " * 13)
    assert is_hard_to_read("description", LONG)
    assert not is_hard_to_read(
        "description", "Socialtjänsten för dig som bor i Norrmalm, Vasastaden eller Hjorthagen."
    )
    assert left_behind(broken("Ring dem.", "Call them. Du kan vara anonym."))
    assert left_behind(broken("Ring dem. You can be anonymous.", "Call them."))
    assert not left_behind(broken("Säg ”help”.", 'Say "stöd på engelska".'))


@pytest.mark.parametrize(
    ("sv", "en", "what"),
    [
        ("Ett.\n\nTvå.", "One.", "paragraphs"),
        ("Ring 112.", "Call.", "112"),
        ("Hej.\n\n112.", "112.\n\nHello.", "where 112 first stands"),
        ("Öppnar 9.", "Opens at 10.", "numbers"),
        ("{time}", "{day}", "placeholders"),
        ("- ett\n- två", "- one", "lines of a list"),
    ],
)
def test_a_difference_is_seen(sv: str, en: str, what: str) -> None:
    """One broken sample each."""
    assert what in differences(broken(sv, en))
