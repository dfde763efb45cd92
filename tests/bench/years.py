"""Years of a hall: visits and ratings as a real hall has them, the same each time, written in bulk into SQLite.

Citizens come in the shape of a day: most by ten and by three, more on Mondays, fewer in summer. They wait in queues
before the windows that may serve them, so waits are those of queues. Some do not come, some are passed on, some give
up. Windows and people differ in how they are rated. Tickets, servings, ratings, their later flags and cases are written
as the hub would, the journal is not; the roll-ups are counted from them by the hub's own code.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from math import sin, tau
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import create_engine

from config.definition import Definition
from config.grades import TAGS
from server.domain.case import Case, CaseState
from server.domain.numbering import ticket_number
from server.domain.rating import BAD, Channel, Flag, Grade
from server.domain.serving import Serving, ServingState
from server.domain.ticket import Ticket, TicketState
from server.store import recounting, tables
from server.store.columns import rfc3339
from tests.bench.past import insert

A_DAY = timedelta(days=1)
HOURS = {9: 5.0, 10: 6.0, 11: 3.5, 12: 0.3, 13: 2.5, 14: 4.5, 15: 4.0, 16: 2.2}
"""How many come in an hour of the day, against the others."""
WEEKDAYS = (1.35, 1.1, 1.0, 0.95, 0.85, 0.0, 0.0)
CHANNELS = {Channel.TABLET: 80, Channel.QR: 9, Channel.BUTTON_BOX: 6, Channel.PHONE: 3, Channel.CARD: 2}
GRADES = tuple(Grade)


@dataclass
class Rows:
    """Rows on their way into the tables."""

    tickets: list[dict[str, Any]] = field(default_factory=list)
    servings: list[dict[str, Any]] = field(default_factory=list)
    ratings: list[dict[str, Any]] = field(default_factory=list)
    rating_flags: list[dict[str, Any]] = field(default_factory=list)
    cases: list[dict[str, Any]] = field(default_factory=list)

    def write(self, db: sqlite3.Connection) -> None:
        for name, rows in vars(self).items():
            if rows:
                insert(db, getattr(tables, name), rows)


@dataclass
class _Years:
    """The hall as the seed made it."""

    definition: Definition
    random: Random
    a_day: int
    seq: int = 0
    able: dict[str, list[str]] = field(default_factory=dict)
    minutes: dict[str, float] = field(default_factory=dict)
    good: dict[str, float] = field(default_factory=dict)
    best: dict[str, float] = field(default_factory=dict)
    takes_part: dict[str, float] = field(default_factory=dict)
    staff: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        draw = self.random
        for service in self.definition.leaves:
            self.able[service.code] = [w.code for w in self.definition.windows if service.code in w.services]
            self.minutes[service.code] = draw.uniform(4, 14)
        for window in self.definition.windows:
            self.good[window.code] = draw.betavariate(60, 1.5)
            self.best[window.code] = draw.betavariate(60, 15)
            self.takes_part[window.code] = draw.betavariate(40, 4)
            self.staff[window.code] = [p.job_number for p in self.definition.staff if p.window == window.code]

    def id(self) -> str:
        return f"{self.random.getrandbits(64):016x}"

    def day(self, day: date, rows: Rows) -> None:
        """One day's visits."""
        season = 1 + 0.2 * sin(tau * day.timetuple().tm_yday / 365)
        coming = round(self.a_day * WEEKDAYS[day.weekday()] * season * self.random.uniform(0.9, 1.1))
        midnight = datetime.combine(day, datetime.min.time(), self.definition.zone).astimezone(UTC)
        closing = midnight + timedelta(hours=17)
        arrivals = sorted(self._arrival(midnight) for _ in range(coming))
        free: dict[str, datetime] = {}
        numbers: dict[str, int] = {}
        for at in arrivals:
            self._visit(day, at, closing, free, numbers, rows)

    def _arrival(self, midnight: datetime) -> datetime:
        (hour,) = self.random.choices(list(HOURS), list(HOURS.values()))
        return midnight + timedelta(hours=hour, milliseconds=self.random.randrange(3_600_000))

    def _visit(
        self,
        day: date,
        at: datetime,
        closing: datetime,
        free: dict[str, datetime],
        numbers: dict[str, int],
        rows: Rows,
    ) -> None:
        draw, hall = self.random, self.definition.code
        service = draw.choice(self.definition.leaves).code
        prefix = self.definition.prefix_of(service)
        numbers[prefix] = numbers.get(prefix, 0) + 1
        self.seq += 1
        ticket = Ticket(
            id=self.id(), day=day, number=ticket_number(prefix, numbers[prefix]), service=service, priority="none",
            state=TicketState.WAITING, language=self.definition.languages[0], issued_at=at, waiting_since=at,
            order=self.seq,
        )  # fmt: skip
        if draw.random() < 0.015:
            ticket = replace(ticket, state=TicketState.CANCELLED)
        else:
            ticket = self._served(ticket, closing, free, rows)
        rows.tickets.append({"hall": hall, "token": f"{draw.getrandbits(96):024x}", **vars(ticket)})

    def _served(self, ticket: Ticket, closing: datetime, free: dict[str, datetime], rows: Rows) -> Ticket:
        draw, at, passed_on = self.random, ticket.issued_at, self.random.random() < 0.02
        while True:
            window = min(self.able[ticket.service], key=lambda each: free.get(each, at))
            called = max(at, free.get(window, at)) + timedelta(milliseconds=draw.randrange(2_000, 20_000))
            if called > closing:
                return replace(ticket, state=TicketState.EXPIRED)
            first = ticket.first_called_at or called
            clerk = self.staff[window][ticket.day.isocalendar().week % len(self.staff[window])]
            serving = Serving(
                id=self.id(), ticket=ticket.id, window=window, staff=clerk,
                service=ticket.service, state=ServingState.CALLED, calls=1, called_at=called,
            )  # fmt: skip
            if draw.random() < 0.03:
                free[window] = called + timedelta(minutes=1)
                self._keep(rows, ticket.day, replace(serving, state=ServingState.MISSED, calls=3))
                return replace(ticket, state=TicketState.EXPIRED, first_called_at=first, misses=1)
            started = called + timedelta(milliseconds=draw.randrange(8_000, 60_000))
            took = timedelta(milliseconds=int(60_000 * self.minutes[ticket.service] * draw.lognormvariate(-0.18, 0.6)))
            over = started + took
            free[window] = over
            if passed_on:
                passed_on = False
                self._keep(rows, ticket.day, replace(serving, state=ServingState.TRANSFERRED, started_at=started))
                service = draw.choice(self.definition.leaves).code
                ticket, at = replace(ticket, service=service, first_called_at=first, waiting_since=over), over
                continue
            finished = replace(
                serving, state=ServingState.FINISHED, started_at=started, finished_at=over, invitation=self.id(),
                invited_at=over, rated=draw.random() < self.takes_part[window],
            )  # fmt: skip
            self._keep(rows, ticket.day, finished)
            if finished.rated:
                self._rate(finished, ticket, rows)
            return replace(ticket, state=TicketState.FINISHED, first_called_at=first)

    def _keep(self, rows: Rows, day: date, serving: Serving) -> None:
        rows.servings.append({"hall": self.definition.code, "day": day, **vars(serving)})

    def _rate(self, served: Serving, ticket: Ticket, rows: Rows) -> None:
        draw, hall = self.random, self.definition.code
        assert served.finished_at is not None
        is_good = draw.random() < self.good[served.window]
        best = self.best[served.window]
        shares = (best, 0.75 * (1 - best), 0.25 * (1 - best))
        (grade,) = draw.choices(GRADES[:3], shares) if is_good else draw.choices(GRADES[3:], (3, 1))
        (channel,) = draw.choices(list(CHANNELS), list(CHANNELS.values()))
        waited = int(1_000 * draw.lognormvariate(1.6, 0.7))
        at = served.finished_at + timedelta(milliseconds=waited)
        at_the_window = channel in (Channel.TABLET, Channel.BUTTON_BOX)
        if not at_the_window:
            at += timedelta(hours=draw.expovariate(1 / 20))
        tagged = grade in BAD or draw.random() < 0.15
        tags = draw.sample(list(TAGS[grade.value]), draw.choice((1, 1, 2))) if tagged else []
        rating = self.id()
        self.seq += 1
        rows.ratings.append(
            {
                "hall": hall, "id": rating, "day": at.astimezone(self.definition.zone).date(), "serving": served.id,
                "window": served.window, "grade": grade.value, "tags": _json(tags), "channel": channel.value,
                "device": self._device(channel, served.window), "invitation": served.invitation,
                "invited_at": rfc3339(served.finished_at), "rated_at": None,
                "waited_ms": waited if at_the_window else None,
                "received_at": rfc3339(at), "flags": _json([Flag.LATE.value] if draw.random() < 0.01 else []),
                "seq": self.seq,
            }
        )  # fmt: skip
        if draw.random() < 0.01:
            rows.rating_flags.append({"hall": hall, "rating": rating, "flag": Flag.INSTANT.value, "seq": self.seq})
        if grade in BAD:
            self._open_case(rating, served, ticket, at, rows)

    def _device(self, channel: Channel, window: str) -> str:
        """As the hub names what a rating came from; every citizen has a phone of their own."""
        if channel is Channel.QR:
            return f"phone:{self.id()}"
        return f"evaluator-{window}" if channel in (Channel.TABLET, Channel.BUTTON_BOX) else "9001"

    def _open_case(self, rating: str, served: Serving, ticket: Ticket, at: datetime, rows: Rows) -> None:
        draw, opened = self.random, at.astimezone(self.definition.zone).date()
        closed = opened + timedelta(days=draw.randrange(1, 10))
        named = draw.random() < 0.3
        case = Case(
            id=self.id(), rating=rating, serving=served.id, ticket=ticket.id, window=served.window,
            service=served.service, department=self.definition.department_of(served.service), person=served.staff,
            opened_at=at, opened_on=opened, contact_due=opened + A_DAY, due=opened + 7 * A_DAY, named=named,
            state=CaseState.CLOSED, contacted_at=at + A_DAY if named and draw.random() < 0.9 else None, verified=True,
            answered_at=at + A_DAY, closed_at=at + (closed - opened), closed_on=closed, closed_by="9001",
        )  # fmt: skip
        rows.cases.append({"hall": self.definition.code, **vars(case)})


