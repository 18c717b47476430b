"""`make evaluate`: how well strangers' messages are understood, as a page and a text; 1 when a bar breaks.

`--quick` leaves out the stock pipeline and writes nothing: what CI runs.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.understanding.bars import bars, broken
from tests.understanding.cases import all_cases
from tests.understanding.evaluation import evaluate
from tests.understanding.html_report import html
from tests.understanding.stock import measure
from tests.understanding.text_report import text

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "understanding"


def main() -> int:
    """Measure, write, compare with the bars."""
    arguments = _arguments()
    cases = all_cases()
    stock = None
    if not arguments.quick:
        print("Training the stock pipeline, which takes many minutes ...", flush=True)
        stock = measure([case.text for case in cases], arguments.stock_epochs)
    found = evaluate(cases, stock)
    print(text(found))
    if not arguments.quick:
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / "report.txt").write_text(text(found), "utf-8")
        (FOLDER / "report.html").write_text(html(found), "utf-8")
    lost = broken(found.values(), bars())
    for line in lost:
        print(f"Below its bar: {line}")
    return 1 if lost else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make evaluate", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="without the stock pipeline")
    parser.add_argument("--stock-epochs", type=int, default=2, help="epochs of the stock pipeline")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
