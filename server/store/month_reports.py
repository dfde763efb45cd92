"""The months as they were reported, in and out of their table."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, func, insert, select

from server.domain.refusal import NotFound
from server.store.tables import month_reports, tickets


@dataclass(frozen=True, kw_only=True)
class MonthReport:
    """``month`` is ``YYYY-MM``, ``document`` what ``server.reports.period`` makes of it."""

    month: str
    made_at: datetime
    digest: str
    document: dict[str, Any]


def get(conn: Connection, hall: str, month: str) -> MonthReport:
    """Raises NotFound."""
    mine = month_reports.c.hall == hall, month_reports.c.month == month
    row: Any = conn.execute(select(month_reports).where(*mine)).first()
    if row is None:
        raise NotFound("month", month=month)
    return MonthReport(month=row.month, made_at=row.made_at, digest=row.digest, document=orjson.loads(row.document))


def every(conn: Connection, hall: str) -> list[MonthReport]:
    """All that were made, the newest first."""
    query = select(month_reports).where(month_reports.c.hall == hall).order_by(month_reports.c.month.desc())
    return [
        MonthReport(month=row.month, made_at=row.made_at, digest=row.digest, document=orjson.loads(row.document))
        for row in conn.execute(query)
    ]


def months(conn: Connection, hall: str) -> set[str]:
    return set(conn.scalars(select(month_reports.c.month).where(month_reports.c.hall == hall)))


def digests(conn: Connection, hall: str) -> dict[str, str]:
    """The digest of each month's document as it stands now."""
    query = select(month_reports.c.month, month_reports.c.document).where(month_reports.c.hall == hall)
    return {month: digest(document) for month, document in conn.execute(query)}


def digest(document: str) -> str:
    return hashlib.sha256(document.encode()).hexdigest()


def add(conn: Connection, hall: str, *, month: str, made_at: datetime, document: str) -> str:
    """Keeps a month's document, and gives its digest."""
    kept = digest(document)
    row = {"hall": hall, "month": month, "made_at": made_at, "document": document, "digest": kept}
    conn.execute(insert(month_reports), row)
    return kept


def first_day(conn: Connection, hall: str) -> date | None:
    """The hall day of the first ticket there ever was."""
    day: date | None = conn.scalar(select(func.min(tickets.c.day)).where(tickets.c.hall == hall))
    return day
