"""What was left of people in words: how to call citizens back, what they wrote, and what was said of cases and alerts.

The journal holds salted digests of it. Once text and salt are gone these say nothing, and the journal still verifies:
it tells up to which time everything was deleted, and only what is older may be missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, insert, select, update

from server.store import suggestions
from server.store.columns import from_rfc3339, rfc3339
from server.store.tables import alert_steps, case_steps, comments, contacts, deletions, ratings
from server.store.tables import suggestions as register


@dataclass(frozen=True, kw_only=True)
class Deletion:
    """That all data of one kind from before a time is gone, ``count`` of it with this deed."""

    what: str
    count: int
    before: datetime
    at: datetime


def delete_before(conn: Connection, hall: str, what: str, before: datetime) -> int:
    """Deletes what is older, with its salt, and gives how many that were."""
    match what:
        case "contacts":
            return conn.execute(
                delete(contacts).where(contacts.c.hall == hall, _rated(contacts.c.rating, hall, before))
            ).rowcount
        case "comments":
            return conn.execute(
                delete(comments).where(comments.c.hall == hall, _rated(comments.c.rating, hall, before))
            ).rowcount
        case "case_texts":
            return _empty(conn, case_steps, hall, before)
        case "alert_texts":
            return _empty(conn, alert_steps, hall, before)
        case "suggestions":
            return suggestions.delete_words(conn, hall, before)
        case _:
            raise ValueError(what)


def kept(conn: Connection, hall: str) -> dict[str, tuple[int, datetime | None]]:
    """By kind how much there is, and since when the oldest of it is there."""
    return {
        "contacts": _kept_with_rating(conn, hall, contacts.c.hall, contacts.c.rating),
        "comments": _kept_with_rating(conn, hall, comments.c.hall, comments.c.rating),
        "case_texts": _kept_texts(conn, case_steps, hall),
        "alert_texts": _kept_texts(conn, alert_steps, hall),
        "suggestions": _kept_texts(conn, register, hall),
    }


def note(conn: Connection, hall: str, seq: int, deleted: Deletion) -> None:
    conn.execute(
        insert(deletions),
        {
            "hall": hall,
            "seq": seq,
            "what": deleted.what,
            "count": deleted.count,
            "before": rfc3339(deleted.before),
            "at": deleted.at,
        },
    )


def newest_deletions(conn: Connection, hall: str, *, limit: int) -> list[Deletion]:
    """The newest first."""
    query = select(deletions).where(deletions.c.hall == hall).order_by(deletions.c.seq.desc(), deletions.c.what)
    rows = conn.execute(query.limit(limit)).mappings()
    return [Deletion(what=r["what"], count=r["count"], before=from_rfc3339(r["before"]), at=r["at"]) for r in rows]


def _rated(rating: ColumnElement[str], hall: str, before: datetime) -> ColumnElement[bool]:
    # Times of ratings are RFC 3339 text of one length, so they sort as times do.
    old = select(ratings.c.id).where(ratings.c.hall == hall, ratings.c.received_at < rfc3339(before))
    return rating.in_(old)


def _kept_with_rating(
    conn: Connection, hall: str, of: ColumnElement[str], rating: ColumnElement[str]
) -> tuple[int, datetime | None]:
    join = and_(ratings.c.hall == of, ratings.c.id == rating)
    count, oldest = conn.execute(select(func.count(), func.min(ratings.c.received_at)).where(of == hall, join)).one()
    return count, None if oldest is None else from_rfc3339(oldest)


def _empty(conn: Connection, steps: Table, hall: str, before: datetime) -> int:
    """Takes the words out of the steps of cases or alerts, and leaves that the steps were taken."""
    old = and_(steps.c.hall == hall, steps.c.at < before, steps.c.text.is_not(None))
    return conn.execute(update(steps).where(old).values(text=None, salt=None)).rowcount


def _kept_texts(conn: Connection, table: Table, hall: str) -> tuple[int, datetime | None]:
    said = and_(table.c.hall == hall, table.c.text.is_not(None))
    count, oldest = conn.execute(select(func.count(), func.min(table.c.at)).where(said)).one()
    return count, oldest
