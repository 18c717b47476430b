"""One turn: what the visitor gets whatever Rasa, the net or the copy do."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.gateway.errors import BadChoice, Busy, RasaSilent, TooFast, TooLong
from bot.gateway.neighbours import RasaAnswer
from bot.gateway.parts import Parts
from bot.gateway.reply import Message, Reply
from bot.gateway.session import Exchange, Session
from bot.gateway.settings import Settings
from tests.bot.gateway.builders import NET, FakeRasa, StoppedTicks, a_card, a_choice, a_reply, run, some_parts


def a_session(parts: Parts) -> Session:
    """A conversation that has just begun, in Swedish."""
    return parts.sessions.open(parts.start.exchange("sv"))[1]


def say(text: str, rasa: FakeRasa | None = None, **changes: Any) -> Reply:
    """The reply to one message in a new conversation."""
    parts = some_parts(rasa, **changes)
    return run(parts.turns.say(a_session(parts), text)).reply


def words_of(reply: Reply) -> str:
    """All that the reply says."""
    return "\n".join(message.text for message in reply.messages)


def test_an_ordinary_answer_comes_through_unchanged() -> None:
    """What Rasa says reaches the visitor as it is."""
    rasa = FakeRasa(RasaAnswer(a_reply(cards=(a_card(),), need="sells_sex")))
    assert say("hej", rasa) == rasa.answer.reply


def test_personal_numbers_reach_neither_rasa_nor_the_page() -> None:
    """Redaction happens before Rasa, and the page echoes the same redacted text."""
    rasa = FakeRasa()
    parts = some_parts(rasa)
    exchange = run(parts.turns.say(a_session(parts), "jag heter 990230-1234"))
    assert rasa.said == [exchange.said] == ["jag heter [personnummer]"]


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("/restart", "restart"),
        ("  //intent{}", "intent{}"),
        ("/ / hej", "hej"),
        ("och/eller", "och/eller"),
        ("🙂🙂", "🙂🙂"),
        ("rad ett\r\nrad två", "rad ett rad två"),
    ],
)
def test_what_rasa_hears(typed: str, heard: str) -> None:
    """Leading slashes are commands to Rasa and are dropped; the rest is kept."""
    rasa = FakeRasa()
    say(typed, rasa)
    assert rasa.said == [heard]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("", "empty"),
        ("  \n ", "empty"),
        ("///", "empty"),
        ("a\x00b", "not_text"),
        ("\ufffd\ufffd", "not_text"),
    ],
)
def test_what_is_no_message_gets_a_friendly_line_without_rasa(typed: str, line: str) -> None:
    """Nothing, only slashes, control characters and broken bytes are answered by the gateway itself."""
    rasa = FakeRasa()
    assert say(typed, rasa).messages[0].response == f"gateway_{line}"
    assert rasa.said == []


def test_a_text_over_the_limit_is_refused_and_the_limit_itself_is_not() -> None:
    """1000 characters pass, 1001 do not; a line break that a form doubles counts once."""
    assert say("å" * 1000).messages
    assert say("a\r\n" * 333).messages
    with pytest.raises(TooLong):
        say("å" * 1001)


def test_hard_danger_comes_first_when_rasa_missed_it() -> None:
    """The net lays its message over an ordinary answer, with the cards for that danger first."""
    rasa = FakeRasa(RasaAnswer(a_reply("Vad menar du?", choices=(a_choice(),), cards=(a_card(),))))
    reply = say("fara här", rasa)
    assert reply.crisis
    assert reply.need == "immediate_danger"
    assert reply.messages[0].text.startswith("Är du i fara nu: ring 112.")
    assert "Vad menar du?" not in words_of(reply)
    assert reply.cards[0].service == "akut-immediate_danger"
    assert reply.choices == ()


def test_the_cards_of_a_danger_keep_their_order_when_the_fallback_has_them_too() -> None:
    """The best number for this danger stays first, each service once."""
    cards = (a_card("112"), a_card("akut-immediate_danger"), a_card("annan"))
    reply = say("fara", FakeRasa(RasaAnswer(a_reply(cards=cards))))
    assert [card.service for card in reply.cards] == ["akut-immediate_danger", "112", "kvinnofridslinjen"]


def test_what_rasa_said_for_the_same_danger_is_kept_below() -> None:
    """When Rasa understood the need but did not open with 112, its words follow the danger message."""
    rasa = FakeRasa(RasaAnswer(a_reply("Bris lyssnar.", need="minor_exploited")))
    assert words_of(say("barn", rasa)).endswith("Bris lyssnar.")


def test_a_danger_message_from_rasa_is_left_alone() -> None:
    """Nobody gets two danger messages in one answer."""
    alarm = a_reply("Ring 112.", crisis=True, need="suicide_risk", cards=(a_card(),))
    assert say("fara", FakeRasa(RasaAnswer(alarm))) == alarm


def test_the_second_danger_message_differs_from_the_first() -> None:
    """Whoever is not helped by the first words gets others."""
    parts = some_parts()
    session = a_session(parts)
    first, second = (run(parts.turns.say(session, "fara")).reply for _ in range(2))
    assert first.messages[0].text != second.messages[0].text
    assert "112" in second.messages[0].text.split("\n")[0]


@pytest.mark.parametrize("from_rasa", [True, False])
def test_soft_danger_puts_one_line_above_the_ordinary_answer(from_rasa: bool) -> None:
    """Suspicion from the rules or from Rasa's classifier names 112 once and changes nothing else."""
    rasa = FakeRasa(RasaAnswer(a_reply(), soft_danger=from_rasa))
    reply = say("hej" if from_rasa else "kanske", rasa)
    assert [message.response for message in reply.messages] == ["gateway_soft_danger", "utter_svar"]
    assert not reply.crisis


