"""From what Rasa said in a turn to the wire form that the gateway reads."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.constants import ACTION_RESTART_NAME
from rasa.shared.core.events import Restarted
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa_plugins.outgoing import Outgoing, wire
from bot.rasa_plugins.topics import topics
from tests.bot.rasa_plugins.builders import a_tracker, done, makes_domains, run, said

pytestmark = makes_domains


def words(text: str = "Hej", response: str = "utter_greet", **more: Any) -> dict[str, Any]:
    """One message as Rasa hands it to an output channel."""
    return {"text": text, "utter_action": response, **more}


def on_the_wire(*spoken: dict[str, Any], tracker: DialogueStateTracker | None = None) -> dict[str, Any]:
    """The wire form of a turn in which this was said."""
    return wire(list(spoken), tracker or a_tracker(said("greet"), language="sv"))


def test_messages_keep_their_order_and_name_their_wording() -> None:
    """Text, language and the response it came from, in the order spoken."""
    spoken = on_the_wire(words("ett", "utter_a", lang="sv"), words("two", "utter_b", lang="en"))
    assert spoken["messages"] == [
        {"text": "ett", "lang": "sv", "response": "utter_a"},
        {"text": "two", "lang": "en", "response": "utter_b"},
    ]


def test_an_actions_own_words_say_that_they_come_from_the_directory() -> None:
    """They have no response name, and are in the conversation's language."""
    spoken = on_the_wire(
        {"text": "Så går det till"}, tracker=a_tracker(said("explain_contact"), language="en")
    )
    assert spoken["messages"] == [{"text": "Så går det till", "lang": "en", "response": "directory"}]


def test_cards_come_in_order_and_are_no_messages() -> None:
    """A card is passed on as the action made it."""
    cards = [{"service": "ett"}, {"service": "två"}]
    spoken = on_the_wire(words(), *({"custom": {"card": card}} for card in cards))
    assert spoken["cards"] == cards
    assert len(spoken["messages"]) == 1


@pytest.mark.parametrize(
    ("first", "crisis"),
    [
        ("utter_danger_suicide_risk", True),
        ("utter_danger_suicide_risk_again", True),
        ("utter_soft_danger", False),
        ("utter_sells_sex", False),
    ],
)
def test_crisis_is_true_exactly_when_the_danger_message_opens_the_answer(first: str, crisis: bool) -> None:
    """The first message decides; the danger message later in an answer does not."""
    assert on_the_wire(words("112", first), words())["crisis"] is crisis
    assert on_the_wire(words(), words("112", first))["crisis"] is False


def test_silence_is_no_crisis_and_has_no_words() -> None:
    """Rasa's failure signal is an empty turn; it stays empty, for the gateway to see."""
    spoken = on_the_wire()
    assert (spoken["messages"], spoken["cards"], spoken["crisis"], spoken["ended"]) == ([], [], False, False)


@pytest.mark.parametrize(
    ("intent", "need"),
    [("sells_sex", "sells_sex"), ("greet", "greet"), ("nlu_fallback", None), ("ask_role", None), ("", None)],
)
def test_need_is_the_code_acted_on(intent: str, need: str | None) -> None:
    """None when the assistant asked back or did not understand."""
    assert on_the_wire(words(), tracker=a_tracker(said(intent)))["need"] == need


@pytest.mark.parametrize(
    ("cards", "need"), [([{"custom": {"card": {"service": "ett"}}}], "addiction"), ([], None)]
)
def test_a_fact_told_after_cards_acts_on_the_need_before_it(cards: list[Any], need: str | None) -> None:
    """ "In Tensta": the same need, looked up again; without cards nothing was acted on."""
    tracker = a_tracker(said("tell_place"), need="addiction")
    assert on_the_wire(words(), *cards, tracker=tracker)["need"] == need


def test_before_any_message_nothing_is_made_up() -> None:
    """A tracker without a visitor's message."""
    spoken = on_the_wire(words(), tracker=a_tracker())
    assert (spoken["need"], spoken["soft_danger"], spoken["language"]) == (None, False, "sv")


@pytest.mark.parametrize(
    ("intent", "lang", "language"),
    [("greet", "sv", "sv"), ("greet", "en", "en"), ("other_language", "en", "other")],
)
def test_language_is_what_the_answer_is_in(intent: str, lang: str, language: str) -> None:
    """Of the words spoken, not of the slot, which deleting has emptied by then."""
    spoken = on_the_wire(words(lang=lang), tracker=a_tracker(said(intent)))
    assert spoken["language"] == language


