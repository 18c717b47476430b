"""Step one of bringing in an HSDS package: what is in it, and what is wrong with it. Touches no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from directory.importing.faults import Fault
from directory.importing.hsds_checking import Checked, Told, check
from directory.importing.hsds_faults import Place, problem
from directory.importing.hsds_files import read_files
from directory.importing.hsds_records import read_records
from directory.importing.hsds_resolving import resolve


@dataclass(frozen=True, slots=True)
class HsdsPreview:
    """What a package holds. With `errors` it cannot be applied; `notes`: what is read and not taken in."""

    file_name: str
    rows: Told = field(default_factory=dict)
    errors: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)

    @property
    def service_names(self) -> tuple[str, ...]:
        """The services of the package, as it calls them."""
        return tuple(str(row["name"]) for row in self.rows.get("service", {}).values())


def preview_hsds(path: Path) -> HsdsPreview:
    """Reads a package (zip, folder or one JSON file); never raises for a bad one."""
    records = read_records(read_files(path))
    checked = check(records.found)
    checked.errors[:0] = records.faults
    if records.languages - {"sv"}:
        checked.errors.append(Place(path.name, 0).fault("", problem("hsds_language")))
    if not checked.errors or checked.rows["service"]:
        resolve(checked)
    if not checked.rows["service"] and not checked.errors:
        checked.errors.append(Place(path.name, 0).fault("", problem("hsds_no_services")))
    return HsdsPreview(
        path.name, checked.rows, _sorted(checked.errors), _sorted(checked.notes), _places(checked)
    )


def _places(checked: Checked) -> Mapping[tuple[str, str], Place]:
    return checked.places


def _sorted(faults: list[Fault]) -> tuple[Fault, ...]:
    """File by file, row by row."""
    return tuple(sorted(faults, key=lambda fault: (fault.column.partition(":")[0], fault.row)))
