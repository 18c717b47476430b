"""What the trained assistant makes of a message: the whole pipeline, as Rasa runs it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.rasa_plugins import hush
from bot.rasa_plugins.training import model_path
from bot.safety import find_danger

ASKED_BACK = frozenset({"nlu_fallback", "not_understood_again", "ask_role", "danger_unclear"})


@dataclass(frozen=True, slots=True)
class Seen:
    """One message as it was understood.

    `intent`: acted on, or one of ASKED_BACK. `candidates`: topics offered as buttons. `soft`: one line with
    112 goes above the answer. `ranking`: (intent, confidence) of the model alone, best first. `net`: (crisis
    code, hard | soft) of the phrase rules alone. `language`: sv, en, other or None. `milliseconds`: of
    computing, to parse it; waiting on a busy machine is not counted.
    """

    intent: str
    candidates: tuple[str, ...]
    soft: bool
    ranking: tuple[tuple[str, float], ...]
    net: tuple[str, str] | None
    language: str | None
    milliseconds: float

    @property
    def asked_back(self) -> bool:
        """True when nothing was acted on and buttons were offered."""
        return self.intent in ASKED_BACK

    @property
    def confidence(self) -> float:
        """The model's confidence in its first guess, 0-1."""
        return self.ranking[0][1]


def read_all(texts: Iterable[str], model: Path | None = None) -> list[Seen]:
    """Parse each text with the trained model, one after the other, none in the context of another."""
    hush.quiet_warnings()
    from rasa.core.agent import Agent  # takes ten seconds: not before it is needed
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)  # else it prints every message
    agent = Agent.load(str(model or model_path()))
    return asyncio.run(_read(agent, list(texts)))


async def _read(agent: Any, texts: list[str]) -> list[Seen]:
    await agent.parse_message("varm")  # the first parse pays for what is loaded late
    return [await _one(agent, text) for text in texts]


async def _one(agent: Any, text: str) -> Seen:
    started = time.process_time()
    parsed = await agent.parse_message(text)
    taken = (time.process_time() - started) * 1000
    danger = find_danger(text)
    return Seen(
        intent=parsed["intent"]["name"],
        candidates=tuple(parsed["candidates"]),
        soft=parsed["soft_danger"],
        ranking=tuple((entry["name"], entry["confidence"]) for entry in parsed["intent_ranking"]),
        net=(danger.kind, danger.level) if danger else None,
        language=parsed.get("language_guess"),  # Rasa leaves out what is None
        milliseconds=taken,
    )
