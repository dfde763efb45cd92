"""Stretches of hall days: calendar months, and what came before one."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Days:
    """The hall days from ``first`` to ``last``, both included."""

    first: date
    last: date

    @property
    def month(self) -> str | None:
        """``YYYY-MM`` where they are exactly one calendar month."""
        name = f"{self.first:%Y-%m}"
        return name if self == of_month(name) else None

    @property
    def before(self) -> Days:
        """The calendar month before a calendar month, else as many days just before."""
        end = self.first - timedelta(days=1)
        if self.month is not None:
            return of_month(f"{end:%Y-%m}")
        return Days(end - (self.last - self.first), end)


def of_month(month: str) -> Days:
    """The days of ``YYYY-MM``. Raises ValueError when it is none."""
    first = date.fromisoformat(f"{month}-01")
    return Days(first, first.replace(day=monthrange(first.year, first.month)[1]))
