"""The chances of a hall's servings, drawn thousands at once: one by one they would take longer than the servings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from server.domain.rating import Channel

HOUR, MINUTE, SECOND = 3_600_000, 60_000, 1_000
CHANNELS = {Channel.TABLET: 80, Channel.QR: 9, Channel.BUTTON_BOX: 6, Channel.PHONE: 3, Channel.CARD: 2}
DRAWN_AT_ONCE = 4_096


class Chances(NamedTuple):
    """What is drawn for a serving. Times are milliseconds, ``length`` is of the service's usual one, the rest 0..1."""

    called_after: int
    is_missed: float
    starts_after: int
    length: float
    rates: float
    is_good: float
    grade: float
    channel: str
    thinks: int
    waits_at_home: int
    is_tagged: float
    tag: float
    other_tag: float
    comments: float
    is_late: float
    is_doubted: float


def hexadecimal(draw: np.random.Generator, digits: int) -> Iterator[str]:
    """Texts of so many random hexadecimal digits, without end."""
    while True:
        drawn = draw.bytes(digits // 2 * DRAWN_AT_ONCE).hex()
        yield from (drawn[start : start + digits] for start in range(0, len(drawn), digits))


def drawn_chances(draw: np.random.Generator) -> Iterator[Chances]:
    """One serving's after another's, without end."""
    shares = np.array(list(CHANNELS.values())) / sum(CHANNELS.values())
    n = DRAWN_AT_ONCE
    while True:
        columns = Chances(
            called_after=draw.integers(2 * SECOND, 20 * SECOND, n),
            is_missed=draw.random(n),
            starts_after=draw.integers(8 * SECOND, 60 * SECOND, n),
            length=draw.lognormal(-0.18, 0.6, n),
            rates=draw.random(n),
            is_good=draw.random(n),
            grade=draw.random(n),
            channel=draw.choice([channel.value for channel in CHANNELS], n, p=shares),
            thinks=(SECOND * draw.lognormal(1.6, 0.7, n)).astype(int),
            waits_at_home=(HOUR * draw.exponential(20, n)).astype(int),
            is_tagged=draw.random(n),
            tag=draw.random(n),
            other_tag=draw.random(n),
            comments=draw.random(n),
            is_late=draw.random(n),
            is_doubted=draw.random(n),
        )  # type: ignore[call-arg]
        yield from map(Chances._make, zip(*(column.tolist() for column in columns), strict=True))
