"""The journal's newest hash of each hall day, in and out of its table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import Connection, insert, select, update

from server.store.columns import from_rfc3339
from server.store.tables import halls, journal, seals

Way = Literal["filed_at", "sent_at"]


@dataclass(frozen=True, kw_only=True)
class Seal:
    """The row ``seq`` with its ``hash`` was the journal's newest when the hall day ``day`` began."""

    day: date
    seq: int
    hash: str
    at: datetime
    filed_at: datetime | None = None
    sent_at: datetime | None = None


def newest(conn: Connection, hall: str, *, limit: int) -> list[Seal]:
    """The newest first."""
    query = select(seals).where(seals.c.hall == hall).order_by(seals.c.day.desc()).limit(limit)
    return [Seal(**{name: row[name] for name in Seal.__dataclass_fields__}) for row in conn.execute(query).mappings()]


def add(conn: Connection, hall: str, new: Seal) -> None:
    conn.execute(insert(seals), {"hall": hall, **vars(new)})


def note(conn: Connection, hall: str, day: date, way: Way, *, at: datetime) -> None:
    """A day's seal was taken out of the house."""
    conn.execute(update(seals).where(seals.c.hall == hall, seals.c.day == day).values({way: at}))


def head(conn: Connection, hall: str) -> tuple[int, str, str]:
    """The journal's newest row: its number, its hash, and when it was written (RFC 3339 UTC)."""
    row = conn.execute(select(halls.c.seq, halls.c.hash, halls.c.at).where(halls.c.hall == hall)).one()
    return row.seq, row.hash, row.at


def began_at(conn: Connection, hall: str) -> datetime | None:
    """When the journal's first row was written."""
    at = conn.scalar(select(journal.c.at).where(journal.c.hall == hall, journal.c.seq == 1))
    return None if at is None else from_rfc3339(at)
