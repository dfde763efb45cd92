"""Doubts that arose after a rating was taken; those known when it was taken stand in its own row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, and_, insert, select

from server.store.tables import rating_flags, ratings


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
