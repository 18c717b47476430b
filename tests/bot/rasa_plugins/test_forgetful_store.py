"""The tracker store forgets: by time, on command, and when there are too many."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa_plugins.forgetful_store import ForgetfulTrackerStore
from tests.bot.rasa_plugins.builders import StoppedClock, a_tracker, makes_domains, run, said

pytestmark = makes_domains


class Shelf:
    """A store with a stopped clock, and the few things that tests do with it."""

    def __init__(self, **settings: Any) -> None:
        self.clock = StoppedClock()
        self.store = ForgetfulTrackerStore(Domain.empty(), clock=self.clock, **settings)

    def write(self, sender: str, text: str = "hej") -> None:
        """A turn of this conversation."""
        run(self.store.save(a_tracker(said("greet", text), sender=sender)))

    def read(self, sender: str) -> DialogueStateTracker | None:
        """The conversation, if it is still there."""
        return run(self.store.retrieve(sender))

    def senders(self) -> list[str]:
        """Who is remembered."""
        return list(run(self.store.keys()))

    def held(self) -> str:
        """All that the store's memory holds, as one text."""
        return repr(vars(self.store))


def test_a_conversation_is_there_until_its_time_is_up() -> None:
    """899 seconds after the last turn it is there, at 900 it is gone."""
    shelf = Shelf(ttl_seconds=900)
    shelf.write("a")
    shelf.clock.pass_(899)
    assert shelf.read("a") is not None
    shelf.clock.pass_(1)
    assert shelf.read("a") is None


def test_every_turn_begins_the_time_anew() -> None:
    """The limit is silence, not age; looking is no turn."""
    shelf = Shelf(ttl_seconds=100)
    shelf.write("a")
    shelf.clock.pass_(60)
    shelf.write("a")
    shelf.clock.pass_(60)
    assert shelf.read("a") is not None
    shelf.clock.pass_(60)
    assert shelf.read("a") is None


@pytest.mark.parametrize("happens", ["another writes", "another is read", "the keys are asked for"])
def test_what_is_too_old_leaves_the_memory_when_anything_happens(happens: str) -> None:
    """Not only does the store not give it: the words are no longer in it."""
    shelf = Shelf(ttl_seconds=10)
    shelf.write("a", text="hemligt ord")
    assert "hemligt ord" in shelf.held()
    shelf.clock.pass_(11)
    if happens == "another writes":
        shelf.write("b")
    elif happens == "another is read":
        shelf.read("b")
    else:
        shelf.senders()
    assert "hemligt ord" not in shelf.held()
    assert "'a'" not in shelf.held()


def test_forgetting_on_command_takes_the_words_out_of_memory_at_once() -> None:
    """Nothing of the conversation is left, and the others are."""
    shelf = Shelf()
    shelf.write("a", text="hemligt ord")
    shelf.write("b")
    shelf.store.forget("a")
    assert "hemligt ord" not in shelf.held()
    assert shelf.senders() == ["b"]


def test_forgetting_twice_or_a_stranger_is_no_error() -> None:
    """A delete that comes twice does no harm."""
    shelf = Shelf()
    shelf.write("a")
    for sender in ("a", "a", "never was"):
        shelf.store.forget(sender)
    assert shelf.senders() == []


def test_a_turn_under_way_does_not_bring_a_forgotten_conversation_back() -> None:
    """Rasa took the tracker out before it was forgotten and saves it afterwards."""
    shelf = Shelf(ttl_seconds=900)
    shelf.write("a")
    shelf.store.forget("a")
    shelf.clock.pass_(899)
    shelf.write("a", text="hemligt ord")
    assert "hemligt ord" not in shelf.held()
    assert shelf.senders() == []


def test_the_name_of_a_forgotten_conversation_is_not_kept_longer_than_a_conversation() -> None:
    """Nor more of them than conversations: whoever deletes often fills no memory."""
    shelf = Shelf(ttl_seconds=900, max_conversations=2)
    for sender in ("first", "second", "third"):
        shelf.store.forget(sender)
    assert "first" not in shelf.held()
    shelf.clock.pass_(900)
    shelf.write("other")
    assert "second" not in shelf.held()
    assert "third" not in shelf.held()


def test_a_forgotten_conversation_starts_empty() -> None:
    """After deletion nothing of it is given."""
    shelf = Shelf()
    shelf.write("a", text="foere")
    shelf.store.forget("a")
    fresh = run(shelf.store.get_or_create_tracker("a"))
    assert [event for event in fresh.events if event.type_name == "user"] == []


def test_above_the_limit_the_longest_silent_goes_first() -> None:
    """Three fit; the fourth pushes out the one that has been silent longest, not the first that came."""
    shelf = Shelf(max_conversations=3)
    for sender in ("a", "b", "c", "a", "d"):
        shelf.write(sender)
        shelf.clock.pass_(1)
    assert set(shelf.senders()) == {"c", "a", "d"}


def test_settings_from_a_file_may_be_text() -> None:
    """endpoints.yml with environment variables gives strings."""
    shelf = Shelf(ttl_seconds="10", max_conversations="2")
    shelf.write("a")
    shelf.clock.pass_(10)
    assert shelf.read("a") is None


def test_rasas_own_store_has_no_such_thing() -> None:
    """Why this class exists: when Rasa one day forgets by itself, this test says so."""
    assert not hasattr(InMemoryTrackerStore, "forget")
    store = InMemoryTrackerStore(Domain.empty())
    run(store.save(a_tracker(said("greet"), sender="a")))
    assert list(run(store.keys())) == ["a"]


deeds = st.lists(
    st.tuples(st.sampled_from(["write", "forget", "wait"]), st.sampled_from("abcde"), st.integers(0, 8)),
    max_size=40,
)


@given(deeds)
def test_never_too_old_never_too_many_never_forgotten_too_early(story: list[tuple[str, str, int]]) -> None:
    """Whatever happens in whatever order, exactly the right conversations are remembered."""
    shelf, expected, gone = Shelf(ttl_seconds=20, max_conversations=3), dict[str, float](), dict[str, float]()
    for deed, sender, seconds in story:
        gone = {who: at for who, at in gone.items() if shelf.clock.now - at < 20}
        if deed == "write":
            shelf.write(sender)
            if sender not in gone:
                expected.pop(sender, None)
                expected[sender] = shelf.clock.now
        elif deed == "forget":
            expected.pop(sender, None)
            gone.pop(sender, None)
            gone[sender] = shelf.clock.now
            gone = dict(list(gone.items())[-3:])
            shelf.store.forget(sender)
        else:
            shelf.clock.pass_(seconds)
        expected = {who: at for who, at in expected.items() if shelf.clock.now - at < 20}
        expected = dict(list(expected.items())[-3:])
    assert sorted(shelf.senders()) == sorted(expected)
