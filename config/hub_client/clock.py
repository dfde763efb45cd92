"""How old a message of the hub is, though the hub's clock and this computer's need not agree."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from datetime import datetime

STRETCH_SECONDS = 5.0
"""The hub says something at least this often."""
STRETCHES = 4


class HubClock:
    """Learns from the messages themselves how far the hub's clock is ahead of ours.

    No message arrives before it was sent, so the one that makes the hub's clock seem furthest ahead travelled the
    fastest and tells the difference best. Only the last few stretches of time in which anything arrived count: long
    enough that a network which stood still and then delivers everything at once is found out, short enough that
    somebody who puts the hub's clock right does not silence the hall.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._furthest: deque[tuple[float, float]] = deque(maxlen=STRETCHES)

    def age(self, at: str) -> float:
        """Seconds since the hub wrote ``at``, an RFC 3339 time, into a message that has just arrived."""
        now = self._monotonic()
        ahead = datetime.fromisoformat(at).timestamp() - now
        stretch = now // STRETCH_SECONDS
        if self._furthest and self._furthest[-1][0] == stretch:
            ahead_most = max(ahead, self._furthest.pop()[1])
        else:
            ahead_most = ahead
        self._furthest.append((stretch, ahead_most))
        return max(furthest for _, furthest in self._furthest) - ahead
