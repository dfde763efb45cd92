"""Which roll-ups a period is read from: whole months where there are some, single days at its edges.

Pieces are added, or taken away: of a month that is almost whole the missing days are taken away again, which reads
fewer rows than adding up all the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from server.store.tallies import A_DAY, COARSER

Time = Literal["day", "weekday"]
"""By which the days of a period may be kept apart."""


@dataclass(frozen=True)
class Piece:
    """The rows of one cube whose span begins within ``first`` and ``last``, added (1) or taken away (-1)."""

    cube: str
    first: date
    last: date
    sign: int = 1


def pieces(
    finest: str, letters: Collection[str], *, time: Time | None, first: date, last: date, added_up_to: date
) -> list[Piece]:
    """Pieces that together hold every change of the days from ``first`` to ``last`` once, apart by ``letters`` and
    ``time``.

    Days after ``added_up_to`` stand in the finest cube only.
    """
    days = _smallest(finest, "d", letters)
    found = []
    known = min(last, added_up_to)
    if known >= first:
        months = _smallest(finest, "m" if time is None else "w", letters)
        if time == "day" or months == finest:
            found.append(Piece(days, first, known))
        else:
            found += _of_months(finest, days, months, first=first, last=known, added_up_to=added_up_to)
    if last > added_up_to:
        found.append(Piece(finest, max(first, added_up_to + A_DAY), last))
    return found


def _of_months(finest: str, days: str, months: str, *, first: date, last: date, added_up_to: date) -> Iterator[Piece]:
    whole: list[date] = []
    for month, end in _months(first, last):
        inside, outside = _inside_and_outside(max(first, month), min(last, end), month, min(end, added_up_to))
        if not outside:
            whole.append(month)
        elif days == finest and _length(outside) < _length(inside):
            whole.append(month)
            yield from (Piece(finest, start, stop, -1) for start, stop in outside)
        else:
            yield from (Piece(days, start, stop) for start, stop in inside)
    for start, stop in _runs(whole):
        # Weekdays are kept under the first of each, so under the first seven days.
        yield Piece(months, start, stop if months[0] == "m" else stop + 6 * A_DAY)


_Stretch = tuple[date, date]


def _inside_and_outside(first: date, last: date, begin: date, end: date) -> tuple[list[_Stretch], list[_Stretch]]:
    """The stretch from ``first`` to ``last``, and what else there is of a month's known days."""
    around = [(begin, first - A_DAY), (last + A_DAY, end)]
    return [(first, last)], [(start, stop) for start, stop in around if start <= stop]


def _runs(months: list[date]) -> Iterator[_Stretch]:
    """Months that follow each other as one stretch, from the first of one to the first of another."""
    start = last = None
    for month in months:
        if start is None or last is None or _next(last) != month:
            if start is not None and last is not None:
                yield start, last
            start = month
        last = month
    if start is not None and last is not None:
        yield start, last


def _next(month: date) -> date:
    return (month.replace(day=28) + 4 * A_DAY).replace(day=1)


def _length(stretches: list[_Stretch]) -> int:
    return sum((stop - start).days + 1 for start, stop in stretches)


def _months(first: date, last: date) -> Iterator[_Stretch]:
    """The first and last day of each month that the days from ``first`` to ``last`` touch."""
    month = first.replace(day=1)
    while month <= last:
        yield month, _next(month) - A_DAY
        month = _next(month)


def _smallest(finest: str, grain: str, letters: Collection[str]) -> str:
    """The first of the coarser cubes that is kept apart by all these letters, else the finest itself."""
    fit = (cube for cube in COARSER[finest] if cube[0] == grain and set(letters) <= set(cube[1:]))
    return next(fit, finest)
