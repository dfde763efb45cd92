"""A hall's past: as many finished visits as one likes, written in bulk straight into an SQLite database.

The rows are those that the hub would have written, and the journal is chained by the hub's own code, so that
``jiaohao journal verify`` finds it whole. A visit leaves a ticket, a finished serving and three rows in the journal.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from config.definition import Definition
from server.domain.numbering import hall_day, ticket_number
from server.domain.serving import Serving, ServingState
from server.domain.ticket import Ticket, TicketState
from server.store import journal, tables
from server.store.columns import rfc3339

A_DAY = 5_000
"""Visits: the last day is yesterday, the first as far back as they need at this pace."""
AT_ONCE = 50_000
DIALECT: SQLiteDialect = sqlite.dialect()


@dataclass(frozen=True, kw_only=True)
class _Visit:
    ticket: Ticket
    token: str
    serving: Serving


def fill(database: Path, definition: Definition, *, count: int) -> None:
    """Adds ``count`` past visits to a hall that has none yet."""
    if not count:
        return
    with sqlite3.connect(database) as db:
        # Made anew when the power goes, so it need not be durable; the random keys find their pages in memory.
        db.execute("PRAGMA journal_mode=OFF")
        db.execute("PRAGMA synchronous=OFF")
        db.execute("PRAGMA cache_size=-1000000")
        hall, seq, head = definition.code, 0, journal.GENESIS
        visits = _visits(definition, count)
        while batch := list(islice(visits, AT_ONCE)):
            entries: list[journal.Entry] = []
            for visit in batch:
                for kind, at, facts in _told(visit):
                    seq += 1
                    entry = journal.chained(
                        hall=hall, seq=seq, at=rfc3339(at), kind=kind, subject=visit.ticket.id,
                        actor="bench/past", data=facts, prev_hash=head,
                    )  # fmt: skip
                    head = entry.hash
                    entries.append(entry)
            day_of = {visit.ticket.id: visit.ticket.day for visit in batch}
            insert(db, tables.tickets, [{"hall": hall, "token": v.token, **vars(v.ticket)} for v in batch])
            insert(
                db, tables.servings, [{"hall": hall, "day": day_of[v.serving.ticket], **vars(v.serving)} for v in batch]
            )
            insert(db, tables.journal, [vars(entry) for entry in entries])
        db.execute("UPDATE halls SET seq = ?, hash = ?, at = ? WHERE hall = ?", (seq, head, entry.at, hall))
    db.close()


def _visits(definition: Definition, count: int) -> Iterator[_Visit]:
    """The visits from the oldest to the newest, each service's and each window's in turn."""
    random = Random(count)  # the same past each time
    services = [leaf.code for leaf in definition.leaves]
    windows = [window.code for window in definition.windows]
    staff = {person.window: person.job_number for person in definition.staff if person.window}
    today = hall_day(datetime.now(UTC), definition.zone)
    days = -(-count // A_DAY)
    for n in range(count):
        day = today - timedelta(days=days - n // A_DAY)
        of_day = n % A_DAY
        service, window = services[of_day % len(services)], windows[of_day % len(windows)]
        opened = datetime.combine(day, datetime.min.time(), definition.zone).astimezone(UTC) + timedelta(hours=8)
        issued = opened + timedelta(seconds=6 * of_day)
        called, started, finished = (issued + timedelta(seconds=s) for s in (1, 2, 5))
        ticket = Ticket(
            id=f"{random.getrandbits(64):016x}",
            day=day,
            number=ticket_number(definition.prefix_of(service), of_day + 1),
            service=service,
            priority="none",
            state=TicketState.FINISHED,
            language=definition.languages[0],
            issued_at=issued,
            waiting_since=issued,
            order=3 * n + 1,
            first_called_at=called,
        )
        serving = Serving(
            id=f"{random.getrandbits(64):016x}",
            ticket=ticket.id,
            window=window,
            staff=staff[window],
            service=service,
            state=ServingState.FINISHED,
            calls=1,
            called_at=called,
            started_at=started,
            finished_at=finished,
        )
        yield _Visit(ticket=ticket, token=f"{random.getrandbits(96):024x}", serving=serving)


def _told(visit: _Visit) -> Iterator[tuple[str, datetime, dict[str, Any]]]:
    """The journal of a visit: kind, time and facts."""
    ticket, serving = visit.ticket, visit.serving
    facts = {"ticket": ticket.id, "number": ticket.number, "service": ticket.service}
    at_window = {**facts, "serving": serving.id, "window": serving.window, "calls": 1, "language": ticket.language}
    assert serving.finished_at is not None
    yield "ticket.issued", ticket.issued_at, {**facts, "waiting": 1, "priority": "none", "language": ticket.language}
    yield "ticket.called", serving.called_at, {**at_window, "waiting": 0, "staff": serving.staff, "waited_seconds": 1}
    yield "serving.finished", serving.finished_at, at_window


def insert(db: sqlite3.Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Writes rows as the hub has them, with times and words of its own."""
    types = {name: table.c[name].type.dialect_impl(DIALECT).bind_processor(DIALECT) for name in rows[0]}
    keep = {name: as_kept for name, as_kept in types.items() if as_kept is not None}
    insert_kept(db, table, [row | {name: as_kept(row[name]) for name, as_kept in keep.items()} for row in rows])


def insert_kept(db: sqlite3.Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Writes rows as the database keeps them."""
    columns = ", ".join(f'"{name}"' for name in rows[0])
    marks = ", ".join(f":{name}" for name in rows[0])
    db.executemany(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", rows)
