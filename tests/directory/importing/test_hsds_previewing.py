"""HSDS in, step one: whatever the file is, faults with a place and a way out, and never a crash."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.importing import hsds_files
from directory.importing.hsds_previewing import HsdsPreview, preview_hsds
from tests.directory.hsds_directories import FOREIGN, kept, zipped

EXAMPLES = sorted((FOREIGN / "examples").glob("*.json"))
ID = "ac148810-d857-441c-9679-408f346de14b"
ORGANIZATION = {"id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "Föreningen", "description": ""}
SERVICE = {"id": ID, "name": "Mottagningen", "status": "active", "organization": ORGANIZATION}


def told(seen: HsdsPreview) -> set[tuple[str, str]]:
    """(field, problem) of every error."""
    return {(fault.column.rpartition(": ")[2], fault.problem.name) for fault in seen.errors}


def one(folder: Path, **changes: Any) -> HsdsPreview:
    """The preview of one service in JSON."""
    return preview_hsds(kept(json.dumps(SERVICE | changes).encode(), folder, "tjanst.json"))


def test_a_good_service_has_no_faults(tmp_path: Path) -> None:
    """By itself, in a list, in a page of an API."""
    for content in (SERVICE, [SERVICE], {"contents": [SERVICE], "total_items": 1}):
        seen = preview_hsds(kept(json.dumps(content).encode(), tmp_path, "a.json"))
        assert (seen.errors, seen.service_names) == ((), ("Mottagningen",))


def test_the_standards_csv_examples_are_reported_row_by_row() -> None:
    """Its four broken references, the latitude of 100, the quoted phone number."""
    seen = preview_hsds(FOREIGN / "examples" / "csv")
    found = {(fault.column, fault.row, fault.problem.name) for fault in seen.errors}
    assert {
        ("locations.csv: organization_id", 2, "hsds_dangling"),
        ("contacts.csv: organization_id", 2, "hsds_dangling"),
        ("contacts.csv: service_at_location_id", 2, "hsds_dangling"),
        ("taxonomy_terms.csv: taxonomy_id", 2, "hsds_dangling"),
        ("locations.csv: latitude", 2, "hsds_range"),
        ("phones.csv: number", 2, "phone"),
    } <= found
    notes = {(fault.column, fault.problem.name) for fault in seen.notes}
    assert ("schedules.csv: byday", "hsds_left_rule") in notes
    assert ("contacts.csv: name", "hsds_left_field") in notes


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_standards_json_examples_are_reported_by_path(path: Path) -> None:
    """Each fault once, however often the row is repeated."""
    seen = preview_hsds(path)
    columns = [fault.column for fault in seen.errors]
    assert len([column for column in columns if column.endswith("latitude")]) == 1
    assert len([column for column in columns if column.endswith("number")]) == 1


def test_every_fault_says_what_and_how_to_mend_it_in_both_languages() -> None:
    """With its place."""
    seen = preview_hsds(FOREIGN / "examples" / "csv")
    for fault in (*seen.errors, *seen.notes):
        assert fault.message("sv") != fault.message("en")
        assert fault.column in fault.message("sv")
    assert seen.errors[-1].message("sv").startswith("taxonomy_terms.csv: taxonomy_id, rad 2: ")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"id": "abc"}, ("id", "hsds_uuid")),
        ({"name": ""}, ("name", "hsds_missing")),
        ({"name": {"sv": "x"}}, ("name", "hsds_shape_or_type")),
        ({"status": "open"}, ("status", "hsds_words")),
        ({"minimum_age": 17.5}, ("minimum_age", "hsds_range")),
        ({"minimum_age": True}, ("minimum_age", "hsds_type")),
        ({"minimum_age": 20, "maximum_age": 10}, ("maximum_age", "hsds_ages_crossed")),
        ({"url": "javascript:alert(1)"}, ("url", "bad_url")),
        ({"email": "x"}, ("email", "bad_email")),
        ({"description": "a\u0000b"}, ("description", "hsds_control")),
        ({"name": "x" * 301}, ("name", "too_long")),
        ({"alert": "x" * 201}, ("alert", "too_long")),
        ({"phones": [{"id": ID, "number": "070-174"}]}, ("phones[0].number", "phone")),
        ({"phones": "070"}, ("phones", "hsds_shape")),
        ({"phones": [7]}, ("phones[0]", "hsds_shape")),
        (
            {"schedules": [{"id": ID, "byday": "MO", "opens_at": "9", "closes_at": "17:00"}]},
            ("schedules[0].opens_at", "hsds_time"),
        ),
        (
            {"schedules": [{"id": ID, "byday": "MO", "opens_at": "09:00+01:00", "closes_at": "17:00"}]},
            ("schedules[0].opens_at", "hsds_offset"),
        ),
        ({"schedules": [{"id": ID, "valid_from": "2026-02-30"}]}, ("schedules[0].valid_from", "hsds_date")),
        ({"x_language": "en"}, ("tjanst.json", "hsds_language")),
    ],
)  # fmt: skip - a table
def test_each_bad_value_is_found(tmp_path: Path, changes: dict[str, Any], fault: tuple[str, str]) -> None:
    """At its field."""
    wanted = {(fault[0], name) for name in fault[1].split("_or_")}
    if fault[1] == "hsds_shape_or_type":
        wanted = {("name", "hsds_type")}
    assert told(one(tmp_path, **changes)) & wanted


def test_a_secret_address_is_refused(tmp_path: Path) -> None:
    """As in every other import."""
    address = {"id": ID, "address_1": "Hemlig adress", "city": "", "state_province": "", "postal_code": ""}
    location = {"id": ID, "location_type": "physical", "addresses": [address | {"country": "SE"}]}
    seen = one(tmp_path, service_at_locations=[{"id": ID, "location": location}])
    assert "secret_address" in {fault.problem.name for fault in seen.errors}


BROKEN = [
    ("a.zip", b"PK\x03\x04 no zip", "hsds_broken_zip"),
    ("a.zip", zipped({"../services.csv": b"id"}), "hsds_unsafe_name"),
    ("a.zip", zipped({"/etc/services.csv": b"id"}), "hsds_unsafe_name"),
    ("a.zip", zipped({"services.csv": b"id,name\n1,a"})[:60], "hsds_broken_zip"),
    ("a.zip", zipped({"services.csv": b"\xff\xfei\x00d\x00"}), "hsds_not_text"),
    ("a.zip", zipped({"services.csv": b'id,name\n1,"a'}), "hsds_broken_csv"),
    ("a.zip", zipped({"services.csv": b"id,name\n1,a,b"}), "hsds_broken_csv"),
    ("a.zip", zipped({"others.csv": b"id"}), "hsds_no_package"),
    ("a.zip", zipped({}), "hsds_no_services"),
    ("a.json", b"{", "hsds_not_json"),
    ("a.json", b'{"name": NaN}', "hsds_not_json"),
    ("a.json", b"[" * 100_000, "hsds_not_json"),
    ("a.json", "{}".encode("utf-16"), "hsds_not_text"),
    ("a.json", b"[7]", "hsds_shape"),
    ("a.json", b"[]", "hsds_no_services"),
    ("a.txt", b"hej", "hsds_no_package"),
]


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    BROKEN,
    # Not the bytes: a packed file holds the clock, and workers must find the same names.
    ids=[f"{number} {fault}" for number, (*_, fault) in enumerate(BROKEN, start=1)],
)
def test_a_broken_package_is_a_fault(tmp_path: Path, name: str, content: bytes, fault: str) -> None:
    """Never an exception."""
    assert fault in {found.problem.name for found in preview_hsds(kept(content, tmp_path, name)).errors}


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By what its entries say, and by what comes out when they lie."""
    monkeypatch.setattr(hsds_files, "MOST_UNPACKED", 1_000_000)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("services.csv", b"0" * 2_000_000)
    assert [fault.problem.name for fault in preview_hsds(path).errors] == ["hsds_too_large"]
    lying = path.read_bytes().replace((2_000_000).to_bytes(4, "little"), (20).to_bytes(4, "little"))
    path.write_bytes(lying)
    assert {fault.problem.name for fault in preview_hsds(path).errors} <= {
        "hsds_too_large",
        "hsds_broken_zip",
    }
    assert preview_hsds(path).errors


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    """In words."""
    assert [fault.problem.name for fault in preview_hsds(tmp_path / "a.zip").errors] == ["hsds_unreadable"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(max_size=8),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "name",
                    "status",
                    "phones",
                    "number",
                    "schedules",
                    "byday",
                    "attributes",
                    "organization",
                    "taxonomy_term",
                    "service_at_locations",
                    "location",
                    "x_translations",
                    "contents",
                    "x_code",
                ]
            ),
            inside,
            max_size=5,
        )
    ),
    max_leaves=12,
)  # fmt: skip - a list of words


@settings(max_examples=200)
@given(content=_JSON)
def test_no_json_makes_it_fall(tmp_path_factory: pytest.TempPathFactory, content: Any) -> None:
    """Faults, always faults; an empty id or a list where a word should be is no reason to crash."""
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps(content), "utf-8")
    seen = preview_hsds(path)
    assert seen.errors or seen.rows["service"]


@settings(max_examples=100)
@given(content=st.binary(max_size=200), name=st.sampled_from(["services.csv", "phones.csv", "a.json"]))
def test_no_bytes_make_it_fall(tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str) -> None:
    """Whatever stands in the files."""
    path = tmp_path_factory.getbasetemp() / "any.zip"
    path.write_bytes(zipped({name: content}))
    assert preview_hsds(path).errors
