"""Which passwords may be chosen, and how they are kept."""

from __future__ import annotations

import time
import unicodedata

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from staff.accounts.passwords import LEAST, Passwords, fault
from tests.staff.builders import CHEAP


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("kort", "password_short"),
        ("a" * 201, "password_long"),
        ("aaaaaaaaaaaaaaaa", "password_obvious"),
        ("hejhejhejhejhej", "password_obvious"),
        ("123456789012", "password_obvious"),
        ("Password1234", "password_obvious"),
        ("lösenord2026!", "password_obvious"),
        ("Stockholm2026!", "password_obvious"),
        ("qwertyuiop123", "password_obvious"),
        ("Sommar2026!!", "password_obvious"),
        ("anna.lund2026", "password_obvious"),
        ("fyra hästar äter moln", ""),
        ("tuvstarr-2-rälsen", ""),
        ("correct horse battery", ""),
    ],
)
def test_a_password_is_long_and_not_what_everybody_tries(password: str, told: str) -> None:
    """No rule about kinds of characters."""
    assert fault(password, "anna.lund@example.org") == told


@given(st.text(max_size=40))
def test_every_text_gets_an_answer(password: str) -> None:
    """Short ones always the same."""
    told = fault(password, "anna@example.org")
    assert told in ("", "password_short", "password_long", "password_obvious")
    if len(password) < LEAST // 3:
        assert told == "password_short"


@given(st.text(min_size=12, max_size=60), st.text(min_size=1, max_size=60))
def test_only_the_right_one_fits(right: str, other: str) -> None:
    """Whatever letters it is made of."""
    stored = CHEAP.kept(right)
    assert right not in stored
    assert CHEAP.fits(stored, right)
    same = unicodedata.normalize("NFC", right) == unicodedata.normalize("NFC", other)
    assert CHEAP.fits(stored, other) == same


def test_the_same_word_from_another_keyboard_fits() -> None:
    """A composed ä and an a with two dots are one letter to people."""
    assert CHEAP.fits(CHEAP.kept("fyra h\u00e4star \u00e4ter moln"), "fyra ha\u0308star a\u0308ter moln")


@pytest.mark.parametrize("stored", ["", "x", "$argon2id$rubbish"])
def test_nothing_fits_an_account_without_a_password(stored: str) -> None:
    """Not even nothing."""
    for tried in ("", "x", "nobody has this password"):
        assert not CHEAP.fits(stored, tried)


def test_no_account_takes_as_long_as_a_wrong_password() -> None:
    """Within a factor of two, on a busy machine, at a cost that can be measured."""
    slow = Passwords(PasswordHasher(time_cost=2, memory_cost=16_384, parallelism=1))
    stored = slow.kept("fyra hästar äter moln")
    taken: dict[str, list[float]] = {"": [], stored: []}
    for _ in range(7):
        for account, times in taken.items():
            begun = time.perf_counter()
            assert not slow.fits(account, "fel")
            times.append(time.perf_counter() - begun)
    nobody, somebody = (sorted(times)[len(times) // 2] for times in taken.values())
    assert 0.5 < nobody / somebody < 2


def test_a_hash_of_other_costs_is_outdated() -> None:
    """And of our own is not; ours are argon2id at the library's own costs."""
    assert not CHEAP.is_outdated(CHEAP.kept("x"))
    assert Passwords(PasswordHasher(time_cost=2, memory_cost=64)).is_outdated(CHEAP.kept("x"))
    assert Passwords().kept("x").startswith("$argon2id$v=19$m=65536,t=3,p=4$")
