"""How long a password may not be tried again after wrong ones: nothing at first, then twice as long each time."""

from __future__ import annotations

from datetime import timedelta

OF_A_PERSON_FROM_ONE_ADDRESS = 5
OF_A_PERSON = 50
OF_AN_ADDRESS = 20
"""Wrong passwords that cost nothing: people mistype, and a whole hall may stand behind one address."""
FIRST = timedelta(seconds=15)
LONGEST = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=12)
"""So long after the last wrong password it is as if there had been none."""


def delay(failures: int, *, free: int) -> timedelta:
    """How long to wait after the ``failures``-th wrong password in a row, of which ``free`` cost nothing."""
    if failures < free:
        return timedelta(0)
    doubled: int = 2 ** min(failures - free, 10)
    return min(FIRST * doubled, LONGEST)
