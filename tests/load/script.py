"""The turns that both bots are sent, read from turns.yml."""

from __future__ import annotations

from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("turns.yml")

Conversation = tuple[str, ...]
"""What one visitor says, in order."""


def conversations() -> tuple[Conversation, ...]:
    """Every scripted conversation, in the order of the file."""
    read = yaml.safe_load(_FILE.read_text("utf-8"))
    return tuple(tuple(turns) for turns in read["conversations"])


def texts() -> tuple[str, ...]:
    """Every message of every conversation."""
    return tuple(text for conversation in conversations() for text in conversation)
