"""How sure a share is: its interval, and whether two shares differ by more than chance.

Sources: E. B. Wilson, JASA 22 (1927) 209-212, for one share; R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890,
method 10, for the difference of two.
"""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from server.domain.indicators import Ratio

Z95 = 1.959964
Z99 = 2.575829


class Interval(NamedTuple):
    """From ``low`` to ``high``, both 0..1; of a difference, -1..1."""

    low: float
    high: float


@lru_cache(maxsize=50_000)
def wilson(share: Ratio, *, z: float = Z95) -> Interval | None:
    """The interval of a share of counts, wide where few were asked; None where nobody was."""
    if not share.denominator:
        return None
    count = share.denominator
    known = share.numerator / count
    middle = known + z * z / (2 * count)
    half = z * sqrt(known * (1 - known) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return Interval(max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale))


def difference(share: Ratio, other: Ratio, *, z: float = Z95) -> Interval | None:
    """The interval of ``share`` less ``other``; None where nobody was asked in one of them."""
    mine, theirs = wilson(share, z=z), wilson(other, z=z)
    if mine is None or theirs is None:
        return None
    known, before = share.numerator / share.denominator, other.numerator / other.denominator
    down = sqrt((known - mine.low) ** 2 + (theirs.high - before) ** 2)
    up = sqrt((mine.high - known) ** 2 + (before - theirs.low) ** 2)
    return Interval(known - before - down, known - before + up)
