"""The chat page as a browser without script sees it, and as our script does."""

from __future__ import annotations

import re

import pytest

from bot.gateway.neighbours import RasaAnswer
from bot.gateway.reply import Message, Reply
from bot.gateway.settings import Settings
from tests.bot.gateway.builders import (
    FakeRasa,
    StoppedTicks,
    Visitor,
    a_choice,
    a_reply,
    a_visitor,
    text_of,
)

SCRIPT = {"x-requested-with": "fetch"}


def test_the_first_page_says_robot_nobody_reads_and_112_before_anything_else() -> None:
    """And it offers the start topics and free text at once."""
    page = text_of(a_visitor().get())
    places = [page.index(words) for words in ("robot", "Ingen människa läser", 'tel:112">112', "<textarea")]
    assert places == sorted(places)
    assert re.findall(r'name="choice" value="(start\.\d)"', page) == ["start.1", "start.2", "start.3"]


def test_the_exit_is_the_first_thing_that_can_be_reached() -> None:
    """No link, button or field stands before it on any page."""
    visitor = a_visitor()
    for path in ("/", "/akut", "/integritet", "/finns-inte"):
        first = re.search(r"<(a|button|input|textarea|summary)\b[^>]*>", text_of(visitor.get(path)))
        assert first is not None
        assert 'href="/lamna"' in first.group()


def test_a_first_visit_costs_no_memory() -> None:
    """Crawlers and passers-by get a cookie, but nothing is kept for them until they write."""
    visitor = a_visitor()
    sessions = visitor._app.state.parts.sessions
    visitor.get()
    assert len(sessions) == 0
    visitor.post(text="hej")
    assert len(sessions) == 1


def test_post_leads_back_to_get_and_the_page_shows_the_turn() -> None:
    """303 to the one address; what was written and answered stands there, escaped."""
    visitor = a_visitor(FakeRasa(RasaAnswer(a_reply("<b>Svar</b>\n\n- ett\n- två"))))
    visitor.get()
    sent = visitor.post(text="<script>hej</script>")
    assert (sent.status_code, sent.headers["location"]) == (303, "/")
    page = text_of(visitor.get())
    assert "&lt;script&gt;hej" in page
    assert "<p>&lt;b&gt;Svar&lt;/b&gt;</p><ul><li>ett</li><li>två</li></ul>" in page


def test_the_newest_answer_takes_the_focus() -> None:
    """Without script, a reader begins at the newest answer and not at the top."""
    page = text_of(a_visitor().say("hej"))
    assert page.count("autofocus") == 1
    assert page.index("autofocus") > page.index('class="mine"')


def test_our_script_gets_only_the_new_turn() -> None:
    """A fragment with the turn and the token for the next message."""
    visitor = a_visitor()
    visitor.get()
    page = text_of(visitor.post(SCRIPT, text="hej"))
    assert "Här är ett svar." in page
    assert "robot" not in page
    token = re.search(r'name="token" value="(\w+)"', page)
    assert token is not None
    assert visitor.post(SCRIPT | {"sec-fetch-site": ""}, text="igen", token=token.group(1)).status_code == 200


def test_a_conversation_never_keeps_the_cookie_of_before() -> None:
    """A value that someone read or planted in the browser before the first message opens nothing."""
    visitor = a_visitor()
    visitor.get()
    before = visitor.cookies["s"]
    visitor.post(text="hemligt")
    assert visitor.cookies["s"] != before
    spy = Visitor(visitor._app)
    spy.cookies.set("s", before)
    assert "hemligt" not in spy.get().text


def test_nobody_else_sees_the_conversation() -> None:
    """Another browser, no cookie and a guessed cookie all get the opening only."""
    visitor = a_visitor()
    visitor.say("hemligt")
    for cookie in (None, "s" * 43, ""):
        stranger = Visitor(visitor._app)
        if cookie is not None:
            stranger.cookies.set("s", cookie)
        assert "hemligt" not in stranger.get().text


