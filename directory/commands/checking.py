"""Commands on whether the directory is true: what is overdue, and saying that a service has been checked."""

from __future__ import annotations

import argparse

from directory.commands.desk import DONE, FAULTS, Desk
from directory.commands.setting_up import publish
from directory.database import reading, writing
from directory.gaps.report import gaps_report
from directory.history import Author, RecordedSession
from directory.models import Service
from directory.schema import require_current
from directory.verifying import CheckRefused
from directory.verifying.attempts import Attempt, vouch
from directory.verifying.overdue import check_lines, overdue_report
from directory.verifying.points import fingerprint, points
from directory.verifying.rounds import service_named


def overdue(_asked: argparse.Namespace, desk: Desk) -> int:
    """How the services stand, and those that are late or reported wrong; for a nightly job."""
    with desk.reading() as engine:
        require_current(engine)
        with reading(engine) as session:
            for line in overdue_report(session, desk.clock().date()):
                desk.say(line)
    return DONE


def gaps(_asked: argparse.Namespace, desk: Desk) -> int:
    """Every need, place and hour at which nobody can be reached, the most asked first."""
    with desk.reading() as engine:
        require_current(engine)
        with reading(engine) as session:
            for line in gaps_report(session, desk.clock()):
                desk.say(line)
    return DONE


def verify(asked: argparse.Namespace, desk: Desk) -> int:
    """Says what there is to check; with --all-checked, vouches for it in the name of --by."""
    if not asked.all_checked:
        return _tell_what_to_check(asked, desk)
    with desk.writing() as engine:
        require_current(engine)
        with writing(engine, Author(by=asked.by, origin="form"), desk.clock) as session:
            service = service_named(session, asked.code)
            outcome = _vouch(session, service, asked.method, desk.settings.assurer_email) if service else ""
    if not outcome:
        return _unknown(asked.code, desk)
    desk.say(outcome)
    return publish(asked, desk) if outcome.startswith("assured") else FAULTS


def _vouch(session: RecordedSession, service: Service, method: str, mailbox: str | None) -> str:
    """Every critical fact has been found right; of class A a second person must say so too."""
    ticks = frozenset(point.key for point in points(service))
    attempt = Attempt(method=method, outcome="confirmed", ticks=ticks, seen=fingerprint(service))
    try:
        check = vouch(session, service, attempt, mailbox)
    except CheckRefused as refused:
        return f"refused: {refused}; nothing was changed"
    if check.state == "submitted":
        return "handed in: a second person must approve it on the staff pages"
    return f"assured: {service.code}, {service.assured_date}"


def _tell_what_to_check(asked: argparse.Namespace, desk: Desk) -> int:
    with desk.reading() as engine:
        require_current(engine)
        with reading(engine) as session:
            lines = check_lines(session, desk.clock().date(), asked.code)
    if not lines:
        return _unknown(asked.code, desk)
    for line in lines:
        desk.say(line)
    desk.say("when every line has been checked: run this again with --all-checked --by MAILBOX")
    return DONE


def _unknown(code: str, desk: Desk) -> int:
    desk.say(f"directory: no service has the code {code}")
    return FAULTS
