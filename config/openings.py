"""When the hall opens next, for whoever comes while it is closed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from config.parts import Opening
from config.rules import Hours

DAYS_LOOKED_AHEAD = 60
"""Longer than any holiday; a hall without hours never opens, and says nothing rather than a wrong day."""


def next_opening(hours: Hours, after: datetime, *, not_on: date | None = None) -> datetime | None:
    """The next local time at which business begins after ``after``, in its zone; ``not_on`` leaves out a day.

    For a hall that never closes it is the next midnight, when a new day's numbers begin.
    """
    for days in range(DAYS_LOOKED_AHEAD):
        day = after.date() + timedelta(days=days)
        if day == not_on:
            continue
        midnight = datetime.combine(day, datetime.min.time(), tzinfo=after.tzinfo)
        starts = (
            [midnight] if hours.always else [datetime.combine(day, o.start, after.tzinfo) for o in openings(hours, day)]
        )
        for start in starts:
            if start > after:
                return start
    return None


def openings(hours: Hours, day: date) -> list[Opening]:
    """A day's stretches of business, earliest first."""
    return sorted(hours.openings(day), key=lambda opening: opening.start)
