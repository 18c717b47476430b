"""The evaluation as a text table."""

from __future__ import annotations

from collections.abc import Iterator

from tests.understanding import measures
from tests.understanding.evaluation import Evaluation
from tests.understanding.figures import Share


def text(evaluation: Evaluation) -> str:
    """The whole report, one measure a line."""
    return "\n".join(_lines(evaluation)) + "\n"


def _lines(evaluation: Evaluation) -> Iterator[str]:
    yield f"{len(evaluation.rows)} messages that no author of the training data has seen"
    yield ""
    yield from _table("measure", evaluation.shares)
    yield ""
    for language, (accuracy, f1) in evaluation.model_figures().items():
        yield f"model's first guess alone, {language}: accuracy {accuracy}, macro-F1 {f1:.3f}"
    for name, value in (evaluation.losses() | evaluation.costs()).items():
        yield f"{name}: {value:.3f}"
    yield ""
    yield from _table("danger seen, by code", measures.crisis_shares(evaluation.rows))
    yield ""
    yield from _table("danger shown on traps", measures.trap_shares(evaluation.rows))
    yield ""
    yield from _table("needs acted on rightly, by hand", measures.by_hand(evaluation.rows))
    yield ""
    yield "code: recall | precision of what was acted on"
    for code, (recall, precision) in measures.by_code(evaluation.rows).items():
        yield f"  {code:24} {recall!s:32} | {precision}"
    yield ""
    yield "acted on wrongly, most frequent first"
    for pair in measures.confusions(evaluation.rows):
        yield f"  {pair.times:3} {pair.right} taken for {pair.taken}"
    yield from _stock(evaluation)


def _table(title: str, shares: dict[str, Share]) -> Iterator[str]:
    yield title
    for name, share in shares.items():
        yield f"  {name:32} {share}"


def _stock(evaluation: Evaluation) -> Iterator[str]:
    if evaluation.stock is None:
        return
    stock = evaluation.stock
    yield ""
    yield f"stock `rasa init` pipeline, {stock.epochs} epochs, same messages, same run"
    for name, share in stock_shares(evaluation).items():
        yield f"  {name:32} {share}"
    cost = f"training {stock.training_seconds:.0f} s, model {stock.model_megabytes:.0f} MB"
    yield f"  {cost}, p95 {stock.p95:.1f} ms"


def stock_shares(evaluation: Evaluation) -> dict[str, Share]:
    """The measures that a bot without danger net and buttons can have."""
    if evaluation.stock is None:
        return {}
    both = list(zip((case for case, _ in evaluation.rows), evaluation.stock.guesses, strict=True))
    judged = [(case, guess) for case, guess in both if case.kind in ("direct", "hard")]
    served = [(case, guess) for case, guess in judged if measures.is_service(case.code)]
    crisis = [(case, guess) for case, guess in judged if measures.is_crisis(case.code)]
    calm = [(case, guess) for case, guess in judged if not measures.is_crisis(case.code)]
    traps = [guess for case, guess in both if case.kind == "traps"]
    return {
        "accuracy of the first guess": Share.of(case.code == guess.first for case, guess in judged),
        "acted_right": Share.of(case.code == guess.acted for case, guess in served),
        "acted_wrong": Share.of(guess.acted not in (None, case.code) for case, guess in served),
        "danger_recall": Share.of(measures.is_crisis(guess.acted) for _, guess in crisis),
        "danger_false": Share.of(measures.is_crisis(guess.acted) for _, guess in calm),
        "danger_false_on_traps": Share.of(measures.is_crisis(guess.acted) for guess in traps),
    }
