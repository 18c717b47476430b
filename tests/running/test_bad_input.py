"""What no honest visitor sends: each gets a clear answer through both doors, and the conversation goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from bot.gateway import words
from tests.running.assistant import Assistant
from tests.running.visitor import FORM, Answer, DoorVisitor, PageVisitor

pytestmark = [pytest.mark.running, pytest.mark.slow, pytest.mark.timeout(300)]

TABLE: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_name("bad_input.yml").read_text("utf-8"))
ORDINARY, OTHERS = TABLE["ordinary"], TABLE["others"]
WORDS = words.load()["sv"]
FIRST_CARD = "mikamottagningen-sthlm"


@pytest.fixture
def page(assistant: Assistant) -> Iterator[PageVisitor]:
    """A visitor at the page who has been shown services."""
    with PageVisitor(assistant.url("CHAT")) as visitor:
        assert visitor.say(ORDINARY).names("tel:")
        yield visitor


@pytest.fixture
def door(assistant: Assistant) -> Iterator[DoorVisitor]:
    """A tester who has been shown services."""
    with DoorVisitor(assistant.url("TESTER")) as visitor:
        visitor.say(ORDINARY)
        assert cards(visitor.last)[0] == FIRST_CARD
        yield visitor


def cards(reply: Mapping[str, Any]) -> list[str]:
    """The services of a reply."""
    return [card["service"] for card in reply["cards"]]


def gist(reply: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a reply comes to."""
    return reply["need"], reply["crisis"], [said["response"] for said in reply["messages"]], cards(reply)


def words_for(name: str) -> str:
    """A line of the gateway's, or the heading of a problem's page."""
    if name.startswith("problems."):
        return str(WORDS["problems"][name.removeprefix("problems.")]["heading"])
    return str(WORDS[name])


def page_goes_on(page: PageVisitor) -> None:
    """What was said before is shown, and the next turn knows it."""
    before = page.look()
    assert ORDINARY in before.text
    more = page.say(OTHERS)
    assert more.status == 200
    # One answer more with services; an odd text may itself have been taken for a need and shown some.
    assert shown(more) == shown(before) + 1


def shown(answer: Answer) -> int:
    """How many answers on the page show services."""
    return answer.text.count('class="cards"')


def door_goes_on(door: DoorVisitor) -> None:
    """The next turn knows what was shown: by the odd text, if it was taken for a need, or before it."""
    before = cards(door.last) if door.last.get("cards") else [FIRST_CARD]
    assert door.say(OTHERS).status == 200
    assert cards(door.last)
    assert set(before).isdisjoint(cards(door.last))


def is_useful(answer: Answer) -> bool:
    """A whole page, or a reply with words, and no trace of machinery."""
    whole = "</html>" in answer.text or '"messages"' in answer.text
    return whole and not answer.names("Traceback", "Internal Server Error", "Exception")


@pytest.mark.parametrize("row", TABLE["texts"], ids=lambda row: row["what"])
def test_an_odd_text_on_the_page(page: PageVisitor, row: Mapping[str, Any]) -> None:
    """Answered with the words that belong to it; then the conversation goes on."""
    answer = page.say(row["text"] * row.get("times", 1))
    assert answer.status == row["page"]
    assert is_useful(answer)
    if "says" in row:
        assert words_for(row["says"]) in answer.text
    page_goes_on(page)


@pytest.mark.parametrize("row", TABLE["texts"], ids=lambda row: row["what"])
def test_an_odd_text_at_the_door(door: DoorVisitor, row: Mapping[str, Any]) -> None:
    """The same, as JSON: a reply, or the name of the problem."""
    answer = door.say(row["text"] * row.get("times", 1))
    assert answer.status == row["door"]
    says = row.get("says", "")
    if says.startswith("problems."):
        assert door.last == {"error": says.removeprefix("problems.")}
    elif says:
        assert gist(door.last) == (None, False, [f"gateway_{says}"], [])
    else:
        assert door.last["messages"]
    door_goes_on(door)


@pytest.mark.parametrize("text", TABLE["commands"])
def test_a_command_is_only_words(assistant: Assistant, text: str) -> None:
    """It does and says what the same words without the sign do and say: nothing is obeyed."""
    replies = []
    for said in (text, text.lstrip(" /∕／")):
        with DoorVisitor(assistant.url("TESTER")) as door:
            door.say(ORDINARY)
            assert door.say(said).status == 200
            replies.append(gist(door.last))
            assert door.say(OTHERS).status == 200
            replies.append(gist(door.last))
    assert replies[:2] == replies[2:]
    assert replies[0][2] != []


@pytest.mark.parametrize("text", TABLE["commands"])
def test_a_command_on_the_page_leaves_the_conversation_there(page: PageVisitor, text: str) -> None:
    """What was said before is still shown, and the next message is answered."""
    assert is_useful(page.say(text))
    assert ORDINARY in page.look().text
    assert page.say(ORDINARY).names("tel:")


@pytest.mark.parametrize(
    "choice", ["1", "deadbeef.1", ".", "start.1", "start.999", "sells_sex", "/restart", "9" * 99]
)
def test_a_forged_button_on_the_page(page: PageVisitor, choice: str) -> None:
    """Only the buttons of the last answer mean anything."""
    answer = page.send(choice=choice)
    assert answer.status == 409
    assert words_for("problems.bad_choice") in answer.text
    page_goes_on(page)


@pytest.mark.parametrize("choice", ["0", "999", "", "sells_sex", "/restart", "1.1"])
def test_a_forged_button_at_the_door(door: DoorVisitor, choice: str) -> None:
    """A number that the last answer did not have."""
    assert door.choose(choice).status == 409
    assert door.last == {"error": "bad_choice"}
    door_goes_on(door)


