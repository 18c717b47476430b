"""The stamp that spares a start the seeding."""

from __future__ import annotations

from pathlib import Path

from bot.supervisor.seeded import fingerprint, is_seeded, mark_seeded


def a_checkout(folder: Path) -> Path:
    """A root with a seed of one file."""
    (folder / "directory/seed").mkdir(parents=True)
    (folder / "directory/seed/services.csv").write_text("code\n112\n")
    return folder


def test_seeded_once_is_enough(tmp_path: Path) -> None:
    """The stamp counts while the database and the seed are the same."""
    root = a_checkout(tmp_path / "root")
    assert not is_seeded(tmp_path, root)
    (tmp_path / "directory.sqlite").touch()
    mark_seeded(tmp_path, root)
    assert is_seeded(tmp_path, root)


def test_a_new_seed_or_a_lost_database_is_noticed(tmp_path: Path) -> None:
    """Either sends the next start to the seed."""
    root = a_checkout(tmp_path / "root")
    (tmp_path / "directory.sqlite").touch()
    mark_seeded(tmp_path, root)
    (tmp_path / "directory.sqlite").unlink()
    assert not is_seeded(tmp_path, root)
    (tmp_path / "directory.sqlite").touch()
    before = fingerprint(root)
    (root / "directory/seed/services.csv").write_text("code\n113\n")
    assert fingerprint(root) != before
    assert not is_seeded(tmp_path, root)
