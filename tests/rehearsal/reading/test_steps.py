"""Steps: every key of the guide is read, and every slip of the pen names its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rehearsal.places import ScriptError
from rehearsal.reading.steps import STEP_KEYS
from rehearsal.script import Turn, Wanted
from tests.rehearsal.builders import read, read_steps


@pytest.mark.parametrize(
    ("step", "key", "wanted"),
    [
        ("bot: Hej!", "bot", "Hej!"),
        ("utter: utter_greet", "utter", "utter_greet"),
        ("text_matches: ring 1+2", "text_matches", "ring 1+2"),
        ("card: 112", "card", "112"),
        ("card: null", "card", None),
        ("card_first: bris", "card_first", "bris"),
        ("no_card: kast-sthlm", "no_card", "kast-sthlm"),
        ("choice: sells_sex", "choice", "sells_sex"),
        ("choice: ~", "choice", None),
        ("need: buys_sex", "need", "buys_sex"),
        ("need: null", "need", None),
        ("language: other", "language", "other"),
        ("crisis: true", "crisis", True),
        ("crisis: No", "crisis", False),
        ("ended: true", "ended", True),
        ("slot_was_set: [{language: sv}]", "language", "sv"),
        ("slot_was_not_set: [{language: sv}]", "not_language", "sv"),
        ("language: {sv: sv, en: en}", "language", "sv"),
        ("bot: {sv: Hej, en: Hello}", "bot", "Hej"),
    ],
)
def test_a_step_below_the_visitor_is_an_expectation(
    tmp_path: Path, step: str, key: str, wanted: Wanted
) -> None:
    """Each key is read into what must hold, with its own line."""
    (turn,) = read_steps(tmp_path, f"- user: hej\n- {step}")
    (expectation,) = turn.expects
    assert (expectation.key, expectation.wanted, expectation.at.line) == (key, wanted, 6)


def test_steps_are_grouped_by_what_the_visitor_does(tmp_path: Path) -> None:
    """Whatever follows the visitor's step belongs to it, until the visitor speaks again."""
    turns = read_steps(
        tmp_path,
        """
        - user: hej
        - utter: utter_greet
        - need: greet
          crisis: false
        - choose: sells_sex
        - card: talita
        """,
    )
    assert [(turn.does, turn.words, [e.key for e in turn.expects]) for turn in turns] == [
        ("user", "hej", ["utter", "need", "crisis"]),
        ("choose", "sells_sex", ["card"]),
    ]


def test_the_bare_name_of_the_language_slot_always_holds(tmp_path: Path) -> None:
    """Every reply has a language, so there is nothing to look at."""
    (turn,) = read_steps(tmp_path, "- user: hej\n- slot_was_set: [language]")
    assert turn.expects == ()


@pytest.mark.parametrize(
    ("steps", "line", "says"),
    [
        ("- utter: utter_greet", 5, "first step must be the visitor's"),
        ("- user: hej\n- uter: utter_greet", 6, r"'uter' is not a key of a step. Did you mean 'utter'\?"),
        (
            "- user: hej\n  utter: utter_greet",
            6,
            "'utter' is a step of its own: put '- ' before it, below 'user'",
        ),
        ("- user: hej\n  choose: x", 6, "'user' or 'choose', not both"),
        ("- user:", 5, "'user' is empty"),
        ("- user: [a, b]", 5, "one text, not a list"),
        ("- user: hej\n- card:", 6, "'card' is empty"),
        ("- user: hej\n- crisis: perhaps", 6, "'crisis' is true or false"),
        ("- user: hej\n- language: no", 6, "'language' is one of sv, en, other, not 'no'"),
        ("- user: hej\n- text_matches: '('", 6, "not a regular expression"),
        ("- user: hej\n- slot_was_set: [{gender: woman}]", 6, "slot 'gender' cannot be seen from outside"),
        ("- user: hej\n- slot_was_set: [{language: sv, a: b}]", 6, "one 'name: value'"),
        ("- user: hej\n- slot_was_set: []", 6, "a list with at least one item"),
        ("- user: hej\n- slot_was_not_set: [language]", 6, "can never hold"),
        ("- user: hej\n- slot_was_set: [language]\n  slot_was_not_set: [{language: sv}]", 7, "two steps"),
        ("- user: hej\n- utter: utter_greet\n  metadata: m", 7, "stands only beside 'user' or 'choose'"),
        ("- user: hej\n  metadata: phone", 6, "no metadata called 'phone'"),
        ("- user: {en: hello}", 5, "no text for 'sv'"),
        ("- user: {sv: hej, de: hallo}", 5, "'de' is not a key"),
        ("- user: {sv: {sv: hej}}", 5, "one text for each language"),
        ("- hej", 5, "a step is a 'key: value'"),
    ],
)
def test_a_slip_names_its_line_and_the_way_out(tmp_path: Path, steps: str, line: int, says: str) -> None:
    """What cannot be played is refused before anything is played."""
    with pytest.raises(ScriptError, match=says) as caught:
        read_steps(tmp_path, steps)
    assert caught.value.at.line == line


def test_two_texts_need_a_case_in_two_languages(tmp_path: Path) -> None:
    """In a case that names no language nobody knows which text to play."""
    with pytest.raises(ScriptError, match=r"add 'languages: \[sv, en\]'"):
        read(tmp_path, "test_cases:\n  - test_case: a\n    steps:\n      - user: {sv: hej, en: hello}\n")


KEYS = st.sampled_from((*STEP_KEYS, "card_last", ""))
VALUES = st.sampled_from(["hej", "null", "true", "[a]", "[{language: sv}]", "{sv: a}", "'('", "other", ""])


@given(st.lists(st.lists(st.tuples(KEYS, VALUES), min_size=1, max_size=3), min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_steps_are_turns_or_a_script_error(tmp_path: Path, steps: list[list[tuple[str, str]]]) -> None:
    """Steps in any mixture are read or refused with a line of the file; every turn is the visitor's."""
    text = "\n".join(
        ("- " if first else "  ") + f"'{key}': {value}"
        for step in steps
        for first, (key, value) in zip((True, False, False), step, strict=False)
    )
    read_or_refused = _outcome(tmp_path, text)
    if isinstance(read_or_refused, ScriptError):
        assert 5 <= read_or_refused.at.line <= 5 + text.count("\n")
    else:
        assert 1 <= len(read_or_refused) <= len(steps)
        assert all(turn.words for turn in read_or_refused)


def _outcome(folder: Path, text: str) -> tuple[Turn, ...] | ScriptError:
    try:
        return read_steps(folder, text)
    except ScriptError as error:
        return error
