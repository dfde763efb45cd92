"""Which figures differ notably from those of the period before: by more than chance, or by as much as people feel.

Many figures are looked at, so a share counts as changed at 99 % only. A mean wait or a count has no interval here; it
counts as changed by a fifth, where enough stands behind it.
"""

from __future__ import annotations

from server.domain.indicators import Ratio
from server.domain.intervals import Z99, difference

ENOUGH = 30
"""Tickets or servings behind a mean or a count that may be called changed."""
FELT = 0.2
FELT_MINUTES = 1.0


def share_changed(now: Ratio, before: Ratio) -> bool:
    """Whether the two shares differ by more than chance."""
    between = difference(now, before, z=Z99)
    return between is not None and not between.low <= 0 <= between.high


def mean_changed(now: Ratio, before: Ratio) -> bool:
    """Whether a mean of minutes moved by a fifth and by a minute at least."""
    if min(now.denominator, before.denominator) < ENOUGH or now.value is None or before.value is None:
        return False
    return abs(now.value - before.value) >= max(FELT_MINUTES, FELT * before.value)


def count_changed(now: int, before: int) -> bool:
    """Whether a count moved by a fifth."""
    return before >= ENOUGH and abs(now - before) >= FELT * before
