"""The second look at who pays: what it learns from, and what it makes of a message."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.rasa_plugins.ranker import Ranker
from bot.rasa_plugins.second_look import ABOUT_PAYMENT, PAYER_PAIR, Payment
from bot.rasa_plugins.twin_messages import Twin, twin_messages

TOPICS = [
    ("he pays me for sex", "sells_sex"),
    ("they pay me for it every week", "sells_sex"),
    ("i pay her for sex", "buys_sex"),
    ("i pay for it every week", "buys_sex"),
    ("i have nowhere to live", "homelessness"),
    ("nowhere to live since last week", "homelessness"),
]
TWINS = [
    Twin("an envelope from her after", "sells_sex", "en", "h1"),
    Twin("an envelope to her after", "buys_sex", "en", "h1"),
    Twin("an envelope to the landlord", "money_help", "en", "h1"),
]


def trained(*twins: Twin) -> Ranker:
    """On each message three times: what two messages do not share is no feature."""
    texts, codes = [text for text, _ in TOPICS] * 3, [code for _, code in TOPICS] * 3
    return Ranker.trained(texts, codes, 40.0, 0.3, twins)


@pytest.mark.parametrize(("text", "about"), [("she pays me for sex", True), ("nowhere to live", False)])
def test_it_knows_what_is_about_payment(text: str, about: bool) -> None:
    """Against all other topics."""
    assert (trained().read(text).payment.about > 0.5) is about


@pytest.mark.parametrize(("text", "paid"), [("they pay me every week", True), ("i pay her", False)])
def test_it_knows_the_side(text: str, paid: bool) -> None:
    """Of a message that is about payment."""
    assert (trained().read(text).payment.paid > 0.5) is paid


def test_twins_teach_it_and_nothing_else() -> None:
    """The ranking of the topics is the same to the last digit, with them and without."""
    with_twins, without = trained(*TWINS * 3), trained()
    assert (with_twins.read("pay her").shares == without.read("pay her").shares).all()
    assert with_twins.read("pay her").payment != without.read("pay her").payment


def test_without_these_topics_nothing_is_about_payment() -> None:
    """Nor does training fail."""
    ranker = Ranker.trained(["hi there", "bye you"] * 3, ["greet", "goodbye"] * 3, 40.0, 0.3)
    assert ranker.read("hi").payment.about == 0


@pytest.mark.parametrize(("code", "likely"), [("sells_sex", 0.8), ("buys_sex", 0.2)])
def test_a_side_has_a_likelihood(code: str, likely: float) -> None:
    """The two make 1."""
    assert Payment(0.9, 0.8).side(code) == pytest.approx(likely)


def test_twins_are_read_from_their_files(tmp_path: Path) -> None:
    """With hand and language."""
    sells, buys = "han betalar mig\n      jag får betalt", "jag betalar"
    words = f"hands:\n  h1:\n    sells_sex: |\n      {sells}\n    buys_sex: |\n      {buys}\n"
    (tmp_path / "who_pays.sv.yml").write_text(words, "utf-8")
    assert list(twin_messages(tmp_path)) == [
        Twin("han betalar mig", "sells_sex", "sv", "h1"),
        Twin("jag får betalt", "sells_sex", "sv", "h1"),
        Twin("jag betalar", "buys_sex", "sv", "h1"),
    ]


def test_both_sides_are_told_as_often() -> None:
    """A twin without its other half would teach that one side is the likelier."""
    count = {code: sum(twin.code == code for twin in twin_messages()) for code in ABOUT_PAYMENT}
    one, other = (count[code] for code in PAYER_PAIR)
    assert one == pytest.approx(other, rel=0.02)
    assert min(count.values()) > 100
