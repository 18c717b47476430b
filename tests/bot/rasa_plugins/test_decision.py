"""The order of harm: what is done with a message, given all that was read out of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rasa_plugins.age import is_adult, is_minor, own_age, without_own_age
from bot.rasa_plugins.decision import Decision, Level, Reading, Thresholds, decide
from bot.rasa_plugins.second_look import PAYER_PAIR, Payment
from bot.rasa_plugins.topics import topics
from tests.bot.rasa_plugins.builders import CRISES, NEEDS, a_reading

# Fixed here: these tests are about the order of decisions, not about where the bands are set today.
LIMITS = Thresholds(
    act=0.35, margin=0.08, crisis_act=0.5, crisis_margin=0.2, crisis=0.3, mass=0.5, agree=0.1, doubt=0.05,
    soft=0.25, role=0.55, pair=0.35,
)  # fmt: skip
CHILD, FAINT = ("minor_exploited", "hard"), ("suicide_risk", "soft")
SURE = ("immediate_danger", "hard")
LEARNT = [*topics(), "vague", "ask_role"]
OWN_INTENTS = {"other_language", "tell_place", "ask_role", "nlu_fallback", "not_understood_again"}
OWN_INTENTS |= {"danger_unclear", "tell_person", "rather_not_say"}
DANGERS = {*CRISES, "danger_unclear"}
ASKING = {"ask_role", "nlu_fallback", "danger_unclear"}


def decision(ranking: str = "greet 0.9, thanks 0.02", **read: Any) -> Decision:
    """The decision for a hand-made reading."""
    return decide(a_reading(ranking, **read), CRISES, NEEDS, LIMITS)


@pytest.mark.parametrize(
    ("ranking", "read", "intent", "soft"),
    [
        # the rules are sure: their danger stands, but the model may doubt which one it is
        ("greet 0.7, suicide_risk 0.1", {"danger": ("suicide_risk", "hard")}, "suicide_risk", False),
        ("greet 0.9, suicide_risk 0.05", {"danger": ("suicide_risk", "hard")}, "danger_unclear", False),
        ("vague 0.9, thanks 0.01", {"danger": ("suicide_risk", "hard")}, "danger_unclear", False),
        ("addiction 0.3, thanks 0.01", {"danger": ("suicide_risk", "hard")}, "danger_unclear", False),
        # only a model that is sure of something else, and sees next to no danger, makes it one line
        ("out_of_scope 0.9, suicide_risk 0.04", {"danger": ("suicide_risk", "hard")}, "out_of_scope", True),
        ("sells_sex 0.9, greet 0.01", {"danger": SURE, "minor": True}, "danger_unclear", False),
        ("addiction 0.9, suicide_risk 0.09", {"danger": ("suicide_risk", "hard")}, "danger_unclear", False),
        ("greet 0.9, thanks 0.1", {"danger": SURE, "language": "other"}, "immediate_danger", False),
        ("greet 0.4, immediate_danger 0.2", {"danger": SURE, "only_place": True}, "immediate_danger", False),
        # the model is sure, or the crises together are
        ("sexual_assault 0.5, greet 0.3", {}, "sexual_assault", False),
        # danger, but which? 112 first, then the question
        ("sexual_assault 0.49, greet 0.1", {}, "danger_unclear", False),
        ("sexual_assault 0.5, partner_violence 0.31", {}, "danger_unclear", False),
        ("sexual_assault 0.3, greet 0.29", {}, "danger_unclear", False),
        ("greet 0.4, suicide_risk 0.29, immediate_danger 0.25", {}, "danger_unclear", False),
        ("suicide_risk 0.29, greet 0.28", {}, "nlu_fallback", True),
        # a child among adults' services
        ("sells_sex 0.9, greet 0.01", {"minor": True}, "minor_exploited", False),
        ("ask_role 0.4, sells_sex 0.2", {"minor": True}, "minor_exploited", False),
        ("ask_role 0.2, greet 0.1", {"minor": True}, "nlu_fallback", False),
        ("addiction 0.9, greet 0.01", {"minor": True}, "addiction", False),
        ("sells_sex 0.9, greet 0.01", {"danger": CHILD}, "danger_unclear", False),
        # a grown-up's story is no child's, whatever the model or a rule made of a number in it
        ("minor_exploited 0.6, sells_sex 0.35, greet 0.01", {"adult": True}, "sells_sex", False),
        ("minor_exploited 0.6, sells_sex 0.35, greet 0.01", {"adult": True, "danger": CHILD}, "sells_sex", 1),
        # people thank, and then say that they will die
        ("thanks 0.9, greet 0.01", {"danger": ("suicide_risk", "hard")}, "danger_unclear", False),
        # what its words settle goes before what the model makes of it, never before a danger of the rules
        ("suicide_risk 0.9, deny 0.05", {"plain": "rather_not_say"}, "rather_not_say", False),
        ("suicide_risk 0.9, deny 0.05", {"plain": "tell_place", "danger": SURE}, "danger_unclear", False),
        ("suicide_risk 0.9, deny 0.05", {"plain": "tell_place", "danger": FAINT}, "suicide_risk", False),
        # asked who pays, the words decide alone
        ("vague 0.9, deny 0.05", {"asked_role": True, "roles": {"pays"}}, "buys_sex", False),
        ("vague 0.9, deny 0.05", {"asked_role": True, "roles": {"pays", "is_paid"}}, "nlu_fallback", False),
        ("suicide_risk 0.9, deny 0.05", {"asked_role": True, "roles": {"is_paid"}}, "suicide_risk", False),
        ("vague 0.9, deny 0.05", {"roles": {"pays"}}, "nlu_fallback", False),
        # another language: the model's guess at it is noise, the rules' are not
        ("immediate_danger 0.9, greet 0.01", {"language": "other"}, "other_language", True),
        ("sells_sex 0.9, greet 0.01", {"language": "other"}, "other_language", False),
        ("sells_sex 0.9, greet 0.01", {"language": None}, "sells_sex", False),
        # in doubt about danger: one line above the ordinary answer
        ("addiction 0.7, suicide_risk 0.25", {}, "addiction", True),
        ("addiction 0.7, suicide_risk 0.24", {}, "addiction", False),
        ("addiction 0.7, greet 0.02", {"danger": ("suicide_risk", "soft")}, "addiction", True),
        # a place alone
        ("greet 0.3, thanks 0.2", {"only_place": True}, "tell_place", False),
        # what fits the writer, or that they would rather not say; a danger goes first
        ("deny 0.9, thanks 0.1", {"only_person": True}, "tell_person", False),
        ("deny 0.4, immediate_danger 0.2", {"only_person": True, "danger": SURE}, "immediate_danger", False),
        # paid, or was paid?
        ("sells_sex 0.6, buys_sex 0.21", {}, "ask_role", False),
        ("buys_sex 0.6, sells_sex 0.21", {}, "ask_role", False),
        ("buys_sex 0.6, sells_sex 0.2", {}, "buys_sex", False),
        ("buys_sex 0.54, addiction 0.1", {}, "ask_role", False),
        ("sells_sex 0.36, addiction 0.1", {}, "ask_role", False),
        ("sells_sex 0.34, addiction 0.1", {}, "nlu_fallback", False),
        ("ask_role 0.3, buys_sex 0.1, sells_sex 0.1", {}, "ask_role", False),
        ("ask_role 0.2, buys_sex 0.1, addiction 0.05", {}, "nlu_fallback", False),
        ("addiction 0.5, sells_sex 0.2, buys_sex 0.2", {}, "addiction", False),
        # ... unless the words say it: they confirm the model or make it ask, and decide nothing alone
        ("sells_sex 0.4, buys_sex 0.3", {"roles": {"is_paid"}}, "sells_sex", False),
        ("buys_sex 0.4, sells_sex 0.3", {"roles": {"pays"}}, "buys_sex", False),
        ("sells_sex 0.9, buys_sex 0.01", {"roles": {"pays"}}, "ask_role", False),
        ("buys_sex 0.9, sells_sex 0.01", {"roles": {"is_paid"}}, "ask_role", False),
        ("sells_sex 0.4, buys_sex 0.3", {"roles": {"is_paid", "pays"}}, "ask_role", False),
        ("ask_role 0.3, sells_sex 0.2", {"roles": {"is_paid"}}, "ask_role", False),
        ("sells_sex 0.2, buys_sex 0.1", {"roles": {"is_paid"}}, "nlu_fallback", False),
        ("addiction 0.9, sells_sex 0.02", {"roles": {"is_paid"}}, "addiction", False),
        # something is wrong, and it is not said what
        ("vague 0.9, addiction 0.02", {}, "nlu_fallback", False),
        ("vague 0.6, suicide_risk 0.25", {}, "nlu_fallback", True),
        # sure enough, and clearly ahead
        ("addiction 0.35, greet 0.26", {}, "addiction", False),
        ("addiction 0.34, greet 0.01", {}, "nlu_fallback", False),
        ("addiction 0.4, homelessness 0.33", {}, "nlu_fallback", False),
        ("addiction 0.2, greet 0.1", {"asked_before": True}, "not_understood_again", False),
    ],
)  # fmt: skip
def test_what_is_done(ranking: str, read: dict[str, Any], intent: str, soft: bool) -> None:
    """One row a reason; `soft` is the line with 112 above the answer."""
    made = decision(ranking, **read)
    assert (made.intent, made.soft) == (intent, soft)


def test_asking_back_offers_the_three_nearest_topics() -> None:
    """In the order of the ranking, and never one that is only about the chat itself."""
    made = decision("greet 0.2, addiction 0.15, money_help 0.14, thanks 0.1, homelessness 0.1, buys_sex 0.1")
    assert made == Decision("nlu_fallback", ("addiction", "money_help", "homelessness"))


PAYING, NOT_PAYING = Payment(0.9, 0.5), Payment(0.1, 0.5)
ASKED = Decision("nlu_fallback", ("addiction", *PAYER_PAIR))


@pytest.mark.parametrize(
    ("ranking", "read", "made"),
    [
        # at another topic than the model: ask, and offer all three
        ("addiction 0.9, greet 0.01", {"payment": NOT_PAYING}, Decision("addiction")),
        ("addiction 0.69, greet 0.01", {"payment": PAYING}, ASKED),
        ("greet 0.69, addiction 0.01", {"payment": PAYING}, ASKED),
        # unless the model is firm, or the topic is about payment in its own way
        ("addiction 0.7, greet 0.01", {"payment": PAYING}, Decision("addiction")),
        ("seeks_to_buy 0.6, greet 0.01", {"payment": PAYING}, Decision("seeks_to_buy")),
        # nor when the model saw it too
        ("addiction 0.5, sells_sex 0.2, buys_sex 0.2", {"payment": Payment(0.7, 0.5)}, Decision("addiction")),
        # not twice in a row
        ("addiction 0.6, greet 0.01", {"payment": PAYING, "asked_before": True}, Decision("addiction")),
        # a danger stays a danger: only its kind is asked
        ("sexual_assault 0.6, greet 0.01", {"payment": PAYING},
         Decision("danger_unclear", ("sexual_assault", *PAYER_PAIR))),
        ("greet 0.9, suicide_risk 0.3", {"payment": PAYING, "danger": ("suicide_risk", "hard")},
         Decision("suicide_risk")),
        # never of a child
        ("minor_exploited 0.6, greet 0.01", {"payment": PAYING}, Decision("minor_exploited")),
        ("addiction 0.6, greet 0.01", {"payment": PAYING, "minor": True}, Decision("addiction")),
        # the side
        ("sells_sex 0.9, buys_sex 0.01", {"payment": Payment(0.9, 0.61)}, Decision("sells_sex")),
        ("sells_sex 0.9, buys_sex 0.01", {"payment": Payment(0.9, 0.59)}, Decision("ask_role", PAYER_PAIR)),
        ("buys_sex 0.9, sells_sex 0.01", {"payment": Payment(0.9, 0.39)}, Decision("buys_sex")),
        ("buys_sex 0.9, sells_sex 0.01", {"payment": Payment(0.9, 0.41)}, Decision("ask_role", PAYER_PAIR)),
        # ... which the words themselves settle
        ("sells_sex 0.9, buys_sex 0.01", {"payment": Payment(0.9, 0.1), "roles": {"is_paid"}},
         Decision("sells_sex")),
        ("sells_sex 0.3, addiction 0.2", {"payment": Payment(0.9, 0.1)},
         Decision("nlu_fallback", ("sells_sex", "addiction"))),
    ],
)  # fmt: skip
def test_a_second_look_makes_it_ask(ranking: str, read: dict[str, Any], made: Decision) -> None:
    """One row a reason."""
    assert decision(ranking, **read) == made


def test_asking_for_the_role_offers_both() -> None:
    """The two buttons of "paid or was paid", in the same order whichever was first."""
    assert decision("buys_sex 0.5, sells_sex 0.4").candidates == ("sells_sex", "buys_sex")


@pytest.mark.parametrize(
    ("folded", "age"),
    [
        ("jag ar 15", 15),
        ("hej jag ar bara 14 och vet inte", 14),
        ("jag e 16", 16),
        ("i'm 15", 15),
        ("im just 13", 13),
        ("i am only 17", 17),
        ("nu ar jag 16", 16),
        ("jag ar 45 ar", 45),
        ("min dotter ar 15", None),
        ("hon ar 15", None),
        ("15 kr", None),
        # not yet the age that is named
        ("jag fyller 18 i maj", 17),
        ("jag ar snart 18", 17),
        ("i turn 18 next week", 17),
        # when life is told, the oldest age is today's
        ("nar jag fyllde 15 borjade det, nu ar jag 34", 34),
        # numbers that are not ages
        ("jag ar 10 min bort", None),
        ("i am 15 minutes away", None),
        ("i am 7 months pregnant", None),
        ("jag ar 12 veckor gravid", None),
        ("jag ar 8 manader gravid", None),
        ("i am 10 days late", None),
        ("jag ar 14 dagar sen", None),
        ("jag ar 6 km bort", None),
        ("jag ar 15% saker", None),
        ("jag har salt sex i 15 ar", None),
        # corrections, and ages given by halves
        ("jag ar egentligen 19", 19),
        ("i am over 18", 18),
    ],
)
def test_own_age(folded: str, age: int | None) -> None:
    """The writer's age, not somebody else's and not any other number."""
    assert own_age(folded) == age


@pytest.mark.parametrize(
    ("folded", "minor", "adult"),
    [
        ("jag ar 17", True, False),
        ("jag ar 18", False, True),
        ("jag ar 4", False, False),
        ("hej", False, False),
        ("jag ar inte myndig", True, False),
        ("i am under 18", True, False),
        ("jag har salt sex i 15 ar", False, True),
        ("i have sold sex for 15 years", False, True),
        ("jag har bott har i 15 ar", False, False),
    ],
)
def test_minors_and_adults(folded: str, minor: bool, adult: bool) -> None:
    """Under 18 and old enough to write, or grown up; most messages do not say."""
    assert (is_minor(folded), is_adult(folded)) == (minor, adult)


@pytest.mark.parametrize("folded", ["jag ar 45", "i am 34 years old", "jag ar 19 ar"])
def test_the_words_that_give_the_age_can_be_taken_out(folded: str) -> None:
    """What is left says whether the message says more."""
    assert without_own_age(folded).strip() == ""


SHARES = st.floats(0, 1)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Any reading that the pipeline can make: ten codes, confidences falling and summing to at most 1."""
    codes = draw(st.lists(st.sampled_from(LEARNT), min_size=10, max_size=10, unique=True))
    weights = sorted(draw(st.lists(st.floats(0.001, 1), min_size=10, max_size=10)), reverse=True)
    total = sum(weights) * draw(st.floats(1, 3))
    level: Level = draw(st.sampled_from(["hard", "soft"]))
    danger = draw(st.none() | st.sampled_from(CRISES))
    return Reading(
        ranking=[(code, weight / total) for code, weight in zip(codes, weights, strict=True)],
        danger=(danger, level) if danger else None,
        language=draw(st.sampled_from(["sv", "en", "other", None])),
        minor=draw(st.booleans()),
        adult=draw(st.booleans()),
        plain=draw(st.sampled_from([None, None, "tell_place", "tell_person", "rather_not_say"])),
        only_place=draw(st.booleans()),
        only_person=draw(st.booleans()),
        roles=draw(st.sampled_from([frozenset(), frozenset({"pays"}), frozenset({"pays", "is_paid"})])),
        asked_before=draw(st.booleans()),
        asked_role=draw(st.booleans()),
        payment=draw(st.none() | st.builds(Payment, SHARES, SHARES)),
    )