def test_only_the_newest_buttons_are_on_the_page() -> None:
    """Older answers keep their words and lose their buttons."""
    visitor = a_visitor(FakeRasa(RasaAnswer(a_reply(choices=(a_choice("1", "Visa andra"),)))))
    visitor.say("hej")
    page = text_of(visitor.say("igen"))
    assert page.count("Visa andra") == 1
    assert "start.1" not in page


def test_pressing_a_start_button_begins_a_conversation() -> None:
    """The first press needs no message before it, and shows what was pressed."""
    rasa = FakeRasa()
    visitor = a_visitor(rasa)
    visitor.get()
    visitor.post(choice="start.1", text="ett utkast som inte skickades")
    assert rasa.chosen == [{"intent": "sells_sex"}]
    page = text_of(visitor.get())
    assert "Om sells_sex" in page
    assert "utkast" not in page


@pytest.mark.parametrize(
    "choice", ["start.9", "start.", "start.-1", "start.1e0", "9f.1", "1", ".", "start.1;drop", "/restart.1"]
)
def test_forged_buttons_reach_nothing(choice: str) -> None:
    """Only a button that the last answer showed means something."""
    rasa = FakeRasa()
    visitor = a_visitor(rasa)
    visitor.get()
    visitor.post(text="hej")
    assert visitor.post(choice=choice).status_code == 409
    assert rasa.chosen == []


def test_a_button_of_a_conversation_that_is_over_says_so() -> None:
    """After the time limit an old button does not press one of the same number in a new conversation."""
    ticks = StoppedTicks()
    rasa = FakeRasa(RasaAnswer(a_reply(choices=(a_choice("1"),))))
    visitor = a_visitor(rasa, ticks=ticks)
    value = re.search(r'value="(\w+\.1)"', text_of(visitor.say("hej")))
    assert value is not None
    ticks.pass_(3600)
    answer = visitor.post(choice=value.group(1))
    assert answer.status_code == 410
    assert "112" in answer.text
    assert rasa.chosen == []


def test_words_after_the_time_limit_begin_a_new_conversation() -> None:
    """Whoever writes after a long silence is answered, and finds nothing of before."""
    ticks = StoppedTicks()
    visitor = a_visitor(ticks=ticks)
    visitor.say("det gamla")
    ticks.pass_(3600)
    page = visitor.say("det nya").text
    assert "det nya" in page
    assert "det gamla" not in page


def test_without_cookies_the_visitor_is_told_and_gets_numbers() -> None:
    """A browser that keeps no cookie cannot hold a conversation; it gets help all the same."""
    answer = a_visitor().post(text="hej")
    assert answer.status_code == 410
    assert "kaka" in answer.text
    assert "tel:112" in answer.text


def test_the_language_button_turns_the_page_and_the_opening() -> None:
    """The address stays; html lang, words and start buttons are English, and English is asked of Rasa."""
    rasa = FakeRasa()
    visitor = a_visitor(rasa)
    visitor.get()
    assert visitor.post(language="en").headers["location"] == "/"
    page = text_of(visitor.get())
    assert '<html lang="en">' in page
    assert "I am a robot" in page
    assert "About sells_sex" in page
    assert "Jag är en robot" not in page
    visitor.post(text="hello")
    assert rasa.languages == ["en"]


def test_the_language_button_keeps_what_was_said() -> None:
    """In the middle of a conversation only the frame changes."""
    visitor = a_visitor()
    visitor.say("hej")
    visitor.post(language="en")
    page = text_of(visitor.get())
    assert '<html lang="en">' in page
    assert "Här är ett svar." in page
    assert '<div lang="sv" dir="ltr"><p>Här är ett svar.</p></div>' in page


def test_the_first_language_is_the_browsers() -> None:
    """An English browser meets an English page with the same title."""
    english = Visitor(a_visitor()._app, **{"accept-language": "en-GB,en;q=0.9,sv;q=0.1"})
    page = text_of(english.get())
    assert '<html lang="en">' in page
    assert "<title>Hitta rätt – frågor och svar</title>" in page


