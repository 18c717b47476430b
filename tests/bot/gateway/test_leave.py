"""Quick exit."""

from __future__ import annotations

import pytest

from bot.gateway.errors import RasaSilent
from tests.bot.gateway.builders import LEAVE_TO, FakeRasa, Visitor, a_visitor, run


def test_leaving_forgets_clears_and_goes_to_the_neutral_page() -> None:
    """Server, Rasa and browser forget; the answer leads away."""
    rasa = FakeRasa()
    visitor = a_visitor(rasa)
    visitor.say("hemligt")
    answer = visitor.get("/lamna")
    assert (answer.status_code, answer.headers["location"]) == (303, LEAVE_TO)
    assert answer.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert rasa.forgotten == rasa.senders
    assert len(visitor._app.state.parts.sessions) == 0


def test_leaving_twice_or_without_a_conversation_leads_away_too() -> None:
    """The exit always works."""
    visitor = a_visitor()
    assert visitor.get("/lamna").status_code == 303
    assert visitor.get("/lamna").headers["location"] == LEAVE_TO


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-purpose": "prefetch"},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"x-moz": "prefetch"},
    ],
)
def test_a_browser_that_fetches_ahead_ends_nothing(headers: dict[str, str]) -> None:
    """The conversation lives on, and the answer cannot be kept for the real press."""
    visitor = a_visitor()
    visitor.say("hemligt")
    answer = visitor.ask("GET", "/lamna", headers)
    assert answer.status_code == 503
    assert "location" not in answer.headers
    assert "hemligt" in visitor.get().text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_cannot_end_a_conversation(site: str) -> None:
    """An image or link on another page leads away and clears nothing."""
    visitor = a_visitor()
    visitor.say("hemligt")
    answer = visitor.ask("GET", "/lamna", {"sec-fetch-site": site})
    assert answer.headers["location"] == LEAVE_TO
    assert "clear-site-data" not in answer.headers
    assert "hemligt" in visitor.get().text


def test_head_ends_nothing() -> None:
    """Link checkers ask with HEAD."""
    visitor = a_visitor()
    visitor.say("hemligt")
    visitor.ask("HEAD", "/lamna", {})
    assert "hemligt" in visitor.get().text


def test_leaving_does_not_wait_for_rasa_and_rasa_forgets_later() -> None:
    """With Rasa down the visitor is away at once; the tracker goes at the next sweep."""
    rasa = FakeRasa()
    visitor = a_visitor(rasa)
    visitor.say("hej")
    rasa.fault = RasaSilent()
    assert visitor.get("/lamna").status_code == 303
    assert rasa.forgotten == []
    rasa.fault = None
    parts = visitor._app.state.parts
    run(parts.forgetting.sweep(parts.sessions, parts.new_sessions))
    assert rasa.forgotten == rasa.senders


def test_the_cookie_after_the_exit_is_a_stranger() -> None:
    """Whoever comes back with the old cookie meets the opening."""
    visitor = a_visitor()
    visitor.say("hemligt")
    old = visitor.cookies["s"]
    visitor.get("/lamna")
    again = Visitor(visitor._app)
    again.cookies.set("s", old)
    assert "hemligt" not in again.get().text
