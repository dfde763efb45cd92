"""Ratings and their comments, in and out of their tables."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from sqlalchemy import Connection, RowMapping, Text, cast, insert, select

from server.store.tables import comments, ratings


@dataclass(frozen=True, kw_only=True)
class Rating:
    """One rating with its evidence. Times are RFC 3339 UTC text, as the journal holds them; ``day`` is the hall's."""

    id: str
    day: str
    serving: str
    window: str
    grade: str
    tags: tuple[str, ...]
    channel: str
    device: str
    invitation: str
    invited_at: str
    rated_at: str | None
    waited_ms: int | None
    received_at: str
    flags: tuple[str, ...]

    @property
    def facts(self) -> dict[str, Any]:
        """The rating as the journal tells it: the same columns, so that the two can be compared."""
        return {**vars(self), "rating": self.id, "tags": list(self.tags), "flags": list(self.flags)}


def add(conn: Connection, hall: str, rating: Rating, *, seq: int) -> None:
    values = {
        "day": date.fromisoformat(rating.day),
        "tags": orjson.dumps(rating.tags).decode(),
        "flags": orjson.dumps(rating.flags).decode(),
    }
    conn.execute(insert(ratings), {"hall": hall, "seq": seq, **vars(rating), **values})


def by_seq(conn: Connection, hall: str) -> dict[int, Rating | None]:
    """All ratings of a hall, by the journal row that each came in with; None where one cannot even be read."""
    # The day as text: a damaged one must be named like everything else, and not fail to be read.
    columns = [cast(column, Text).label("day") if column is ratings.c.day else column for column in ratings.c]
    mine = ratings.c.hall == hall
    if conn.dialect.name == "sqlite":
        # SQLite takes what an index holds too from there and would not see a damaged row; this it cannot look up.
        mine = ratings.c.hall.concat("") == hall
    query = select(*columns).where(mine)
    return {row["seq"]: _rating(row) for row in conn.execute(query).mappings()}


def _rating(row: RowMapping | dict[str, Any]) -> Rating | None:
    values = {name: row[name] for name in Rating.__dataclass_fields__}
    try:
        values |= {name: tuple(orjson.loads(row[name])) for name in ("tags", "flags")}
    except (orjson.JSONDecodeError, TypeError):
        return None
    return Rating(**values)


def comment_digests(conn: Connection, hall: str) -> dict[str, str]:
    """The digest of each comment that is still kept, by rating."""
    query = select(comments).where(comments.c.hall == hall)
    return {row["rating"]: digest(row["text"], salt=row["salt"]) for row in conn.execute(query).mappings()}


def digest(comment: str, *, salt: str) -> str:
    """What the journal keeps of a comment; once text and salt are deleted it says nothing."""
    return hashlib.sha256((salt + comment).encode()).hexdigest()


def of_serving(conn: Connection, hall: str, serving: str) -> str | None:
    """The id of a serving's rating."""
    return conn.scalar(select(ratings.c.id).where(ratings.c.hall == hall, ratings.c.serving == serving))


def of_device(conn: Connection, hall: str, device: str, *, limit: int) -> list[Rating]:
    """What came from one terminal or person, the newest first."""
    mine = (ratings.c.hall == hall, ratings.c.device == device)
    query = select(ratings).where(*mine).order_by(ratings.c.seq.desc()).limit(limit)
    found = [_rating({**row, "day": row["day"].isoformat()}) for row in conn.execute(query).mappings()]
    return [rating for rating in found if rating is not None]


def add_comment(conn: Connection, hall: str, rating: str, *, text: str, salt: str) -> None:
    conn.execute(insert(comments), {"hall": hall, "rating": rating, "text": text, "salt": salt})
