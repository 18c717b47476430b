"""Tests of the two settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.settings import from_environment


def test_without_any_setting_the_directory_is_a_file_in_var() -> None:
    """A fresh checkout works without a single setting."""
    settings = from_environment({})
    assert settings.database_url == "sqlite:///var/directory.sqlite"
    assert settings.published_path == Path("var/published.json")


def test_the_data_folder_moves_both_the_database_and_the_copy() -> None:
    """LOTSEN_DATA_DIR is where everything that changes lives."""
    settings = from_environment({"LOTSEN_DATA_DIR": "/srv/lotsen"})
    assert settings.database_url == "sqlite:////srv/lotsen/directory.sqlite"
    assert settings.published_path == Path("/srv/lotsen/published.json")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_any_way_to_say_postgresql_means_psycopg_3(scheme: str) -> None:
    """Platforms hand out addresses without a driver, or with the old name."""
    settings = from_environment({"LOTSEN_DATABASE_URL": f"{scheme}://lotsen@db.example.org/directory"})
    assert settings.database_url == "postgresql+psycopg://lotsen@db.example.org/directory"


def test_an_empty_setting_counts_as_none() -> None:
    """A line like LOTSEN_DATABASE_URL= in a file of settings does not send the directory nowhere."""
    assert from_environment({"LOTSEN_DATABASE_URL": "", "LOTSEN_DATA_DIR": ""}) == from_environment({})


def test_the_mailbox_that_answers_for_assurances_is_named_or_there_is_none() -> None:
    """An empty variable is as good as none."""
    assert from_environment({"LOTSEN_ASSURER_EMAIL": " katalogen@example.org "}).assurer_email == (
        "katalogen@example.org"
    )
    assert from_environment({"LOTSEN_ASSURER_EMAIL": " "}).assurer_email is None
