"""Which language: sure of its own two, quick to see another script, silent when it cannot tell."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.rasa_plugins.language import LanguageModel
from bot.rasa_plugins.language_examples import foreign_messages
from bot.rasa_plugins.topics import DATA


def examples(path: Path) -> list[tuple[str, str]]:
    """(text, language) of one file of training messages."""
    blocks = yaml.safe_load(path.read_text("utf-8"))["nlu"]
    return [
        (line.removeprefix("- "), block["metadata"]["language"])
        for block in blocks
        for line in block["examples"].splitlines()
    ]


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    """Trained on the project's own messages."""
    ours = (pair for path in sorted(DATA.glob("*/nlu.*.yml")) for pair in examples(path))
    return LanguageModel.trained(ours, foreign_messages())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("hjälp mig", "sv"),
        ("jag behöver någonstans att sova", "sv"),
        ("i need somewhere to sleep", "en"),
        ("please help", "en"),
        ("ja tack", "sv"),
        ("hej", "sv"),
        ("hello", "en"),
        ("min man slår mig", "sv"),
        ("my husband hits me", "en"),
        ("min man slar mig varje kvall", "sv"),
    ],
)
def test_swedish_and_english_are_told_apart(model: LanguageModel, text: str, language: str) -> None:
    """Also in two words, and without å ä ö."""
    assert model.guess(text).language == language


@pytest.mark.parametrize("text", ["hmm", "ok", "test", "18"])
def test_a_sound_belongs_to_no_language(model: LanguageModel, text: str) -> None:
    """So that "hmm" in the middle of a Swedish conversation does not turn it English."""
    assert model.guess(text).language is None


@pytest.mark.parametrize(
    "text",
    [
        "мне нужна помощь",
        "أحتاج إلى مساعدة",
        "ช่วยด้วย",
        "ሓገዝ የድልየኒ",
        "vreau sa vorbesc cu cineva, nu am unde sa dorm",
        "necesito ayuda, mi marido me pega",
        "potrzebuję pomocy, nie mam gdzie spać",
    ],
)
def test_another_language_is_seen(model: LanguageModel, text: str) -> None:
    """By its script, or by its words."""
    assert model.guess(text).language == "other"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("nu am unde sa dorm in noaptea asta", "ro"),
        ("mi marido me pega y tengo miedo", "es"),
        ("ma haysto meel aan seexdo caawa", "so"),
        ("kocam beni dövüyor korkuyorum", "tr"),
        ("أحتاج إلى مساعدة من فضلك", "ar"),
        ("мені потрібна допомога, будь ласка", "uk"),
        ("ช่วยด้วยค่ะ ฉันกลัว", "th"),
    ],
)
def test_which_other_language_is_named(model: LanguageModel, text: str, name: str) -> None:
    """So that the card can be in it."""
    assert model.guess(text).name == name


def test_a_language_that_was_never_shown_is_other_without_a_name(model: LanguageModel) -> None:
    """Welsh, by the general tool."""
    guess = model.guess("mae angen help arnaf i rŵan os gwelwch yn dda, dwi'n ofnus iawn")
    assert (guess.language, guess.name) == ("other", None)


@pytest.mark.parametrize("text", ["", "12345", "???", "😀"])
def test_what_has_no_letters_has_no_language(model: LanguageModel, text: str) -> None:
    """The conversation's language then stays."""
    assert model.guess(text).language is None


def test_the_cities_danish_neighbours_are_not_sent_away(model: LanguageModel) -> None:
    """Danish and Norwegian are near enough to be answered in Swedish."""
    assert model.guess("jeg har brug for hjælp, han slår mig").language == "sv"
