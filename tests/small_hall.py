"""A small hall for the tests: three services, three windows, a clock that the test moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest

from config.definition import Definition
from config.grades import TAGS
from server.concurrency import threads
from server.domain.actor import Actor, Role
from server.domain.rating import Grade
from server.domain.serving import Serving
from server.domain.ticket import Ticket
from server.operations import calling, issuing, rating, serving, windows
from server.store import journal, schema, servings, tickets, verifying
from server.store.database import Store
from server.store.journal import Entry
from server.store.turn import Turn
from server.store.verifying import Break

T = TypeVar("T")
MORNING = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
"""Monday, half past nine in the hall."""


def definition(**changes: Any) -> Definition:
    """The hall, open on weekdays from nine to twelve and from one to five."""
    day = [{"start": "09:00", "end": "12:00"}, {"start": "13:00", "end": "17:00"}]
    document = {
        "code": "small",
        "name": {"zh-CN": "小厅", "en": "Small hall"},
        "languages": ["zh-CN", "en"],
        "hours": {"week": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), day)},
        "services": [
            {"code": "A", "name": {"zh-CN": "户籍"}},
            {"code": "B", "name": {"zh-CN": "社保"}},
            {"code": "C", "name": {"zh-CN": "土地"}, "quota": 2},
        ],
        "windows": [
            {"code": "1", "services": ["A"]},
            {"code": "2", "services": ["A", "B"]},
            {"code": "3", "general": True},
        ],
        "staff": [
            {"job_number": "1001", "name": "甲", "window": "1"},
            {"job_number": "1002", "name": "乙", "window": "2"},
            {"job_number": "1003", "name": "丙", "window": "3"},
            {"job_number": "9001", "name": "主任", "roles": ["manager"]},
        ],
        **changes,
    }
    return Definition.model_validate(document)


KIOSK = Actor(hall="small", role=Role.KIOSK, subject="kiosk")
CLOCK = Actor(hall="small", role=Role.CLOCK, subject="small")


def clerk(window: str, *, job_number: str | None = None) -> Actor:
    return Actor(hall="small", role=Role.STAFF, subject=job_number or f"100{window}", window=window)


def citizen(ticket: Ticket) -> Actor:
    return Actor(hall="small", role=Role.CITIZEN, subject=ticket.id)


def evaluator(window: str) -> Actor:
    return Actor(hall="small", role=Role.EVALUATOR, subject=f"evaluator-{window}", window=window)


@dataclass
class Hall:
    """A hall in a database, spoken to as its people speak to it."""

    store: Store
    clock: list[datetime] = field(default_factory=lambda: [MORNING])

    def pass_time(self, **by: float) -> None:
        self.clock[0] += timedelta(**by)

    def do(self, actor: Actor, work: Callable[[Turn], T]) -> T:
        return self.store.change(actor, work)

    def issue(self, service: str = "A", *, priority: str = "none", language: str | None = None) -> Ticket:
        return self.do(
            KIOSK, lambda turn: issuing.issue(turn, service=service, priority=priority, language=language).ticket
        )

    def open(self, *codes: str) -> None:
        for code in codes:
            self.do(clerk(code), lambda turn, code=code: windows.open_window(turn, code))  # type: ignore[misc]

    def call(self, window: str) -> Serving | None:
        return self.do(clerk(window), lambda turn: calling.call_next(turn, window))

    def number_called(self, window: str) -> str | None:
        """Calls, and gives the number that came; the window is free again afterwards."""
        called = self.call(window)
        if called is None:
            return None
        self.act(window, serving.start, called)
        self.act(window, serving.finish, called)
        return self.ticket(called.ticket).number

    def act(self, at: str, deed: Callable[..., T], of: Serving, **more: Any) -> T:
        return self.do(clerk(at), lambda turn: deed(turn, of.id, **more))

    def come(self, window: str) -> Serving:
        """Calls the next citizen, who is there."""
        called = self.call(window)
        assert called is not None
        return called

    def miss(self, window: str, called: Serving) -> Serving:
        """Two more calls, and nobody comes."""
        for _ in range(2):
            self.act(window, calling.recall, called)
        return self.act(window, calling.no_show, called)

    def serve(self, window: str, *, minutes: float = 5) -> Serving:
        """Serves the next citizen to the end."""
        called = self.come(window)
        self.act(window, serving.start, called)
        self.pass_time(minutes=minutes)
        return self.act(window, serving.finish, called)

    def rate(self, of: Serving, grade: str = "satisfied", *, by: Actor | None = None, **more: Any) -> Any:
        press = rating.Press(grade=Grade(grade), **more)
        return self.do(by or evaluator(of.window), lambda turn: rating.rate(turn, of.id, press, known_tags=TAGS))

    def journal(self) -> list[Entry]:
        with self.store.read() as conn:
            return list(journal.walk(conn, "small"))

    def verified(self) -> Break | int:
        with self.store.read() as conn:
            return verifying.verify(conn, "small")

    def ticket(self, id: str) -> Ticket:
        with self.store.read() as conn:
            return tickets.get(conn, "small", id)

    def serving(self, id: str) -> Serving:
        with self.store.read() as conn:
            return servings.get(conn, "small", id)


def new_hall(database: str, hall: Definition | None = None) -> Hall:
    """The small hall in a new database."""
    schema.migrate(database)
    clock = [MORNING]
    store = Store(database, threads=threads("threading"), clock=lambda: clock[0])
    store.write(lambda conn: schema.add_hall(conn, hall or definition()))
    return Hall(store, clock)


@pytest.fixture
def hall(database: str) -> Iterator[Hall]:
    made = new_hall(database)
    yield made
    made.store.close()
