"""One run from the command line to the exit code."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TextIO

from rehearsal.coverage import Coverage, coverage, read_column, uncovered
from rehearsal.door import BadAnswer, NobodyThere
from rehearsal.junit import junit
from rehearsal.options import Options
from rehearsal.page import page
from rehearsal.places import ScriptError
from rehearsal.play import Outcome, Ticks, play_all
from rehearsal.reading.files import read_paths
from rehearsal.report import failures, progress, summary
from rehearsal.script import Case
from rehearsal.visitor import AnyDoor

ALL_AS_WRITTEN, DIFFERENT, CANNOT_PLAY = 0, 1, 2


class Assistant(AnyDoor, Protocol):
    """A door that also tells how it feels."""

    def health(self) -> Mapping[str, str]:
        """The parts behind the door: up or down."""


@dataclass(frozen=True, slots=True)
class Command:
    """Everything a run needs from outside; `root` is where relative paths start."""

    root: Path
    out: TextIO
    open_door: Callable[[str], AbstractContextManager[Assistant]]
    ticks: Ticks = time.monotonic

    def run(self, options: Options) -> int:
        """Play what the options name. 0: all as written; 1: differences; 2: nothing could be played."""
        try:
            cases = [case for case in read_paths(options.paths, self.root) if options.wants(case)]
            touched = self._coverage(cases, options)
            if options.uncovered:
                return self._say(*map(str, touched), *uncovered(touched))
            return self._play(cases, options, touched)
        except ScriptError as error:
            self._say(f"broken script: {error}")
        except NobodyThere as error:
            self._say(f"no assistant: {error}. Start it with: make run TESTER=1")
        except KeyboardInterrupt:
            self._say("", "stopped")
        return CANNOT_PLAY

    def _play(self, cases: Sequence[Case], options: Options, touched: Coverage) -> int:
        if not cases:
            self._say("no case fits: look at the paths, --language and -k")
            return CANNOT_PLAY
        with self.open_door(options.url) as door:
            self._warn_of_illness(door)
            outcomes = self._outcomes(cases, door, options.fail_fast)
        self._write(options, outcomes, touched)
        self._say(
            "", *failures(outcomes), "scripts touch: " + "; ".join(map(str, touched)), summary(outcomes)
        )
        return ALL_AS_WRITTEN if all(outcome.passed for outcome in outcomes) else DIFFERENT

    def _warn_of_illness(self, door: Assistant) -> None:
        try:
            down = [part for part, state in door.health().items() if state == "down"]
        except BadAnswer as error:
            raise NobodyThere(f"/health failed ({error})") from None
        if down:
            self._say(f"note: {', '.join(down)} down; expect differences")

    def _outcomes(self, cases: Sequence[Case], door: Assistant, fail_fast: bool) -> tuple[Outcome, ...]:
        outcomes: list[Outcome] = []
        for shown, outcome in progress(play_all(cases, door, self.ticks)):
            self.out.write(shown)
            self.out.flush()
            outcomes.append(outcome)
            if fail_fast and not outcome.passed:
                break
        return tuple(outcomes)

    def _write(self, options: Options, outcomes: Sequence[Outcome], touched: Coverage) -> None:
        if options.junit:
            _write_file(self.root / options.junit, junit(outcomes))
        if options.html:
            _write_file(self.root / options.html, page(outcomes, touched))

    def _coverage(self, cases: Sequence[Case], options: Options) -> Coverage:
        needs = self.root / options.needs
        return coverage(cases, read_column(needs, "code"), read_column(needs, "offers"))

    def _say(self, *lines: str) -> int:
        self.out.writelines(f"{line}\n" for line in lines)
        return ALL_AS_WRITTEN


def _write_file(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