@given(readings())
def test_a_hard_danger_wins_unless_the_model_is_sure_of_something_else(reading: Reading) -> None:
    """112 comes first, and what the rules name is acted on or is the first button; or one line with 112."""
    made = decide(reading, CRISES, NEEDS, LIMITS)
    if made.doubted:
        assert made.soft
        assert made.intent in (*NEEDS, "out_of_scope", "seeks_to_buy", "change_language", "more_options")
        assert reading.language != "other"
        assert not reading.minor
    elif reading.danger and reading.danger[1] == "hard" and not _is_no_child(reading):
        named = reading.danger[0]
        assert made == Decision(named) or (made.intent == "danger_unclear" and made.candidates[0] == named)


def _is_no_child(reading: Reading) -> bool:
    return reading.adult and reading.danger is not None and reading.danger[0] == "minor_exploited"


@given(readings())
def test_no_danger_is_ever_passed_over_in_silence(reading: Reading) -> None:
    """A soft danger, or crises that weigh something, end in the danger message or in the line with 112."""
    made = decide(reading, CRISES, NEEDS, LIMITS)
    crises = [code for code in CRISES if not (reading.adult and code == "minor_exploited")]
    weight = sum(confidence for code, confidence in reading.ranking if code in crises)
    if reading.danger or (weight >= LIMITS.soft and not reading.plain):
        assert made.soft or made.intent in (*CRISES, "danger_unclear")


