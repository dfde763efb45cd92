"""The days that a period is compared with: as many months before, and a year before."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """Hall days, both included."""

    first: date
    last: date


def period_before(period: Period) -> Period:
    """The same days one month before, or as many months as keep the two apart."""
    months = 1
    while (before := _months_before(period, months)).last >= period.first:
        months += 1
    return before


def year_before(period: Period) -> Period:
    return _months_before(period, 12)


def _months_before(period: Period, months: int) -> Period:
    """A period that ends with its month still does: 1 to 28 February is compared with 1 to 31 January."""
    last = _earlier(period.last, months)
    if period.last.day == _length(period.last):
        last = last.replace(day=_length(last))
    return Period(_earlier(period.first, months), last)


def _earlier(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _length(day: date) -> int:
    return monthrange(day.year, day.month)[1]
