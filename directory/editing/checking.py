"""What is wrong with a draft: each fault at its box, in words that say how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from directory.editing.checking_lines import line_faults
from directory.editing.draft import Draft
from directory.editing.parts import PLAIN, TEXTS, Box, day, flag, order, source
from directory.importing import cells
from directory.importing.faults import CellError

LONGEST_ALERT_DAYS = 90
_WORDING = Path(__file__).with_name("wording.yml")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `path` names the box as the form does: "name_sv", "phones-0-number"."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen: codes by list ("audiences", "need" ...), organisations by name."""

    terms: Mapping[str, Collection[str]]
    organizations: Collection[str]
    taken_codes: Collection[str] = ()


def check(before: Draft, after: Draft, choices: Choices, today: date) -> tuple[Fault, ...]:
    """Every fault of what was changed; what stands as it was stops nobody."""
    found = [*_fields(before, after, today), *_chosen(before, after, choices)]
    for name, number, box, problem in line_faults(before, after, today):
        found.append((f"{name}-{number}-{box}", problem))
    return tuple(Fault(path, _message(problem)) for path, problem in found)


Problem = CellError | tuple[str, object]
"""What a parser raised, or a key of wording.yml with its {value}."""
_Found = Iterator[tuple[str, Problem]]


def _message(problem: Problem) -> str:
    """The words; the parsers of imports bring their own."""
    if isinstance(problem, CellError):
        name, values = problem.problem.name, problem.problem.values
        return wording()[name].format(**values) if name in wording() else problem.problem.message("sv")
    return wording()[problem[0]].format(value=problem[1])


@cache
def wording() -> Mapping[str, str]:
    """wording.yml, read once."""
    loaded: Mapping[str, str] = yaml.safe_load(_WORDING.read_text(encoding="utf-8"))
    return loaded


def _fields(before: Draft, after: Draft, today: date) -> _Found:
    for path, box in _boxes():
        text = after.text(path)
        if text == before.text(path) and not (box.required and not text):
            continue
        if box.required and not text:
            yield path, ("missing", "")
        else:
            yield from _parsed(path, box.value, text)
    yield from _alone(before, after)
    yield from _ages(after)
    yield from _alert(before, after, today)
    yield from _source(before, after, today)


@cache
def _boxes() -> tuple[tuple[str, Box], ...]:
    swedish = ((f"{name}_sv", box) for name, box in TEXTS.items())
    english = ((f"{name}_en", Box(box.column, box.parse)) for name, box in TEXTS.items())
    sources = (("source", Box("source", source)), ("source_date", Box("source_date", cells.text(200))))
    return (*swedish, *english, *PLAIN.items(), ("organization", Box("name", cells.text(300))), *sources)


def _parsed(path: str, parse: Callable[[str], object], text: str) -> _Found:
    try:
        parse(text)
    except CellError as error:
        yield path, error


def _alone(before: Draft, after: Draft) -> _Found:
    """English without Swedish would be shown to nobody but the English."""
    for name in TEXTS:
        here, english = after.text(f"{name}_sv"), after.text(f"{name}_en")
        as_before = (here, english) == (before.text(f"{name}_sv"), before.text(f"{name}_en"))
        if english and not here and name != "name" and not as_before:
            yield f"{name}_sv", ("english_alone", "")


def _ages(after: Draft) -> _Found:
    lowest, highest = after.text("minimum_age"), after.text("maximum_age")
    if all(re.fullmatch("[0-9]{1,3}", text) for text in (lowest, highest)) and int(lowest) > int(highest):
        yield "maximum_age", ("ages_crossed", "")


def _alert(before: Draft, after: Draft, today: date) -> _Found:
    """A message for a while has an end, and not one far away."""
    alert, until = after.text("alert_sv"), after.text("alert_until")
    if (alert, until) == (before.text("alert_sv"), before.text("alert_until")):
        return
    if not until:
        if alert:
            yield "alert_until", ("alert_needs_end", "")
        return
    if not alert:
        yield "alert_sv", ("alert_without_text", "")
    try:
        ends = day(until)
    except CellError:
        return
    last = date.fromordinal(today.toordinal() + LONGEST_ALERT_DAYS)
    if ends < today:
        yield "alert_until", ("alert_past", "")
    elif ends > last:
        yield "alert_until", ("alert_too_long", last)


def _source(before: Draft, after: Draft, today: date) -> _Found:
    """A new service says where it was read."""
    if not before.text("code") and not after.text("source"):
        yield "source", ("no_source_for_new", "")
    if after.text("source") and not after.text("source_date") and not before.text("source"):
        yield "source_date", ("needs_source_date", today)


def _chosen(before: Draft, after: Draft, choices: Choices) -> _Found:
    """Only what is in the lists; languages are codes of their own."""
    for name, codes in choices.terms.items():
        for code in sorted(after.ticked(name) - before.ticked(name) - set(codes)):
            yield name, ("unknown_choice", code)
    for code in sorted(after.ticked("languages") - before.ticked("languages")):
        yield from (("languages", ("bad_language", code)) for _ in _parsed("languages", cells.language, code))
    yield from _ranks(before, after, choices.terms.get("need", ()))
    name = after.text("organization")
    if not name or (name not in choices.organizations and not flag(after.text("organization_new"))):
        yield "organization", ("known_organization", name) if name else ("missing", "")
    if after.text("code") != before.text("code") and after.text("code") in choices.taken_codes:
        yield "code", ("code_taken", "")


def _ranks(before: Draft, after: Draft, needs: Iterable[str]) -> _Found:
    known = {f"{beginning}-{code}" for beginning in ("need", "last") for code in needs}
    for path, text in after.fields.items():
        if not path.startswith(("need-", "last-")) or not text or text == before.text(path):
            continue
        if path not in known:
            yield path, ("unknown_choice", path)
        else:
            yield from _parsed(path, order, text)