@given(readings())
def test_a_second_look_only_asks_and_quiets_no_danger(reading: Reading) -> None:
    """Without it, the same was done, or something was done that is now asked about first."""
    made = decide(reading, CRISES, NEEDS, LIMITS)
    before = decide(replace(reading, payment=None), CRISES, NEEDS, LIMITS)
    assert made.intent == before.intent or made.intent in ASKING
    assert made.soft == before.soft
    assert (made.intent in DANGERS) == (before.intent in DANGERS)


@given(readings())
def test_never_more_than_three_candidates_and_only_when_asking(reading: Reading) -> None:
    """Buttons are offered only when asking back, at most three, all of them needs, none twice."""
    made = decide(reading, CRISES, NEEDS, LIMITS)
    assert len(made.candidates) <= 3
    assert len(set(made.candidates)) == len(made.candidates)
    assert set(made.candidates) <= set(NEEDS)
    assert not made.candidates or made.intent in ("nlu_fallback", "ask_role", "danger_unclear")


@given(readings())
def test_who_pays_is_never_guessed_without_buttons(reading: Reading) -> None:
    """ "ask_role" always comes with both buttons, and a vague message is never acted on."""
    made = decide(reading, CRISES, NEEDS, LIMITS)
    assert made.intent != "vague"
    assert made.intent != "ask_role" or made.candidates == ("sells_sex", "buys_sex")


@given(readings())
def test_another_language_is_never_taken_for_a_need(reading: Reading) -> None:
    """Only a sure danger, or a child's own age, goes before the card in the visitor's language."""
    made = decide(reading, CRISES, NEEDS, LIMITS)
    if reading.language == "other" and not reading.plain and not reading.asked_role:
        allowed = {"other_language", "minor_exploited"} | ({reading.danger[0]} if reading.danger else set())
        assert made.intent in allowed


@given(readings())
def test_every_decision_is_one_that_a_rule_answers(reading: Reading) -> None:
    """A code of the one list, or one of our own five."""
    assert decide(reading, CRISES, NEEDS, LIMITS).intent in OWN_INTENTS | topics().keys()