def fill(
    database: Path,
    definition: Definition,
    *,
    count: int,
    last: date,
    a_day: int = 1_280,
    seed: int = 1,
    added_up_before: date | None = None,
    planted: Callable[[date, Rows], None] = lambda day, rows: None,
) -> date:
    """Adds some ``count`` finished servings with their ratings to a hall that has none, up to the day ``last``.

    Gives the first day. At 1,280 a day a million are some three years. ``added_up_before`` is the day the roll-ups are
    added up before, without it the day after the last. ``planted`` changes a day's rows before they are written.
    """
    years = _Years(definition, Random(seed), a_day)
    with sqlite3.connect(database) as db:
        # Made anew when the power goes, so it need not be durable; the random keys find their pages in memory.
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-1000000"):
            db.execute(f"PRAGMA {pragma}")
        first = last - A_DAY * round(count / a_day / sum(WEEKDAYS) * 7 * 1.06)
        for day in _days(first, last):
            rows = Rows()
            years.day(day, rows)
            planted(day, rows)
            rows.write(db)
        db.execute(
            "UPDATE halls SET at = ? WHERE hall = ?", (rfc3339(_noon(last + A_DAY, definition)), definition.code)
        )
    db.close()
    count_up(database, definition, today=added_up_before or last + A_DAY)
    return first


def count_up(database: Path, definition: Definition, *, today: date) -> None:
    """Counts the roll-ups by the hub's own code."""
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as conn:
        recounting.recount(conn, definition.code, today=today)
    engine.dispose()


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += A_DAY


def _noon(day: date, definition: Definition) -> datetime:
    return datetime.combine(day, datetime.min.time(), definition.zone).astimezone(UTC) + timedelta(hours=12)


def _json(texts: list[str]) -> str:
    return "[" + ",".join(f'"{text}"' for text in texts) + "]"
