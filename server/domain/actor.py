"""Who is asking: a device, a person who works in or for the hall, a citizen with a ticket, or the hall's clock."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    KIOSK = "kiosk"
    DISPLAY = "display"
    EVALUATOR = "evaluator"
    STAFF = "staff"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    INSPECTOR = "inspector"
    WALL = "wall"
    CITIZEN = "citizen"
    CLOCK = "clock"


DEVICES = frozenset({Role.KIOSK, Role.DISPLAY, Role.EVALUATOR, Role.WALL})
PEOPLE = (Role.STAFF, Role.MANAGER, Role.ADMINISTRATOR, Role.SUPERVISOR, Role.AUDITOR, Role.INSPECTOR)
"""Who signs in by job number and password, in the order in which a person of several roles is taken to be one.

staff 窗口人员: their own window and the queues it serves.
manager 负责人: everything of the hall.
administrator 系统管理员: people, devices, voice; no rating, no case, no figures.
supervisor 科室负责人: the windows, cases and figures of their own department.
auditor 审计: reads what a manager reads, changes nothing.
inspector 特邀监督员: rates servings, sees their own ratings.
"""
READERS = (Role.MANAGER, Role.AUDITOR)
"""Who may read everything of the hall."""
OVERSEERS = (*READERS, Role.SUPERVISOR)
"""Who reads figures and sees the hall as it is: all of it, a supervisor their own department."""
KEEPERS = (Role.MANAGER, Role.ADMINISTRATOR)
"""Who lets people and devices in."""


@dataclass(frozen=True, kw_only=True)
class Actor:
    """``subject`` is the device's name, the job number or the ticket's id; ``window`` the one it is bound to.

    ``limited`` is somebody with a first password, who may do nothing before they have chosen one of their own.
    """

    hall: str
    role: Role
    subject: str
    window: str | None = None
    limited: bool = False

    @property
    def name(self) -> str:
        """How the journal and the receipts call this actor, e.g. ``staff:1001``."""
        kind = "device" if self.role in DEVICES else self.role.value
        return f"{kind}:{self.subject}"
