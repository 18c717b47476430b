"""Why a turn is refused: one exception per reason. `problems.py` decides what each one looks like.

None of them carries anything that a visitor wrote.
"""

from __future__ import annotations


class Refused(Exception):
    """A request that is not answered as asked. `retry_after`: whole seconds to wait, 0 = no use waiting."""

    def __init__(self, retry_after: int = 0) -> None:
        super().__init__(type(self).__name__)
        self.retry_after = retry_after


class SessionGone(Refused):
    """The conversation is over, was never begun, or the browser kept no cookie."""


class TooLong(Refused):
    """More than the allowed characters, or a body larger than any honest message."""


class TooFast(Refused):
    """One conversation sends faster than a person writes."""


class Busy(Refused):
    """This conversation already has a turn under way, or the whole house is full."""


class BadChoice(Refused):
    """A button that the last answer of this conversation did not show."""


class Foreign(Refused):
    """The form was sent by another site than ours."""


class Unreadable(Refused):
    """A request that no form or page of ours can have made."""


class RasaSilent(Exception):
    """Rasa did not answer in time, answered wrongly, or answered with nothing to show."""
