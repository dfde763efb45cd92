"""The checker by itself: small journals, and histories that they explain or do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import orjson
import pytest

from server.domain.actor import Role
from server.domain.serving import Serving
from server.domain.ticket import Ticket
from server.operations import issuing, serving
from server.operations.views import View
from server.store.journal import Entry
from tests.histories.checking import faults
from tests.histories.history import Asked, History
from tests.small_hall import Hall, clerk, definition, new_hall

RULES = definition(hours={"always": True}, routing={"calls_before_missed": 1})


class Scene:
    """A small hall whose people act one after the other, one of them each second."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.history = History()
        self._clock = count(1.0)

    def faults(self, *changed: Asked, rows: list[Entry] | None = None) -> list[str]:
        """With the last of the history's requests replaced by ``changed``."""
        kept = self.history.asked[: len(self.history.asked) - len(changed)]
        return faults(History([*kept, *changed]), rows or self.hall.journal(), RULES)

    def asks(self, client: str, path: str, told: Any, *, method: str = "POST", status: int = 200, **body: Any) -> Asked:
        asked = Asked(
            client=client,
            token=None,
            method=method,
            path=path,
            body=body,
            key=f"key-{path}",
            asked_at=next(self._clock),
            answered_at=next(self._clock),
            status=status,
            content=b"" if told is None else orjson.dumps(told),
        )
        self.history.asked.append(asked)
        return asked

    def takes(self, service: str = "A", **more: Any) -> Ticket:
        self.hall.pass_time(seconds=1)
        ticket = self.hall.issue(service, **more)
        self.asks(
            "device:kiosk", "/tickets", self._shown(ticket), status=201, service=service, priority=ticket.priority
        )
        return ticket

    def opens(self, window: str) -> None:
        self.hall.open(window)
        with self.hall.store.read() as conn:
            self.asks(f"staff:100{window}", f"/windows/{window}/open", self.view(conn).window(window))

    def calls(self, window: str) -> Serving:
        self.hall.pass_time(seconds=1)
        called = self.hall.come(window)
        with self.hall.store.read() as conn:
            self.asks(f"staff:100{window}", f"/windows/{window}/call", self.view(conn).serving(called))
        return called

    def does(self, window: str, deed: str, of: Serving) -> Serving:
        after = self.hall.act(window, getattr(serving, deed), of)
        with self.hall.store.read() as conn:
            self.asks(f"staff:100{window}", f"/servings/{of.id}/{deed}", self.view(conn).serving(after))
        return after

    def is_refused(self, client: str, path: str, code: str) -> Asked:
        return self.asks(client, path, {"type": f"urn:jiaohao:problem:{code}"}, status=409)

    def looks(self, ticket: Ticket, **otherwise: Any) -> Asked:
        shown = {**self._shown(self.hall.ticket(ticket.id)), **otherwise}
        return self.asks("device:kiosk", f"/tickets/{ticket.id}", shown, method="GET")

    def _shown(self, ticket: Ticket) -> dict[str, Any]:
        with self.hall.store.read() as conn:
            return self.view(conn).ticket(ticket)

    def view(self, conn: Any) -> View:
        return View(conn=conn, definition=RULES, now=self.hall.clock[0], role=Role.STAFF)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    hall = new_hall(f"sqlite:///{tmp_path / 'hall.db'}", RULES)
    yield Scene(hall)
    hall.store.close()


def rewritten(entry: Entry, **facts: Any) -> Entry:
    return replace(entry, data=orjson.dumps({**entry.facts, **facts}).decode())


def test_a_visit_is_explained(scene: Scene) -> None:
    scene.opens("1")
    ticket = scene.takes()
    called = scene.calls("1")
    for deed in ("start", "hold", "resume", "finish"):
        scene.does("1", deed, called)
    scene.is_refused("staff:1001", f"/servings/{called.id}/start", "serving_state")
    scene.asks("staff:1001", "/windows/1/call", None, status=204)
    scene.looks(ticket)
    assert scene.faults() == []


def test_an_answer_without_a_row_is_found(scene: Scene) -> None:
    scene.takes()
    lost = scene.takes()
    assert lost.number == "A002"
    assert "has no row of its own" in scene.faults(rows=scene.hall.journal()[:1])[0]


