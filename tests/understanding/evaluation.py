"""One evaluation: the test sets through the trained assistant, and every figure of the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.rasa_plugins.training import model_path
from tests.understanding import measures
from tests.understanding.cases import LANGUAGES, Case, all_cases
from tests.understanding.figures import Share
from tests.understanding.measures import Row
from tests.understanding.seen import Seen, read_all
from tests.understanding.slips import with_slips, without_diacritics
from tests.understanding.stock import Stock

_JUDGED = ("direct", "hard")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that the report needs. `typed` and `plain`: the judged messages with slips, without å ä ö."""

    rows: Sequence[Row]
    typed: Sequence[Row]
    plain: Sequence[Row]
    model: Path
    stock: Stock | None = None
    shares: dict[str, Share] = field(default_factory=dict)

    @property
    def judged(self) -> list[Row]:
        """The direct and hard messages, which carry most of the figures."""
        return [row for row in self.rows if row[0].kind in _JUDGED]

    def values(self) -> dict[str, float]:
        """Every number that may have a bar, by name."""
        return {name: share.value for name, share in self.shares.items()} | self.losses() | self.costs()

    def losses(self) -> dict[str, float]:
        """What slips and missing å ä ö cost, in points (0-1) of needs acted on rightly."""
        clean = Share.of(measures.acted_right(row) for row in self.judged)
        swedish = Share.of(measures.acted_right(row) for row in self.judged if row[0].language == "sv")
        return {
            "loss_by_slips": clean.value - Share.of(map(measures.acted_right, self.typed)).value,
            "loss_by_missing_diacritics": swedish.value
            - Share.of(map(measures.acted_right, self.plain)).value,
        }

    def costs(self) -> dict[str, float]:
        """Milliseconds to parse, megabytes of the model."""
        taken = [seen.milliseconds for _, seen in self.rows]
        return {
            "parse_p50_ms": measures.percentile(taken, 0.5),
            "parse_p95_ms": measures.percentile(taken, 0.95),
            "model_mb": self.model.stat().st_size / 1e6,
        }

    def model_figures(self) -> dict[str, tuple[Share, float]]:
        """language -> (accuracy, macro-F1) of the model's first guess alone."""
        return {language: measures.accuracy_and_macro_f1(self.rows, language) for language in LANGUAGES}


def evaluate(cases: Sequence[Case] | None = None, stock: Stock | None = None) -> Evaluation:
    """Read every case with the trained model."""
    cases = all_cases() if cases is None else cases
    judged = [case for case in cases if case.kind in _JUDGED]
    swedish = [case for case in judged if case.language == "sv"]
    texts = [
        *(case.text for case in cases),
        *(with_slips(case.text) for case in judged),
        *(without_diacritics(case.text) for case in swedish),
    ]
    seen = read_all(texts)
    rows, rest = _join(cases, seen)
    typed, rest = _join(judged, rest)
    plain, _ = _join(swedish, rest)
    return Evaluation(rows, typed, plain, model_path(), stock, measures.shares(rows))


def _join(cases: Sequence[Case], seen: list[Seen]) -> tuple[list[Row], list[Seen]]:
    """The cases with what was made of them, and what is left over."""
    return list(zip(cases, seen, strict=False)), seen[len(cases) :]
