"""The last good copy as a file that comes, changes, breaks and goes."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.gateway.last_copy import LastCopy
from directory import published
from tests.bot.gateway.builders import a_card


def write(path: Path, name: str, second: int) -> None:
    """A copy with one card; `second` makes its file time differ from others."""
    at = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
    card = a_card(name=name)
    published.write(published.Published(at, {"sv": {"sells_sex": (card,)}, "en": {}}), path)
    os.utime(path, (second, second))


def names(copy: LastCopy) -> list[str]:
    """What the copy holds for one need."""
    return [card.name for card in copy.cards("sells_sex", "sv")]


def test_the_copy_follows_its_file(tmp_path: Path) -> None:
    """Nothing, then a copy, then a newer one, then a broken one, then nothing again; never an error."""
    path = tmp_path / "published.json"
    copy = LastCopy(path)
    assert (names(copy), copy.is_there()) == ([], False)
    write(path, "Först", 1000)
    assert (names(copy), copy.is_there()) == (["Först"], True)
    write(path, "Sedan", 2000)
    assert names(copy) == ["Sedan"]
    path.write_text("{trasig", encoding="utf-8")
    assert (names(copy), copy.is_there()) == ([], False)
    path.unlink()
    assert names(copy) == []


def test_an_unknown_need_has_no_cards(tmp_path: Path) -> None:
    """Empty, not an error."""
    path = tmp_path / "published.json"
    write(path, "Först", 1000)
    assert LastCopy(path).cards("okänt", "sv") == ()
    assert LastCopy(path).cards("sells_sex", "en") == ()
