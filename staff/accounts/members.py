"""A member of staff, as the pages know them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["viewer", "editor", "approver", "admin"]
"""From the least to the most; each may do what those before it may."""

ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who is signed in."""

    id: str
    email: str
    role: Role

    def may(self, role: Role) -> bool:
        """True when this person's role is that one or a higher one."""
        return ROLES.index(self.role) >= ROLES.index(role)
