"""Rows together: do they point to each other, whose are they, and can we take them in?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from directory.exporting.hsds_derived import MAILTO
from directory.exporting.hsds_rows import TABLE_OF, Row
from directory.exporting.hsds_tables import tables
from directory.importing.hsds_checking import HELD, Checked
from directory.importing.hsds_faults import problem
from directory.models import lasting_id
from directory.models.vocabulary import LINK_TYPES, TAXONOMIES

_WEEKLY = re.compile(r"(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*")
_MONTHLY = re.compile(r"-?[1-5]?(MO|TU|WE|TH|FR|SA|SU)(,-?[1-5]?(MO|TU|WE|TH|FR|SA|SU))*")
_RULES_BEYOND_A_WEEK = ("until", "count", "byweekno", "bymonthday", "byyearday")
_OWNED = ("phone", "url", "contact", "schedule", "language", "service_area")
"""Tables whose rows we hang on a service, or on an organisation where the table knows one."""
_SELF = {"organization": "parent_organization_id", "taxonomy_term": "parent_id"}


def resolve(checked: Checked) -> None:
    """Finds what points nowhere, gives each row its service, leaves out what we cannot hold."""
    _find_dangling(checked)
    _leave_out_terms(checked)
    _leave_out_rules(checked)
    _find_owners(checked)
    _add_links(checked)
    _leave_out_the_untold(checked)
    _find_crossed(checked)
    _find_double_codes(checked)


def _find_dangling(checked: Checked) -> None:
    """References to rows that the package does not have."""
    for table in HELD:
        pointing = {field.name: field.refers_to for field in tables()[table].fields.values()}
        pointing[_SELF.get(table, "")] = table
        for row in (*checked.rows[table].values(), *checked.broken[table].values()):
            for name, target in pointing.items():
                if name in row and target in HELD and not _is_there(checked, target, row[name]):
                    where = tables()[target].file
                    checked.fault(table, row["id"], name, "hsds_dangling", value=row[name], target=where)


def _is_there(checked: Checked, table: str, row_id: object) -> bool:
    """True for a row of the package, also for one with faults of its own."""
    return str(row_id) in checked.rows[table] or str(row_id) in checked.broken[table]


def _leave_out_terms(checked: Checked) -> None:
    """Vocabularies that are not ours; attributes that name them or nothing of a service."""
    names = {key: str(row["name"]) for key, row in checked.rows["taxonomy"].items()}
    for key, name in names.items():
        if name not in TAXONOMIES:
            checked.leave_out("taxonomy", key, "name", "hsds_left_term", value=name)
    for key, row in list(checked.rows["taxonomy_term"].items()):
        name = names.get(str(row.get("taxonomy_id")), str(row.get("taxonomy", "")))
        if name not in TAXONOMIES or "code" not in row:
            checked.leave_out("taxonomy_term", key, "taxonomy_id", "hsds_left_term", value=name)
        else:
            row["code"] = str(row["code"]).removeprefix(f"{name}:")
    for key, row in list(checked.rows["attribute"].items()):
        of_service = (
            row.get("link_entity", "service") == "service" and row["link_id"] in checked.rows["service"]
        )
        if (
            not of_service
            or row.get("link_type") not in LINK_TYPES
            or row["taxonomy_term_id"] not in checked.rows["taxonomy_term"]
        ):
            said = row.get("link_type", "")
            checked.leave_out("attribute", key, "link_type", "hsds_left_term", value=said)


def _leave_out_rules(checked: Checked) -> None:
    """Opening hours that no weekly table can hold; and those that say only that the service never closes."""
    for key, row in list(checked.rows["schedule"].items()):
        if row.get("x_derived"):
            del checked.rows["schedule"][key]
        elif not _fits(row):
            checked.leave_out("schedule", key, "byday", "hsds_left_rule")


def _fits(row: Row) -> bool:
    """True for a weekly or monthly rule with both times and nothing that bends it."""
    days = _MONTHLY if row.get("freq", "WEEKLY") == "MONTHLY" else _WEEKLY
    plain = not any(name in row for name in _RULES_BEYOND_A_WEEK) and row.get("interval", 1) == 1
    times = "opens_at" in row and "closes_at" in row
    return plain and times and days.fullmatch(str(row.get("byday", ""))) is not None


def _find_owners(checked: Checked) -> None:
    """What hangs on a place of a service hangs on the service; what hangs on nothing of ours is left."""
    places = checked.rows["service_at_location"]
    for table in _OWNED:
        for key, row in list(checked.rows[table].items()):
            at = places.get(str(row.get("service_at_location_id", "")))
            if at is not None:
                row.setdefault("service_id", at["service_id"])
            if "service_id" not in row and ("organization_id" not in row or not _of_organizations(table)):
                checked.leave_out(table, key, "service_id", "hsds_left_orphan")


def _of_organizations(table: str) -> bool:
    return table in ("phone", "url", "contact")


def _add_links(checked: Checked) -> None:
    """A service's own url and email as links, when no row among its links says the same."""
    told: dict[object, set[object]] = {}
    for row in checked.rows["url"].values():
        told.setdefault(row.get("service_id"), set()).add(row["url"])
    for key, service in checked.rows["service"].items():
        for link in _own_links(service):
            if link["url"] not in told.get(key, set()):
                row_id = lasting_id("hsds-link", key, link["url"])
                checked.rows["url"][row_id] = {"id": row_id, "service_id": key, **link}
                checked.places["url", row_id] = checked.places["service", key]