def test_delete_forgets_everywhere_and_says_so() -> None:
    """The button ends the conversation here, in Rasa and in the browser."""
    rasa = FakeRasa()
    visitor = a_visitor(rasa)
    visitor.say("hemligt")
    answer = visitor.post(do="delete")
    assert "Samtalet är raderat" in answer.text
    assert "historik" in answer.text
    assert "hemligt" not in answer.text
    assert answer.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    assert rasa.forgotten == rasa.senders
    assert "hemligt" not in visitor.get().text
    assert not visitor.cookies.get("s") or visitor._app.state.parts.sessions._all == {}


def test_words_that_end_the_conversation_do_the_same() -> None:
    """ "Radera allt" in words: Rasa's answer is shown once and everything is gone."""
    rasa = FakeRasa(RasaAnswer(a_reply("Allt är borta.", ended=True)))
    visitor = a_visitor(rasa)
    visitor.get()
    answer = visitor.post(text="radera allt")
    assert answer.status_code == 200
    assert "Allt är borta." in answer.text
    assert "clear-site-data" in answer.headers
    assert rasa.forgotten == rasa.senders
    assert len(visitor._app.state.parts.sessions) == 0


def test_keep_extends_the_time_and_shows_nothing() -> None:
    """One press before the time is up gives another fifteen minutes."""
    ticks = StoppedTicks()
    visitor = a_visitor(ticks=ticks)
    visitor.say("hej")
    ticks.pass_(14 * 60)
    assert visitor.post(SCRIPT, do="keep").status_code == 204
    ticks.pass_(14 * 60)
    assert "hej" in visitor.get().text
    ticks.pass_(16 * 60)
    assert visitor.post(SCRIPT, do="keep").status_code == 410


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("x" * 1001, 413, "längre än 1000"),
        ("ก" * 1000, 303, ""),
        ("🙂" * 1000, 303, ""),
        ("x" * 20000, 413, "längre"),
    ],
    ids=["one too many", "1000 in Thai", "1000 emoji", "a flood"],
)
def test_the_limit_is_a_thousand_characters_in_every_script(text: str, status: int, words: str) -> None:
    """Not bytes: a Thai message may be as long as a Swedish one."""
    visitor = a_visitor()
    visitor.get()
    answer = visitor.post(text=text)
    assert answer.status_code == status
    assert words in answer.text


def test_a_hasty_visitor_is_told_to_wait_beside_the_box() -> None:
    """With script the words stay in the box and one line says how to go on; without, it is a page."""
    visitor = a_visitor()
    visitor.get()
    for _ in range(5):
        visitor.post(text="hej")
    beside, page = visitor.post(SCRIPT, text="hej"), visitor.post(text="hej")
    assert beside.status_code == page.status_code == 429
    assert beside.headers["retry-after"] == "1"
    assert '<p id="fel">' in beside.text
    assert "<main" not in beside.text
    assert "<main" in page.text


def test_a_full_house_gives_numbers_to_call() -> None:
    """Nobody stands before a closed door without 112 and the others."""
    visitor = a_visitor(settings=Settings(answer_step=0, max_sessions=0))
    visitor.get()
    answer = visitor.post(text="hej")
    assert answer.status_code == 503
    assert "tel:112" in answer.text
    assert "tel:+46701740605" in answer.text


def test_one_network_cannot_fill_the_house() -> None:
    """After thirty new conversations from one network the next must wait; another network need not."""
    first = a_visitor()
    for _ in range(30):
        visitor = Visitor(first._app)
        visitor.get()
        assert visitor.post(text="hej").status_code == 303
    visitor = Visitor(first._app)
    visitor.get()
    assert visitor.post(text="hej").status_code == 503
    visitor.address = "198.51.100.1"
    assert visitor.post(text="hej").status_code == 303


def test_a_third_language_keeps_its_direction_and_name() -> None:
    """Words in Arabic carry lang and direction for readers and screen readers."""
    answer = Reply("other", messages=(Message("مرحبا", "ar", "utter_other_language"),))
    page = text_of(a_visitor(FakeRasa(RasaAnswer(answer))).say("مرحبا"))
    assert '<div lang="ar" dir="rtl"><p>مرحبا</p></div>' in page
