"""The lists of a row: for whom, where, in which languages. A filled cell is the whole list."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from directory.importing.rows import ServiceRow
from directory.importing.writer import Writer
from directory.models import Attribute, Language, Service, ServiceArea, Taxonomy, TaxonomyTerm, lasting_id


def write_lists(writer: Writer, service: Service, row: ServiceRow) -> None:
    """Audiences, genders and category as attributes; areas and languages in their own tables."""
    for link_type, codes in (
        ("audience", row.audiences),
        ("gender", row.genders),
        ("category", None if row.category is None else (row.category,)),
    ):
        if codes is not None:
            write_attributes(writer, service, link_type, codes)
    if row.areas is not None:
        _write_areas(writer, service, row.areas)
    if row.languages is not None:
        _write_languages(writer, service, row.languages)


def write_attributes(writer: Writer, service: Service, link_type: str, codes: Iterable[str]) -> None:
    """Gives the service exactly these terms of one kind."""
    wanted = set(codes)
    for attribute in service.attributes:
        if attribute.link_type == link_type and attribute.term.code not in wanted:
            writer.remove(attribute)
    had = {a.term.code for a in service.attributes if a.link_type == link_type}
    for code in sorted(wanted - had):
        link(writer, service, link_type, link_type, code)


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
