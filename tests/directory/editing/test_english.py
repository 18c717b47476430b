"""English that is older than its Swedish."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine

from directory.database import reading
from directory.editing.drafting import held
from directory.editing.english import stale
from tests.directory.builders import MORNING
from tests.directory.editing.builders import saved, the_service, ticking, typing

CODE = "bris"


def columns(engine: Engine) -> set[str]:
    """The columns of the service whose English needs a look."""
    with reading(engine) as session:
        service = the_service(session, CODE)
        found = stale(session, held(session, service).english.values())
        return {column for row_id, column in found if row_id == service.id}


def test_nothing_of_the_seed_is_stale(seeded_engine: Engine) -> None:
    """Both languages came at once."""
    assert columns(seeded_engine) == set()


def test_english_is_stale_when_the_swedish_alone_is_changed(seeded_engine: Engine) -> None:
    """Until it is changed too."""
    saved(seeded_engine, CODE, typing(description_sv="Ny text."))
    assert columns(seeded_engine) == {"description"}
    saved(seeded_engine, CODE, typing(description_en="New text."), MORNING + timedelta(hours=2))
    assert columns(seeded_engine) == set()


def test_both_at_once_is_never_stale(seeded_engine: Engine) -> None:
    """The English is written after the Swedish that it is made from."""
    saved(seeded_engine, CODE, typing(description_sv="Ny text.", description_en="New text."))
    assert columns(seeded_engine) == set()


def test_one_tick_says_that_the_english_still_holds(seeded_engine: Engine) -> None:
    """Nothing else is changed by it."""
    saved(seeded_engine, CODE, typing(description_sv="Ny text."))
    with reading(seeded_engine) as session:
        key = f"{the_service(session, CODE).id}.description"
    saved(seeded_engine, CODE, ticking("still_holds", key), MORNING + timedelta(hours=2))
    assert columns(seeded_engine) == set()
