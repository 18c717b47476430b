"""The report as one HTML page that can be sent by mail: no script, no picture, no address but its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from rehearsal.coverage import Coverage
from rehearsal.play import Outcome
from rehearsal.report import letter, summary

TEMPLATES = Path(__file__).parent / "templates"


def page(outcomes: Sequence[Outcome], coverage: Coverage) -> str:
    """The whole run: what differs, then every case, then what the scripts touch."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html").render(
        outcomes=outcomes,
        failed=[outcome for outcome in outcomes if not outcome.passed],
        summary=summary(outcomes),
        letter=letter,
        coverage=coverage,
    )
