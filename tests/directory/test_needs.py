"""What the matcher is asked."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import directory
from directory.needs import CRISES, Need


@pytest.mark.parametrize(
    ("need", "audience", "age_group"),
    [
        (Need("minor_exploited"), "minor", "under_18"),
        (Need("minor_exploited", age_group="adult"), "minor", "adult"),
        (Need("sells_sex", audience="minor"), "minor", "under_18"),
        (Need("professional_guidance"), "professional", None),
        (Need("professional_guidance", audience="relative"), "relative", None),
        (Need("sells_sex"), None, None),
    ],
)
def test_a_need_settles_what_its_code_says(need: Need, audience: str | None, age_group: str | None) -> None:
    """What the person has said goes before what the code implies."""
    assert (need.settled().audience, need.settled().age_group) == (audience, age_group)


def test_the_crises_are_those_of_the_seed() -> None:
    """The one list of needs is the seed's; this house only repeats which of them are crises."""
    seed = Path(directory.__file__ or "").with_name("seed") / "needs.csv"
    with seed.open(encoding="utf-8", newline="") as rows:
        crises = {row["code"] for row in csv.DictReader(rows) if row["kind"] == "crisis"}
    assert crises == CRISES
