"""Tests of the preview: a broken file per fault, and files right in every way people write them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.importing import faults, preview
from directory.importing.previewing import preview_content
from tests.directory.builders import LEAST, a_file

BROKEN = Path(__file__).with_name("broken")

WHAT_IS_WRONG = {
    # file: (row, column, problem)
    "empty": (0, "", "empty"),
    "only_blank_lines": (0, "", "empty"),
    "not_text": (0, "", "not_text"),
    "spreadsheet": (0, "", "spreadsheet"),
    "one_column": (0, "", "one_column"),
    "null_marks": (0, "", "not_text"),
    "open_quotation": (0, "", "broken_quotes"),
    "unknown_column": (1, "telefonnumer", "unknown_column"),
    "double_column": (1, "telefon", "double_column"),
    "missing_column": (1, "", "missing_column"),
    "too_many_cells": (2, "", "too_many_cells"),
    "nameless_column": (2, "", "nameless_column"),
    "label_without_a_number": (2, "telefon 2 rubrik", "lonely"),
    "number_by_spreadsheet": (2, "telefon", "number_by_spreadsheet"),
    "lost_zero": (2, "telefon 2", "lost_zero"),
    "american_date": (2, "tillfälligt besked till", "bad_date"),
    "interval_of_years": (2, "kontrolleras var (dagar)", "bad_days"),
    "hours_in_words": (2, "öppet", "bad_hours"),
    "other_days_in_words": (2, "avvikande dagar", "bad_other_days"),
    "need_without_a_place": (2, "erbjuds för", "bad_rank"),
    "unknown_need": (2, "erbjuds för", "not_listed"),
    "unknown_kind_of_fact": (2, "vad händer slag", "not_listed"),
    "double_code": (4, "code", "double_code"),
    "no_code": (2, "code", "missing"),
    "no_name": (2, "name_sv", "missing"),
    "no_organization": (2, "organization", "missing"),
    "code_with_capitals": (2, "code", "bad_code"),
    "name_too_long": (2, "name_sv", "too_long"),
    "alert_too_long": (2, "tillfälligt besked", "too_long"),
    "phone_too_short": (2, "telefon", "phone"),
    "phone_with_letters": (2, "phone", "phone"),
    "two_phones": (2, "phone", "phone"),
    "email_without_at": (2, "email", "bad_email"),
    "address_without_https": (2, "web_url", "bad_url"),
    "script_for_address": (2, "chat_url", "bad_url"),
    "age_in_words": (2, "minimum_age", "bad_age"),
    "age_impossible": (2, "maximum_age", "bad_age"),
    "ages_crossed": (2, "maximum_age", "ages_crossed"),
    "unknown_status": (2, "status", "not_listed"),
    "unknown_trust": (2, "confidence", "not_listed"),
    "unknown_anonymity": (2, "anonymous", "not_listed"),
    "unknown_category": (2, "category", "not_listed"),
    "unknown_audience": (2, "audiences", "not_listed"),
    "unknown_gender": (2, "genders", "not_listed"),
    "unknown_area": (2, "areas", "not_listed"),
    "unknown_language": (2, "languages", "bad_language"),
    "neither_yes_nor_no": (2, "always_open", "bad_yes_no"),
    "secret_address": (2, "street_address", "secret_address"),
}


@pytest.mark.parametrize("name", WHAT_IS_WRONG)
def test_a_broken_file_is_told_of_where_it_is_broken(name: str) -> None:
    """Row, column, what is wrong and how to mend it, in both languages."""
    (fault,) = preview(BROKEN / f"{name}.csv").errors
    assert (fault.row, fault.column, fault.problem.name) == WHAT_IS_WRONG[name]
    swedish, english = fault.message("sv"), fault.message("en")
    assert swedish != english
    assert len(swedish.split(". ")) > 1, "says what is wrong and not how to mend it"


def test_there_is_no_broken_file_that_nobody_tries() -> None:
    """The folder and the table are the same list."""
    assert {path.stem for path in BROKEN.glob("*.csv")} == set(WHAT_IS_WRONG)


def test_a_fault_reads_as_a_sentence_to_the_one_who_made_it() -> None:
    """It uses the heading that stands in the file, not our name for it."""
    (fault,) = preview(BROKEN / "phone_too_short.csv").errors
    assert fault.message("sv").startswith("Rad 2, telefon: ")
    assert "070-174" in fault.message("sv")


def test_a_misspelt_heading_gets_the_nearest_one() -> None:
    """So that nobody has to look it up."""
    (fault,) = preview(BROKEN / "unknown_column.csv").errors
    assert "”telefon”" in fault.message("sv")


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    """Nobody should have to run the import once for each fault."""
    path = a_file(
        tmp_path,
        {**LEAST, "phone": "070", "minimum_age": "x"},
        {**LEAST, "code": "ÅÄÖ", "phone": "", "minimum_age": ""},
    )  # fmt: skip - two rows
    assert [(fault.row, fault.column) for fault in preview(path).errors] == [
        (2, "phone"),
        (2, "minimum_age"),
        (3, "code"),
    ]


def test_a_file_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    """A wrong path is a fault like any other."""
    (fault,) = preview(tmp_path / "nowhere.csv").errors
    assert fault.problem.name == "unreadable"
    (fault,) = preview(tmp_path).errors
    assert fault.problem.name == "unreadable"


def test_a_file_that_is_too_large_is_told_of(tmp_path: Path) -> None:
    """Before it is read."""
    path = tmp_path / "stor.csv"
    path.write_bytes(b"a" * 5_000_001)
    (fault,) = preview(path).errors
    assert "5 MB" in fault.message("sv")
    assert preview_content("stor.csv", path.read_bytes()).errors == (fault,)


def test_every_problem_has_a_file_that_shows_it() -> None:
    """The wording, the samples and the tests are the same list."""
    wording = yaml.safe_load(Path(str(faults.__file__)).with_name("wording.yml").read_text(encoding="utf-8"))
    shown = {problem for _row, _column, problem in WHAT_IS_WRONG.values()}
    assert shown - {"phone"} == wording.keys() - {"place", "unreadable", "too_large"}


ROW = {"kod": "jour", "namn": "Jouren på Söder", "organisation": "Bo; Åsö", "telefon": "070-174 06 05"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_file_is_read_however_the_spreadsheet_saved_it(
    tmp_path: Path, encoding: str, separator: str, line_end: str
) -> None:
    """Swedish letters, Swedish headings, any of the usual ways to save."""
    path = a_file(tmp_path, ROW, separator=separator)
    text = path.read_text(encoding="utf-8").replace("\n", line_end)
    path.write_bytes(text.encode(encoding))
    seen = preview(path)
    assert not seen.errors
    assert (seen.rows[0].name_sv, seen.rows[0].organization) == ("Jouren på Söder", "Bo; Åsö")


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\nkod;namn;organisation\njour;Jouren;Bo\n",
        "\n;;;\nkod;namn;organisation;;\njour;Jouren;Bo;;\n;;;;\n\n",
        '"Kod";"NAMN";"Organisation"\nJOUR;\u200b Jouren\xa0;Bo\n',
        "kod;namn;organisation\njour;Jouren;'Bo\n".replace("'Bo", "Bo"),
        "kod\u200b;na\xadmn;organisation\njour;Jouren;Bo",
    ],
)
def test_what_spreadsheets_leave_around_the_cells_is_passed_over(text: str) -> None:
    """Empty rows and columns, a line for the separator, unseen marks, capitals."""
    seen = preview_content("a.csv", text.encode())
    assert not seen.errors
    assert [(row.code, row.name_sv, row.organization) for row in seen.rows] == [("jour", "Jouren", "Bo")]


def test_swedish_letters_written_in_two_marks_are_the_same_letters() -> None:
    """A Mac writes ö as o and two dots."""
    text = unicodedata.normalize("NFD", "kod;namn;organisation;områden\njour;Söder;Bo;sodermalm\n")
    seen = preview_content("a.csv", text.encode())
    assert not seen.errors
    assert seen.rows[0].name_sv == "Söder"


def test_a_line_break_in_a_name_is_a_blank_and_stays_in_a_text() -> None:
    """Alt and Enter in a cell."""
    text = 'kod;namn;organisation;beskrivning\njour;"Jouren\r\npå Söder";Bo;"Ett.\r\nTvå."\n'
    seen = preview_content("a.csv", text.encode())
    assert not seen.errors
    assert (seen.rows[0].name_sv, seen.rows[0].description_sv) == ("Jouren på Söder", "Ett.\nTvå.")


@pytest.mark.parametrize("sign", ["\u202e", "\u202a", "\u2066", "\u2069", "\x7f"])
def test_signs_that_turn_text_around_are_left_out_as_in_the_form(sign: str) -> None:
    """In names, labels, numbers and texts; an address says that it is secret also with a sign in the word."""
    head = "kod;namn;organisation;telefon;telefon rubrik;beskrivning;gatuadress\n"
    row = "jour;Jou{0}ren;{0}Bo;070-174 {0}06 05;Vä{0}xel;Rin{0}g;Exempelgatan 1\n"
    (read,) = preview_content("a.csv", (head + row.format(sign)).encode()).rows
    assert (read.name_sv, read.organization, read.description_sv) == ("Jouren", "Bo", "Ring")
    assert [(phone.number, phone.label_sv) for phone in read.phones] == [("070-174 06 05", "Växel")]
    secret = preview_content("a.csv", (head + f"jour;Jour;Bo;;;;hem{sign}lig gata").encode())
    assert [fault.problem.name for fault in secret.errors] == ["secret_address"]
    nameless = preview_content("a.csv", (head + f"jour;{sign};Bo;;;;").encode())
    assert [fault.problem.name for fault in nameless.errors] == ["missing"]


def test_rows_are_numbered_as_the_spreadsheet_does(tmp_path: Path) -> None:
    """Blank rows count, and a cell with several lines is still one row."""
    text = 'code,name_sv,organization\n\n\njour,"Jouren\npå Söder",Föreningen\nfel kod,Annan,Föreningen\n'
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    seen = preview(path)
    assert [row.row for row in seen.rows] == [4]
    assert [fault.row for fault in seen.errors] == [5]


def test_a_cell_that_our_export_made_safe_is_read_back(tmp_path: Path) -> None:
    """The ' before + keeps spreadsheets from reckoning with a number; it is not part of it."""
    seen = preview(a_file(tmp_path, {**LEAST, "phone": "'+46 70 174 06 05"}))
    assert not seen.errors
    assert seen.rows[0].phones[0].number == "+46 70 174 06 05"


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_no_file_whatever_makes_it_fall_over(tmp_path: Path, content: bytes) -> None:
    """Faults are told, never raised."""
    path = tmp_path / "anything.csv"
    path.write_bytes(content)
    seen = preview(path)
    assert not seen.rows
    assert all(fault.message("sv") and fault.message("en") for fault in seen.errors)


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)


CHECKED = (
    "phone",
    "hours_any",
    "other_days",
    "needs",
    "alert_until",
    "email",
    "web_url",
    "minimum_age",
    "areas",
    "languages",
    "always_open",
    "street_address",
)


@given(st.dictionaries(st.sampled_from(CHECKED), CELLS))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_no_cell_whatever_makes_it_fall_over(tmp_path: Path, cells: dict[str, str]) -> None:
    """A row is taken or told of; it is never lost."""
    seen = preview(a_file(tmp_path, {**LEAST, **cells}))
    assert len(seen.rows) + bool(seen.errors) >= 1
    assert all(fault.message("sv") and fault.message("en") for fault in seen.errors)


def test_a_column_that_is_missing_is_named_as_staff_know_it() -> None:
    """Not by the name that it has in the database."""
    (fault,) = preview_content("lista.csv", b"kod;organisation\nbris;Bris\n").errors
    assert "”namn”" in fault.message("sv")
