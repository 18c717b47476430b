"""What staff ask the history."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, insert

from directory.database import reading
from directory.models import MetadataRow
from directory.past_questions import people
from tests.directory.builders import MORNING

ROW = {
    "resource_id": "phone",
    "resource_type": "phone",
    "last_action_date": MORNING,
    "last_action_type": "update",
    "field_name": "number",
    "origin": "form",
}


@pytest.mark.parametrize(
    "names", [(), ("anna@example.org",), ("seed", "anna@example.org", "Bo@example.org", "seed", "åsa")]
)
def test_everybody_who_has_changed_something_is_named_once(engine: Engine, names: tuple[str, ...]) -> None:
    """Also in a history that is empty."""
    with engine.begin() as connection:
        for number, name in enumerate(names):
            connection.execute(insert(MetadataRow), {**ROW, "id": str(number), "updated_by": name})
    with reading(engine) as session:
        found = people(session)
    assert sorted(found) == sorted({*names})
