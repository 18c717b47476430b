"""The form: ours or another's, readable or not."""

from __future__ import annotations

import pytest

from tests.bot.gateway.builders import FakeRasa, a_visitor, text_of

HONEST = "application/x-www-form-urlencoded"


def test_the_token_fits_only_its_own_cookie() -> None:
    """A browser that does not say where a form comes from must bring the token of its cookie."""
    rasa = FakeRasa()
    visitor, other = a_visitor(rasa), a_visitor()
    tokens = [text_of(who.get()).split('name="token" value="')[1].split('"')[0] for who in (visitor, other)]
    unsaid = {"sec-fetch-site": ""}
    assert visitor.post(unsaid, text="hej", token=tokens[1]).status_code == 403
    assert visitor.post(unsaid, text="hej").status_code == 403
    assert visitor.post(unsaid, text="hej", token="å").status_code == 403
    assert rasa.said == []
    assert visitor.post(unsaid, text="hej", token=tokens[0]).status_code == 303


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    "fields", [{"text": "hej"}, {"do": "delete"}, {"language": "en"}, {"choice": "start.1"}]
)
def test_another_site_can_neither_write_nor_delete_nor_switch(site: str, fields: dict[str, str]) -> None:
    """Even with the right token: the browser's own word decides, and no cookie is set."""
    rasa = FakeRasa()
    visitor = a_visitor(rasa)
    token = text_of(visitor.say("hemligt")).split('name="token" value="')[1].split('"')[0]
    answer = visitor.post({"sec-fetch-site": site}, token=token, **fields)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert "clear-site-data" not in answer.headers
    assert rasa.said == ["hemligt"]
    page = visitor.get().text
    assert "hemligt" in page
    assert '<html lang="sv">' in page


def test_an_honest_form_under_no_referrer_is_taken() -> None:
    """Such a form sends `Origin: null` and no Referer; neither is asked."""
    visitor = a_visitor()
    visitor.get()
    assert visitor.post({"origin": "null"}, text="hej").status_code == 303


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b'{"text": "hej"}', 400),
        ("multipart/form-data; boundary=x", b"--x--", 400),
        ("text/plain", b"text=hej", 400),
        (HONEST, "text=hej å".encode(), 400),
        (HONEST, b"&".join(b"a=1" for _ in range(50)), 400),
        (HONEST, b"text=" + b"x" * 17000, 413),
        (HONEST, b"", 303),
        (HONEST + "; charset=utf-8", b"text=hej", 303),
    ],
)
def test_what_no_page_of_ours_sends_is_refused(kind: str, body: bytes, status: int) -> None:
    """Other types, too many fields and raw bytes are unreadable; too much is too long."""
    visitor = a_visitor()
    visitor.get()
    answer = visitor.ask("POST", "/", {"content-type": kind}, content=body)
    assert answer.status_code == status
    if status != 303:
        assert "tel:112" in answer.text


def test_bytes_that_are_no_writing_get_a_clear_line() -> None:
    """A percent-encoded binary is answered by the gateway, not passed on."""
    rasa = FakeRasa()
    visitor = a_visitor(rasa)
    visitor.get()
    visitor.ask("POST", "/", {"content-type": HONEST}, content=b"text=%ff%fe%00")
    assert "Jag kan bara läsa vanlig text" in visitor.get().text
    assert rasa.said == []