def test_a_danger_that_rasa_is_sure_is_none_becomes_one_line() -> None:
    """The safety net cried over a figure of speech; 112 is named and the answer stands."""
    rasa = FakeRasa(RasaAnswer(a_reply(), soft_danger=True, danger_doubted=True))
    reply = say("fara", rasa)
    assert [message.response for message in reply.messages] == ["gateway_soft_danger", "utter_svar"]
    assert not reply.crisis


def test_a_notice_that_rasa_gave_is_not_given_twice() -> None:
    """Rasa's own one-line notice is enough."""
    notice = Message("Är du i fara nu: ring 112.", "sv", "utter_soft_danger")
    rasa = FakeRasa(RasaAnswer(a_reply(messages=(notice,)), soft_danger=True))
    assert say("kanske", rasa).messages == (notice,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Är du i fara nu: ring 112.\n\nDet finns stöd.", ["utter_svar"]),
        ("Det finns stöd.\n\nRing 112 om det blir värre.", ["gateway_soft_danger", "utter_svar"]),
    ],
)
def test_an_answer_that_opens_with_112_needs_no_notice_above_it(text: str, said: list[str]) -> None:
    """Only when its own first paragraph names the number."""
    reply = say("kanske", FakeRasa(RasaAnswer(a_reply(text), soft_danger=True)))
    assert [message.response for message in reply.messages] == said


@pytest.mark.parametrize(
    ("typed", "pressed"), [("något annat!", True), ("1", True), ("något", False), ("2", False)]
)
def test_a_button_may_be_typed_instead_of_pressed(typed: str, pressed: bool) -> None:
    """Its words or its number; anything else is a message."""
    rasa = FakeRasa(RasaAnswer(a_reply(choices=(a_choice("1", "Något annat"),))))
    parts = some_parts(rasa)
    session = a_session(parts)
    run(parts.turns.say(session, "hej"))
    run(parts.turns.say(session, typed))
    assert (len(rasa.chosen) == 1) is pressed
    assert (len(rasa.said) == 1) is pressed


def test_silence_gives_112_and_the_emergency_numbers() -> None:
    """Without Rasa and without a known need the constants are shown."""
    reply = say("hej", FakeRasa(fault=RasaSilent()))
    assert "112" in words_of(reply)
    assert [card.service for card in reply.cards] == ["112", "kvinnofridslinjen"]
    assert not reply.crisis


def test_silence_after_a_known_need_gives_the_cards_of_the_last_good_copy() -> None:
    """Rasa fails in the middle: the visitor still gets the services for what it was about."""
    rasa = FakeRasa(RasaAnswer(a_reply(need="sells_sex", cards=(a_card(),))))
    parts = some_parts(rasa)
    session = a_session(parts)
    run(parts.turns.say(session, "hej"))
    rasa.fault = RasaSilent()
    reply = run(parts.turns.say(session, "och sen?")).reply
    assert [card.service for card in reply.cards] == ["sells_sex-1", "sells_sex-2", "sells_sex-3"]


def test_danger_while_rasa_is_silent_is_answered_with_the_danger_message_only() -> None:
    """Nobody in danger reads about technical trouble."""
    reply = say("fara", FakeRasa(fault=RasaSilent()))
    assert reply.crisis
    assert [message.response for message in reply.messages] == ["gateway_danger_immediate_danger"]


def test_an_understood_need_without_cards_gets_them_from_the_copy() -> None:
    """The action server is down: Rasa's words stand, at most three cards come from the last good copy."""
    reply = say("hej", FakeRasa(RasaAnswer(a_reply(need="sells_sex"))))
    assert [card.service for card in reply.cards] == ["sells_sex-1", "sells_sex-2", "sells_sex-3"]