def test_the_name_of_another_language_is_passed_on() -> None:
    """So that the gateway can answer in it; a button and our own two languages have none."""
    named = said("other_language", language_name="ro")
    assert on_the_wire(words(), tracker=a_tracker(named))["language_name"] == "ro"
    assert on_the_wire(words(), tracker=a_tracker(named, said("greet")))["language_name"] is None


@pytest.mark.parametrize("mark", ["soft_danger", "danger_doubted"])
def test_what_is_said_of_danger_in_the_last_message_is_passed_on(mark: str) -> None:
    """And that of an earlier one is not."""
    marked = said("addiction", soft_danger=True, danger_doubted=True)
    assert on_the_wire(words(), tracker=a_tracker(said("greet"), marked))[mark] is True
    assert on_the_wire(words(), tracker=a_tracker(marked, said("greet")))[mark] is False


def test_after_a_restart_the_message_that_asked_for_it_still_counts() -> None:
    """Rasa empties its latest message at a restart; the events keep it."""
    restarted = a_tracker(said("restart"), done(ACTION_RESTART_NAME), [Restarted()])
    assert on_the_wire(words(), tracker=restarted)["need"] == "restart"


def test_choices_of_the_start_are_the_topics_that_say_so() -> None:
    """As buttons in the conversation's language, each with where it leads."""
    spoken = on_the_wire(
        words(metadata={"choices": "start"}), tracker=a_tracker(said("nlu_fallback"), language="en")
    )
    expected = [(code, topic.title["en"]) for code, topic in topics().items() if topic.start]
    assert [(choice["need"], choice["title"]) for choice in spoken["choices"]] == expected
    assert all(choice["payload"] == {"intent": choice["need"]} for choice in spoken["choices"])


def test_choices_of_asking_back_are_the_candidates_and_none_of_these() -> None:
    """In the order of the candidates, the way out last."""
    asked = said("nlu_fallback", candidates=["addiction", "money_help"])
    choices = on_the_wire(words(metadata={"choices": "candidates"}), tracker=a_tracker(asked, language="sv"))[
        "choices"
    ]
    assert [choice["need"] for choice in choices] == ["addiction", "money_help", None]
    assert choices[-1]["payload"] == {"intent": "none_of_these"}
    assert choices[-1]["title"]


@pytest.mark.parametrize(
    ("payload", "need", "passed_on"),
    [
        ("delete_conversation", "delete_conversation", {"intent": "delete_conversation"}),
        ("explain_contact", None, {"intent": "explain_contact"}),
        ("tell_person speaks=ar", None, {"intent": "tell_person", "entities": {"speaks": "ar"}}),
        (
            {"intent": "report_wrong_number", "entities": {"service": "en-slug"}},
            None,
            {"intent": "report_wrong_number", "entities": {"service": "en-slug"}},
        ),
    ],
)
def test_a_button_keeps_what_it_means(payload: object, need: str | None, passed_on: object) -> None:
    """Wordings write an intent as a word, actions may add what it is about."""
    spoken = on_the_wire(words(buttons=[{"title": "Så här", "payload": payload}]))
    assert spoken["choices"] == [{"title": "Så här", "need": need, "payload": passed_on}]


def test_no_button_is_a_command() -> None:
    """A payload that begins with "/" would be obeyed by stock channels; ours takes it as a plain name."""
    (choice,) = on_the_wire(words(buttons=[{"title": "x", "payload": "/restart"}]))["choices"]
    assert choice["payload"] == {"intent": "/restart"}
    assert choice["need"] is None


@pytest.mark.parametrize(("response", "ended"), [("utter_deleted", True), ("utter_goodbye", False)])
def test_only_deleting_ends_the_conversation(response: str, ended: bool) -> None:
    """A goodbye leaves it open."""
    assert on_the_wire(words("Raderat", response))["ended"] is ended


def test_the_output_channel_sends_nothing_anywhere() -> None:
    """It keeps the messages whole; stock channels split text at blank lines."""
    outgoing = Outgoing()
    run(outgoing.send_response("någon", words("rad ett\n\nrad två")))
    assert [message["text"] for message in outgoing.spoken] == ["rad ett\n\nrad två"]
