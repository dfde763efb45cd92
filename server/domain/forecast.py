"""How long a new ticket will probably wait: a range, or nothing when too little is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt
from statistics import fmean, variance

ENOUGH = 5
"""Servings that must have been seen before a forecast is given."""


@dataclass(frozen=True, kw_only=True)
class Wait:
    """Nine waits in ten fall between these many minutes."""

    low_minutes: int
    high_minutes: int


def forecast(*, ahead: int, windows: int, serving_minutes: Sequence[float]) -> Wait | None:
    """The wait behind ``ahead`` people at ``windows`` open windows, from recent lengths of servings in minutes.

    The sum of the servings ahead is taken as normal; the range is its central 90%. None while no window is open
    or fewer than ``ENOUGH`` servings are known: an invented range would be worse than none.
    """
    if windows < 1 or len(serving_minutes) < ENOUGH:
        return None
    mean = fmean(serving_minutes)
    spread = sqrt(variance(serving_minutes))
    turns = ahead / windows
    middle, half = turns * mean, 1.645 * spread * sqrt(turns)
    low = floor(max(middle - half, 0.0))
    return Wait(low_minutes=low, high_minutes=max(ceil(middle + half), low))
