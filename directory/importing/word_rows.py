"""The lists of a row: for whom, where, in which languages, for what. A filled cell is the whole list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from directory.importing.rows import ServiceRow
from directory.importing.writer import Writer
from directory.models import Attribute, Language, Service, ServiceArea, Taxonomy, TaxonomyTerm, lasting_id


def write_lists(writer: Writer, service: Service, row: ServiceRow) -> None:
    """Audiences, genders, categories and needs as attributes; areas and languages in their own tables."""
    for link_type, codes in (
        ("audience", row.audiences),
        ("gender", row.genders),
        ("category", row.category),
    ):
        if codes is not None:
            write_attributes(writer, service, link_type, codes)
    for link_type, ranks in (("need", row.needs), ("last_resort", row.last_resort)):
        if ranks is not None:
            _write_ranks(writer, service, link_type, ranks)
    if row.areas is not None:
        _write_areas(writer, service, row.areas)
    if row.languages is not None:
        _write_languages(writer, service, row.languages)


def write_attributes(writer: Writer, service: Service, link_type: str, codes: Iterable[str]) -> None:
    """Gives the service exactly these terms of one kind."""
    wanted = set(codes)
    had = _only(writer, service, link_type, wanted)
    for code in sorted(wanted - had.keys()):
        link(writer, service, link_type, link_type, code)


def _write_ranks(writer: Writer, service: Service, link_type: str, ranks: Mapping[str, int]) -> None:
    """Gives the service exactly these needs, each with its place in the order."""
    had = _only(writer, service, link_type, set(ranks))
    for code, rank in ranks.items():
        if code in had:
            writer.put(had[code], rank=rank)
        else:
            link(writer, service, link_type, "need", code, rank)


def _only(writer: Writer, service: Service, link_type: str, wanted: set[str]) -> dict[str, Attribute]:
    """Takes away what is not wanted; the ties that there were, by the code of their term."""
    had = {one.term.code: one for one in service.attributes if one.link_type == link_type}
    for code in had.keys() - wanted:
        writer.remove(had[code])
    return had


def link(
    writer: Writer, service: Service, link_type: str, taxonomy: str, code: str, rank: int | None = None
) -> Attribute:
    """Ties the service to one term, or sets the rank of the tie that is there."""
    term_id = writer.session.scalar(
        select(TaxonomyTerm.id).join(Taxonomy).where(Taxonomy.name == taxonomy, TaxonomyTerm.code == code)
    )
    tie = writer.find_or_add(
        Attribute,
        lasting_id("attribute", service.id, link_type, code),
        link_id=service.id,
        link_type=link_type,
        taxonomy_term_id=term_id,
        rank=rank,
    )
    writer.put(tie, rank=rank)
    return tie


def _write_areas(writer: Writer, service: Service, codes: tuple[str, ...]) -> None:
    """The areas whose people the service is for."""
    had = {area.uri: area for area in service.areas}
    for code in had.keys() - set(codes):
        writer.remove(had[code])
    for code in codes:
        if code not in had:
            area_id = lasting_id("area", service.id, code)
            writer.add(ServiceArea(id=area_id, service_id=service.id, uri=code))


def _write_languages(writer: Writer, service: Service, codes: tuple[str, ...]) -> None:
    """The languages that the service answers in."""
    had = {language.code: language for language in service.languages}
    for code in had.keys() - set(codes):
        writer.remove(had[code])
    for code in codes:
        if code not in had:
            language_id = lasting_id("language", service.id, code)
            writer.add(Language(id=language_id, service_id=service.id, code=code))
