"""Asking again while the database is away."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from server.concurrency import Threads
from server.store.database import AWAY

T = TypeVar("T")


def patiently(ask: Callable[[], T], *, threads: Threads, pause: float, seconds: float = float("inf")) -> T:
    """What ``ask`` gives, asked again every ``pause`` seconds, for ``seconds``, as long as the database is away.

    Only for what may be asked twice: whether a COMMIT whose answer was lost has happened nobody knows. Raises what
    ``ask`` raised the last time.
    """
    give_up_at = time.monotonic() + seconds
    while True:
        try:
            return ask()
        except AWAY:
            if time.monotonic() > give_up_at:
                raise
        threads.sleep(pause)
