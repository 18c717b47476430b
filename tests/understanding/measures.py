"""From cases and how they were understood to the figures of the report. Pure: no model, no files.

The names of the measures are the keys of the bars in pyproject.toml.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.rasa_plugins.decision import DANGER_UNCLEAR
from bot.rasa_plugins.topics import topics
from tests.understanding.cases import LANGUAGES, Case
from tests.understanding.figures import Share
from tests.understanding.seen import Seen

Row = tuple[Case, Seen]
Judge = Callable[[Row], bool]
# Where the code of a message is known and it is in a language that we speak.
_IN_SCOPE = ("direct", "hard")
_PAYER = frozenset({"sells_sex", "buys_sex"})
_UNCLEAR = ("vague", "ask_role")  # nothing that could be acted on: asking back is right
_LENGTHS = {"1-3": range(1, 4), "4-8": range(4, 9), "9+": range(9, 10_000)}


@dataclass(frozen=True, slots=True)
class Pair:
    """A confusion: `right` was taken for `taken`, `times` times."""

    right: str
    taken: str
    times: int


def kind_of(code: str | None) -> str:
    """crisis, need or dialogue; "" for a code that is no topic."""
    topic = topics().get(code or "")
    return topic.kind if topic else ""


def is_crisis(code: str | None) -> bool:
    """True for the six codes that open with the danger message."""
    return kind_of(code) == "crisis"


def is_service(code: str | None) -> bool:
    """True for the codes that lead to services."""
    return kind_of(code) in ("crisis", "need")


def acted_right(row: Row) -> bool:
    """The right code was acted on at once."""
    return row[1].intent == row[0].code


def right_or_offered(row: Row) -> bool:
    """Acted on, or one of the at most three buttons."""
    case, seen = row
    return acted_right(row) or (seen.asked_back and case.code in seen.candidates)


def acted_wrong(row: Row) -> bool:
    """Another topic was acted on, without asking."""
    case, seen = row
    return not seen.asked_back and seen.intent != case.code


def danger_shown(row: Row) -> bool:
    """The answer opens with the danger message."""
    return is_crisis(row[1].intent) or row[1].intent == DANGER_UNCLEAR


def danger_hinted(row: Row) -> bool:
    """The danger message, or at least the line with 112."""
    return danger_shown(row) or row[1].soft


def by_net(row: Row) -> bool:
    """The phrase rules alone are sure of a danger."""
    net = row[1].net
    return net is not None and net[1] == "hard"


def by_model(row: Row) -> bool:
    """The model's first guess alone is a crisis."""
    return is_crisis(row[1].ranking[0][0])


def shares(rows: Sequence[Row]) -> dict[str, Share]:
    """Every measure that may have a bar, by its name."""
    found: dict[str, Share] = {}
    for language in LANGUAGES:
        mine = [row for row in rows if row[0].language == language]
        found |= {f"{name}.{language}": share for name, share in _of_needs(mine).items()}
        found |= {f"{name}.{language}": share for name, share in _of_danger(mine).items()}
    found |= _of_scope(rows) | _of_pairs(rows) | _of_language(rows)
    return found


def _of_needs(rows: Sequence[Row]) -> dict[str, Share]:
    needs = [row for row in rows if row[0].kind in _IN_SCOPE and is_service(row[0].code)]
    hard = [row for row in needs if row[0].kind == "hard"]
    talk = [row for row in rows if row[0].kind in _IN_SCOPE and kind_of(row[0].code) == "dialogue"]
    unclear = [row for row in rows if row[0].kind in _IN_SCOPE and row[0].code in _UNCLEAR]
    return {
        "acted_right": _share(acted_right, needs),
        "acted_right_hard": _share(acted_right, hard),
        "right_or_offered": _share(right_or_offered, needs),
        "acted_wrong": _share(acted_wrong, needs),
        "asked_back": _share(lambda row: row[1].asked_back, needs),
        "dialogue_right": _share(acted_right, talk),
        "unclear_asked_back": _share(lambda row: row[1].asked_back, unclear),
    }


def _of_danger(rows: Sequence[Row]) -> dict[str, Share]:
    judged = [row for row in rows if row[0].kind in _IN_SCOPE]
    crisis = [row for row in judged if is_crisis(row[0].code)]
    calm = [row for row in judged if not is_crisis(row[0].code)]
    trapped = [row for row in rows if row[0].kind == "traps"]
    return {
        "danger_recall": _share(danger_shown, crisis),
        "danger_hinted": _share(danger_hinted, crisis),
        "danger_by_net_alone": _share(by_net, crisis),
        "danger_by_model_alone": _share(by_model, crisis),
        "danger_false": _share(danger_shown, calm),
        "danger_false_hinted": _share(danger_hinted, calm),
        "danger_false_on_traps": _share(danger_shown, trapped),
    }


def _of_scope(rows: Sequence[Row]) -> dict[str, Share]:
    outside = [row for row in rows if row[0].code == "out_of_scope" and row[0].kind != "traps"]
    return {"out_of_scope_served": _share(lambda row: is_service(row[1].intent), outside)}


