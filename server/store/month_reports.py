"""The months as they were reported, in and out of their table."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import JSON, ColumnElement, Connection, cast, func, insert, select, type_coerce

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


def every(conn: Connection, hall: str, *parts: str) -> list[MonthReport]:
    """All that were made, the newest first; of their documents, which are long, only the ``parts`` that are named."""
    kept = month_reports.c.document
    document: ColumnElement[Any] = type_coerce(kept, JSON) if conn.dialect.name == "sqlite" else cast(kept, JSON)
    query = (
        select(month_reports.c.month, month_reports.c.made_at, month_reports.c.digest, *(document[p] for p in parts))
        .where(month_reports.c.hall == hall)
        .order_by(month_reports.c.month.desc())
    )
    return [
        MonthReport(month=month, made_at=made_at, digest=digest, document=dict(zip(parts, found, strict=True)))
        for month, made_at, digest, *found in conn.execute(query)
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
