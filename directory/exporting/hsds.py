"""HSDS 3.1 out of the directory: a package of JSON, a package of CSV, or one service (docs/hsds.md).

The same directory always gives the same bytes. Never in it: the internal note, places that visitors may not
know of, the addresses of people who work here.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from directory.exporting.hsds_cells import csv_file
from directory.exporting.hsds_derived import spoken
from directory.exporting.hsds_gathering import gather, gather_services
from directory.exporting.hsds_nesting import Nest
from directory.exporting.hsds_rows import Row, Rows
from directory.exporting.hsds_tables import HSDS_VERSION, descriptor, tables
from directory.models import Service
from directory.records import Language

_SAFE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_THE_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a package: the time of packing would make each package another."""


def json_package(session: Session, language: Language = "sv") -> bytes:
    """A zip of JSON: one file a service with all that hangs on it, and what they share.

    Only the Swedish one can be brought back in: in the English one, English words stand in the fields.
    """
    rows = spoken(gather(session), language)
    nest = Nest(rows)
    files = {_service_file(row): nest.whole("service", row) for row in rows["service"]}
    shared = {
        "about.json": {"version": HSDS_VERSION, "x_language": language, "x_services": len(files)},
        "organizations.json": [nest.whole("organization", row) for row in rows["organization"]],
        "taxonomies.json": rows["taxonomy"],
        "taxonomy_terms.json": rows["taxonomy_term"],
        "metadata.json": rows["metadata"],
        "x_translations.json": [row for row in rows["x_translation"] if "service_id" not in row],
    }
    return _zip({name: _json(content) for name, content in {**files, **shared}.items()})


def csv_package(session: Session) -> bytes:
    """A zip of CSV files with their datapackage.json (Frictionless Tabular Data Package)."""
    rows: Rows = gather(session)
    files = {table.file: csv_file(table, rows[name]) for name, table in tables().items()}
    return _zip({**files, "datapackage.json": _json(descriptor())})


def service_json(
    session: Session, service: Service, language: Language = "sv", today: date | None = None
) -> dict[str, Any]:
    """One service with all that hangs on it; with `today` only contact points that may be shown then."""
    rows = spoken(gather_services(session, [service.id], today), language)
    return Nest(rows).whole("service", rows["service"][0])


def _service_file(row: Row) -> str:
    """services/<code>.json, or the id when the code is no safe name."""
    code = str(row["x_code"])
    return f"services/{code if _SAFE_NAME.fullmatch(code) else row['id']}.json"


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _zip(files: Mapping[str, bytes]) -> bytes:
    """The files, sorted by name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            info = zipfile.ZipInfo(name, _THE_FIRST_DAY)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(info, content)
    return packed.getvalue()