def test_a_row_before_one_that_was_answered_earlier_is_found(scene: Scene) -> None:
    scene.takes()
    scene.takes()
    first, second = scene.history.asked
    late = replace(first, asked_at=second.asked_at + 10, answered_at=second.asked_at + 11)
    assert "stands before row 2" in scene.faults(second, late)[0]


def test_a_row_that_nobody_asked_for_is_found_unless_somebody_had_no_answer(scene: Scene) -> None:
    scene.takes()
    scene.takes()
    unanswered = replace(scene.history.asked[-1], answered_at=None, status=None, content=b"")
    assert scene.faults(unanswered) == []
    scene.history.asked.pop()
    assert "nobody asked for row 2" in scene.faults()[0]


def test_an_answer_that_tells_otherwise_is_found(scene: Scene) -> None:
    scene.takes()
    asked = scene.history.asked[-1]
    otherwise = replace(asked, content=orjson.dumps({**asked.told, "ahead": 7}))
    assert "ahead is 7 and should be 0" in scene.faults(otherwise)[0]


def test_a_number_given_twice_is_not_possible(scene: Scene) -> None:
    scene.takes()
    scene.takes()
    one, two = scene.hall.journal()
    assert "number is 'A001' and should be 'A002'" in scene.faults(rows=[one, rewritten(two, number="A001")])[0]


def test_a_hole_in_the_journal_is_not_possible(scene: Scene) -> None:
    scene.takes()
    scene.takes()
    assert "row 1 is missing" in scene.faults(rows=scene.hall.journal()[1:])[0]


def test_calling_somebody_out_of_turn_is_not_possible(scene: Scene) -> None:
    scene.opens("1")
    scene.takes()
    second = scene.takes()
    scene.calls("1")
    *before, called = scene.hall.journal()
    wrong = rewritten(called, ticket=second.id, number=second.number)
    assert "A002 (longest_wait) was called, A001 (longest_wait) was next" in scene.faults(rows=[*before, wrong])[0]


def test_a_look_at_what_is_no_longer_so_is_found(scene: Scene) -> None:
    ticket = scene.takes()
    gone = scene.hall.do(clerk("1"), lambda turn: issuing.cancel(turn, ticket.id))
    with scene.hall.store.read() as conn:
        scene.asks("staff:1001", f"/tickets/{ticket.id}/cancel", scene.view(conn).ticket(gone))
    scene.looks(ticket, state="waiting")
    assert "not so at any moment from row 2 to 2" in scene.faults()[0]


def test_two_looks_cannot_go_back_in_time(scene: Scene) -> None:
    ticket = scene.takes()
    gone = scene.hall.do(clerk("1"), lambda turn: issuing.cancel(turn, ticket.id))
    with scene.hall.store.read() as conn:
        cancelled = scene.asks("staff:1001", f"/tickets/{ticket.id}/cancel", scene.view(conn).ticket(gone))
    # Both look while the cancelling is under way, one after the other.
    after = replace(scene.looks(ticket), asked_at=cancelled.asked_at + 0.1, answered_at=cancelled.asked_at + 0.2)
    before = replace(
        scene.looks(ticket, state="waiting"), asked_at=cancelled.asked_at + 0.3, answered_at=cancelled.asked_at + 0.4
    )
    assert "not so at any moment" in scene.faults(after, before)[0]
    first_before = replace(before, asked_at=after.asked_at - 0.05, answered_at=after.asked_at - 0.01)
    assert scene.faults(after, first_before) == []


def test_a_refusal_without_a_reason_is_found(scene: Scene) -> None:
    scene.opens("1")
    scene.takes()
    scene.is_refused("staff:1001", "/windows/1/call", "window_busy")
    assert "refused as window_busy and should be done" in scene.faults()[0]


def test_nobody_waits_is_found_out_when_somebody_does(scene: Scene) -> None:
    scene.opens("1")
    scene.takes()
    scene.asks("staff:1001", "/windows/1/call", None, status=204)
    assert "refused as nobody_waits" in scene.faults()[0]


def test_a_history_until_a_moment_forgets_answers_that_came_later(scene: Scene) -> None:
    scene.takes()
    scene.takes()
    second = scene.history.asked[-1]
    assert second.answered_at is not None
    known = scene.history.until(second.answered_at)
    assert [asked.outcome.value for asked in known] == ["ok", "unknown"]
    assert len(scene.history.until(second.asked_at).asked) == 1
    assert faults(known, scene.hall.journal()[:1], RULES) == []
    assert faults(known, scene.hall.journal(), RULES) == []
