"""Who writes neither Swedish nor English gets four lines in their language, with numbers that are true."""

from __future__ import annotations

import re
import unicodedata

import pytest

from bot.gateway import own_language
from bot.gateway.emergency_numbers import Emergency
from bot.gateway.language import direction
from bot.gateway.markup import paragraphs
from bot.gateway.neighbours import RasaAnswer
from bot.gateway.own_language import INTERPRETERS, RESPONSE, OwnLanguage
from bot.gateway.reply import Message, Reply
from bot.gateway.settings import REPOSITORY
from directory.emergency_lines import lines
from tests.bot.gateway.builders import FakeRasa, a_reply, a_visitor, run, some_parts, text_of

PROMISED = {"ro", "bg", "es", "pl", "ru", "uk", "ar", "th", "so", "ti", "fi", "de", "fr", "fa", "no", "da"}
NOT_LATIN = {"am", "ar", "bg", "bn", "ckb", "el", "fa", "he", "hi", "mn", "ru", "th", "ti", "uk", "zh"}
FROM_THE_RIGHT = {"ar", "ckb", "fa", "he"}
TEXTS = own_language.load()
NUMBER = lines()[INTERPRETERS].phones[0].number
CARD = OwnLanguage(TEXTS, Emergency())
SWEDISH = Message("Jag skriver svenska.", "sv", "utter_other_language")
OTHER = Reply("other", messages=(SWEDISH,))
every_language = pytest.mark.parametrize("code", TEXTS)


def said(code: str) -> str:
    """The card's words as the visitor gets them."""
    card, _ = CARD.over(OTHER, code, "sv").messages
    assert (card.lang, card.response) == (code, RESPONSE)
    return card.text


def test_the_promised_languages_and_all_that_are_recognised_have_a_card() -> None:
    """Romani is the one that has none: texts/languages.yml says why."""
    recognised = {path.stem for path in (REPOSITORY / "data" / "_languages").glob("*.yml")}
    assert set(TEXTS) >= PROMISED
    assert set(TEXTS) == recognised - {"rom"}


@every_language
def test_a_card_is_four_short_lines(code: str) -> None:
    """The same four in every language, none long, nothing left to fill in."""
    lines_said = said(code).split("\n\n")
    assert len(lines_said) == 4
    assert all(len(line) <= 140 for line in lines_said)
    assert not re.search(r"[{}<>*_\n]", "".join(lines_said))


@every_language
def test_the_first_line_says_112_and_it_can_be_pressed(code: str) -> None:
    """Also where words are written without blanks."""
    assert "112" in said(code).split("\n\n")[0]
    assert '<a href="tel:112">112</a>' in paragraphs(said(code))


@every_language
def test_the_number_with_interpreters_is_the_directorys(code: str) -> None:
    """It stands in the second line, and no other digits than it and 112 stand anywhere."""
    text = said(code)
    assert NUMBER in text.split("\n\n")[1]
    assert not re.search(r"\d", text.replace(NUMBER, "").replace("112", "", 1))


@every_language
def test_no_number_but_112_is_typed_into_the_words(code: str) -> None:
    """It would stay when the directory's changes."""
    assert re.findall(r"\d+", TEXTS[code]) == ["112"]


@every_language
def test_another_script_holds_no_latin_letters(code: str) -> None:
    """A word that was forgotten in English would show."""
    latin = [letter for letter in said(code) if unicodedata.name(letter, "").startswith("LATIN")]
    assert bool(latin) == (code not in NOT_LATIN)


def test_no_two_languages_share_a_line() -> None:
    """A line copied and not translated would; Danish, Norwegian and their like do share the first."""
    rest = [line for text in TEXTS.values() for line in text.split("\n\n")[1:]]
    assert len(rest) == len(set(rest))


@every_language
def test_the_number_can_be_pressed_and_keeps_its_order(code: str) -> None:
    """Between Arabic words an unmarked "020-50 50 50" would be shown as "50 50 020-50"."""
    assert f"\u2066{NUMBER}\u2069" in said(code)
    link = f'<a class="number" dir="ltr" href="tel:+4620505050">{NUMBER}</a>'
    assert link in paragraphs(said(code))
    assert direction(code) == ("rtl" if code in FROM_THE_RIGHT else "ltr")


@pytest.mark.parametrize("page", ["sv", "en"])
def test_the_numbers_stand_below_to_be_pressed(page: str) -> None:
    """In the page's language, 112 first."""
    reply = CARD.over(OTHER, "ro", page)  # type: ignore[arg-type]  # the two page languages
    assert [card.service for card in reply.cards] == ["112", INTERPRETERS, "socialjouren-sthlm"]


@pytest.mark.parametrize("name", [None, "rom", "tlh"])
def test_a_language_without_a_card_keeps_the_words_and_gets_the_numbers(name: str | None) -> None:
    """Nothing breaks, nothing is guessed."""
    reply = CARD.over(OTHER, name, "en")
    assert reply.messages == (SWEDISH,)
    assert reply.cards[0].service == "112"


def test_the_danger_message_opens_a_crisis_also_for_who_writes_romanian() -> None:
    """Contract C3; and the crisis keeps its own cards."""
    crisis = a_reply("Ring 112.", crisis=True)
    reply = CARD.over(crisis, "ro", "sv")
    assert [message.lang for message in reply.messages] == ["sv", "ro"]
    assert reply.cards == crisis.cards


def test_an_answer_in_our_languages_is_left_alone() -> None:
    """No card without another language."""
    assert CARD.over(a_reply(), None, "sv") == a_reply()


def test_the_page_shows_the_card_first_with_its_language_and_direction() -> None:
    """From what Rasa names to what the visitor sees."""
    page = text_of(a_visitor(FakeRasa(RasaAnswer(OTHER, language_name="ar"))).say("مرحبا"))
    assert page.index('<div lang="ar" dir="rtl"><p>') < page.index("Jag skriver svenska.")


def test_danger_in_another_language_is_answered_in_that_language_too() -> None:
    """The phrase rules hear it; what Rasa said besides is dropped, the card is not."""
    parts = some_parts(FakeRasa(RasaAnswer(OTHER, language_name="ro")))
    _, session = parts.sessions.open(parts.start.exchange("sv"))
    reply = run(parts.turns.say(session, "fara")).reply
    assert reply.crisis
    assert [message.response for message in reply.messages] == ["gateway_danger_immediate_danger", RESPONSE]
