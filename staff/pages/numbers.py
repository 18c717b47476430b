"""What people ask for, as numbers of ten and more: over time, and what each month was about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from directory.calendar_se import local
from directory.counting.counts import CountedLanguage, Outcome
from directory.counting.figures import Asked, Grain, Month, Period, course, month, months
from directory.reading import need_titles
from directory.records import Text
from directory.terms import needs
from staff.page import NotFound, Page
from staff.plots import DARK, LIGHT, Bars, drawn
from staff.visit import Visit

GRAINS: Mapping[str, Grain] = {"dag": "day", "vecka": "week", "manad": "month"}
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
LANGUAGES: Mapping[CountedLanguage, str] = {"sv": "svenska", "en": "engelska", "other": "ett annat språk"}
OUTCOMES: Mapping[Outcome, str] = {
    "answered": "fick ett svar",
    "danger": "fick 112 först, för att det lät som fara",
    "no_contact": "fick en verksamhet utan telefon eller chatt",
    "asked_back": "fick en fråga tillbaka",
    "not_understood": "förstods inte",
}
SERVICE_NEEDS = tuple(need.code for need in needs() if need.kind != "dialogue")


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One need of a month: with a contact, without, and whether anything of it may be shown."""

    code: str
    title: str
    reached: int
    without: int


def show(visit: Visit) -> Response:
    """The page: the answer in words first, then the tables, each beside its picture."""
    today = local(visit.desk.clock()).date()
    with visit.desk.reading() as session:
        per, grain = _grain(visit)
        there = months(session, today)
        first = _month(visit, there)
        titles = need_titles(session)
        seen = month(session, first, today) if first else None
        periods = course(session, grain, today)
    return visit.show(
        "numbers/numbers.html",
        per=per,
        periods=[(_name(period, grain), period.turns) for period in reversed(periods)],
        has_course=any(period.turns for period in periods),
        months=[(f"{one:%Y-%m}", month_name(one)) for one in there],
        chosen=f"{first:%Y-%m}" if first else "",
        month=seen,
        month_name=month_name(first) if first else "",
        needs=_needs(seen, titles) if seen else [],
        hidden=_hidden(seen, titles) if seen else [],
        languages=LANGUAGES,
        outcomes=OUTCOMES,
    )


def draw_course(visit: Visit) -> Response:
    """All turns over time as a picture."""
    _, grain = _grain(visit)
    with visit.desk.reading() as session:
        periods = course(session, grain, local(visit.desk.clock()).date())
    labels = [_short(period, grain) for period in periods]
    return _picture(visit, Bars(labels, {"meddelanden": [period.turns for period in periods]}))


def draw_needs(visit: Visit) -> Response:
    """The needs of one month as a picture."""
    today = local(visit.desk.clock()).date()
    with visit.desk.reading() as session:
        first = _month(visit, months(session, today))
        if first is None:
            raise NotFound
        rows = _needs(month(session, first, today), need_titles(session))
    series = {
        "telefon eller chatt": [row.reached for row in rows],
        "varken telefon eller chatt": [row.without for row in rows],
    }
    return _picture(visit, Bars([_cut(row.title) for row in rows], series, sideways=True))


def _picture(visit: Visit, bars: Bars) -> Response:
    colours = DARK if visit.request.query_params.get("ton") == "mork" else LIGHT
    svg = drawn(bars, colours, visit.desk.published_path.parent / "matplotlib")
    return Response(svg, media_type="image/svg+xml")


def _grain(visit: Visit) -> tuple[str, Grain]:
    """The word of the address and its meaning; weeks unless it is one of ours."""
    per = visit.request.query_params.get("per", "vecka")
    return (per, GRAINS[per]) if per in GRAINS else ("vecka", "week")


def _month(visit: Visit, there: tuple[date, ...]) -> date | None:
    """The month asked for, else the newest; None when nothing has been counted. Raises NotFound."""
    wanted = visit.request.query_params.get("manad", "")
    if not wanted:
        return there[0] if there else None
    found = next((one for one in there if f"{one:%Y-%m}" == wanted), None)
    if found is None:
        raise NotFound
    return found


def _needs(seen: Month, titles: Mapping[str, Text]) -> list[NeedRow]:
    """What may be shown of each need, the most asked first."""
    rows = [
        NeedRow(
            code,
            _title(titles, code),
            seen.needs.get(Asked(code, True), 0),
            seen.needs.get(Asked(code, False), 0),
        )
        for code in {asked.need for asked in seen.needs}
        if code in SERVICE_NEEDS
    ]
    return sorted(rows, key=lambda row: (-row.reached - row.without, row.title))


def _hidden(seen: Month, titles: Mapping[str, Text]) -> list[str]:
    return [_title(titles, code) for code in SERVICE_NEEDS if not seen.asked(code)]


def _title(titles: Mapping[str, Text], code: str) -> str:
    return titles[code].sv if code in titles else code


def month_name(first: date) -> str:
    """A month as people say it."""
    return f"{MONTHS[first.month - 1]} {first.year}"


def _name(period: Period, grain: Grain) -> str:
    if grain == "day":
        return f"{period.first:%Y-%m-%d}"
    if grain == "month":
        return month_name(period.first)
    year, week, _ = period.first.isocalendar()
    return f"vecka {week}, {year} ({_day(period.first)}–{_day(period.last)})"


def _short(period: Period, grain: Grain) -> str:
    if grain == "week":
        return f"v. {period.first.isocalendar().week}"
    return f"{period.first:%Y-%m}" if grain == "month" else _day(period.first)


def _day(day: date) -> str:
    return f"{day.day}/{day.month}"


def _cut(title: str, most: int = 26) -> str:
    """A title that leaves room for its bar."""
    return title if len(title) <= most else f"{title[: most - 1].rstrip()}…"


PAGES: tuple[Page, ...] = (
    Page("/numbers", get=show),
    Page("/numbers/course.svg", get=draw_course),
    Page("/numbers/needs.svg", get=draw_needs),
)
