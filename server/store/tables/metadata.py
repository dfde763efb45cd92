"""Where all tables stand, and the kind of index that stays small."""

from __future__ import annotations

from sqlalchemy import Index, MetaData, text

metadata = MetaData()


def live(name: str, *columns: str, states: tuple[str, ...], unique: bool = False) -> Index:
    """An index over the rows in a few states only: it stays small however old the hall grows."""
    where = text("state IN (" + ", ".join(f"'{s}'" for s in states) + ")")
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)