def test_buttons_are_no_reason_to_withhold_the_copys_cards() -> None:
    """The directory is gone: the need's own buttons stay, "no one to show" goes, the cards come."""
    sorry = a_reply(need="sells_sex", choices=(a_choice(),)).with_(
        messages=(Message("Ord.", "sv", "utter_sells_sex"), Message("Ingen.", "sv", "utter_no_cards"))
    )
    reply = say("hej", FakeRasa(RasaAnswer(sorry)))
    assert [card.service for card in reply.cards] == ["sells_sex-1", "sells_sex-2", "sells_sex-3"]
    assert [message.response for message in reply.messages] == ["utter_sells_sex"]
    assert reply.choices


def test_without_a_copy_the_constants_are_shown() -> None:
    """Neither directory nor copy: the visitor reads that something is wrong, 112, and whom to call."""
    sorry = a_reply(need="sells_sex").with_(messages=(Message("Ingen.", "sv", "utter_no_cards"),))
    reply = say("hej", FakeRasa(RasaAnswer(sorry)), published=lambda *_: ())
    assert [message.response for message in reply.messages] == ["gateway_silent"]
    assert "112" in words_of(reply)
    assert [card.service for card in reply.cards] == ["112", "kvinnofridslinjen"]


def test_a_danger_that_only_rasa_saw_has_numbers_even_without_a_copy() -> None:
    """The danger message stands alone, with the constants for it and no word of technical trouble."""
    code = "minor_exploited"
    spoken = Message("Ring 112.", "sv", f"utter_danger_{code}"), Message("Ingen.", "sv", "utter_no_cards")
    alarm = a_reply(need=code, crisis=True).with_(messages=spoken)
    reply = say("hej", FakeRasa(RasaAnswer(alarm)), published=lambda *_: ())
    assert [message.response for message in reply.messages] == [f"utter_danger_{code}"]
    assert [card.service for card in reply.cards] == [f"akut-{code}", "112", "kvinnofridslinjen"]


@pytest.mark.parametrize(
    "answer",
    [
        a_reply(need="greet"),
        a_reply(need=None),
        a_reply(need=None, choices=(a_choice(),)),
        a_reply(need="sells_sex", ended=True),
    ],
    ids=["no service need", "no need", "a question back", "the end"],
)
def test_no_cards_are_added_where_none_belong(answer: Reply) -> None:
    """Only an answered service need gets cards from the copy."""
    assert say("hej", FakeRasa(RasaAnswer(answer))).cards == ()


@pytest.mark.parametrize("broken", ["rasa", "net", "redact", "copy"])
def test_whatever_breaks_the_visitor_gets_112(broken: str) -> None:
    """No fault of any part leaves a visitor without an answer that names 112."""

    def fail(*_: object) -> Any:
        raise RuntimeError("hemlig text")

    rasa = FakeRasa(RasaAnswer(a_reply("Är du i fara nu: ring 112.", need="sells_sex")))
    changes: dict[str, Any] = {}
    if broken == "rasa":
        rasa.fault = RuntimeError("hemlig text")
    elif broken == "copy":
        changes["published"] = fail
    else:
        changes["net"] = replace(NET, find_danger=fail) if broken == "net" else replace(NET, redact=fail)
    assert "112" in words_of(say("hej", rasa, **changes))


def test_a_text_that_could_not_be_redacted_never_reaches_rasa() -> None:
    """When redaction fails there is no Rasa and no echo, but danger is still answered as danger."""

    def fail(text: str) -> str:
        raise RuntimeError(text)

    rasa = FakeRasa()
    parts = some_parts(rasa, net=replace(NET, redact=fail))
    exchange = run(parts.turns.say(a_session(parts), "990230-1234 fara"))
    assert exchange.said == ""
    assert rasa.said == []
    assert exchange.reply.crisis


def test_a_failing_net_counts_as_suspicion() -> None:
    """When the rules cannot judge, 112 is named above the answer."""

    def fail(text: str) -> None:
        raise RuntimeError

    reply = say("hej", net=replace(NET, find_danger=fail))
    assert reply.messages[0].response == "gateway_soft_danger"


def test_a_button_sends_its_meaning_and_nothing_typed() -> None:
    """The start button leads to its need's payload in the page's language."""
    rasa = FakeRasa()
    parts = some_parts(rasa)
    session = a_session(parts)
    exchange = run(parts.turns.choose(session, "2", "start"))
    assert rasa.chosen == [{"intent": "buys_sex"}]
    assert exchange.said == "Om buys_sex"
    assert rasa.said == []


