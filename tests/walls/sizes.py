"""`python -m tests.walls.sizes`: the size report; exit code 1 when something has grown too large."""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSES = ("bot", "actions", "directory", "staff", "rehearsal")
LONGEST_MODULE, LONGEST_FUNCTION = 300, 40
MEDIAN_MODULE, MEDIAN_FUNCTION = 90, 8
FORBIDDEN_NAMES = frozenset({"utils", "helpers", "common", "misc", "base", "manager"})


def modules(houses: tuple[str, ...] = HOUSES) -> list[Path]:
    """The Python files of the houses, without migrations."""
    found = (path for house in houses for path in sorted((ROOT / house).rglob("*.py")))
    return [path for path in found if "versions" not in path.parts]


def lines(path: Path) -> int:
    """Lines of a file."""
    return len(path.read_text("utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """(name, lines without the docstring) of each function in a file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            yield node.name, (node.end_lineno or first.lineno) - first.lineno + 1


def faults() -> list[str]:
    """What is too large, or named by no noun; empty when all is well."""
    found = []
    for path in modules():
        where = path.relative_to(ROOT)
        if lines(path) > LONGEST_MODULE:
            found.append(f"{where}: {lines(path)} lines, at most {LONGEST_MODULE}; split it by noun")
        if path.stem in FORBIDDEN_NAMES:
            found.append(f"{where}: the name says nothing; call it after what it holds")
        found += [
            f"{where}: {name} has {size} lines, at most {LONGEST_FUNCTION}"
            for name, size in functions(path)
            if size > LONGEST_FUNCTION
        ]
    return found


def report() -> str:
    """One line a house and one for all."""
    rows = [_row(house, modules((house,))) for house in HOUSES]
    tests = sum(lines(path) for path in (ROOT / "tests").rglob("*.py"))
    code = sum(lines(path) for path in modules())
    return "\n".join([*rows, _row("all", modules()), f"tests: {tests} lines, {tests / code:.1f} x the code"])


def _row(name: str, paths: list[Path]) -> str:
    sizes = [lines(path) for path in paths]
    bodies = [size for path in paths for _, size in functions(path)]
    return (
        f"{name}: {len(paths)} modules, {sum(sizes)} lines; module median {statistics.median(sizes):.0f}, "
        f"longest {max(sizes)}; function median {statistics.median(bodies):.0f}, longest {max(bodies)}"
    )


if __name__ == "__main__":
    print(report())
    wrong = faults()
    print(*wrong, sep="\n")
    sys.exit(bool(wrong))
