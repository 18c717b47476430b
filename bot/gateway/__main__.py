"""`python -m bot.gateway`: serves the chat; LOTSEN_TESTER=1 also opens the testers' door on loopback.

`python -m bot.gateway --write-akut FILE` writes the emergency page to a file that a proxy can serve
when everything else is down, and ends.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from bot.gateway import quiet_log, serving
from bot.gateway.app import create_app
from bot.gateway.assemble import real_parts
from bot.gateway.rasa_client import http_to
from bot.gateway.settings import SettingError, Settings, from_environment
from bot.gateway.still import render_akut
from bot.gateway.tester import create_tester_app


def main() -> int:
    """Exit code 0, or 2 when a setting or a port cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m bot.gateway", description=__doc__)
    parser.add_argument("--write-akut", type=Path, metavar="FILE", help="write the emergency page and end")
    wanted = parser.parse_args()
    try:
        asyncio.run(_run(from_environment(), wanted.write_akut))
    except (SettingError, serving.PortTaken) as fault:
        print(fault, file=sys.stderr)
        return 2
    return 0


async def _run(settings: Settings, akut: Path | None) -> None:
    log = quiet_log.QuietLog()
    async with http_to(settings.rasa_url) as http:
        parts = real_parts(settings, http, log)
        if akut is not None:
            akut.write_text(render_akut(parts), encoding="utf-8")
            return
        doors = [(create_app(parts), serving.listen(settings.host, settings.chat_port, "LOTSEN_CHAT_PORT"))]
        if settings.tester:
            door = serving.listen(serving.LOOPBACK, settings.tester_port, "LOTSEN_TESTER_PORT")
            doors.append((create_tester_app(parts), door))
        quiet_log.install(log)
        await serving.serve(doors)


if __name__ == "__main__":
    sys.exit(main())
