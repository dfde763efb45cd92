"""A file that somebody ordered: how far it is."""

from __future__ import annotations

from enum import StrEnum


class ExportState(StrEnum):
    """``waiting`` for a hub to take it up, ``running`` in one, and three ways to end."""

    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNFINISHED = frozenset({ExportState.WAITING, ExportState.RUNNING})