def test_a_button_of_an_older_answer_is_refused_in_words(page: PageVisitor) -> None:
    """A page that stood open in a second tab."""
    title, old = next(iter(page.buttons.items()))
    page.say(OTHERS)
    assert page.send(choice=old).status == 409
    assert ORDINARY in page.look().text
    assert page.buttons.get(title) != old


BODIES: dict[str, tuple[bytes, str | None]] = {
    "no content type": (b"text=hej", None),
    "JSON": (b'{"text": "hej"}', "application/json"),
    "several parts": (b"--x\r\n\r\nhej\r\n--x--", "multipart/form-data; boundary=x"),
    "plain text": (b"hej", "text/plain"),
    "not ASCII": (b"text=\xff\xfe\x00", FORM),
    "too many fields": (b"&".join(b"text=hej" for _ in range(50)), FORM),
}


@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_no_form_sends(page: PageVisitor, body: str) -> None:
    """Said so on a page, with a way back; the conversation is not touched."""
    answer = page.send_raw(*BODIES[body])
    assert answer.status == 400
    assert words_for("problems.unreadable") in answer.text
    assert answer.names('href="/"')
    page_goes_on(page)


def test_bytes_in_a_form_that_are_no_writing(page: PageVisitor) -> None:
    """Percent-encoded, so the form is whole, but not UTF-8."""
    answer = page.send_raw(b"text=hej+%ff%fe%c3")
    assert answer.status == 200
    assert words_for("not_text") in answer.text
    page_goes_on(page)


JSONS: dict[str, bytes] = {
    "nothing": b"",
    "a bracket": b"{",
    "ten thousand brackets": b"[" * 10_000,
    "not UTF-8": b'{"text": "\xff\xfe"}',
    "a list": b"[]",
    "a number": b"7",
    "null": b"null",
    "no text": b'{"conversation": null}',
    "text and button": b'{"text": "hej", "choose": "1"}',
    "text of another kind": b'{"text": {"$ne": null}}',
    "conversation of another kind": b'{"conversation": ["x"], "text": "hej"}',
    "no JSON": b"text=hej",
}


@pytest.mark.parametrize("body", JSONS)
def test_a_body_that_is_no_turn(door: DoorVisitor, body: str) -> None:
    """400 and its name; the conversation is not touched."""
    assert door.send_raw(JSONS[body], None).status == 400
    assert door.last == {"error": "unreadable"}
    door_goes_on(door)


def test_half_a_letter_in_json(door: DoorVisitor) -> None:
    """Half of a pair of code units: no writing, and no fault of ours."""
    body = f'{{"conversation": "{door.conversation}", "text": "\\ud83d"}}'
    assert door.send_raw(body.encode()).status == 200
    assert gist(door.last) == (None, False, ["gateway_not_text"], [])
    door_goes_on(door)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_a_wrong_method(page: PageVisitor, door: DoorVisitor, method: str) -> None:
    """A page that says so with numbers to call, JSON at the door; nothing is touched."""
    on_page = page.request(method, "/")
    assert on_page.status_code == 404
    assert words_for("problems.not_found") in on_page.text
    assert "tel:" in on_page.text
    at_door = door.request(method, "/turn")
    assert (at_door.status_code, at_door.json()) == (404, {"error": "not_found"})
    page_goes_on(page)
    door_goes_on(door)


@pytest.mark.parametrize(
    "cookie",
    ["s=nosuch", "s=", "s=" + "x" * 4000, 's="a b"', "s=1; s=2"],
    ids=["unknown", "empty", "long", "quoted", "two"],
)
def test_an_unknown_cookie_opens_no_conversation(assistant: Assistant, cookie: str) -> None:
    """The page begins anew for it; a form whose token belongs to another cookie is refused."""
    with PageVisitor(assistant.url("CHAT"), Cookie=cookie) as stranger:
        assert stranger.look().status == 200
        assert ORDINARY not in stranger.look().text
    with PageVisitor(assistant.url("CHAT")) as visitor:
        visitor.http.cookies.clear()
        visitor.http.headers["Cookie"] = cookie
        assert visitor.say(ORDINARY).status == 403  # its token was made for another cookie


@pytest.mark.parametrize(
    "conversation",
    ["nosuch", "", "x" * 4000, "default", "../x", "\0"],
    ids=["unknown", "empty", "long", "Rasa's own", "a path", "a zero byte"],
)
def test_an_unknown_conversation_at_the_door(assistant: Assistant, conversation: str) -> None:
    """410 whatever is sent to it; forgetting it does no harm."""
    with DoorVisitor(assistant.url("TESTER")) as door:
        for sent in ({"text": "hej"}, {"choose": "1"}):
            assert door.send({"conversation": conversation, **sent}).status == 410
            assert door.last == {"error": "gone"}
    path = httpx.URL(assistant.url("TESTER")).join("/turn/nosuch")
    assert httpx.delete(path).status_code == 204


def test_a_button_of_a_conversation_that_is_over(page: PageVisitor) -> None:
    """Told that it has ended, not that something broke."""
    button = next(iter(page.buttons.values()))
    page.send(do="delete")
    page.look()
    answer = page.send(choice=button)
    assert answer.status == 410
    assert words_for("problems.gone") in answer.text


def test_another_sites_form_is_refused(page: PageVisitor) -> None:
    """Without the token, and with a browser that says where it comes from."""
    page.token, right = "0" * 32, page.token
    assert page.send(text="hej").status == 403
    page.token = right
    page.http.headers["Sec-Fetch-Site"] = "cross-site"
    assert page.send(text="hej").status == 403
    del page.http.headers["Sec-Fetch-Site"]
    page_goes_on(page)
