"""What the directory cannot offer: which need, where, when, why, and which services to mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy import select
from starlette.responses import Response

from directory.calendar_se import local
from directory.counting.figures import asked_lately
from directory.editions import edition
from directory.gaps.finding import PLACES, Gap, Hours, Kind, gaps, ordered
from directory.gaps.report import Gaps, GapsShelf, hours_words
from directory.models import Service
from directory.needs import CRISES
from directory.reading import need_titles, services
from directory.records import Text
from directory.terms import needs, terms
from directory.wording import say
from staff.page import NotFound, Page
from staff.visit import Visit

MOST_ROWS = 100
MOST_TO_MEND = 8
"""Services named on a row, the one that the chat would offer first at its beginning."""
_SHELF = GapsShelf()
_AREAS = {term.code: term.name_sv for term in terms() if term.taxonomy == "area"}
PLACE_NAMES = {place: _AREAS.get(place, "utanför länet") for place in PLACES}
HOURS_NAMES = {hours.value: say(f"gaps.hours.{hours}", "sv") for hours in Hours}
KIND_NAMES = {kind.value: say(f"gaps.kinds.{kind}", "sv") for kind in Kind}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the visitor wants to see; "" is everything."""

    need: str
    place: str
    hours: str
    kind: str

    def lets_through(self, gap: Gap) -> bool:
        """Whether the gap is one of those."""
        return (
            self.need in ("", gap.need)
            and (not self.hours or self.hours in gap.hours)
            and self.kind in ("", gap.kind)
            and (not self.place or self.place in gap.places)
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One gap in words; `often` is 0 when it may not be told. `mend`: code -> name, and how many `more`."""

    need: str
    is_crisis: bool
    often: int
    hours: str
    where: str
    kind: str
    mend: Mapping[str, str]
    more: int


def show(visit: Visit) -> Response:
    """The gaps, the most asked first."""
    wanted, now = _filters(visit), visit.desk.clock()
    with visit.desk.reading() as session:
        asked = asked_lately(session, local(now).date())
        titles = need_titles(session)
        key = (str(visit.desk.reading_engine.url), edition(session), local(now).date())
    found = _SHELF.gaps(key, lambda: _work_out(visit))
    chosen = [gap for gap in ordered(found or (), asked) if wanted.lets_through(gap)]
    page = _page_number(visit, len(chosen))
    on_page = chosen[(page - 1) * MOST_ROWS : page * MOST_ROWS]
    names = _names(visit, on_page)
    return visit.show(
        "gaps/gaps.html",
        is_ready=found is not None,
        rows=[_row(gap, asked, titles, names) for gap in on_page],
        total=len(chosen),
        wanted=wanted,
        choices=_choices(titles),
        pages=_links(visit, page, len(chosen)),
    )


def _work_out(visit: Visit) -> Gaps:
    """In the shelf's thread, with a session of its own."""
    with visit.desk.reading() as session:
        known = services(session)
    return gaps(known, needs(), visit.desk.clock())


def _filters(visit: Visit) -> Filters:
    """The address's words, those that we know. Raises NotFound for others."""
    asked = visit.request.query_params
    wanted = Filters(
        *(asked.get(name, "") for name in ("behov", "stadsdel", "tid", "brist"))
    )  # fmt: skip
    known = ({need.code for need in needs()}, PLACE_NAMES, HOURS_NAMES, KIND_NAMES)
    for word, words in zip((wanted.need, wanted.place, wanted.hours, wanted.kind), known, strict=True):
        if word and word not in words:
            raise NotFound
    return wanted


def _names(visit: Visit, shown: Iterable[Gap]) -> Mapping[str, str]:
    """Names of the services to mend, for this page alone."""
    codes = {code for gap in shown for code in gap.services[:MOST_TO_MEND]}
    question = select(Service.code, Service.name).where(Service.code.in_(codes))
    with visit.desk.reading() as session:
        return {row.code: row.name for row in session.execute(question)}


def _row(gap: Gap, asked: Mapping[str, int], titles: Mapping[str, Text], names: Mapping[str, str]) -> Row:
    return Row(
        need=titles[gap.need].sv if gap.need in titles else gap.need,
        is_crisis=gap.need in CRISES,
        often=asked.get(gap.need, 0),
        hours=hours_words(gap),
        where=_where(gap),
        kind=KIND_NAMES[gap.kind],
        mend={code: names[code] for code in gap.services[:MOST_TO_MEND] if code in names},
        more=max(0, len(gap.services) - MOST_TO_MEND),
    )


def _where(gap: Gap) -> str:
    missing = [place for place in PLACES if place not in gap.places]
    if not missing:
        return say("gaps.everywhere", "sv")
    if len(missing) <= 3:
        return f"överallt utom {', '.join(PLACE_NAMES[place] for place in missing)}"
    return ", ".join(PLACE_NAMES[place] for place in gap.places)


def _choices(titles: Mapping[str, Text]) -> list[tuple[str, str, Mapping[str, str]]]:
    """(field, label, value -> words) of each filter."""
    asked = {
        need.code: titles[need.code].sv if need.code in titles else need.name_sv
        for need in needs()
        if need.kind != "dialogue" or need.offers
    }
    return [
        ("behov", "Behov", asked),
        ("stadsdel", "Var", PLACE_NAMES),
        ("tid", "När", HOURS_NAMES),
        ("brist", "Vad saknas", KIND_NAMES),
    ]


def _page_number(visit: Visit, total: int) -> int:
    """Raises NotFound past the end."""
    word = visit.request.query_params.get("sida", "1")
    last = max(1, -(-total // MOST_ROWS))
    if not word.isdecimal() or len(word) > 6 or not 1 <= int(word) <= last:
        raise NotFound
    return int(word)


def _links(visit: Visit, page: int, total: int) -> list[tuple[str, str]]:
    """(words, address) of the page before and the page after."""
    kept = {name: value for name, value in visit.request.query_params.items() if name != "sida"}
    last = max(1, -(-total // MOST_ROWS))
    near = [("Föregående sida", page - 1), ("Nästa sida", page + 1)]
    return [
        (words, f"/gaps?{urlencode({**kept, 'sida': number})}")
        for words, number in near
        if 1 <= number <= last
    ]


PAGES: tuple[Page, ...] = (Page("/gaps", get=show),)
