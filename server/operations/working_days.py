"""China's working days (工作日): weekends worked and weekdays off as the State Council moves them each year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import chinese_calendar

from config.definition import Definition

FRIDAY = 4


def working_days(definition: Definition) -> Callable[[date], bool]:
    """Whether a day is a working day of this hall, whose own holidays are none.

    A year whose moved days are not published yet is taken as plain weeks, Monday to Friday.
    """
    holidays = frozenset(definition.hours.holidays)

    def is_working_day(day: date) -> bool:
        if day in holidays:
            return False
        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            return day.weekday() <= FRIDAY

    return is_working_day
