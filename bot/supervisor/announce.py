"""`python -m bot.supervisor.announce`: waits until the whole chain answers, then prints the addresses."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from bot.supervisor.settings import HOST, Settings, from_environment

_PATIENCE = 180.0
_PAUSE = 0.25


def main() -> None:
    """Print the ready line, or say what did not come up."""
    settings, started = from_environment(), time.monotonic()
    missing = wait(settings, time.monotonic)
    if missing:
        print(f"Not ready after {_PATIENCE:.0f} s: {', '.join(missing)} did not answer.", flush=True)
        return
    print(ready_lines(settings, time.monotonic() - started), flush=True)


def wait(settings: Settings, clock: Callable[[], float]) -> list[str]:
    """The names of the houses that still do not answer when patience ends; empty when all do."""
    waiting, until = dict(probes(settings)), clock() + _PATIENCE
    while waiting and clock() < until:
        waiting = {name: address for name, address in waiting.items() if not answers(address)}
        if waiting:
            time.sleep(_PAUSE)
    return list(waiting)


def probes(settings: Settings) -> dict[str, str]:
    """House -> address that answers 200 with nothing in it that says otherwise."""
    ports = settings.ports
    return {
        "Rasa": f"http://{HOST}:{ports['RASA']}/webhooks/lotsen/health",
        "actions": f"http://{HOST}:{ports['ACTIONS']}/health",
        "chat": f"http://{HOST}:{ports['CHAT']}/health",
        "staff": f"http://{HOST}:{ports['STAFF']}/health",
    }


def answers(address: str) -> bool:
    """True when the address answers 200 and does not call itself starting."""
    try:
        with urllib.request.urlopen(address, timeout=2) as reply:  # noqa: S310 - loopback http only
            said = reply.read()
    except (urllib.error.URLError, OSError):
        return False
    try:
        return bool(json.loads(said).get("status", "ok") == "ok")
    except (ValueError, AttributeError):
        return True


def ready_lines(settings: Settings, seconds: float) -> str:
    """What a newcomer sees when everything is up."""
    address = f"http://{HOST}:"
    lines = [
        f"Ready in {seconds:.0f} s.",
        f"  chat    {address}{settings.ports['CHAT']}/",
        f"  staff   {address}{settings.ports['STAFF']}/",
    ]
    if settings.tester:
        lines.append(f"  tester  {address}{settings.ports['TESTER']}/health")
    else:
        lines.append("  tester  closed; `make run TESTER=1` opens it")
    return "\n".join([*lines, "Ctrl-C stops all of it."])


if __name__ == "__main__":
    main()
