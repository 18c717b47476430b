"""The sentences of sentences.yml, with a canary in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.privacy.canary import Canary

_WORDS = yaml.safe_load((Path(__file__).parent / "sentences.yml").read_text("utf-8"))
DANGER: str = _WORDS["danger"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """`way`: the path through the assistant that it takes; `meaning`: what the testers' door says of it."""

    way: str
    frame: str
    meaning: Mapping[str, Any]

    def sung_by(self, canary: Canary) -> str:
        """The sentence with this canary's marks in it."""
        return canary.sing(self.frame)


SENTENCES = tuple(
    Sentence(
        entry["way"], _WORDS["songs"][entry["language"]].replace("{text}", entry["text"]), entry["meaning"]
    )
    for entry in _WORDS["sentences"]
)
ORDINARY = next(sentence for sentence in SENTENCES if sentence.way == "ordinary sv")
