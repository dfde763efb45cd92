"""Reading the roll-ups of some days, and what they do not hold: who still waits, and exact waits where they are few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
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
    union_all,
)

from config.rules import WEEKDAYS
from server.domain.tally import RATING_COUNTS, VISIT_COUNTS
from server.domain.ticket import TicketState
from server.reports.pieces import Piece, Time, pieces
from server.store import tallies
from server.store.tables import servings, tickets
from server.store.tallies import LETTERS, RATINGS, TAGS, VISITS

COUNTS = {VISITS: VISIT_COUNTS, RATINGS: RATING_COUNTS, TAGS: RATING_COUNTS}


class Cell(NamedTuple):
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
    kept, dialect = tuple(LETTERS[letter] for letter in letters), conn.dialect.name
    read = _pieces(conn, hall, finest, letters, time=time, first=first, last=last)
    signs = tuple(piece.sign for piece in read)
    if departments is None:
        query, keys = _summing(dialect, finest, kept, time, signs), (*([time] if time else []), *kept)
    else:
        kept = tuple(name for name in kept if name != "service")
        query = _summing_departments(dialect, finest, kept, time, signs, departments)
        keys = (*([time] if time else []), *kept, "department")
    meant: dict[str, object] = {"of_hall": hall}
    for place, piece in enumerate(read):
        meant |= {f"cube_{place}": piece.cube, f"first_{place}": piece.first, f"last_{place}": piece.last}
    found = []
    for row in conn.execute(query, meant).all():
        counts = row[len(keys) :]
        if any(counts):
            cell = Cell(**dict(zip(keys, row[: len(keys)], strict=True)))
            found.append((cell, dict(zip(COUNTS[finest], counts, strict=True))))
    return found


def cells(
    conn: Connection, hall: str, finest: str, letters: Sequence[str], *, time: Time | None, first: date, last: date
) -> Iterator[Cell]:
    """Where a cube counts anything over hall days, some of it more than once, without adding it up: that takes many
    times as long. What was taken back altogether counts as well.
    """
    kept = tuple(LETTERS[letter] for letter in letters)
    query, keys = _telling_apart(conn.dialect.name, finest, kept, time), (*([time] if time else []), *kept)
    for piece in _pieces(conn, hall, finest, letters, time=time, first=first, last=last, only_within=True):
        meant = {"of_hall": hall, "cube_0": piece.cube, "first_0": piece.first, "last_0": piece.last}
        yield from (Cell(**dict(zip(keys, row, strict=True))) for row in conn.execute(query, meant))


def _pieces(
    conn: Connection,
    hall: str,
    finest: str,
    letters: Sequence[str],
    *,
    time: Time | None,
    first: date,
    last: date,
    only_within: bool = False,
) -> list[Piece]:
    begun, added_up_to = tallies.known(conn, hall, finest)
    days = {"first": first, "last": last, "begun": begun, "added_up_to": added_up_to}
    return pieces(finest, letters, time=time, **days, only_within=only_within)


@cache
def _telling_apart(dialect: str, finest: str, kept: tuple[str, ...], time: Time | None) -> Select[Any]:
    keys = _keys(dialect, finest, kept, time)
    return select(*keys).where(*_of_piece(tallies.table_of(finest), 0)).distinct()


@cache
def _summing(
    dialect: str, finest: str, kept: tuple[str, ...], time: Time | None, signs: tuple[int, ...]
) -> Select[Any]:
    """Adds up pieces of these ``signs``. Composed once: that takes as long as running it."""
    return _adding(finest, _keys(dialect, finest, kept, time), signs)


def _summing_departments(
    dialect: str,
    finest: str,
    kept: tuple[str, ...],
    time: Time | None,
    signs: tuple[int, ...],
    departments: Mapping[str, str],
) -> Select[Any]:
    """Six services of each day would be six rows to add up here, which takes four times as long as there."""
    service = tallies.table_of(finest).c.service
    department = case(dict(departments), value=service, else_="") if departments else literal("")
    return _adding(finest, [*_keys(dialect, finest, kept, time), department], signs)


def _adding(finest: str, keys: Sequence[ColumnElement[Any]], signs: Sequence[int]) -> Select[Any]:
    """In one statement: to fetch fifty counts of a row takes longer than to add them up."""
    table, names = tallies.table_of(finest), COUNTS[finest]
    labelled = [key.label(f"key_{place}") for place, key in enumerate(keys)]
    read = union_all(
        *(
            select(*labelled, *((table.c[name] if sign > 0 else -table.c[name]).label(name) for name in names)).where(
                *_of_piece(table, place)
            )
            for place, sign in enumerate(signs)
        )
    ).subquery()
    apart = [read.c[key.name] for key in labelled]
    # As whole numbers: PostgreSQL's own sums are decimals.
    return select(*apart, *(cast(func.sum(read.c[name]), BigInteger) for name in names)).group_by(*apart)


def _keys(dialect: str, finest: str, kept: tuple[str, ...], time: Time | None) -> list[ColumnElement[Any]]:
    table = tallies.table_of(finest)
    return [*([_time(dialect, time, table.c.span)] if time else []), *(table.c[name] for name in kept)]


def _of_piece(table: Table, place: int) -> tuple[ColumnElement[bool], ...]:
    span = table.c.span.between(bindparam(f"first_{place}"), bindparam(f"last_{place}"))
    return table.c.hall == bindparam("of_hall"), table.c.cube == bindparam(f"cube_{place}"), span


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
