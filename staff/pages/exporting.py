"""Pages for taking the directory out as files."""

from __future__ import annotations

from starlette.responses import Response

from directory.exporting.hsds import csv_package, json_package
from directory.exporting.staff_csv import staff_csv
from staff.page import NotFound, Page
from staff.visit import Visit

CSV, ZIP = "text/csv; charset=utf-8", "application/zip"


def choose(visit: Visit) -> Response:
    """What can be taken out."""
    return visit.show("exporting/export.html")


def take(visit: Visit) -> Response:
    """One of the forms as a download. Internal notes only for those who may approve, when they ask."""
    form, day = visit.request.path_params["form"], f"{visit.desk.clock():%Y-%m-%d}"
    internal = visit.request.query_params.get("internal") == "1" and visit.user.may("approver")
    language = visit.request.query_params.get("language")
    with visit.desk.reading() as session:
        if form == "verksamheter.csv":
            return visit.file(staff_csv(session, internal=internal), f"verksamheter-{day}.csv", CSV)
        if form == "hsds-json.zip":
            content = json_package(session, "en" if language == "en" else "sv")
            return visit.file(content, f"hsds-json-{day}.zip", ZIP)
        if form == "hsds-csv.zip":
            return visit.file(csv_package(session), f"hsds-csv-{day}.zip", ZIP)
    raise NotFound


PAGES: tuple[Page, ...] = (Page("/export", get=choose), Page("/export/{form}", get=take))
