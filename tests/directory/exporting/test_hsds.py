"""HSDS out: what the standard's own judges say of it, and what never leaves."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from frictionless import Package
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, inspect

from directory.database import reading
from directory.exporting.hsds import csv_package, json_package
from directory.exporting.hsds_cells import escaped, unescaped
from directory.exporting.hsds_rows import MODELS, WITHHELD, is_role_mailbox
from directory.exporting.hsds_tables import descriptor, tables
from tests.directory.hsds_directories import FOREIGN, a_whole_service, stand_up, unzipped
from tests.directory.hsds_schemas import faults_of

SECRETS = ("HEMLIG", "SECRET", "DOLT", "DOLDA", "namn.efternamn", "katalogen@example.org")


@pytest.fixture
def whole(seeded_engine: Engine) -> Engine:
    """The seed, and one service with everything."""
    stand_up(seeded_engine, a_whole_service(), {"need": ("sexual_assault",), "last_resort": ("sells_sex",)})
    return seeded_engine


def jsons(engine: Engine, language: str = "sv") -> dict[str, bytes]:
    """The files of the JSON package."""
    with reading(engine) as session:
        return unzipped(json_package(session, "en" if language == "en" else "sv"))


def csvs(engine: Engine) -> dict[str, bytes]:
    """The files of the CSV package."""
    with reading(engine) as session:
        return unzipped(csv_package(session))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_service_and_organisation_is_valid_hsds(whole: Engine, language: str) -> None:
    """By the compiled schemas, formats included."""
    files = jsons(whole, language)
    services = [json.loads(content) for name, content in files.items() if name.startswith("services/")]
    assert len(services) > 60
    assert [faults_of("service", one) for one in services if faults_of("service", one)] == []
    organizations = json.loads(files["organizations.json"])
    assert [faults_of("organization", one) for one in organizations if faults_of("organization", one)] == []


def test_frictionless_finds_nothing_wrong_with_the_csv_package(whole: Engine, tmp_path: Path) -> None:
    """By our datapackage.json; by the standard's own, nothing but our extra columns."""
    for name, content in csvs(whole).items():
        (tmp_path / name).write_bytes(content)
    assert Package(tmp_path / "datapackage.json").validate().flatten(["type", "message"]) == []
    standard = json.loads((FOREIGN / "datapackage.json").read_text("utf-8"))
    standard["resources"] = [one for one in standard["resources"] if (tmp_path / one["path"]).exists()]
    (tmp_path / "datapackage.json").write_text(json.dumps(standard), "utf-8")
    assert {one[0] for one in Package(tmp_path / "datapackage.json").validate().flatten(["type"])} == {
        "extra-label"
    }


def test_our_tables_hold_every_field_of_the_standard(whole: Engine) -> None:
    """In its order, with its types and rules; of its tables only capacities and units are missing."""
    ours = {one["name"]: one for one in descriptor()["resources"]}
    standard = json.loads((FOREIGN / "datapackage.json").read_text("utf-8"))["resources"]
    assert {one["name"] for one in standard} - ours.keys() == {"service_capacity", "unit"}
    for one in standard:
        if one["name"] in ours:
            fields = ours[one["name"]]["schema"]["fields"]
            told = [(field["name"], field["type"]) for field in one["schema"]["fields"]]
            assert [(field["name"], field["type"]) for field in fields][: len(told)] == told
            assert ours[one["name"]]["path"] == one["path"]


def test_every_column_of_ours_leaves_or_is_withheld_on_purpose() -> None:
    """A new column has to be decided about here."""
    for table, model in MODELS.items():
        names = {field.column for field in tables()[table].fields.values()}
        assert set(inspect(model).columns.keys()) - names - WITHHELD.get(table, frozenset()) == set(), table


def test_nothing_secret_is_in_any_package(whole: Engine) -> None:
    """No internal note, no hidden place, no address of a person who works here."""
    for files in (jsons(whole), jsons(whole, "en"), csvs(whole)):
        text = b"".join(files.values()).decode()
        assert "Exempelgatan 1" in text
        assert [word for word in SECRETS if word in text] == []


def test_the_same_directory_gives_the_same_bytes(whole: Engine) -> None:
    """Today and tomorrow."""
    with reading(whole) as session:
        assert json_package(session) == json_package(session)
        assert csv_package(session) == csv_package(session)


def test_a_service_tells_what_a_reader_of_hsds_looks_for(whole: Engine) -> None:
    """First page, mailbox, round the clock, local times, and our own fields with x_."""
    one = json.loads(jsons(whole)["services/exempel.json"])
    assert (one["url"], one["email"]) == ("https://example.org", "mottagningen@example.org")
    derived = [row for row in one["schedules"] if row.get("x_derived")]
    assert [(row["opens_at"], row["closes_at"], row["byday"]) for row in derived] == [
        ("00:00", "23:59", "MO,TU,WE,TH,FR,SA,SU")
    ]
    assert [row["x_rank"] for row in one["attributes"]] == [1, 1]
    assert one["x_schedule_exceptions"][0]["date_from"] == "2026-12-24"
    assert one["x_source_url"] == "https://example.org/källa"
    assert len(one["service_at_locations"]) == 1
    assert one["service_at_locations"][0]["location"]["accessibility"][0]["description"] == "Ramp"


def test_the_english_package_has_english_words_where_there_are_some(whole: Engine) -> None:
    """And says so, so that nobody brings it in as Swedish."""
    one = json.loads(jsons(whole, "en")["services/exempel.json"])
    assert (one["name"], one["phones"][0]["description"], one["x_language"]) == (
        "The clinic",
        "The line",
        "en",
    )
    assert one["description"] == "Samtal.\nOch råd."


def test_history_names_no_person_and_is_empty_text_where_there_was_nothing(whole: Engine) -> None:
    """HSDS refuses null there."""
    rows = json.loads(jsons(whole)["metadata.json"])
    assert {row["updated_by"] for row in rows} == {"seed"}
    assert "" in {row["previous_value"] for row in rows}
    assert {row["resource_type"] for row in rows} & {"address", "location"} == set()
    assert {row["field_name"] for row in rows} & {"internal_note", "assurer_email"} == set()


def test_a_cell_is_never_a_formula(whole: Engine) -> None:
    """The name that begins with = has a ' before it; the phone number with + has none."""
    rows = list(csv.DictReader(io.StringIO(csvs(whole)["services.csv"].decode())))
    assert "'=Exemplet" in [row["alternate_name"] for row in rows]
    assert escaped("+46 8 123 45") == "+46 8 123 45"
    assert escaped("+1+cmd|x") == "'+1+cmd|x"


@given(st.text("'=+-@\t 1a"))
def test_what_is_escaped_comes_back(text: str) -> None:
    """Also a text that begins with ' itself."""
    assert unescaped(escaped(text)) == text


@pytest.mark.parametrize(
    ("address", "is_one"), [("info@example.org", True), ("anna.berg@example.org", False), ("", False)]
)
def test_only_the_mailbox_of_an_office_leaves(address: str, is_one: bool) -> None:
    """By its name; when in doubt, not."""
    assert is_role_mailbox(address) is is_one
