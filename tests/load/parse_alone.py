"""`python -m tests.load.parse_alone MODEL`: prints the milliseconds of each scripted text, one a line."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
import warnings

from tests.load.script import texts

ROUNDS = 5


async def measure(model: str) -> list[float]:
    """Every text ROUNDS times, after one round that is not counted."""
    from rasa.core.agent import Agent  # takes ten seconds: not before it is needed
    from rasa.utils.log_utils import configure_structlog

    # Unconfigured it prints every message, which would be measured too.
    configure_structlog(logging.ERROR)
    agent, taken = Agent.load(model), []
    for _ in range(ROUNDS + 1):
        for text in texts():
            began = time.perf_counter()
            await agent.parse_message(text)
            taken.append((time.perf_counter() - began) * 1000)
    return taken[len(texts()) :]


if __name__ == "__main__":
    logging.disable(logging.ERROR)
    warnings.simplefilter("ignore")
    for milliseconds in asyncio.run(measure(sys.argv[1])):
        print(f"{milliseconds:.3f}")