def test_a_button_works_only_for_the_last_answer() -> None:
    """After the next answer the old button means nothing, even if its number exists again."""
    rasa = FakeRasa(RasaAnswer(a_reply(choices=(a_choice("1"),))))
    parts = some_parts(rasa)
    session = a_session(parts)
    first = run(parts.turns.say(session, "hej"))
    run(parts.turns.choose(session, "1", first.mark))
    with pytest.raises(BadChoice):
        run(parts.turns.choose(session, "1", first.mark))


def test_a_silent_button_gives_the_cards_of_where_it_led() -> None:
    """A button's need is known without Rasa."""
    parts = some_parts(FakeRasa(fault=RasaSilent()))
    reply = run(parts.turns.choose(a_session(parts), "2", "start")).reply
    assert reply.need == "buys_sex"
    assert reply.cards[0].service == "buys_sex-1"


def test_a_silent_button_that_names_a_danger_gets_the_danger_message() -> None:
    """Whoever presses "I am under 18" hears of the limit of confidentiality even when Rasa is down."""
    parts = some_parts(FakeRasa(fault=RasaSilent()))
    reply = run(parts.turns.choose(a_session(parts), "3", "start")).reply
    assert reply.crisis
    assert reply.messages[0].response == "gateway_danger_minor_exploited"
    assert reply.cards[0].service == "akut-minor_exploited"


def test_a_second_message_while_one_is_under_way_is_refused() -> None:
    """One turn at a time in one conversation."""
    parts, refused = _overlapping(Settings(answer_step=0))
    assert refused == ["Busy"]
    assert parts.sessions


def test_the_whole_house_takes_only_so_many_turns_at_once() -> None:
    """A full house refuses at once instead of letting everybody wait."""
    _, refused = _overlapping(Settings(answer_step=0, max_in_flight=1), other_session=True)
    assert refused == ["Busy"]


def _overlapping(settings: Settings, other_session: bool = False) -> tuple[Parts, list[str]]:
    """Lets a second turn begin while the first waits for Rasa; returns what the second was refused with."""
    rasa = FakeRasa()
    parts = some_parts(rasa, settings=settings)
    session = a_session(parts)
    refused: list[str] = []

    async def meanwhile() -> None:
        rasa.meanwhile = None
        try:
            await parts.turns.say(a_session(parts) if other_session else session, "igen")
        except Busy as fault:
            refused.append(type(fault).__name__)

    rasa.meanwhile = meanwhile
    run(parts.turns.say(session, "hej"))
    run(parts.turns.say(session, "efteråt går det bra"))
    return parts, refused


def test_six_messages_in_one_second_are_one_too_many() -> None:
    """Five at once, then one a second; the refusal says how long to wait and does not reach Rasa."""
    rasa, ticks = FakeRasa(), StoppedTicks()
    parts = some_parts(rasa, ticks)
    session = a_session(parts)
    for _ in range(5):
        run(parts.turns.say(session, "hej"))
    with pytest.raises(TooFast) as refusal:
        run(parts.turns.say(session, "hej"))
    assert refusal.value.retry_after == 1
    ticks.pass_(1)
    run(parts.turns.say(session, "hej"))
    assert len(rasa.said) == 6


def test_leaving_during_a_turn_forgets_what_the_turn_began() -> None:
    """The tracker that Rasa may have made after the deletion is deleted too, and nothing is remembered."""
    rasa = FakeRasa()
    parts = some_parts(rasa)
    secret, session = parts.sessions.open(parts.start.exchange("sv"))

    async def leave() -> None:
        parts.sessions.end(secret)

    rasa.meanwhile = leave
    run(parts.turns.say(session, "hej"))
    assert rasa.forgotten == [session.sender]
    assert session.exchanges == []


def test_the_page_follows_the_language_of_the_answer() -> None:
    """English answers turn the page English; an answer in a third language leaves it as it was."""
    rasa = FakeRasa(RasaAnswer(Reply("en", messages=(Message("Hello", "en", "utter_greet"),))))
    parts = some_parts(rasa)
    session = a_session(parts)
    run(parts.turns.say(session, "hello"))
    rasa.answer = RasaAnswer(Reply("other", messages=(Message("Salut", "ro", "utter_other_language"),)))
    run(parts.turns.say(session, "salut"))
    assert session.language == "en"
    assert rasa.languages == ["sv", "en"]


def test_conversations_do_not_mix() -> None:
    """Many visitors at once: each finds only their own words in their own conversation."""
    parts = some_parts()
    sessions = [a_session(parts) for _ in range(30)]

    async def everybody() -> list[Exchange]:
        return await asyncio.gather(*(parts.turns.say(s, f"kanarie {n}") for n, s in enumerate(sessions)))

    run(everybody())
    said = [[exchange.said for exchange in session.exchanges] for session in sessions]
    assert said == [["", f"kanarie {number}"] for number in range(30)]
    assert len({session.sender for session in sessions}) == 30
