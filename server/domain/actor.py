"""Who is asking: a device, a member of staff, a manager, a citizen with a ticket, or the hall's clock."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    KIOSK = "kiosk"
    DISPLAY = "display"
    EVALUATOR = "evaluator"
    STAFF = "staff"
    MANAGER = "manager"
    CITIZEN = "citizen"
    CLOCK = "clock"


DEVICES = frozenset({Role.KIOSK, Role.DISPLAY, Role.EVALUATOR})


@dataclass(frozen=True, kw_only=True)
class Actor:
    """``subject`` is the device's name, the job number or the ticket's id; ``window`` the one it is bound to."""

    hall: str
    role: Role
    subject: str
    window: str | None = None

    @property
    def name(self) -> str:
        """How the journal and the receipts call this actor, e.g. ``staff:1001``."""
        kind = "device" if self.role in DEVICES else self.role.value
        return f"{kind}:{self.subject}"
