"""The report's plots, as SVG text to stand inside the page."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import matplotlib as mpl
from matplotlib.figure import Figure

from tests.understanding.figures import Share

mpl.rcParams["svg.hashsalt"] = "lotsen"  # else each run names its shapes anew


def bars(shares: Mapping[str, Share], title: str) -> str:
    """One horizontal bar a share, with its 95 % interval."""
    shown = {name: share for name, share in reversed(list(shares.items())) if share.n}
    figure = Figure(figsize=(7, 0.8 + 0.24 * len(shown)))
    axes = figure.subplots()
    values = [share.value for share in shown.values()]
    low = [share.value - share.interval[0] for share in shown.values()]
    high = [share.interval[1] - share.value for share in shown.values()]
    axes.barh(list(shown), values, color="#2c6e8f", height=0.6)
    axes.errorbar(values, list(shown), xerr=[low, high], fmt="none", ecolor="#222", elinewidth=1)
    axes.set_xlim(0, 1)
    axes.set_title(title, fontsize=11)
    axes.tick_params(labelsize=8)
    return _svg(figure)


def calibration(points: Sequence[tuple[float, Share]]) -> str:
    """Mean confidence against the share that was right; on the diagonal a confidence means what it says."""
    figure = Figure(figsize=(4, 4))
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="#999", linewidth=1)
    axes.plot([mean for mean, _ in points], [share.value for _, share in points], "o-", color="#2c6e8f")
    axes.set_xlabel("confidence of the first guess")
    axes.set_ylabel("share right")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    return _svg(figure)


def _svg(figure: Figure) -> str:
    figure.tight_layout()
    page = io.StringIO()
    figure.savefig(page, format="svg", metadata={"Date": None})
    drawn = page.getvalue()
    return drawn[drawn.index("<svg") :]