def _own_links(service: Row) -> Iterator[Row]:
    """What HSDS keeps in the service and we keep beside it."""
    if "url" in service:
        yield {"url": service.pop("url"), "x_kind": "web", "x_sort_order": 11}
    if "email" in service:
        yield {"url": f"{MAILTO}{service.pop('email')}", "x_kind": "email", "x_sort_order": 21}


def _leave_out_the_untold(checked: Checked) -> None:
    """Translations of what is not in the package, or of fields that we do not know."""
    known = {(table, key) for table, rows in checked.rows.items() for key in rows}
    for key, row in list(checked.rows["x_translation"].items()):
        table = TABLE_OF.get(str(row["resource_type"]), str(row["resource_type"]))
        if (table, row["resource_id"]) not in known or row["field_name"] not in tables()[table].fields:
            checked.leave_out("x_translation", key, "resource_id", "hsds_left_orphan")


def _find_crossed(checked: Checked) -> None:
    """Ages, dates and hours that contradict each other."""
    for row in checked.rows["service"].values():
        if int(row.get("maximum_age", 999)) < int(row.get("minimum_age", 0)):
            checked.fault("service", row["id"], "maximum_age", "hsds_ages_crossed")
    for table, first, last in (
        ("schedule", "valid_from", "valid_to"),
        ("x_schedule_exception", "date_from", "date_to"),
    ):
        for row in checked.rows[table].values():
            if first in row and last in row and str(row[last]) < str(row[first]):
                checked.fault(table, row["id"], last, "hsds_dates_crossed")
    for row in checked.rows["x_schedule_exception"].values():
        if ("opens_at" in row) != ("closes_at" in row):
            checked.fault("x_schedule_exception", row["id"], "opens_at", "hsds_half_hours")


def _find_double_codes(checked: Checked) -> None:
    """Codes that two services have."""
    seen: set[object] = set()
    for row in _coded(checked.rows["service"].values()):
        if row["x_code"] in seen:
            problem_of = problem("hsds_double_code", value=row["x_code"])
            checked.errors.append(checked.places["service", str(row["id"])].fault("x_code", problem_of))
        seen.add(row["x_code"])


def _coded(rows: Iterable[Row]) -> Iterator[Row]:
    return (row for row in rows if "x_code" in row)
