"""Commands that set the directory up and say how it is: init, seed, status, publish."""

from __future__ import annotations

import argparse

from sqlalchemy import Engine, make_url

from directory import published, reading, seeding
from directory.commands.desk import DONE, FAULTS, Desk
from directory.contact_points import usable_phones
from directory.database import reading as reading_session
from directory.database import writing
from directory.importing import Applied
from directory.schema import require_current, schema_state, upgrade
from directory.terms import needs


def init(_asked: argparse.Namespace, desk: Desk) -> int:
    """Makes the tables or brings them up to this version."""
    with desk.writing() as engine:
        before = upgrade(engine)
    told = {"empty": "made", "older": "brought up to this version"}
    desk.say(f"tables: {told.get(before, 'as they should be')}")
    return DONE


def seed(asked: argparse.Namespace, desk: Desk) -> int:
    """Sets up what is missing, brings in the project's own services, and publishes."""
    init(asked, desk)
    with desk.writing() as engine, writing(engine, seeding.SEED_AUTHOR, desk.clock) as session:
        done = seeding.seed(session)
    tell(done, desk)
    return publish(asked, desk)


def publish(_asked: argparse.Namespace, desk: Desk) -> int:
    """Makes the published copy anew."""
    with desk.reading() as engine:
        require_current(engine)
        with reading_session(engine) as session:
            services = reading.services(session)
    path = desk.settings.published_path
    published.write(published.make(services, needs(), desk.clock()), path)
    desk.say(f"published: {path}")
    return DONE


def status(_asked: argparse.Namespace, desk: Desk) -> int:
    """Version, counts, and the age of the published copy; 1 when the directory is not ready for use."""
    desk.say(f"database: {make_url(desk.settings.database_url).render_as_string(hide_password=True)}")
    with desk.reading() as engine:
        state = schema_state(engine)
        desk.say(f"tables: {state}")
        if state == "current":
            _tell_counts(engine, desk)
    copy = published.read(desk.settings.published_path)
    desk.say(f"published copy: {copy.made_at:%Y-%m-%d %H:%M}" if copy else "published copy: none")
    return DONE if state == "current" and copy else FAULTS


def _tell_counts(engine: Engine, desk: Desk) -> None:
    """How many services there are, and how many can be rung and are checked."""
    with reading_session(engine) as session:
        services = reading.services(session)
    active = [service for service in services if service.status == "active"]
    with_phone = [service for service in active if usable_phones(service, desk.clock().date())]
    checked = [service for service in active if service.assured_date]
    desk.say(f"services: {len(services)}, active: {len(active)}")
    desk.say(f"with a number to show: {len(with_phone)}, checked by staff: {len(checked)}")


def tell(done: Applied, desk: Desk) -> None:
    """What an import did."""
    for words, codes in (
        ("new", done.created),
        ("changed", done.changed),
        ("kept as people have made them", done.kept),
        ("waiting for a second person", done.waiting),
        ("in the directory but not in the file", done.missing),
    ):
        if codes:
            named = ", ".join(codes[:5]) + (" ..." if len(codes) > 5 else "")
            desk.say(f"{len(codes)} {words}: {named}")
    desk.say(f"{len(done.unchanged)} unchanged")
