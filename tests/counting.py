"""The roll-ups as they stand, and as they would be if everything were counted anew."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from server.store import recounting, tallies
from server.store.tables.tallies import rating_tallies, visit_tallies
from tests.small_hall import Hall

Tallies = dict[tuple[Any, ...], dict[str, int]]


class _Undo(Exception):
    """Takes the new count back."""


def counted(hall: Hall) -> Tallies:
    """What is counted where, without rows and counts of nothing."""
    with hall.store.read() as conn:
        return _read(conn)


def counted_anew(hall: Hall) -> Tallies:
    """What the tickets, servings and ratings say; the roll-ups stay as they are."""
    found: Tallies = {}

    def count(conn: Connection) -> None:
        recounting.recount(conn, "small", today=tallies.added_up_to(conn, "small") + tallies.A_DAY)
        found.update(_read(conn))
        raise _Undo

    try:
        hall.store.write(count)
    except _Undo:
        return found
    raise AssertionError("the new count was kept")


def _read(conn: Connection) -> Tallies:
    known: Tallies = {}
    for table in (visit_tallies, rating_tallies):
        keys = [column.name for column in table.primary_key]
        for row in conn.execute(select(table)).mappings():
            counts = {name: count for name, count in row.items() if name not in keys and count}
            if counts:
                known[(table.name, *(row[name] for name in keys))] = counts
    return known
