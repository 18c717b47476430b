"""Why a check is not accepted: one word a reason; the staff pages say each of them in a sentence."""

from __future__ import annotations

from enum import StrEnum

from directory.errors import DirectoryError


class Refusal(StrEnum):
    """What stands in the way."""

    UNTICKED = "unticked"
    PENDING_CHANGES = "pending_changes"
    CHANGED_MEANWHILE = "changed_meanwhile"
    NOT_CONFIRMED = "not_confirmed"
    SAME_PERSON = "same_person"
    NOT_WAITING = "not_waiting"
    NO_METHOD = "no_method"
    NO_REASON = "no_reason"


class CheckRefused(DirectoryError):
    """A check or a decision that may not be made; `unticked` are the keys that lack a tick."""

    def __init__(self, refusal: Refusal, unticked: frozenset[str] = frozenset()) -> None:
        super().__init__(f"the check is not accepted: {refusal}")
        self.refusal = refusal
        self.unticked = unticked
