"""Tests of the catalogue: a need's services answer as all of them would."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.catalogue import Catalogue
from directory.match import Need, find
from tests.directory.service_builders import TUESDAY_NIGHT, TUESDAY_NOON, a_service
from tests.directory.small_city import NEEDS, small_city

CITY = small_city()
SHELVED = Catalogue(CITY)


@given(
    st.sampled_from((*NEEDS, "no_such_need")),
    st.sampled_from((None, "under_18", "18_20", "adult")),
    st.sampled_from((None, "women", "men", "trans")),
    st.sampled_from((None, "kungsholmen", "stockholm_city", "outside_county")),
    st.sampled_from((None, "professional", "minor", "relative")),
    st.frozensets(st.sampled_from([service.code for service in CITY]), max_size=4),
    st.sampled_from((TUESDAY_NOON, TUESDAY_NIGHT)),
)
def test_what_a_need_leads_to_answers_as_the_whole_city_does(
    code: str, age: str, gender: str, district: str, audience: str, exclude: frozenset[str], now: datetime
) -> None:
    """Nothing that could be found is left out."""
    need = Need(code, audience, age, gender, district, exclude=exclude)  # type: ignore[arg-type]
    assert find(need, SHELVED.leading_to(code), now) == find(need, CITY, now)


def test_it_leads_to_few() -> None:
    """That is what it is for."""
    many = Catalogue([*CITY, *(a_service(f"annan-{n}", needs={"other": 1}) for n in range(500))])
    assert len(many.leading_to("buys_sex")) < 15


@pytest.mark.parametrize("code", ["112", "bris", "kvinnofridslinjen"])
def test_the_emergency_lines_are_always_there(code: str) -> None:
    """With what staff have written of them."""
    assert SHELVED.get(code) in SHELVED.leading_to("no_such_need")


def test_it_is_a_collection_of_its_services() -> None:
    """Each once, found by its code."""
    assert (len(SHELVED), {s.code for s in SHELVED}) == (len(CITY), {s.code for s in CITY})
    assert CITY[0] in SHELVED
    assert SHELVED.get("no-such-service") is None
