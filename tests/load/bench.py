"""`make bench`: this assistant and a stock Rasa bot, side by side, on the same turns.

`python -m tests.load.bench [--seconds N] [--epochs N] [--out FILE] [--quick]`. A quick run only
tries the bench out: it prints its report unless it is told where to write it.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bot.rasa_plugins.training import fingerprint
from directory.clock import stockholm_now
from tests.load.bots import Running, Trained, parse_alone, train_ours, train_stock
from tests.load.drive import Driver
from tests.load.figures import Bot, Model, Run
from tests.load.machine import this_machine
from tests.load.processes import cpu_seconds, memory
from tests.load.report import Circumstances, write
from tests.load.script import conversations, texts
from tests.load.stock_project import Examples, read_examples
from tests.running.assistant import ROOT

CONNECTIONS = (1, 8, 32)
ROUNDS = 2
EPOCHS = 3
"""On our sentences one epoch of DIET takes a minute or two, and the stock number is 100. A turn costs the
same after three: the layers have their size from the sentences, not from the epochs."""
_QUICK_EXAMPLES = 5
_REPORT = ROOT / "docs" / "bench.md"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and write the report."""
    wanted = _parser().parse_args(arguments)
    examples = read_examples(ROOT / "data", _QUICK_EXAMPLES if wanted.quick else None)
    before = fingerprint()
    with tempfile.TemporaryDirectory(prefix="lotsen-bench-") as name:
        ours, stock = measure(Path(name), examples, wanted)
    report = write(ours, stock, _circumstances(wanted, examples, fingerprint() != before))
    out = wanted.out or (None if wanted.quick else _REPORT)
    if out is None:
        print(report)
        return
    out.write_text(report, "utf-8")
    print(f"Written: {out}")


def measure(folder: Path, examples: Examples, wanted: argparse.Namespace) -> tuple[Bot, Bot]:
    """Ours and the stock bot: both trained, then run by turns."""
    _say("Training this assistant ...")
    trained = {"ours": train_ours(folder / "ours")}
    _say(f"{trained['ours'].seconds:.0f} s. Training the stock bot, which takes minutes ...")
    trained["stock"] = train_stock(folder / "stock", examples, wanted.epochs)
    _say(f"{trained['stock'].seconds:.0f} s.")
    models = {name: _model(one) for name, one in trained.items()}
    runs: dict[str, list[Run]] = {name: [] for name in trained}
    for number in range(1, ROUNDS + 1):
        for name, one in trained.items():
            _say(f"Run {number} of {ROUNDS}: {name} ...")
            runs[name].append(run(one, wanted.seconds))
    ours, stock = (Bot(models[name], tuple(runs[name])) for name in ("ours", "stock"))
    return ours, stock


def run(bot: Trained, seconds: float) -> Run:
    """One start of one bot, with every number of connections."""
    queue = os.getloadavg()[0]
    with bot.start() as running:
        return asyncio.run(_drive(running, seconds, queue))


async def _drive(running: Running, seconds: float, queue: float) -> Run:
    driver = Driver(running.door, conversations(), time.monotonic, lambda: cpu_seconds(running.pid))
    await driver.first_answer()
    first_answer = time.monotonic() - running.started
    idle = memory(running.pid, running.parts)
    await driver.warm_up()
    loads = []
    for connections in CONNECTIONS:
        loads.append(await driver.load(connections, seconds))
        _say(f"  {connections:2} connections: {loads[-1].turns_per_second:.1f} turns/s")
    return Run(first_answer, idle, tuple(loads), memory(running.pid, running.parts), queue)


def _model(bot: Trained) -> Model:
    return Model(bot.seconds, bot.model.stat().st_size, parse_alone(bot.model))


def _circumstances(wanted: argparse.Namespace, examples: Examples, changed: bool) -> Circumstances:
    command = " ".join(["python -m tests.load.bench", *sys.argv[1:]])
    return Circumstances(
        command=command,
        at=stockholm_now(),
        seconds=wanted.seconds,
        quick=wanted.quick,
        epochs=wanted.epochs,
        examples=sum(map(len, examples.values())),
        changed=changed,
        turns=len(texts()),
        machine=this_machine(),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.load.bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=15.0, help="of each stretch of load (15)")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help=f"of the stock bot's training ({EPOCHS})")
    parser.add_argument("--out", type=Path, help="where to write the report (docs/bench.md)")
    parser.add_argument(
        "--quick", action="store_true", help="a small stock bot: tries the bench, proves nothing"
    )
    return parser


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
