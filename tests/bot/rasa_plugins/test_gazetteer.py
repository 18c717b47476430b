"""Place names: found however they are typed, and never guessed."""

from __future__ import annotations

import pytest

from bot.rasa_plugins.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The real names of data/_places."""
    return Gazetteer()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("jag bor i Rinkeby", "jarva"),
        ("tensta", "jarva"),
        ("Hägersten-Älvsjö", "hagersten-alvsjo"),
        ("hagersten", "hagersten-alvsjo"),
        ("we live on Östermalm", "norra-innerstaden"),
        ("i vasastan", "norra-innerstaden"),
        ("sodermalm", "sodermalm"),
        ("södermallm", "sodermalm"),
        ("bor på söder", "sodermalm"),
        ("min syster i Solna", "solna"),
        ("i'm from gothenburg", "outside_county"),
        ("jag är i stockholm, i skärholmen", "skarholmen"),
        ("stockholm", "stockholm_city"),
    ],
)
def test_a_place_is_found(gazetteer: Gazetteer, text: str, code: str) -> None:
    """By its name, an old or spoken one, without å ä ö, with one slip; the part before the whole."""
    assert gazetteer.find(text) == code


@pytest.mark.parametrize(
    "text",
    ["", "söder om gränsen", "hon heter Maria", "kniv i handen", "jag vill vara ifred", "bro", "hjälp"],
)
def test_what_may_be_no_place_is_none(gazetteer: Gazetteer, text: str) -> None:
    """Everyday words and first names."""
    assert gazetteer.find(text) is None


def test_no_typed_word_is_remembered(gazetteer: Gazetteer) -> None:
    """What somebody writes is nowhere in the memory of it afterwards."""
    gazetteer.find("Xylofonia bor på söder")
    assert "xylofonia" not in repr(vars(gazetteer))


@pytest.mark.parametrize("text", ["Tensta", "jag bor i Tensta", "I'm in Kista now", "vi är på Söder"])
def test_a_message_that_says_only_where_is_alone(gazetteer: Gazetteer, text: str) -> None:
    """Words like "I live in" do not count."""
    assert gazetteer.is_alone(text)


@pytest.mark.parametrize("text", ["bostad i Tensta", "he hits me in Tensta", "sover ute i Tensta sen igår"])
def test_a_message_that_says_more_is_not(gazetteer: Gazetteer, text: str) -> None:
    """The need in it must be heard."""
    assert not gazetteer.is_alone(text)
