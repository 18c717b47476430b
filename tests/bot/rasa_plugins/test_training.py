"""The model is trained when, and only when, something it is made from has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.rasa_plugins.training import ROOT, fingerprint, ingredients, model_path, train, word_folders

FILES = {
    "config.yml": "pipeline: []",
    "domain.yml": "intents: []",
    "requirements.lock": "rasa==3.6.21",
    "data/greet/nlu.sv.yml": "- hej",
    "data/_safety/crisis.sv.yml": "rules: []",
    "data/_places/districts.yml": "districts: []",
    "data/_languages/ro.yml": "hands: {}",
    "bot/rasa_plugins/decider.py": "ACT = 1",
    "bot/safety/normalise.py": "pass",
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small repository."""
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_a_change_in_any_ingredient_changes_the_fingerprint(house: Path, name: str) -> None:
    """Config, words, phrase rules, components and locked dependencies alike."""
    before = fingerprint(house)
    (house / name).write_text(FILES[name] + " ")
    assert fingerprint(house) != before


@pytest.mark.parametrize("name", ["README.md", "directory/match.py", "data/greet/notes.txt", "actions/x.py"])
def test_what_the_model_is_not_made_from_does_not_change_it(house: Path, name: str) -> None:
    """Else every edit would cost a minute."""
    before = fingerprint(house)
    (house / name).parent.mkdir(parents=True, exist_ok=True)
    (house / name).write_text("anything")
    assert fingerprint(house) == before


def test_moving_and_swapping_content_changes_the_fingerprint(house: Path) -> None:
    """The same bytes under other names are another model."""
    before = fingerprint(house)
    one, two = house / "data/greet/nlu.sv.yml", house / "data/greet/nlu.en.yml"
    one.rename(two)
    moved = fingerprint(house)
    assert moved != before
    one.write_text("")
    assert fingerprint(house) not in (before, moved)


def test_the_fingerprint_does_not_depend_on_where_the_repository_lies(house: Path, tmp_path: Path) -> None:
    """Two checkouts of one commit share a model."""
    elsewhere = tmp_path / "elsewhere"
    for name, content in FILES.items():
        (elsewhere / name).parent.mkdir(parents=True, exist_ok=True)
        (elsewhere / name).write_text(content)
    assert fingerprint(elsewhere) == fingerprint(house)


def test_a_model_that_is_there_is_not_trained_again(house: Path) -> None:
    """The path comes back at once, and the file is untouched."""
    path = model_path(house)
    path.parent.mkdir()
    path.write_text("a model")
    assert train(house) == path
    assert path.read_text() == "a model"


def test_the_name_says_what_it_is_made_from(house: Path) -> None:
    """models/lotsen-<16 hex digits>.tar.gz."""
    assert model_path(house).name == f"lotsen-{fingerprint(house)}.tar.gz"
    assert len(fingerprint(house)) == 16


def test_rasa_never_reads_the_folders_whose_keys_it_would_take_for_its_own(house: Path) -> None:
    """_safety has `rules:` too."""
    assert [folder.name for folder in word_folders(house / "data")] == ["greet"]


def test_the_real_ingredients_are_found() -> None:
    """A renamed folder must not silently drop out of the fingerprint."""
    names = {path.relative_to(ROOT).as_posix() for path in ingredients()}
    assert {"config.yml", "domain.yml", "data/topics.yml", "bot/rasa_plugins/decision.py"} <= names
    assert {"data/_safety/crisis.sv.yml", "bot/safety/crisis.py"} <= names
    assert len(names) > 100
