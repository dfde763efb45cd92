"""A hall that has served a million citizens answers as one that opened today: nothing on the way of a press looks
through what is past.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from server.domain.actor import Actor, Role
from server.feed import snapshots
from server.operations import calling, issuing, serving
from server.operations.views import View
from server.store import cases
from server.store.prepared import Prepared, Values
from tests.small_hall import KIOSK, Hall, clerk, new_hall

GROWING = ("tickets", "servings", "journal", "receipts", "ratings", "counters", "prints")
LIVE = ("tickets_waiting", "tickets_open", "one_citizen_at_a_window", "one_window_for_a_citizen", "servings_open")
"""Indexes over what is under way now, however old the hall is."""


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Hall, list[tuple[str, Any]]]]:
    """A small hall, and every statement that it was asked, with its values."""
    statements: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        if not many:
            statements.append((statement, values))

    run = Prepared._run

    def run_and_note(self: Prepared, conn: Connection, values: Values, take: Any) -> Any:
        statements.append((self._for_sqlite.text, tuple(self._for_sqlite.parameters(values))))
        return run(self, conn, values, take)

    hall = new_hall(f"sqlite:///{tmp_path / 'hall.db'}")
    monkeypatch.setattr(Prepared, "_run", run_and_note)
    event.listen(Engine, "before_cursor_execute", note)
    yield hall, statements
    event.remove(Engine, "before_cursor_execute", note)
    hall.store.close()


def test_no_press_and_no_screen_looks_through_the_past(asked: tuple[Hall, list[tuple[str, Any]]]) -> None:
    hall, statements = asked
    hall.open("1", "2")
    for _ in range(4):
        hall.issue("A")
    hall.serve("1")
    held = hall.come("1")
    hall.act("1", serving.start, held)
    hall.act("1", serving.hold, held)
    hall.miss("2", hall.come("2"))
    called = hall.come("1")
    hall.act("1", calling.recall, called)
    hall.rate(hall.act("1", serving.finish, hall.act("1", serving.start, called)))
    ticket = hall.do(KIOSK, lambda turn: issuing.issue(turn, service="A", priority="none", language=None).ticket)
    _look_at_everything(hall, ticket.id)
    slow = {line for statement, values in list(statements) for line in _walks(hall, statement, values)}
    assert not slow


def test_all_cases_are_looked_through_piece_by_piece_from_where_the_last_one_ended(
    asked: tuple[Hall, list[tuple[str, Any]]],
) -> None:
    """However many there are, nothing is sorted, and a later piece does not read those before it."""
    hall, statements = asked
    hall.open("1")
    hall.issue("A")
    hall.rate(hall.serve("1"), "dissatisfied")
    with hall.store.read() as conn:
        (case,) = cases.open_ones(conn, "small")
    days = {"first": case.opened_on, "last": case.due}
    for of in ({"person": "1001", "department": None}, {"person": None, "department": "police"}):
        for since in (days, dict.fromkeys(days)):
            for after, begins in ((None, "(hall=?)"), (case.id, "(hall=? AND opened_at<?)")):
                statements.clear()
                with hall.store.read() as conn:
                    cases.newest_first(conn, "small", **of, **since, after=after, limit=50)
                statement, values = next(each for each in statements if "ORDER BY" in each[0])
                with hall.store.read() as conn:
                    plan = [row[3] for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
                assert plan == [f"SEARCH cases USING INDEX cases_by_opening {begins}"]


def _look_at_everything(hall: Hall, ticket: str) -> None:
    """What each kind of terminal is told when it comes new."""
    terminals = [
        KIOSK,
        clerk("1"),
        Actor(hall="small", role=Role.DISPLAY, subject="display"),
        Actor(hall="small", role=Role.EVALUATOR, subject="evaluator-1", window="1"),
        Actor(hall="small", role=Role.CITIZEN, subject=ticket),
        Actor(hall="small", role=Role.MANAGER, subject="9001"),
    ]
    with hall.store.read() as conn:
        definition = hall.store.definition(conn, "small")
        for actor in terminals:
            view = View(conn=conn, definition=definition, now=hall.clock[0], role=actor.role)
            snapshots.snapshot(
                view, actor, head=len(hall.journal()), speech=lambda entry: {"speech": [], "quiet": False}
            )


def _walks(hall: Hall, statement: str, values: Any) -> list[str]:
    """The steps of a statement's plan that read all rows of a growing table, or all those of a hall."""
    if not statement.startswith(("SELECT", "UPDATE", "DELETE")):
        return []
    with hall.store.read() as conn:
        plan = [row[3] for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    return [f"{step}: {statement}" for step in plan if _is_a_walk(step)]


def _is_a_walk(step: str) -> bool:
    found = re.match(r"(SCAN|SEARCH) (\w+)(?: USING (?:COVERING )?INDEX (\w+) \(([^)]*)\))?", step)
    if found is None or found[2] not in GROWING or found[3] in LIVE:
        return False
    return found[1] == "SCAN" or found[4] == "hall=?"
