"""What a hub is started with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from config.national import Mapping, load_mapping
from server.concurrency import AsyncMode


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``data`` is a folder for what can be made again (sounds, fonts) and for printouts of a file printer.

    ``public_url`` is how phones reach the hub, "" when they cannot; it has no slash at its end. ``proxies`` is how many
    stand in front of the hub and may be believed when they say who asks. ``national`` is how ratings are handed in.
    """

    database: str
    data: Path
    public_url: str = ""
    message_queue: str | None = None
    async_mode: AsyncMode = "eventlet"
    proxies: int = 0
    national: Mapping = field(default_factory=load_mapping)
