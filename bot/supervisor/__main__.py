"""`python -m bot.supervisor`: from a fresh checkout to a running assistant, in one process tree."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

from bot.supervisor.ground import NotReady, check_ports, check_python
from bot.supervisor.seeded import is_seeded, mark_seeded
from bot.supervisor.settings import ROOT, BadSetting, Settings, from_environment

_CONFIGURATION = ROOT / "ops" / "supervisord.conf"


def main() -> None:
    """Check, prepare, and become supervisord, which restarts what dies and passes Ctrl-C on."""
    try:
        settings = from_environment()
        check_python()
        check_ports(settings.used_ports)
        model = prepare(settings)
    except (NotReady, BadSetting) as reason:
        sys.exit(f"Cannot start: {reason}")
    # A crash must not write the memory, and with it the conversations, to a file.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    environment = {**settings.environment(), "LOTSEN_PYTHON": sys.executable, "LOTSEN_MODEL": model}
    # supervisord is on no PATH of ours: it stands beside this Python.
    supervisord = Path(sys.executable).parent / "supervisord"
    os.chdir(ROOT)
    os.execve(supervisord, [str(supervisord), "-n", "-c", str(_CONFIGURATION)], environment)  # noqa: S606 - no shell


def prepare(settings: Settings) -> str:
    """Train if stale, bring the directory up to date and publish it; returns the model's path."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    model = _run(settings, "bot.rasa_plugins.training").splitlines()[-1]
    if not is_seeded(settings.data_dir):
        for step in ("init", "seed"):
            _run(settings, "directory", step)
        mark_seeded(settings.data_dir)
    return model


def _run(settings: Settings, module: str, *arguments: str) -> str:
    """Run one of our commands, showing its progress; returns what it printed. Raises NotReady."""
    command = [sys.executable, "-m", module, *arguments]
    said = []
    with subprocess.Popen(  # noqa: S603 - our own modules, no shell
        command, cwd=ROOT, env=settings.environment(), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        for line in process.stdout:
            said.append(line)
            print(f"  {line}", end="", flush=True)
    if process.returncode:
        raise NotReady(f"`python -m {module} {' '.join(arguments)}` failed: see above.")
    return "".join(said)


if __name__ == "__main__":
    main()
