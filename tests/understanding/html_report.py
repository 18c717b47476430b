"""The evaluation as one page that needs nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from tests.understanding import measures, plots
from tests.understanding.bars import bars
from tests.understanding.evaluation import Evaluation
from tests.understanding.text_report import stock_shares


def html(evaluation: Evaluation) -> str:
    """The page."""
    rows = evaluation.rows
    pages = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    return pages.get_template("report.html.jinja").render(
        n=len(rows),
        hands=len({case.by for case, _ in rows if case.by}),
        shares=evaluation.shares,
        bars={bar.name: f"{bar.side.replace('_', ' ')} {bar.limit}" for bar in bars()},
        model=evaluation.model_figures(),
        numbers=evaluation.losses() | evaluation.costs(),
        stock=evaluation.stock,
        stock_shares=stock_shares(evaluation),
        crisis_plot=plots.bars(measures.crisis_shares(rows), "Danger message when there is a crisis"),
        trap_plot=plots.bars(measures.trap_shares(rows), "Danger message on a trap (none is right)"),
        calibration_plot=plots.calibration(measures.calibration(rows)),
        by_hand=measures.by_hand(rows),
        codes=measures.by_code(rows),
        confusions=measures.confusions(rows),
    )
