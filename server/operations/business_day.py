"""When a day's business ends, by the hall's own hours and zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from config.definition import Definition
from server.domain.numbering import hall_day


def closing_time(definition: Definition, day: date) -> datetime:
    """The UTC time at which a day's business ends: closing time, or midnight for a hall that is always open.

    Midnight, since the numbers start anew there and two waiting people must not share one.
    """
    at = definition.hours.closes_at(day)
    if at is None:
        return datetime.combine(day + timedelta(days=1), datetime.min.time(), definition.zone).astimezone(UTC)
    return datetime.combine(day, at, definition.zone).astimezone(UTC)


def is_over(definition: Definition, day: date, now: datetime) -> bool:
    """Whether a day's business has ended."""
    return hall_day(now, definition.zone) > day or now >= closing_time(definition, day)


def open_since(definition: Definition, now: datetime) -> datetime | None:
    """Since when the hall does business without a break, UTC; None while it does none.

    A hall that is always open has done so since its day began.
    """
    local = now.astimezone(definition.zone)
    if definition.hours.always:
        began = datetime.min.time()
    else:
        openings = definition.hours.openings(local.date())
        found = next((o.start for o in openings if o.start <= local.time() < o.end), None)
        if found is None:
            return None
        began = found
    return datetime.combine(local.date(), began, definition.zone).astimezone(UTC)
