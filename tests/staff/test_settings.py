"""The staff pages' settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from staff.settings import from_environment


def test_without_anything_set_they_are_on_loopback() -> None:
    """8001, this machine only, the directory in var/."""
    settings = from_environment({})
    assert (settings.host, settings.port) == ("127.0.0.1", 8001)
    assert settings.directory.data_dir == Path("var")


@pytest.mark.parametrize(("name", "value"), [("LOTSEN_STAFF_PORT", ""), ("LOTSEN_HOST", "")])
def test_an_empty_variable_is_as_good_as_none(name: str, value: str) -> None:
    """Compose files set empty ones."""
    assert from_environment({name: value}) == from_environment({})


def test_an_operator_may_open_them_to_more() -> None:
    """Behind a proxy with a login; never by default."""
    settings = from_environment({"LOTSEN_HOST": "0.0.0.0", "LOTSEN_STAFF_PORT": "9001"})
    assert (settings.host, settings.port) == ("0.0.0.0", 9001)


def test_the_directory_is_the_one_that_the_bot_reads() -> None:
    """The same variables."""
    settings = from_environment({"LOTSEN_DATABASE_URL": "postgresql://db/lotsen"})
    assert settings.directory.database_url == "postgresql+psycopg://db/lotsen"
