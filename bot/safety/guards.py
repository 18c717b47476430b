"""What makes a danger smaller: figures of speech, negation, stories, the past, jokes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.safety.matching import Hit
from bot.safety.phrases import Guard, Level, Reach
from bot.safety.spelling import SENTENCE_END

Guarded = tuple[Guard, Sequence[Hit]]


def guarded_level(hit: Hit, guards: Iterable[Guarded], words: Sequence[str]) -> Level | None:
    """The loudest that this hit may be once the guards that reach it have spoken; None when one drops it."""
    effects = {
        guard.effect
        for guard, found in guards
        if any(_REACHES[guard.reach](words, heard, hit) for heard in found)
    }
    if "drop" in effects:
        return None
    return "soft" if "lower" in effects else "hard"


def _overlaps(_words: Sequence[str], guard: Hit, hit: Hit) -> bool:
    return guard.start < hit.end and hit.start < guard.end


def _before(_words: Sequence[str], guard: Hit, hit: Hit) -> bool:
    """True for "not [want to die]" and "[want] not [to die]"; not when "not" belongs to the phrase itself."""
    touches = guard.start < hit.start <= guard.end
    return touches or (hit.start < guard.start < hit.end and guard.start not in hit.spoken)


def _after(_words: Sequence[str], guard: Hit, hit: Hit) -> bool:
    return guard.start == hit.end


def _in_sentence(words: Sequence[str], guard: Hit, hit: Hit) -> bool:
    between = words[min(guard.end, hit.end) : max(guard.start, hit.start)]
    return SENTENCE_END not in between


def _anywhere(_words: Sequence[str], _guard: Hit, _hit: Hit) -> bool:
    return True


_REACHES: Mapping[Reach, Callable[[Sequence[str], Hit, Hit], bool]] = {
    "overlap": _overlaps,
    "before": _before,
    "after": _after,
    "sentence": _in_sentence,
    "text": _anywhere,
}
