"""The net as a whole: what must be found, what must stay quiet, how fast, and that it remembers nothing."""

from __future__ import annotations

import subprocess
import sys
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safety import find_danger, normalise
from bot.safety.crisis import net
from bot.safety.phrases import LANGUAGES

from .builders import Said, dangers, traps

DANGERS = [said for language in LANGUAGES for said in dangers(language)]
TRAPS = [said for language in LANGUAGES for said in traps(language)]


def test_the_tables_are_as_large_as_promised() -> None:
    """At least 120 dangers and 150 traps in each language."""
    for language in LANGUAGES:
        assert len(dangers(language)) >= 120
        assert len(traps(language)) >= 150


@pytest.mark.parametrize("said", DANGERS, ids=lambda said: said.text[:40])
def test_a_danger_is_found_with_its_kind(said: Said) -> None:
    """Hard when the table says hard; at least softly when it says soft."""
    danger = find_danger(said.text, said.language)
    assert danger is not None
    assert danger.kind == said.kind
    assert danger.level == "hard" or said.level == "soft"


@pytest.mark.parametrize("said", TRAPS, ids=lambda said: said.text[:40])
def test_a_trap_is_no_louder_than_its_reason_allows(said: Said) -> None:
    """Never hard; soft only where the table gives the reason."""
    danger = find_danger(said.text, said.language)
    assert danger is None or danger.level == said.level


@pytest.mark.parametrize("said", DANGERS, ids=lambda said: said.text[:40])
def test_neither_keyboard_nor_language_setting_hides_a_danger(said: Said) -> None:
    """The same answer in capitals, decomposed, with curly quotes, without dots, in the other language."""
    expected = find_danger(said.text, said.language)
    bare = "".join(c for c in unicodedata.normalize("NFD", said.text) if unicodedata.category(c) != "Mn")
    for typed in (said.text.upper(), bare, said.text.replace("'", "\u2019"), normalise(said.text)):
        assert find_danger(typed, said.language) == expected
    assert find_danger(unicodedata.normalize("NFD", said.text), said.language) == expected
    other = find_danger(said.text, "en" if said.language == "sv" else "sv")
    assert other is not None
    assert (other.kind, other.level) == (expected and (expected.kind, expected.level))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("han är här med knivne", "immediate_danger"),
        ("han har pisotl", "immediate_danger"),
        ("jag blev våldtagn", "sexual_assault"),
        ("har självmordstnkar", "suicide_risk"),
        ("he has a pistoll", "immediate_danger"),
        ("he has a knfie", None),
        ("i took all the pilsl", None),
        ("i swallowed all the tabelts", "suicide_risk"),
        ("im having suicidal thougts", "suicide_risk"),
    ],
)
def test_a_slip_of_the_finger_is_forgiven_from_six_letters(text: str, kind: str | None) -> None:
    """Shorter words are too near to others ("knife" and "pills" have five)."""
    danger = find_danger(text)
    assert (danger and danger.kind) == kind


@pytest.mark.parametrize(
    ("text", "kind", "level"),
    [
        ("jag vill dö. han är här med kniv", "immediate_danger", "hard"),
        ("han slår mig när han dricker. jag vill dö", "suicide_risk", "hard"),
        ("de har mitt pass och jag vågar inte gå hem i natt", "trafficking_victim", "hard"),
        ("I want to die. han slår mig", "suicide_risk", "hard"),
    ],
)
def test_of_several_dangers_the_gravest_is_named(text: str, kind: str, level: str) -> None:
    """Hard before soft, then the order of the crisis needs; both languages in one message."""
    danger = find_danger(text)
    assert danger is not None
    assert (danger.kind, danger.level) == (kind, level)


def test_the_rule_is_named_with_its_language() -> None:
    """Whoever reads a test report must find the line in data/_safety."""
    danger = find_danger("han har en pistol")
    assert danger is not None
    assert danger.rule == "sv.weapon"


@pytest.mark.parametrize("text", ["", "   ", "hej", "hello", "1177", "!!!", "\u200b", "🙂"])
def test_nothing_is_found_in_nothing(text: str) -> None:
    """Empty and trivial messages are quiet."""
    assert find_danger(text) is None


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_no_text_breaks_the_net(text: str) -> None:
    """Whatever is typed, there is an answer."""
    find_danger(text)


@settings(max_examples=60)
@given(
    st.sampled_from([said for said in DANGERS if said.level == "hard"]),
    st.sampled_from(["ok. ", "hej\n", "1177. "]),
)
def test_a_danger_is_heard_behind_other_sentences(said: Said, before: str) -> None:
    """What stands in another sentence does not hide it."""
    danger = find_danger(before + said.text, said.language)
    assert danger is not None


def test_words_of_visitors_are_forgotten() -> None:
    """After a message, neither language's net holds its words."""
    find_danger("min kusin Zebrafinkarius slår mig nu och jag heter Quastelina")
    for language in LANGUAGES:
        assert not {
            w for w in net(language).index.strings() if "zebrafink" in w.lower() or "quastel" in w.lower()
        }


@pytest.mark.parametrize(("length", "limit_ms"), [(100, 9.0), (1000, 60.0)])
def test_the_net_is_fast(length: int, limit_ms: float) -> None:
    """Measured p95: 2.5 ms for 100 characters, 14 ms for 1,000; the limits leave room for a slow machine."""
    stream = ". ".join(said.text for pair in zip(DANGERS, TRAPS, strict=False) for said in pair)
    spent = []
    for start in range(0, min(len(stream), 60 * length) - length, length):
        began = time.process_time()
        find_danger(stream[start : start + length])
        spent.append(1000 * (time.process_time() - began))
    assert sorted(spent)[int(0.95 * len(spent))] < limit_ms


def test_the_package_brings_no_model_with_it() -> None:
    """A gateway that imports it needs no TensorFlow, and is ready in a few seconds."""
    code = (
        "import sys, time, bot.safety as s; t = time.process_time(); s.find_danger('hej'); "
        "took = time.process_time() - t; "
        "heavy = {'tensorflow', 'rasa', 'torch', 'sklearn'} & set(sys.modules); "
        "print(sorted(heavy), took < 4.5)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["[]", "True"]
