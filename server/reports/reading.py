"""Reading the roll-ups of some days, and what they do not hold: who still waits, and exact waits where they are few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, and_, func, literal, select

from server.domain.tally import RATING_COUNTS, VISIT_COUNTS
from server.domain.ticket import TicketState
from server.reports.pieces import pieces
from server.store import tallies
from server.store.tables import servings, tickets
from server.store.tallies import LETTERS, RATINGS, TAGS, VISITS

COUNTS = {VISITS: VISIT_COUNTS, RATINGS: RATING_COUNTS, TAGS: RATING_COUNTS}


@dataclass(frozen=True)
class Cell:
    """Where a figure was counted; what a question does not ask for is None. ``hour`` is the hall's, 0..23."""

    day: date | None = None
    window: str | None = None
    staff: str | None = None
    service: str | None = None
    hour: int | None = None
    channel: str | None = None
    tag: str | None = None


Sums = dict[str, int]


def sums(
    conn: Connection, hall: str, finest: str, letters: Sequence[str], *, by_day: bool, first: date, last: date
) -> list[tuple[Cell, Sums]]:
    """What a cube's counts add up to over hall days, both included, apart by ``letters`` and perhaps by day."""
    table, names = tallies.table_of(finest), COUNTS[finest]
    kept = [LETTERS[letter] for letter in letters]
    keys = [*(["span"] if by_day else []), *kept]
    totals: dict[tuple[Any, ...], list[int]] = {}
    known = tallies.added_up_to(conn, hall)
    for piece in pieces(finest, letters, by_day=by_day, first=first, last=last, added_up_to=known):
        query = (
            select(*(table.c[key] for key in keys), *(func.sum(table.c[name]) for name in names))
            .where(table.c.hall == hall, table.c.cube == piece.cube, table.c.span.between(piece.first, piece.last))
            .group_by(*(table.c[key] for key in keys))
        )
        for row in conn.execute(query):
            key, counts = tuple(row[: len(keys)]), [piece.sign * int(count or 0) for count in row[len(keys) :]]
            have = totals.get(key)
            totals[key] = counts if have is None else [a + b for a, b in zip(have, counts, strict=True)]
    fields = [*(["day"] if by_day else []), *kept]
    return [
        (Cell(**dict(zip(fields, key, strict=True))), dict(zip(names, counts, strict=True)))
        for key, counts in totals.items()
        if any(counts)
    ]


def still_waiting(conn: Connection, hall: str, zone: ZoneInfo, *, first: date, last: date) -> Iterator[Cell]:
    """The tickets issued on these days that have not been called yet."""
    query = select(tickets.c.service, tickets.c.issued_at, tickets.c.day).where(
        tickets.c.hall == hall,
        tickets.c.state == literal(TicketState.WAITING, tickets.c.state.type, literal_execute=True),
        tickets.c.first_called_at.is_(None),
        tickets.c.day.between(first, last),
    )
    for row in conn.execute(query):
        hour = row.issued_at.astimezone(zone).hour
        yield Cell(day=row.day, service=row.service, hour=hour, window="", staff="")


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
    )
    told: set[str] = set()
    for row in conn.execute(query):
        if row.id not in told:
            told.add(row.id)
            cell = Cell(
                day=row.day,
                window=row.window,
                staff=row.staff,
                service=row.service,
                hour=row.issued_at.astimezone(zone).hour,
            )
            yield cell, _minutes(row.issued_at, row.first_called_at)


def _minutes(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 60
