"""What an undo would do, before it does it: the steps, and what is left as it is, with the reason."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from directory.changes import Action

Why = Literal["changed_since", "leaned_on", "gone", "there_again", "assurance", "kept_service"]
"""`changed_since`: somebody has changed it after; `leaned_on`: others would hang in the air; `gone`: it or
what it hangs on is not there any more; `there_again`: it has come back already; `assurance`: only staff who
check again may say that it has been checked; `kept_service`: made inactive, so that what people have added
to it is not lost."""
Key = tuple[str, str]
"""Table and id of one row."""


@dataclass(frozen=True, slots=True)
class Step:
    """One row: what stands, and what will. Fields with their texts as the history writes them."""

    action: Action
    resource_type: str
    resource_id: str
    service_id: str | None
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    needs_second: bool = False

    @property
    def key(self) -> Key:
        """Which row."""
        return self.resource_type, self.resource_id


@dataclass(frozen=True, slots=True)
class Left:
    """One field (or a whole row, when `field_name` is "") that stays as it is now."""

    why: Why
    resource_type: str
    resource_id: str
    service_id: str | None
    field_name: str = ""
    wanted: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """`undoes` is the id of the change, the save or the batch that is taken back."""

    undoes: str
    steps: tuple[Step, ...]
    left: tuple[Left, ...]

    @property
    def direct(self) -> tuple[Step, ...]:
        """What is done at once."""
        return tuple(step for step in self.steps if not step.needs_second)

    @property
    def for_two(self) -> tuple[Step, ...]:
        """What becomes a change request."""
        return tuple(step for step in self.steps if step.needs_second)

    @property
    def fingerprint(self) -> str:
        """Another for another plan: what is confirmed is what was shown."""
        told = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()[:32]
