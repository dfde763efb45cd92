"""Writes years of a hall in bulk into an SQLite database, as the hub would have written them one by one.

Roll-ups are counted by the hub's own code. The journal is that of the last days only, chained by the hub's own code: of
three years it would be six million rows that no page of figures looks at.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from string import digits
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from config.definition import Definition
from server.store import journal, recounting, tables
from server.store.columns import rfc3339
from tests.bench import years
from tests.bench.past import insert, insert_kept
from tests.bench.years import A_DAY, Row, Rows, Years

FOR_A_THROWAWAY_FILE = ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-1000000")
"""It is made anew when the power goes, so nothing need be durable; the random keys find their pages in memory."""


def fill(
    database: Path,
    definition: Definition,
    *,
    count: int,
    last: date,
    a_day: int = 1_280,
    seed: int = 1,
    added_up_before: date | None = None,
    journal_days: int = 0,
    planted: Callable[[date, Rows], None] = lambda day, rows: None,
) -> date:
    """Adds some ``count`` finished servings with their ratings to a hall that has none, up to the day ``last``.

    Gives the first day. At 1,280 a day a million are some three years. ``added_up_before`` is the day the roll-ups are
    added up before, without it the day after the last. ``journal_days`` are the last days that the journal tells of.
    ``planted`` changes a day's rows before they are written.
    """
    lived = Years(definition, seed=seed, a_day=a_day, last=last)
    first = last - A_DAY * round(count / a_day / sum(years.WEEKDAYS) * 7 * 1.06)
    with sqlite3.connect(database) as db:
        for pragma in FOR_A_THROWAWAY_FILE:
            db.execute(f"PRAGMA {pragma}")
        with _without_indexes(db):
            for day in (first + n * A_DAY for n in range((last - first).days + 1)):
                rows = lived.day(day)
                planted(day, rows)
                if (last - day).days < journal_days:
                    _tell(db, definition.code, rows)
                _write(db, rows)
        _count(db, definition.code, last, rows)
        evening = datetime.combine(last, datetime.min.time(), definition.zone) + timedelta(hours=18)
        db.execute("UPDATE halls SET at = ? WHERE hall = ?", (rfc3339(evening), definition.code))
        db.commit()
        _count_up(db, definition.code, today=added_up_before or last + A_DAY)
    db.close()
    return first


def _write(db: sqlite3.Connection, rows: Rows) -> None:
    for name, some in vars(rows).items():
        if some:
            (insert if name == "cases" else insert_kept)(db, getattr(tables, name), some)


@contextmanager
def _without_indexes(db: sqlite3.Connection) -> Iterator[None]:
    """Leaves out the indexes that are not also constraints; made from all rows at once they cost a fifth."""
    marks = ", ".join("?" * len(vars(Rows())))
    query = f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})"
    known: Sequence[tuple[str, str]] = db.execute(query, list(vars(Rows()))).fetchall()
    for name, _ in known:
        db.execute(f"DROP INDEX {name}")
    yield
    for _, sql in known:
        db.execute(sql)


def _count_up(db: sqlite3.Connection, hall: str, *, today: date) -> None:
    """Counts the roll-ups by the hub's own code, on the same connection."""
    engine = create_engine("sqlite://", creator=lambda: db, poolclass=StaticPool)
    with engine.begin() as conn:
        recounting.recount(conn, hall, today=today)


def _count(db: sqlite3.Connection, hall: str, day: date, rows: Rows) -> None:
    """What the last day counts on from: its numbers by their letter, its tickets and calls by service."""
    # Whoever was passed on has another service's number.
    counted = Counter(f"number:{ticket['number'].rstrip(digits)}" for ticket in rows.tickets)
    counted.update(f"issued:{ticket['service']}" for ticket in rows.tickets)
    counted.update(f"calls:{serving['service']}" for serving in rows.servings)
    known = {"hall": hall, "day": day.isoformat()}
    if counted:
        insert_kept(db, tables.counters, [{**known, "name": name, "count": n} for name, n in counted.items()])


def _tell(db: sqlite3.Connection, hall: str, rows: Rows) -> None:
    """Tells the journal of a day, after what it knows already; ratings get their numbers in it."""
    seq, head = db.execute("SELECT seq, hash FROM halls WHERE hall = ?", (hall,)).fetchone()
    entries: list[journal.Entry] = []
    for at, kind, subject, facts, rating in sorted(_told(rows), key=lambda each: each[0]):
        seq += 1
        entry = journal.chained(
            hall=hall, seq=seq, at=rfc3339(years.instant(at)), kind=kind, subject=subject, actor="bench/years",
            data=facts, prev_hash=head,
        )  # fmt: skip
        head = entry.hash
        entries.append(entry)
        if rating is not None:
            rating["seq"] = seq
    if entries:
        insert_kept(db, tables.journal, [vars(entry) for entry in entries])
        db.execute("UPDATE halls SET seq = ?, hash = ? WHERE hall = ?", (seq, head, hall))


def _told(rows: Rows) -> Iterator[tuple[int, str, str, dict[str, Any], Row | None]]:
    """What happened in a day: when, kind, subject, facts, and the rating where it is one."""
    for ticket in rows.tickets:
        facts = {"ticket": ticket["id"], "number": ticket["number"], "service": ticket["service"]}
        yield ticket["issued_at"], "ticket.issued", ticket["id"], facts, None
    numbers = {ticket["id"]: ticket["number"] for ticket in rows.tickets}
    for serving in rows.servings:
        facts = {name: serving[name] for name in ("ticket", "service", "window", "staff", "calls")}
        facts |= {"serving": serving["id"], "number": numbers[serving["ticket"]]}
        yield serving["called_at"], "ticket.called", serving["ticket"], facts, None
        if serving["finished_at"] is not None:
            yield serving["finished_at"], "serving.finished", serving["ticket"], facts, None
    for rating in rows.ratings:
        facts = {name: rating[name] for name in ("serving", "window", "grade", "channel", "received_at")}
        at = int(datetime.fromisoformat(rating["received_at"]).astimezone(UTC).timestamp() * 1000)
        yield at, "rating.given", rating["id"], facts, rating
