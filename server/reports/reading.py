"""Reading the roll-ups of some days, and what they do not hold: who still waits, and exact waits where they are few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    case,
    cast,
    extract,
    func,
    literal,
    select,
)

from config.rules import WEEKDAYS
from server.domain.tally import RATING_COUNTS, VISIT_COUNTS
from server.domain.ticket import TicketState
from server.reports.pieces import Time, pieces
from server.store import tallies
from server.store.tables import servings, tickets
from server.store.tallies import LETTERS, RATINGS, TAGS, VISITS

COUNTS = {VISITS: VISIT_COUNTS, RATINGS: RATING_COUNTS, TAGS: RATING_COUNTS}


@dataclass(frozen=True)
class Cell:
    """Where a figure was counted; what a question does not ask for is None. ``hour`` is the hall's, 0..23."""

    day: date | None = None
    weekday: str | None = None
    window: str | None = None
    staff: str | None = None
    service: str | None = None
    hour: int | None = None
    channel: str | None = None
    tag: str | None = None
    department: str | None = None
    """Where services were added up to departments already; "" for those of none."""


Sums = dict[str, int]


def sums(
    conn: Connection,
    hall: str,
    finest: str,
    letters: Sequence[str],
    *,
    time: Time | None,
    first: date,
    last: date,
    departments: Mapping[str, str] | None = None,
) -> list[tuple[Cell, Sums]]:
    """What a cube's counts add up to over hall days, both included, apart by ``letters`` and ``time``.

    With ``departments``, by service, those take the place of services.
    """
    names = COUNTS[finest]
    kept = tuple(LETTERS[letter] for letter in letters)
    if departments is None:
        query, keys = _summing(conn.dialect.name, finest, kept, time), (*([time] if time else []), *kept)
    else:
        kept = tuple(name for name in kept if name != "service")
        query = _summing_departments(conn.dialect.name, finest, kept, time, departments)
        keys = (*([time] if time else []), *kept, "department")
    totals: dict[tuple[Any, ...], list[int]] = {}
    known = tallies.added_up_to(conn, hall)
    for piece in pieces(finest, letters, time=time, first=first, last=last, added_up_to=known):
        meant = {"of_hall": hall, "of_cube": piece.cube, "first": piece.first, "last": piece.last}
        for row in conn.execute(query, meant):
            key, counts = tuple(row[: len(keys)]), list(row[len(keys) :])
            if counts[0] is None:  # no row at all, and nothing to keep them apart by
                continue
            have = totals.get(key)
            if have is not None or piece.sign < 0:
                counts = [a + piece.sign * b for a, b in zip(have or [0] * len(counts), counts, strict=True)]
            totals[key] = counts
    return [
        (Cell(**dict(zip(keys, key, strict=True))), dict(zip(names, map(int, counts), strict=True)))
        for key, counts in totals.items()
        if any(counts)
    ]


def cells(
    conn: Connection, hall: str, finest: str, letters: Sequence[str], *, time: Time | None, first: date, last: date
) -> Iterator[Cell]:
    """Where a cube counts anything over hall days, some of it more than once, without adding it up: that takes many
    times as long.
    """
    kept = tuple(LETTERS[letter] for letter in letters)
    query, keys = _telling_apart(conn.dialect.name, finest, kept, time), (*([time] if time else []), *kept)
    known = tallies.added_up_to(conn, hall)
    for piece in pieces(finest, letters, time=time, first=first, last=last, added_up_to=known):
        if piece.sign > 0:
            meant = {"of_hall": hall, "of_cube": piece.cube, "first": piece.first, "last": piece.last}
            yield from (Cell(**dict(zip(keys, row, strict=True))) for row in conn.execute(query, meant))


@cache
def _telling_apart(dialect: str, finest: str, kept: tuple[str, ...], time: Time | None) -> Select[Any]:
    keys = _keys(dialect, finest, kept, time)
    return select(*keys).where(*_of_piece(tallies.table_of(finest))).distinct()


