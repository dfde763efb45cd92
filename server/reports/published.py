"""The hall's ratings as it publishes them: a calendar month of the hall's time, by window."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from config.definition import Definition
from server.domain.numbering import hall_day
from server.reports.apart import Wanted
from server.reports.files import Format
from server.store.tables import servings


def months(conn: Connection, definition: Definition, *, now: datetime) -> list[str]:
    """The months from the hall's first serving to now, ``YYYY-MM``, newest first."""
    today = hall_day(now, definition.zone)
    first = conn.scalar(select(func.min(servings.c.day)).where(servings.c.hall == definition.code)) or today
    count = (today.year - first.year) * 12 + today.month - first.month + 1
    return [f"{(n := today.year * 12 + today.month - 1 - back) // 12:04}-{n % 12 + 1:02}" for back in range(count)]


def wanted(definition: Definition, month: str, format: Format) -> Wanted:
    """The month's ratings by window."""
    first = date.fromisoformat(f"{month}-01")
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return Wanted(kind="ratings", hall=definition.code, first=first, last=last, by="window", format=format)
