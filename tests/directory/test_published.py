"""Tests of the copy that answers when the database is gone."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory import published
from directory.cards import Card
from directory.database import reading, reading_engine
from directory.reading import services
from directory.records import Language
from directory.terms import needs
from tests.directory.builders import MORNING
from tests.directory.databases import Server


@pytest.fixture(scope="module")
def copy(server: Server, seeded_directory: str) -> published.Published:
    """The copy of the whole seed."""
    engine = reading_engine(server.copy_of(seeded_directory))
    with reading(engine) as session:
        made = published.make(services(session), needs(), MORNING)
    engine.dispose()
    return made


@pytest.fixture
def path(tmp_path: Path, copy: published.Published) -> Path:
    """The copy in its file."""
    path = tmp_path / "var" / "published.json"
    published.write(copy, path)
    return path


def test_what_is_written_is_what_is_read(copy: published.Published, path: Path) -> None:
    """Every card, in both languages, and when it was made."""
    assert published.read(path) == copy


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("need", [need.code for need in needs() if need.kind != "dialogue"])
def test_every_need_has_at_most_three_cards_and_one_that_answers_at_any_hour(
    copy: published.Published, need: str, language: Language
) -> None:
    """The copy does not know what time it is."""
    cards = copy.cards(need, language)
    assert 1 <= len(cards) <= 3
    numbers = {phone.number for card in cards for phone in card.phones}
    assert numbers & {"112", "114 14", "1177", "020-50 50 50", "116 111", "90101"}


def test_the_copy_says_nothing_of_the_moment(copy: published.Published) -> None:
    """ "Open now" would be a lie an hour later; so would "closed now"."""
    cards = [card for by_need in copy.by_language.values() for cards in by_need.values() for card in cards]
    assert {card.open_now for card in cards} == {None}
    assert {card.opens for card in cards} == {None}
    assert not [card.why for card in cards if "nu" in card.why.casefold().split()]
    assert not [card.why for card in cards if "now" in card.why.casefold().split()]


def test_a_minor_meets_bris_first(copy: published.Published) -> None:
    """And never a service for adults."""
    codes = [card.service for card in copy.cards("minor_exploited", "sv")]
    assert codes[0] == "bris"
    assert not {"mikamottagningen-sthlm", "kast-sthlm"} & set(codes)


def test_a_need_that_is_not_there_has_no_cards(copy: published.Published) -> None:
    """Small talk leads to no service."""
    assert copy.cards("greet", "sv") == ()
    assert copy.cards("no_such_need", "en") == ()


def test_writing_again_replaces_the_file_and_leaves_nothing_beside_it(
    copy: published.Published, path: Path
) -> None:
    """And only its owner may read and write it."""
    later = published.Published(MORNING + timedelta(days=1), copy.by_language)
    published.write(later, path)
    assert published.read(path) == later
    assert [file.name for file in path.parent.iterdir()] == ["published.json"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_copy_that_cannot_be_written_leaves_the_old_one(copy: published.Published, path: Path) -> None:
    """Half a file is worse than yesterday's."""
    unwritable = published.Published(MORNING, {"sv": {"greet": (object(),)}, "en": {}})  # type: ignore[dict-item] # the fault
    with pytest.raises(AttributeError):
        published.write(unwritable, path)
    assert published.read(path) == copy


def test_a_crash_while_writing_leaves_the_old_one(copy: published.Published, path: Path) -> None:
    """The folder cannot take a new file: the old one is still whole, and no scrap is left."""
    target = path.parent / "folder.json"
    target.mkdir()
    (target / "x").touch()
    with pytest.raises(OSError, match="directory"):
        published.write(copy, target)
    assert sorted(file.name for file in path.parent.iterdir()) == ["folder.json", "published.json"]


def without(key: str) -> Callable[[dict[str, Any]], None]:
    """Takes a key away."""
    return lambda held: held.pop(key)


BROKEN: dict[str, Callable[[dict[str, Any]], None]] = {
    "no version": without("version"),
    "no date": without("made_at"),
    "no cards": without("cards"),
    "a language missing": lambda held: held["cards"].pop("en"),
    "of another version": lambda held: held.update(version=99),
    "a date that is none": lambda held: held.update(made_at="i går"),
    "cards that are a list": lambda held: held.update(cards=[]),
    "a need that is a number": lambda held: held["cards"].update(sv={"bris": 7}),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_copy_is_no_copy(path: Path, fault: str) -> None:
    """The gateway then falls back on its constants."""
    held = json.loads(path.read_text(encoding="utf-8"))
    BROKEN[fault](held)
    path.write_text(json.dumps(held), encoding="utf-8")
    assert published.read(path) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000])
def test_a_file_of_something_else_is_no_copy(path: Path, content: bytes) -> None:
    """Whatever it holds."""
    path.write_bytes(content)
    assert published.read(path) is None


def test_no_file_is_no_copy(tmp_path: Path) -> None:
    """The first start of all; and a file too large to be ours."""
    assert published.read(tmp_path / "nowhere.json") is None
    (tmp_path / "large.json").write_bytes(b" " * (published.MOST_BYTES + 1))
    assert published.read(tmp_path / "large.json") is None


@pytest.mark.parametrize(
    "change",
    [
        {"links": [{"label": "Webb", "url": "javascript:alert(1)"}]},
        {"links": [{"label": "Webb"}]},
        {"phones": [{"label": "Tel", "number": "112", "tel": "https://example.org"}]},
        {"phones": "112"},
        {"name": 7},
        {"what_happens": [7]},
        {"service": None},
    ],
)
def test_a_card_that_is_not_whole_is_left_out(path: Path, change: dict[str, Any]) -> None:
    """The others stay: one bad card must not take the rest with it."""
    held = json.loads(path.read_text(encoding="utf-8"))
    held["cards"]["sv"]["suicide_risk"][1].update(change)
    path.write_text(json.dumps(held), encoding="utf-8")
    read = published.read(path)
    assert read is not None
    assert len(read.cards("suicide_risk", "sv")) == 2
    assert len(read.cards("suicide_risk", "en")) == 3


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@given(JSON, st.sampled_from(["phones", "links", "name", "why", "what_happens", "service"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_card_reading_never_falls_over(path: Path, value: Any, key: str) -> None:
    """The copy is the last thing that works; it must not be the thing that breaks."""
    held = json.loads(path.read_text(encoding="utf-8"))
    held["cards"]["sv"] = {"greet": [{"service": "x", "name": "X", "why": "", key: value}, value]}
    (path.parent / "other.json").write_text(json.dumps(held), encoding="utf-8")
    read = published.read(path.parent / "other.json")
    assert read is not None
    assert all(isinstance(card, Card) and isinstance(card.name, str) for card in read.cards("greet", "sv"))