@cache
def _summing(dialect: str, finest: str, kept: tuple[str, ...], time: Time | None) -> Select[Any]:
    """Composed once: that takes as long as running it."""
    table, keys = tallies.table_of(finest), _keys(dialect, finest, kept, time)
    counts = (func.sum(table.c[name]) for name in COUNTS[finest])
    return select(*keys, *counts).where(*_of_piece(table)).group_by(*keys)


def _summing_departments(
    dialect: str, finest: str, kept: tuple[str, ...], time: Time | None, departments: Mapping[str, str]
) -> Select[Any]:
    """Six services of each day would be six rows to add up here, which takes four times as long as there."""
    table = tallies.table_of(finest)
    department = case(dict(departments), value=table.c.service, else_="") if departments else literal("")
    keys = [*_keys(dialect, finest, kept, time), department]
    counts = (func.sum(table.c[name]) for name in COUNTS[finest])
    return select(*keys, *counts).where(*_of_piece(table)).group_by(*keys)


def _keys(dialect: str, finest: str, kept: tuple[str, ...], time: Time | None) -> list[ColumnElement[Any]]:
    table = tallies.table_of(finest)
    return [*([_time(dialect, time, table.c.span)] if time else []), *(table.c[name] for name in kept)]


def _of_piece(table: Table) -> tuple[ColumnElement[bool], ...]:
    span = table.c.span.between(bindparam("first"), bindparam("last"))
    return table.c.hall == bindparam("of_hall"), table.c.cube == bindparam("of_cube"), span


def _time(dialect: str, time: Time, span: ColumnElement[date]) -> ColumnElement[Any]:
    if time == "day":
        return span
    counted: ColumnElement[int] = (
        cast(func.strftime("%w", span), Integer) if dialect == "sqlite" else cast(extract("dow", span), Integer)
    )
    return case(dict(enumerate((WEEKDAYS[-1], *WEEKDAYS[:-1]))), value=counted)


def still_waiting(conn: Connection, hall: str, zone: ZoneInfo, *, first: date, last: date) -> Iterator[Cell]:
    """The tickets issued on these days that have not been called yet."""
    query = select(tickets.c.service, tickets.c.issued_at, tickets.c.day).where(
        tickets.c.hall == hall,
        # As the partial index words it, or SQLite would not take it and look through all tickets there ever were.
        tickets.c.state.in_(bindparam("states", [TicketState.WAITING], expanding=True, literal_execute=True)),
        tickets.c.first_called_at.is_(None),
    )
    # Who waits is few; asked for the days as well, SQLite would look through those.
    for row in conn.execute(query):
        if not first <= row.day <= last:
            continue
        hour = row.issued_at.astimezone(zone).hour
        yield Cell(
            day=row.day, weekday=WEEKDAYS[row.day.weekday()], service=row.service, hour=hour, window="", staff=""
        )


def waits(conn: Connection, hall: str, zone: ZoneInfo, *, first: date, last: date) -> Iterator[tuple[Cell, float]]:
    """Each wait of these days in minutes, where it is counted; many rows, so for few days or small halls only."""
    began = and_(servings.c.hall == tickets.c.hall, servings.c.ticket == tickets.c.id)
    query = (
        select(
            tickets.c.id,
            tickets.c.day,
            tickets.c.issued_at,
            tickets.c.first_called_at,
            servings.c.window,
            servings.c.staff,
            servings.c.service,
        )
        .select_from(tickets.join(servings, began))
        .where(
            tickets.c.hall == hall,
            tickets.c.day.between(first, last),
            servings.c.called_at == tickets.c.first_called_at,
        )
        .order_by(servings.c.seq)
    )
    told: set[str] = set()
    for row in conn.execute(query):
        if row.id not in told:
            told.add(row.id)
            cell = Cell(
                day=row.day,
                weekday=WEEKDAYS[row.day.weekday()],
                window=row.window,
                staff=row.staff,
                service=row.service,
                hour=row.issued_at.astimezone(zone).hour,
            )
            yield cell, _minutes(row.issued_at, row.first_called_at)


def _minutes(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 60
