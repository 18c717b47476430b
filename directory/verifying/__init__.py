"""Checking the services and vouching for them: the queue, attempts, assurances, an approver's decisions."""

from directory.verifying.assuring import assure
from directory.verifying.attempts import METHODS, Attempt, assign, note, vouch
from directory.verifying.classes import class_of
from directory.verifying.critical import is_critical
from directory.verifying.deciding import approve, decide, send_back, undecided
from directory.verifying.overdue import check_lines, overdue_report
from directory.verifying.points import Point, fingerprint, points
from directory.verifying.refusals import CheckRefused, Refusal
from directory.verifying.rounds import attempts, submitted
from directory.verifying.waiting import Filter, Queue, Waiting, counts, waiting, waiting_one

__all__ = [
    "METHODS",
    "Attempt",
    "CheckRefused",
    "Filter",
    "Point",
    "Queue",
    "Refusal",
    "Waiting",
    "approve",
    "assign",
    "assure",
    "attempts",
    "check_lines",
    "class_of",
    "counts",
    "decide",
    "fingerprint",
    "is_critical",
    "note",
    "overdue_report",
    "points",
    "send_back",
    "submitted",
    "undecided",
    "vouch",
    "waiting",
    "waiting_one",
]  # fmt: skip - one word a row would be thirty rows
