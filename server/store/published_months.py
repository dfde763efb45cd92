"""The months as they were published, in and out of their table."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, insert, select

from server.store.month_reports import digest
from server.store.tables import published_months


def get(conn: Connection, hall: str, month: str) -> dict[str, Any] | None:
    """What ``server.reports.published`` made of a month (``YYYY-MM``), None while it is not kept."""
    mine = published_months.c.hall == hall, published_months.c.month == month
    document = conn.scalar(select(published_months.c.document).where(*mine))
    return None if document is None else dict(orjson.loads(document))


def months(conn: Connection, hall: str) -> set[str]:
    return set(conn.scalars(select(published_months.c.month).where(published_months.c.hall == hall)))


def digests(conn: Connection, hall: str) -> dict[str, str]:
    """The digest of each month's document as it stands now."""
    query = select(published_months.c.month, published_months.c.document).where(published_months.c.hall == hall)
    return {month: digest(document) for month, document in conn.execute(query)}


def add(conn: Connection, hall: str, *, month: str, published_at: datetime, document: str) -> str:
    """Keeps a month's document, and gives its digest."""
    kept = digest(document)
    row = {"hall": hall, "month": month, "published_at": published_at, "document": document, "digest": kept}
    conn.execute(insert(published_months), row)
    return kept
