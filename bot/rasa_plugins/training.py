"""Trains the model when, and only when, something it is made from has changed.

`python -m bot.rasa_plugins.training` prints the model's path; the file name is a hash of config, domain,
data, components and locked dependencies, so that a second start finds it and trains nothing.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bot.rasa_plugins import hush

ROOT = Path(__file__).resolve().parents[2]
_MADE_FROM = ("config.yml", "domain.yml", "requirements.lock")
_MADE_FROM_TREES = (("data", "*.yml"), ("bot/rasa_plugins", "*.py"), ("bot/safety", "*.py"))


def ingredients(root: Path = ROOT) -> Iterator[Path]:
    """Every file that the model depends on, in a fixed order."""
    yield from (root / name for name in _MADE_FROM if (root / name).exists())
    for folder, pattern in _MADE_FROM_TREES:
        yield from sorted((root / folder).rglob(pattern))


def fingerprint(root: Path = ROOT) -> str:
    """16 hex digits that change with any ingredient's name or content."""
    digest = hashlib.sha256()
    for path in ingredients(root):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def model_path(root: Path = ROOT) -> Path:
    """Where the model of the present ingredients is, or will be."""
    return root / "models" / f"lotsen-{fingerprint(root)}.tar.gz"


def word_folders(data: Path) -> list[Path]:
    """The folders that Rasa may read: phrase rules and places have keys that it would take for its own."""
    ours = ("_safety", "_roles", "_person", "_follow_ups", "_places", "_languages")
    return sorted(folder for folder in data.iterdir() if folder.is_dir() and folder.name not in ours)


def train(root: Path = ROOT) -> Path:
    """Train unless the model is there already; returns its path."""
    path = model_path(root)
    if not path.exists():
        _train_with_rasa(root, path)
    return path


def _train_with_rasa(root: Path, path: Path) -> None:
    print("Training the assistant: about three minutes ...", flush=True)
    started = time.monotonic()
    hush.quiet_warnings()
    os.environ.setdefault("LOG_LEVEL", "ERROR")  # else it draws progress bars, also into a log
    from rasa.api import train as rasa_train  # takes ten seconds: not before it is needed
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)  # else it prints every rule it learns
    result = rasa_train(
        domain=str(root / "domain.yml"),
        config=str(root / "config.yml"),
        training_files=[str(folder) for folder in word_folders(root / "data")],
        output=str(path.parent),
        fixed_model_name=path.name,
        # Rasa's own cache knows a component by its class alone: it would keep a classifier of older features.
        force_training=True,
    )
    if result.code != 0 or not path.exists():
        sys.exit("Training failed: see the lines above.")
    print(f"Trained in {time.monotonic() - started:.0f} s, {path.stat().st_size / 1e6:.1f} MB.", flush=True)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    print(train().relative_to(ROOT))
