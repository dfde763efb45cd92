"""Doubts that arose after a rating was taken; those known when it was taken stand in its own row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import orjson
from sqlalchemy import Connection, and_, insert, select

from server.domain.rating import Grade
from server.domain.serving import Serving
from server.store import servings
from server.store.tables import rating_flags, ratings
from server.store.tables import servings as served


def add(conn: Connection, hall: str, rating: str, *, flag: str, seq: int) -> None:
    conn.execute(insert(rating_flags), {"hall": hall, "rating": rating, "flag": flag, "seq": seq})


def by_seq(conn: Connection, hall: str) -> Mapping[int, set[tuple[str, str]]]:
    """All later flags of a hall as ``(rating, flag)``, by the journal row that tells of them."""
    query = select(rating_flags.c.seq, rating_flags.c.rating, rating_flags.c.flag).where(rating_flags.c.hall == hall)
    known: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for seq, rating, flag in conn.execute(query):
        known[seq].add((rating, flag))
    return known


def of_days(conn: Connection, hall: str, first: date, last: date) -> Mapping[str, list[str]]:
    """The later flags of the ratings of some hall days, both included, by the serving that was rated."""
    of_rating = and_(ratings.c.hall == rating_flags.c.hall, ratings.c.id == rating_flags.c.rating)
    query = (
        select(ratings.c.serving, rating_flags.c.flag)
        .select_from(rating_flags.join(ratings, of_rating))
        .where(rating_flags.c.hall == hall, ratings.c.day.between(first, last))
        .order_by(rating_flags.c.seq)
    )
    known: dict[str, list[str]] = defaultdict(list)
    for serving, flag in conn.execute(query):
        known[serving].append(flag)
    return known


@dataclass(frozen=True, kw_only=True)
class Rated:
    """A rating as far as the figures count it, and what it rates."""

    grade: Grade
    channel: str
    tags: tuple[str, ...]
    serving: Serving


def not_flagged(conn: Connection, hall: str, ids: Iterable[str]) -> Iterator[Rated]:
    """Those of some ratings that carry no flag yet."""
    of_serving = and_(ratings.c.hall == served.c.hall, ratings.c.serving == served.c.id)
    flagged = select(rating_flags.c.rating).where(rating_flags.c.hall == hall, rating_flags.c.rating == ratings.c.id)
    query = (
        select(*servings.COLUMNS, ratings.c.grade, ratings.c.channel, ratings.c.tags)
        .select_from(ratings.join(served, of_serving))
        .where(ratings.c.hall == hall, ratings.c.id.in_(list(ids)), ratings.c.flags == "[]", ~flagged.exists())
    )
    for row in conn.execute(query):
        tags = tuple(orjson.loads(row.tags))
        yield Rated(grade=Grade(row.grade), channel=row.channel, tags=tags, serving=servings.of_row(row))