def _of_pairs(rows: Sequence[Row]) -> dict[str, Share]:
    halves = [row for row in rows if row[0].kind == "pairs"]
    payer = [row for row in halves if row[0].code in _PAYER]
    return {
        "pairs_right_or_asked": _share(_right_or_asked, halves),
        "payer_right_or_asked": _share(_right_or_asked, payer),
    }


def _right_or_asked(row: Row) -> bool:
    return acted_right(row) or row[1].asked_back


def _of_language(rows: Sequence[Row]) -> dict[str, Share]:
    found: dict[str, Share] = {}
    spoken = [row for row in rows if row[0].kind == "language" and row[0].language in LANGUAGES]
    for name, lengths in _LENGTHS.items():
        of_length = [row for row in spoken if len(row[0].text.split()) in lengths]
        found[f"language.{name}"] = _share(lambda row: row[1].language == row[0].language, of_length)
    foreign = [row for row in rows if row[0].language == "other"]
    found["foreign_seen"] = _share(lambda row: row[1].language == "other", foreign)
    danger = [row for row in foreign if row[0].kind == "foreign_danger"]
    found["foreign_danger_card"] = _share(_gets_112, danger)
    mixed = [row for row in rows if row[0].kind == "mixed"]
    found["mixed_language"] = _share(lambda row: row[1].language in (row[0].language, None), mixed)
    return found


def _gets_112(row: Row) -> bool:
    """The card in other languages and every danger message open with 112."""
    return row[1].intent == "other_language" or danger_shown(row)


def trap_shares(rows: Sequence[Row]) -> dict[str, Share]:
    """False danger messages by class of trap and language."""
    traps = [row for row in rows if row[0].kind == "traps"]
    return _grouped(danger_shown, traps, lambda row: f"{row[0].detail}.{row[0].language}")


def crisis_shares(rows: Sequence[Row]) -> dict[str, Share]:
    """Danger messages by crisis code and language."""
    crisis = [row for row in rows if row[0].kind in _IN_SCOPE and is_crisis(row[0].code)]
    return _grouped(danger_shown, crisis, lambda row: f"{row[0].code}.{row[0].language}")


def by_code(rows: Sequence[Row]) -> dict[str, tuple[Share, Share]]:
    """code -> (recall, precision) of what was acted on, both languages, direct and hard together."""
    judged = [row for row in rows if row[0].kind in _IN_SCOPE]
    return {
        code: (
            _share(acted_right, [row for row in judged if row[0].code == code]),
            _share(acted_right, [row for row in judged if row[1].intent == code]),
        )
        for code in sorted({row[0].code or "" for row in judged if kind_of(row[0].code)})
    }


def by_hand(rows: Sequence[Row]) -> dict[str, Share]:
    """Needs acted on rightly, by who wrote the message: how much a figure hangs on one hand."""
    judged = [row for row in rows if row[0].kind in _IN_SCOPE and is_service(row[0].code)]
    return _grouped(acted_right, judged, lambda row: row[0].by)


def accuracy_and_macro_f1(rows: Sequence[Row], language: str) -> tuple[Share, float]:
    """Of the model's first guess alone, on direct and hard messages of one language."""
    judged = [row for row in rows if row[0].kind in _IN_SCOPE and row[0].language == language]
    pairs = [(row[0].code or "", row[1].ranking[0][0]) for row in judged]
    return Share.of(right == taken for right, taken in pairs), macro_f1(pairs)


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean of the F1 of each code that occurs as right answer; `pairs` of (right, taken)."""
    hits = Counter(right for right, taken in pairs if right == taken)
    rights, takens = Counter(right for right, _ in pairs), Counter(taken for _, taken in pairs)
    scores = [2 * hits[code] / (rights[code] + takens[code]) for code in rights]
    return sum(scores) / len(scores) if scores else float("nan")


def confusions(rows: Sequence[Row], most: int = 20) -> list[Pair]:
    """What was acted on wrongly, the most frequent first."""
    wrong = [row for row in rows if row[0].kind in _IN_SCOPE and acted_wrong(row)]
    counted = Counter((row[0].code or "", row[1].intent) for row in wrong)
    return [Pair(right, taken, times) for (right, taken), times in counted.most_common(most)]


def calibration(rows: Sequence[Row], bins: int = 10) -> list[tuple[float, Share]]:
    """(mean confidence, share right) of the model's first guess, by tenths of confidence."""
    judged = [row for row in rows if row[0].kind in _IN_SCOPE]
    found = []
    for number in range(bins):
        inside = [row for row in judged if min(int(row[1].confidence * bins), bins - 1) == number]
        if inside:
            mean = sum(row[1].confidence for row in inside) / len(inside)
            found.append((mean, _share(lambda row: row[1].ranking[0][0] == row[0].code, inside)))
    return found


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which `share` (0-1) of them lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _share(judge: Judge, rows: Iterable[Row]) -> Share:
    return Share.of(judge(row) for row in rows)


def _grouped(judge: Judge, rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, Share]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {name: _share(judge, groups[name]) for name in sorted(groups)}
