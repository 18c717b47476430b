"""The contacts to print: the numbers, and nothing of the conversation."""

from __future__ import annotations

from bot.gateway.neighbours import RasaAnswer
from tests.bot.gateway.builders import FakeRasa, Visitor, a_card, a_choice, a_reply, a_visitor, text_of


def a_visitor_with_cards() -> Visitor:
    """Somebody who was shown a card and then thanked."""
    rasa = FakeRasa()
    rasa.answer = RasaAnswer(a_reply(cards=(a_card(name="Mottagningen"),), choices=(a_choice(),)))
    visitor = a_visitor(rasa)
    visitor.get()
    visitor.post(text="en hemlig rad")
    return visitor


def test_the_last_cards_can_be_printed_and_nothing_that_was_written() -> None:
    """A paper on the kitchen table must not tell more than the numbers."""
    visitor = a_visitor_with_cards()
    assert 'href="/utskrift"' in visitor.get().text
    page = text_of(visitor.get("/utskrift"))
    assert "Mottagningen" in page
    assert "hemlig" not in page
    assert "Här är ett svar" not in page


def test_cards_stay_printable_when_the_talk_has_gone_on() -> None:
    """The cards of the last answer that had any."""
    visitor = a_visitor_with_cards()
    visitor._app.state.parts.turns.rasa.answer = RasaAnswer(a_reply("Tack själv."))
    visitor.post(text="tack")
    assert "Mottagningen" in visitor.get("/utskrift").text


def test_without_cards_there_is_nothing_to_print() -> None:
    """Whoever guesses the address comes to the chat."""
    answer = a_visitor().get("/utskrift")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_somebody_elses_cards_are_nowhere() -> None:
    """The page hangs on the cookie as the chat does."""
    a_visitor_with_cards()
    assert "Mottagningen" not in a_visitor().get("/utskrift").text
