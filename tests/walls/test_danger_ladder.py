"""The ladder of docs/danger_ladder.md, rung by rung, in the answers of data/ and in the gateway's own."""

from __future__ import annotations

import re

import pytest

from tests.walls.visitor_words import PAGE
from tests.walls.wording import DATA, ROOT, first_sentence, load, topics

CRISES = [topic.code for topic in topics() if topic.kind == "crisis"]
Version = tuple[str, str, str, int, str]
"""Where the text stands, crisis code, language, 0 for the first message and 1 for the second, words."""


def versions() -> list[Version]:
    """Every danger message that there is."""
    return [*_of_the_answers(), *_of_the_gateway()]


def _of_the_answers() -> list[Version]:
    return [
        ("data", code, said["condition"][0]["value"], again, said["text"])
        for code in CRISES
        for again, name in enumerate((f"utter_danger_{code}", f"utter_danger_{code}_again"))
        for said in load(DATA / code / "wording.yml")["responses"][name]
    ]


def _of_the_gateway() -> list[Version]:
    return [
        ("gateway", code, language, again, text)
        for language in ("sv", "en")
        for code, texts in load(PAGE / f"{language}.yml")["danger"].items()
        for again, text in enumerate(texts)
    ]


def named(version: Version) -> str:
    """How the test names a message when it fails."""
    source, code, language, again, _ = version
    return f"{source} {code} {language} {again + 1}"


ALL = versions()
TRUSTED = {
    "sv": r"litar på|nära dig|någon annan|grann|en vän|Vem kan det|vara med dig|visa texten för någon",
    "en": r"you trust|near you|somebody else|neighbour|a friend|Who can\?|be with you|show this to someone",
}
PROFESSIONAL = {
    "sv": r"Självmordslinjen|mottagning|jour|Bris|här under|[Nn]edan|råd att få|hjälper människor|De här kan"
    r"|nästa nummer|fråga om hjälp|visa andra|Jag behöver hjälp",
    "en": r"Självmordslinjen|Socialjouren|clinic|Victim Support|Bris|below|get advice|people who help"
    r"|next number|ask for help|show others|I need help",
}
STAYS_OPEN = {
    "sv": r"är öppet|[Ss]kriv gärna|kan (?:skriva mer|fortsätta skriva)|Skriv till mig|svarar här|andra” här",
    "en": r"stays open|keep writing|can write more|go on writing|Write (?:to me|what has)|Tell me|answer here"
    r"|others\" here",
}
NOT_A_CALL = {
    "sv": r"[Cc]hatt|[Vv]isa (?:den|texten)|lapp|[Bb]e (?:någon|dem)|låta den personen|låt en vän|[Gg]å dit",
    "en": r"chat\b(?! stays)|[Ss]how th|piece of paper|Write them down|[Aa]sk some|let them call"
    r"|[Gg]o (?:to )?where",
}
MEANS = {"sv": r"skada dig med", "en": r"could hurt yourself with"}
PROMISE = {
    "sv": r"\b(?:lova(?!r? inte| en plats)|garanter\w+|säkert ställe|ingen får veta)\b",
    "en": r"\b(?:promise(?! a place)|guarantee\w*|nobody will know)\b",
}
every_version = pytest.mark.parametrize("version", ALL, ids=named)


@every_version
def test_112_stands_on_the_first_rung(version: Version) -> None:
    """In the first sentence, which is short."""
    opening = first_sentence(version[4])
    assert "112" in opening
    assert len(opening.split()) <= 12


@pytest.mark.parametrize("rung", [TRUSTED, STAYS_OPEN], ids=["someone with you", "stays open"])
@every_version
def test_each_message_has_the_rungs_that_all_need(version: Version, rung: dict[str, str]) -> None:
    """Somebody to be with, and a chat that goes on."""
    _, _, language, _, text = version
    assert re.search(rung[language], text)


@pytest.mark.parametrize("version", [v for v in ALL if v[1] != "immediate_danger"], ids=named)
def test_each_message_points_to_somebody_whose_work_it_is(version: Version) -> None:
    """In immediate danger that is 112 itself."""
    _, _, language, _, text = version
    assert re.search(PROFESSIONAL[language], text)


