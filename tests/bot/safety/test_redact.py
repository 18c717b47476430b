"""What could point at a person is hidden; what the meaning needs is kept."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.safety import redact
from bot.safety.phrases import SAFETY_FOLDER

SEED = Path(__file__).resolve().parents[3] / "directory" / "seed" / "services.csv"
PUBLIC = [
    str(n) for n in yaml.safe_load((SAFETY_FOLDER / "redaction.yml").read_text("utf-8"))["public_numbers"]
]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("mitt personnummer är 990230-1234", "mitt personnummer är [personnummer]"),
        ("19990230-1234", "[personnummer]"),
        ("199902301234", "[personnummer]"),
        ("9902301234", "[personnummer]"),
        ("990230+1234 alltså", "[personnummer] alltså"),
        ("990230 - 1234", "[personnummer]"),
        ("990230 1234", "[personnummer]"),
        ("1999 02 30 1234", "[personnummer]"),
        ("1999-02-30-1234", "[personnummer]"),
        ("990230-XXXX", "[personnummer]"),
        ("samordningsnummer 990290-1234", "samordningsnummer [personnummer]"),
        ("99 02 30 12 34", "[nummer]"),
        ("född 1999-02-30", "född [datum]"),
    ],
)
def test_personnummer_in_every_usual_form_are_hidden(typed: str, shown: str) -> None:
    """With and without century, dash, plus and spaces."""
    assert redact(typed).text == shown


@pytest.mark.parametrize(
    "number",
    [
        "070-174 06 05",
        "0701740605",
        "070 174 06 05",
        "070 - 174 06 05",
        "070.174.06.05",
        "0 7 0 1 7 4 0 6 0 5",
        "+46 70 174 06 05",
        "+46 (0)70-174 06 05",
        "+46701740605",
        "0046701740605",
        "+40 721 000 000",
        "0\u200b70-1740605",
    ],
)
def test_phone_numbers_are_hidden_however_they_are_spaced(number: str) -> None:
    """Swedish and international forms."""
    redacted = redact(f"ring mig på {number} i kväll")
    assert redacted.text == "ring mig på [telefonnummer] i kväll"
    assert redacted.kinds == ("phone",)


@pytest.mark.parametrize(
    ("typed", "shown", "kind"),
    [
        ("anna.b+x@mail.example.org", "[e-post]", "email"),
        ("anna (at) example.org", "[e-post]", "email"),
        ("4111 1111 1111 1111", "[kortnummer]", "card"),
        ("4111-1111-1111-1111", "[kortnummer]", "card"),
        ("SE45 5000 0000 0583 9825 7466", "[kontonummer]", "iban"),
        ("https://example.org/profil/anna", "[länk]", "url"),
        ("https://anna:hemligt@example.org", "[länk]", "url"),
        ("www.example.org?id=3", "[länk]", "url"),
        ("example.org/u/anna", "[länk]", "url"),
        ("@anna_99", "[konto]", "account"),
        ("Storgatan 12", "[adress]", "address"),
        ("storgatan 12 B, lgh 1201, 113 47", "[adress]", "address"),
        ("Lillvägen 3", "[adress]", "address"),
        ("14 Long Street", "[adress]", "address"),
        ("passnummer 12345678", "passnummer [nummer]", "number"),
        ("AB1234567", "AB[nummer]", "number"),
        ("٠٧٠١٧٤٠٦٠٥", "[nummer]", "number"),
    ],
)
def test_other_marks_of_a_person_are_hidden(typed: str, shown: str, kind: str) -> None:
    """Mail, cards, accounts, links, addresses and long numbers."""
    hidden = redact(typed)
    assert hidden.kinds == (kind,)
    assert shown in hidden.text


@pytest.mark.parametrize(
    "text",
    [
        "jag är 15",
        "15-16 år",
        "500 kr",
        "15 000 kr",
        "150 000 kronor",
        "100-200 kr",
        "jag är skyldig 10 000 - 20 000 kr",
        "kl 22:30 till 06.15",
        "mellan 10-12 och 14-16",
        "2009 och 2024",
        "2009-2024",
        "sex månader, 24/7, buss 3 plan 2",
        "Malmskillnadsgatan",
        "stockholm.se",
        "https://stockholm.se/",
        "ring 112 eller 114 14",
        "112 114 14 1177 90101",
    ],
)
def test_what_the_meaning_needs_is_kept(text: str) -> None:
    """Ages, sums, times, years, places, sites and emergency numbers stay as typed."""
    assert redact(text).text == text
    assert redact(text).kinds == ()


@pytest.mark.parametrize("number", PUBLIC)
def test_numbers_of_services_are_kept(number: str) -> None:
    """As the directory writes them, and without spaces or dashes."""
    assert redact(f"jag ringde {number} igår").kinds == ()
    assert redact(re.sub(r"\D", "", number)).kinds == ()


def test_one_digit_more_makes_a_public_number_private() -> None:
    """A number that only begins like a service's is hidden."""
    assert redact("08-508 40 001").kinds == ("phone",)
    assert redact("1161112").kinds == ("number",)


def test_the_public_numbers_are_those_of_the_directory() -> None:
    """Every landline or short number in the seed is kept, and nothing else is."""
    if not SEED.exists():
        pytest.skip("the directory has no seed yet")
    with SEED.open(encoding="utf-8", newline="") as file:
        phones = {row["phone"].strip() for row in csv.DictReader(file)}
    of_services = {re.sub(r"\D", "", phone) for phone in phones if re.search(r"\d", phone)}
    mobiles = {phone for phone in of_services if phone.startswith("07")}
    assert {re.sub(r"\D", "", number) for number in PUBLIC} == of_services - mobiles


def test_kinds_are_named_once_in_order_of_appearance() -> None:
    """The notice to the visitor needs each kind once."""
    hidden = redact("a@example.org 070-174 06 05 b@example.org")
    assert hidden.kinds == ("email", "phone")


@given(st.text(alphabet="0123456789 -+().:/abcSE@år\n\u200b", max_size=60))
def test_no_long_run_of_digits_survives(text: str) -> None:
    """Six digits in a row are left only when they are a public number."""
    public = {re.sub(r"\D", "", number) for number in PUBLIC}
    assert set(re.findall(r"\d{6,}", redact(text).text)) <= public


@given(st.text(alphabet="0123456789 -+().:/abcSE@år\n", max_size=60))
def test_redacting_twice_changes_nothing(text: str) -> None:
    """redact is idempotent."""
    once = redact(text).text
    assert redact(once).text == once


@given(st.from_regex(r"(19|20)?\d{2}(0[1-9]|1[0-2])([0-2][1-9]|6[1-9])[-+ ]?\d{4}", fullmatch=True))
def test_no_personnummer_survives(number: str) -> None:
    """Whatever the digits, the last four never come through."""
    assert not re.search(r"\d", redact(f"jag heter x och har {number} ok").text)


def test_a_long_message_without_spaces_is_no_trouble() -> None:
    """The patterns do not choke on what nobody would write."""
    for text in ("a" * 5000, "a." * 2500, "1 " * 2500, "gatan" * 1000, "+" * 5000):
        redact(text)
