"""`make table`: plays the scripts against a fresh assistant and writes docs/conversation_table.md."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from directory.clock import stockholm_now
from directory.database import reading, reading_engine, writing_engine
from directory.published import codes
from directory.reading import services
from directory.records import Service
from directory.schema import upgrade
from directory.terms import needs
from rehearsal.door import open_door
from rehearsal.reading.files import read_paths
from tests.directory.builders import seeded
from tests.running.assistant import ROOT, running_assistant
from tests.running.table_page import page
from tests.running.table_services import reach
from tests.running.table_turns import Turns, count

PAGE = ROOT / "docs/conversation_table.md"
SCRIPTS = Path("tests/conversations")


def main() -> int:
    """Writes the page. 0: every conversation went as written; 1: some did not, the page tells how many."""
    turns = _turns()
    terms = [need for need in needs() if need.code in codes(needs())]
    seed = _seed()
    text = page(terms, turns, [reach(term, seed) for term in terms], stockholm_now().date())
    PAGE.write_text(text, encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
    return int(any(one.as_written < one.conversations for one in turns.values()))


def _turns() -> dict[str, Turns]:
    cases = read_paths([SCRIPTS], ROOT)
    with running_assistant() as assistant, open_door(assistant.url("TESTER")) as door:
        return count(cases, door, time.monotonic)


def _seed() -> tuple[Service, ...]:
    """The services of a freshly seeded directory."""
    with tempfile.TemporaryDirectory(prefix="lotsen-") as folder:
        url = f"sqlite:///{Path(folder) / 'directory.sqlite'}"
        empty = writing_engine(url)
        upgrade(empty)
        empty.dispose()
        engine = reading_engine(seeded(url))
        with reading(engine) as session:
            found = services(session)
        engine.dispose()
    return found


if __name__ == "__main__":
    sys.exit(main())