@pytest.mark.parametrize("source", ["data", "gateway"])
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("code", CRISES)
def test_one_of_the_two_messages_gives_a_way_that_is_no_call(code: str, language: str, source: str) -> None:
    """Few call; a chat, a note to show or a person who calls is a way for the others."""
    both = [text for where, kind, spoken, _, text in ALL if (where, kind, spoken) == (source, code, language)]
    assert len(both) == 2
    assert any(re.search(NOT_A_CALL[language], text) for text in both)


@pytest.mark.parametrize("version", [v for v in ALL if v[1] == "suicide_risk"], ids=named)
def test_distance_from_means_and_a_way_without_a_call_in_each_message_on_suicide(version: Version) -> None:
    """Never which means: only away from them."""
    _, _, language, _, text = version
    assert re.search(MEANS[language], text)
    assert re.search(NOT_A_CALL[language], text)


@every_version
def test_nothing_is_promised(version: Version) -> None:
    """No bed, no secrecy; "I cannot promise a place" is the opposite of a promise."""
    _, _, language, _, text = version
    assert not re.search(PROMISE[language], text, re.IGNORECASE)


@pytest.mark.parametrize("source", ["data", "gateway"])
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("code", CRISES)
def test_the_second_message_repeats_no_sentence(code: str, language: str, source: str) -> None:
    """Who did not act on the first needs other words."""
    first, second = (
        set(re.split(r"(?<=[.!?])\s+", text.strip()))
        for where, kind, spoken, _, text in ALL
        if (where, kind, spoken) == (source, code, language)
    )
    assert not first & second


@pytest.mark.parametrize("version", [v for v in ALL if v[1] == "minor_exploited"], ids=named)
def test_a_minor_reads_the_limit_before_bris_in_every_message(version: Version) -> None:
    """The second may be the first that they see, when another danger came before."""
    _, _, language, _, text = version
    limit = {"sv": r"för socialtjänsten|till socialtjänsten", "en": r"tell social services"}[language]
    said = re.search(limit, text)
    assert said
    assert said.start() < text.index("Bris")
    assert not re.search(r"Mika|KAST", text)


NEIGHBOURS = [
    ("worried_about_someone", r"112", r"112"),
    ("worried_about_someone", r"inte farligt", r"not dangerous"),
    ("worried_about_someone", r"låt ingen vara ensam", r"Do not leave them alone"),
    ("worried_about_someone", r"Självmordslinjen", r"Självmordslinjen"),
    ("uses_violence", r"112", r"112"),
    ("uses_violence", r"gå därifrån", r"walk away"),
    ("uses_violence", r"någon du litar på", r"someone you trust"),
    ("uses_violence", r"Välj att sluta", r"Välj att sluta"),
    ("buys_sex", r"rädda att göra det", r"fear that they will"),
    ("buys_sex", r"frivilligt", r"voluntary"),
]


@pytest.mark.parametrize(("code", "swedish", "english"), NEIGHBOURS, ids=lambda value: str(value))
def test_the_answers_beside_a_crisis_have_their_rungs(code: str, swedish: str, english: str) -> None:
    """A friend's risk, somebody who hurts others, somebody who fears what they may do."""
    sv, en = (said["text"] for said in load(DATA / code / "wording.yml")["responses"][f"utter_{code}"])
    assert re.search(swedish, sv)
    assert re.search(english, en)


def test_the_table_names_every_message() -> None:
    """docs/danger_ladder.md has a row for each, so that nobody adds a crisis without it."""
    table = (ROOT / "docs" / "danger_ladder.md").read_text("utf-8")
    for code in CRISES:
        for source in ("data", "gateway"):
            assert f"| {code} | {source} | 1 |" in table
            assert f"| {code} | {source} | 2 |" in table


BROKEN = "Call 112. We promise a bed. Do it now."


@pytest.mark.parametrize("rung", [TRUSTED, PROFESSIONAL, STAYS_OPEN, NOT_A_CALL, MEANS])
def test_a_message_without_a_rung_is_seen(rung: dict[str, str]) -> None:
    """A broken sample."""
    assert not re.search(rung["en"], BROKEN)
    assert re.search(PROMISE["en"], BROKEN)
