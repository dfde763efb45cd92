"""What a hub is started with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from server.concurrency import AsyncMode


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``data`` is a folder for what can be made again (sounds, fonts) and for printouts of a file printer.

    ``public_url`` is how phones reach the hub, "" when they cannot; it has no slash at its end.
    """

    database: str
    data: Path
    public_url: str = ""
    message_queue: str | None = None
    async_mode: AsyncMode = "eventlet"
    behind_tls: bool = False
