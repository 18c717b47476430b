"""Bars as SVG without a style or a script in it, so that it needs no exception from the pages' strict policy.

matplotlib is imported when the first plot is asked for: it takes time and memory that most runs never need.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 4.6
"""Inches: on a narrow phone it is shrunk by a quarter and can still be read."""
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Colours:
    """For a light or a dark page; `first` and `second` stand out from it and from each other."""

    ink: str
    first: str
    second: str


LIGHT = Colours(ink="#1b1b1b", first="#00508a", second="#a3001b")
DARK = Colours(ink="#eeeeee", first="#8fc7ff", second="#ff9d9d")


@dataclass(frozen=True, slots=True)
class Bars:
    """`series`: name -> a value for each label; several are put on top of each other."""

    labels: Sequence[str]
    series: Mapping[str, Sequence[int]]
    sideways: bool = False


def drawn(bars: Bars, colours: Colours, cache: Path) -> bytes:
    """The plot as an SVG file. `cache`: the folder in which matplotlib may keep its list of fonts."""
    os.environ.setdefault("MPLCONFIGDIR", str(cache))  # else it writes into the home of whoever runs us
    with _ONE_AT_A_TIME:
        from matplotlib import rc_context
        from matplotlib.figure import Figure

        with rc_context({"svg.hashsalt": "lotsen", "svg.fonttype": "path", "font.size": 11}):
            height = max(1.6, 0.36 * len(bars.labels) + 1.1) if bars.sideways else 2.8
            figure = Figure(figsize=(WIDTH, height), layout="constrained", facecolor="none")
            axes = figure.subplots()
            _draw(axes, bars, colours)
            _settle(axes, bars, colours)
            if len(bars.series) > 1:
                figure.legend(frameon=False, labelcolor=colours.ink, loc="outside lower left")
            file = io.StringIO()
            figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None}, facecolor="none")
    return _without_styles(file.getvalue()).encode()


def _draw(axes: Axes, bars: Bars, colours: Colours) -> None:
    """The bars, each series on top of the one before."""
    below = [0] * len(bars.labels)
    places = range(len(bars.labels))
    for (name, values), colour in zip(bars.series.items(), (colours.first, colours.second), strict=False):
        if bars.sideways:
            axes.barh(places, values, left=below, label=name, color=colour)
        else:
            axes.bar(places, values, bottom=below, label=name, color=colour)
        below = [lower + value for lower, value in zip(below, values, strict=True)]


def _settle(axes: Axes, bars: Bars, colours: Colours) -> None:
    """Axes without ornament, labels that do not run into each other, whole numbers."""
    from matplotlib.ticker import MaxNLocator

    axes.set_facecolor("none")
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(colours.ink)
    axes.tick_params(colors=colours.ink)
    step = 1 if bars.sideways else max(1, -(-len(bars.labels) // 5))
    ticks = list(range(0, len(bars.labels), step))
    named = axes.yaxis if bars.sideways else axes.xaxis
    named.set_ticks(ticks, [bars.labels[tick] for tick in ticks])
    if bars.sideways:
        axes.invert_yaxis()
    counted = axes.xaxis if bars.sideways else axes.yaxis
    counted.set_major_locator(MaxNLocator(5, integer=True))


def _without_styles(svg: str) -> str:
    """Styles as attributes: our policy lets no style stand in a file, and an attribute says the same."""
    svg = re.sub(r"<style.*?</style>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!DOCTYPE.*?>", "", svg, flags=re.DOTALL)
    return re.sub(r' style="([^"]*)"', lambda found: _attributes(found[1]), svg)


def _attributes(style: str) -> str:
    pairs = (part.split(":", 1) for part in style.split(";") if ":" in part)
    return "".join(f' {name.strip()}="{value.strip()}"' for name, value in pairs)
