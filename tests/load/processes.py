"""Memory and processor time of a process and all its descendants, from /proc."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

_PROC = Path("/proc")
_USER_AND_SYSTEM = slice(11, 13)
"""Fields utime and stime of /proc/<pid>/stat, counted after the closing bracket of the name."""


def family(pid: int) -> list[int]:
    """The process and its living descendants."""
    try:
        lists = [path.read_text() for path in (_PROC / str(pid) / "task").glob("*/children")]
    except OSError:
        return []
    children = [int(child) for found in lists for child in found.split()]
    return [pid, *(deeper for child in children for deeper in family(child))]


def memory(pid: int, parts: Mapping[str, str]) -> dict[str, int]:
    """Bytes by part: proportional set size, so that pages shared by two processes count once.

    `parts`: what a command line holds -> what its process is called; the first that fits.
    """
    found: Counter[str] = Counter()
    for one in family(pid):
        found[_part(_read(one, "cmdline").replace("\0", " "), parts)] += _proportional(one)
    return {name: size for name, size in found.most_common() if size}


def cpu_seconds(pid: int) -> float:
    """Processor time used so far by every living process of the family."""
    return sum(_ticks(one) for one in family(pid)) / os.sysconf("SC_CLK_TCK")


def _part(command: str, parts: Mapping[str, str]) -> str:
    return next((name for piece, name in parts.items() if piece in command), "other")


def _proportional(pid: int) -> int:
    lines = _read(pid, "smaps_rollup").splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _ticks(pid: int) -> int:
    after_name = _read(pid, "stat").rpartition(")")[2].split()
    return sum(int(field) for field in after_name[_USER_AND_SYSTEM])


def _read(pid: int, name: str) -> str:
    """Empty when the process has ended meanwhile."""
    try:
        return (_PROC / str(pid) / name).read_text(errors="replace")
    except OSError:
        return ""
