"""Who pays whom, heard in the words themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.rasa_plugins.payer import ROLES, roles_in

DATA = Path(__file__).resolve().parents[3] / "data"
NEED_OF = {"is_paid": "sells_sex", "pays": "buys_sex"}


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Hon betalar mig för sex", {"is_paid"}),
        ("Jag betalar henne för sex", {"pays"}),
        ("en man swishar mig efteråt", {"is_paid"}),
        ("jag swishar en tjej efteråt", {"pays"}),
        ("jag får pengar av män jag träffar", {"is_paid"}),
        ("jag ger pengar till män jag träffar", {"pays"}),
        ("Jag säljer sex ibland", {"is_paid"}),
        ("Jag köper sex ibland", {"pays"}),
        ("mina kunder", {"is_paid"}),
        ("he pays me for it", {"is_paid"}),
        ("I pay him for it", {"pays"}),
        ("I am 60 years old and pay for sex", {"pays"}),
        ("I am 30 and sell sex", {"is_paid"}),
        ("jag är man, 50, och betalar för sex", {"pays"}),
        ("women give me money", {"is_paid"}),
        ("I give women money", {"pays"}),
        ("I pay her and she pays me", {"is_paid", "pays"}),
        ("we sleep together and there is money", set()),
        ("vi ligger och det är pengar med i bilden", set()),
        ("jag betalar hyran på torsdag", set()),
        ("I paid the bill", set()),
        ("", set()),
    ],
)
def test_the_grammar_tells_who_gives_and_who_gets(text: str, roles: set[str]) -> None:
    """The same words the other way round mean the other need."""
    assert roles_in(text) == roles


@pytest.mark.parametrize("role", ROLES)
def test_a_phrase_that_is_heard_is_nearly_always_right(role: str) -> None:
    """Over the training messages of both needs: at least 97 in 100, or it is no evidence."""
    heard = [code for code, text in _training() if roles_in(text) == {role}]
    assert len(heard) > 300
    assert heard.count(NEED_OF[role]) / len(heard) >= 0.97


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    """Whatever somebody types."""
    assert roles_in(text) <= set(ROLES)


def _training() -> Iterator[tuple[str, str]]:
    """(need, message) of the two needs."""
    for need in NEED_OF.values():
        for path in sorted((DATA / need).glob("nlu.*.yml")):
            content: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
            for block in content["nlu"]:
                for line in block["examples"].splitlines():
                    yield need, line.removeprefix("- ")
