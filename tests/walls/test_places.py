"""data/_places: no name means two places, and what may mean two is said to be ambiguous."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import Any

import pytest

from tests.walls.wording import DATA, load

PLACES = DATA / "_places"
DISTRICTS: dict[str, Any] = load(PLACES / "districts.yml")
MUNICIPALITIES: dict[str, Any] = load(PLACES / "municipalities.yml")
ELSEWHERE: dict[str, Any] = load(PLACES / "elsewhere.yml")
AMBIGUOUS = [entry for file in (DISTRICTS, MUNICIPALITIES, ELSEWHERE) for entry in file["ambiguous"]]

DISTRICT_CODES = {
    "jarva",
    "hasselby-vallingby",
    "bromma",
    "kungsholmen",
    "norra-innerstaden",
    "sodermalm",
    "enskede-arsta-vantor",
    "skarpnack",
    "farsta",
    "hagersten-alvsjo",
    "skarholmen",
}


def folded(name: str) -> str:
    """The name as a visitor without å, ä and ö might type it."""
    return name.casefold().translate(str.maketrans("åäöé", "aaoe"))


def names() -> dict[str, set[str]]:
    """Folded name -> the codes that claim it outright."""
    claimed: dict[str, set[str]] = defaultdict(set)
    for place in DISTRICTS["districts"] + MUNICIPALITIES["municipalities"]:
        parts = place["parts"] + place.get("old", []) + place.get("spoken", [])
        for name in (place["name"], *parts):
            claimed[folded(name)].add(place["code"])
    for row in ELSEWHERE["towns"]:
        for name in row:
            claimed[folded(name)].add(ELSEWHERE["code"])
    return claimed


def test_the_city_has_its_eleven_districts() -> None:
    """Eleven since 2023-07-01, by the directory's codes."""
    assert {district["code"] for district in DISTRICTS["districts"]} == DISTRICT_CODES


def test_the_county_has_its_twenty_six_municipalities() -> None:
    """Each once, the City of Stockholm among them."""
    codes = [municipality["code"] for municipality in MUNICIPALITIES["municipalities"]]
    assert len(codes) == len(set(codes)) == 26
    assert "stockholm_city" in codes


def test_no_name_means_two_places_even_without_its_dots() -> None:
    """A wrong district sends somebody to an office that cannot help."""
    assert {name: codes for name, codes in names().items() if len(codes) > 1} == {}


def one_slip_apart(one: str, other: str) -> bool:
    """Whether one letter added, lost or changed turns one name into the other."""
    short, long = sorted((one, other), key=len)
    start = next(
        (i for i, pair in enumerate(zip(short, long, strict=False)) if len(set(pair)) > 1), len(short)
    )
    if len(short) == len(long):
        return short[start + 1 :] == long[start + 1 :]
    return len(long) - len(short) == 1 and short[start:] == long[start + 1 :]


def test_no_long_name_is_one_slip_from_another_place() -> None:
    """Long names are found in spite of one wrong letter, so two places must be further apart than that."""
    sure = [(name, codes) for name, codes in names().items() if len(name) >= 6]
    close = [
        (one, other)
        for (one, here), (other, there) in combinations(sure, 2)
        if here != there and max(len(one), len(other)) >= 7 and one_slip_apart(one, other)
    ]
    assert close == []


@pytest.mark.parametrize(
    ("one", "other", "close"),
    [
        ("hornsberg", "ornsberg", True),
        ("ballsta", "balsta", True),
        ("varberg", "varbergs", True),
        ("farsta", "marsta", True),
        ("farsta", "farstas strand", False),
        ("vallingby", "vallentuna", False),
    ],
)
def test_one_slip_is_one_letter(one: str, other: str, close: bool) -> None:
    """The measure above, on pairs a reader can judge."""
    assert one_slip_apart(one, other) is close


@pytest.mark.parametrize("entry", AMBIGUOUS, ids=lambda entry: entry["word"])
def test_an_ambiguous_word_is_not_also_a_certain_one(entry: dict[str, Any]) -> None:
    """It stands in one list, with a reason, and what it may mean exists."""
    known = set().union(*names().values())
    assert folded(entry["word"]) not in names()
    assert entry["why"]
    assert set(entry["could_be"]) <= known


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Rinkeby", "jarva"),
        ("Spånga-Tensta", "jarva"),
        ("Vasastan", "norra-innerstaden"),
        ("Norrmalm", "norra-innerstaden"),
        ("Gamla stan", "sodermalm"),
        ("Rågsved", "enskede-arsta-vantor"),
        ("Vårberg", "skarholmen"),
        ("Vårby", "huddinge"),
        ("Jakobsberg", "jarfalla"),
        ("Orminge", "nacka"),
        ("Malmö", "outside_county"),
    ],
)
def test_a_well_known_name_leads_to_its_place(name: str, code: str) -> None:
    """Old names, parts and neighbours that are easily mixed up."""
    assert names()[folded(name)] == {code}
