"""Which roll-ups a period is read from: years, quarters and months where there are whole ones, days at its edges.

Pieces are added, or taken away: of a year that is almost whole the missing months are taken away again, and of a month
its missing days, which reads fewer rows than adding up all the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from server.store.tallies import A_DAY, COARSER, span_of

Time = Literal["day", "weekday"]
"""By which the days of a period may be kept apart."""
Stretch = tuple[date, date]
"""The first and the last of some days."""
MONTHS = {"y": 12, "q": 3, "m": 1, "w": 1}
"""That are added up together, by the first letter of a cube; the weekdays of a month stand beside each other."""


@dataclass(frozen=True)
class Piece:
    """The rows of one cube whose span begins within ``first`` and ``last``, added (1) or taken away (-1)."""

    cube: str
    first: date
    last: date
    sign: int = 1


def pieces(
    finest: str,
    letters: Collection[str],
    *,
    time: Time | None,
    first: date,
    last: date,
    begun: date,
    added_up_to: date,
    only_within: bool = False,
) -> list[Piece]:
    """Pieces that together hold every change of the days from ``first`` to ``last`` once, apart by ``letters`` and
    ``time``.

    Nothing was counted before ``begun``. Days after ``added_up_to`` stand in the finest cube only. With
    ``only_within`` nothing is taken away, so that no row stands for what lies outside.
    """
    found = []
    if first <= added_up_to:
        cubes = _cubes(finest, letters, time)
        covering = _Covering(counted=(begun, added_up_to), only_within=only_within)
        found += _runs(covering.pieces(cubes, first, min(last, added_up_to)))
    if last > added_up_to:
        found.append(Piece(finest, max(first, added_up_to + A_DAY), last))
    return found


def _cubes(finest: str, letters: Collection[str], time: Time | None) -> list[str]:
    """The cubes that answer, of the longest spans first and of single days last."""
    days = _smallest(finest, "d", letters) or finest
    months = None if time == "day" else _smallest(finest, "m" if time is None else "w", letters)
    if months is None:
        return [days]
    longer = (span + months[1:] for span in "yq") if time is None else ()
    return [*(cube for cube in longer if cube in COARSER[finest]), months, days]


def _smallest(finest: str, span: str, letters: Collection[str]) -> str | None:
    """The first of the coarser cubes that is kept apart by all these letters."""
    return next((cube for cube in COARSER[finest] if cube[0] == span and set(letters) <= set(cube[1:])), None)


@dataclass(frozen=True, kw_only=True)
class _Covering:
    """How a stretch is covered. ``counted`` are the first and the last day that the cubes know."""

    counted: Stretch
    only_within: bool

    def pieces(self, cubes: Sequence[str], first: date, last: date, sign: int = 1) -> list[Piece]:
        """Each span whole, or of the next shorter ones those inside the stretch, or it whole less those outside:
        whatever reads the fewest.
        """
        cube, *shorter = cubes
        if not shorter:
            return [Piece(cube, first, last, sign)]
        found = []
        begin = _beginning(cube, first)
        while begin <= last:
            following = _after(cube, begin)
            end = min(following - A_DAY, self.counted[1])
            around = (max(begin, self.counted[0]), first - A_DAY), (last + A_DAY, end)
            outside = [(start, stop) for start, stop in around if start <= stop]
            ways = []
            if not outside or not self.only_within:
                less = (piece for each in outside for piece in self.pieces(shorter, *each, -sign))
                ways.append([Piece(cube, begin, _last_of(cube, begin), sign), *less])
            if outside:
                ways.append(self.pieces(shorter, max(first, begin), min(last, end), sign))
            found += min(ways, key=_spans)
            begin = following
        return found


def _spans(every: Iterable[Piece]) -> int:
    """How many spans these read."""
    return sum((piece.last - piece.first).days + 1 if piece.cube[0] == "d" else 1 for piece in every)


def _runs(every: Iterable[Piece]) -> list[Piece]:
    """Spans that follow each other as one piece."""
    found: list[Piece] = []
    for piece in every:
        before = found[-1] if found else None
        if before is not None and (before.cube, before.sign) == (piece.cube, piece.sign) and _follows(before, piece):
            found[-1] = replace(before, last=piece.last)
        else:
            found.append(piece)
    return found


def _follows(before: Piece, piece: Piece) -> bool:
    if piece.cube[0] not in MONTHS:
        return before.last + A_DAY == piece.first
    return _after(piece.cube, _beginning(piece.cube, before.last)) == piece.first


def _beginning(cube: str, day: date) -> date:
    """The first day of the year, quarter or month that ``day`` is in."""
    return span_of("m" if cube[0] == "w" else cube, day)


def _after(cube: str, begin: date) -> date:
    """Where the next span begins."""
    months = begin.month - 1 + MONTHS[cube[0]]
    return begin.replace(year=begin.year + months // 12, month=months % 12 + 1)


def _last_of(cube: str, begin: date) -> date:
    """The last day that a row of this span stands under: of weekdays, that is the seventh."""
    return begin + 6 * A_DAY if cube[0] == "w" else begin
