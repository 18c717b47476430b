"""The list of services, with search: what is in the directory, whatever state it is in."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from directory.calendar_se import local
from directory.models import Taxonomy, TaxonomyTerm
from directory.models.service import STATUSES
from directory.reading import need_titles
from directory.searching.search import Search, find_services
from directory.verification import ReviewClass, ReviewState
from staff.filters import page_links
from staff.page import Page
from staff.pages.queue import standing_words
from staff.visit import Visit

CHOICES = ("q", "status", "state", "class", "need", "area", "confidence", "phone")
NO_PHONE = "none"
_LONGEST = 200

CONFIDENCE_WORDS: Mapping[str, str] = {
    "high": "hög",
    "medium": "medel",
    "low": "låg",
    "memory-unverified": "ingen källa",
}


def show(visit: Visit) -> Response:
    """One page of the list, as narrow as the address says."""
    asked = visit.request.query_params
    chosen = {name: asked.get(name, "").replace("\x00", "").strip()[:_LONGEST] for name in CHOICES}
    today = local(visit.desk.clock()).date()
    with visit.desk.reading() as session:
        needs = {code: title.sv for code, title in need_titles(session).items()}
        areas = _areas(session)
        found = find_services(session, search_of(chosen), today, _page(asked.get("page", "")))
    return visit.show(
        "services/services.html",
        found=found,
        chosen=chosen,
        narrowed=any(chosen.values()),
        needs=needs,
        areas=areas,
        standing=standing_words(),
        confidences=CONFIDENCE_WORDS,
        link=page_links("/services", chosen),
    )


def search_of(chosen: Mapping[str, str]) -> Search:
    """The choices as the directory knows them; words that are no choice are passed over."""
    return Search(
        words=chosen["q"],
        status=chosen["status"] if chosen["status"] in STATUSES else None,
        review_state=ReviewState(chosen["state"]) if chosen["state"] in tuple(ReviewState) else None,
        review_class=ReviewClass(chosen["class"]) if chosen["class"] in tuple(ReviewClass) else None,
        need=chosen["need"] or None,
        district=chosen["area"] or None,
        confidence=chosen["confidence"] if chosen["confidence"] in CONFIDENCE_WORDS else None,
        without_phone=chosen["phone"] == NO_PHONE,
    )


def _areas(session: Session) -> dict[str, str]:
    """Every area by its code, in the order of the vocabulary."""
    question = (
        select(TaxonomyTerm.code, TaxonomyTerm.name)
        .join(Taxonomy, Taxonomy.id == TaxonomyTerm.taxonomy_id)
        .where(Taxonomy.name == "area")
        .order_by(TaxonomyTerm.sort_order)
    )
    return {code: name for code, name in session.execute(question)}  # noqa: C416 - a Row is no pair for dict()


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


PAGES: tuple[Page, ...] = (Page("/services", get=show),)
