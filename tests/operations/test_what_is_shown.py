"""What each reader is shown: the order that the windows keep to, and nothing of what is not theirs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import text

from server.domain.actor import Role
from server.operations import issuing, offering, serving
from server.operations.desk import desk
from server.operations.views import View
from server.store import schema, tickets
from tests.small_hall import CLOCK, KIOSK, Hall, clerk, definition


@contextmanager
def looking(hall: Hall, role: Role = Role.STAFF) -> Iterator[View]:
    with hall.store.read() as conn:
        yield View(
            conn=conn,
            definition=hall.store.definition(conn, "small"),
            now=hall.clock[0],
            role=role,
            public_url="http://hall.test",
        )


@pytest.mark.parametrize("role", Role)
def test_only_kiosk_and_citizen_get_the_address_that_can_rate(hall: Hall, role: Role) -> None:
    ticket = hall.issue()
    with looking(hall, role) as view:
        address = view.ticket(ticket)["url"]
        token = tickets.token(view.conn, "small", ticket.id)
    assert address == (f"http://hall.test/t/{token}" if role in (Role.KIOSK, Role.CITIZEN) else None)


@pytest.mark.parametrize("role", [Role.KIOSK, Role.STAFF])
def test_a_ticket_looks_the_same_when_it_is_taken_and_when_it_is_looked_at(hall: Hall, role: Role) -> None:
    hall.open("1", "2")
    missed = hall.issue()
    for priority in ("none", "elderly", "none"):
        hall.issue(priority=priority)
    hall.miss("1", hall.come("1"))
    hall.do(KIOSK, lambda turn: issuing.restore(turn, missed.id))  # and waits for others to be called first
    taker = KIOSK if role is Role.KIOSK else clerk("1")
    issued = hall.do(taker, lambda turn: issuing.issue(turn, service="A", priority="military", language="en"))
    with looking(hall, role) as view:
        assert view.issued(issued) == view.ticket(issued.ticket)
    assert issued.ahead == 3


def test_the_desk_shows_the_order_in_which_the_window_calls(hall: Hall) -> None:
    hall.open("3")
    for service, priority in (("A", "none"), ("B", "none"), ("A", "military"), ("B", "elderly"), ("A", "none")):
        hall.issue(service, priority=priority)
        hall.pass_time(minutes=2)
    with looking(hall) as view:
        shown = [ticket["number"] for ticket in desk(view, clerk("3"))["queue"]]
    assert len(shown) == 5
    assert [hall.number_called("3") for _ in shown] == shown


def test_the_desk_shows_appointments_as_early_as_the_hall_calls_them(hall: Hall) -> None:
    early = definition(routing={"appointment_early_minutes": 60})
    hall.do(CLOCK, lambda turn: schema.put_definition(turn, early))
    hall.open("1")
    hall.issue()
    booked = hall.issue(priority="appointment")
    at = hall.clock[0] + timedelta(minutes=45)
    hall.store.write(
        lambda conn: conn.execute(
            text("UPDATE tickets SET due_at = :at WHERE id = :id"), {"at": int(at.timestamp() * 1000), "id": booked.id}
        )
    )
    with looking(hall) as view:
        shown = [ticket["number"] for ticket in desk(view, clerk("1"))["queue"]]
        assert view.ahead(hall.ticket(booked.id)) == 0
    assert shown == ["A002", "A001"]
    assert [hall.number_called("1") for _ in shown] == shown


def test_the_desk_shows_who_is_there_aside_and_missed(hall: Hall) -> None:
    hall.open("1")
    tickets_taken = [hall.issue() for _ in range(4)]
    hall.issue("B")
    hall.miss("1", hall.come("1"))
    hall.act("1", serving.hold, hall.come("1"))
    current = hall.come("1")
    with looking(hall) as view:
        seen = desk(view, clerk("1"))
    assert [ticket["number"] for ticket in seen["missed"]] == ["A001"]
    assert [s["ticket"]["number"] for s in seen["held"]] == ["A002"]
    assert seen["current"]["id"] == current.id
    assert [ticket["id"] for ticket in seen["queue"]] == [tickets_taken[3].id]


def test_who_waits_for_another_window_is_not_on_this_desk(hall: Hall) -> None:
    hall.open("1")
    hall.issue()
    hall.act("1", serving.transfer, hall.come("1"), service=None, window="3", first=False)
    with looking(hall) as view:
        assert desk(view, clerk("2"))["queue"] == []
        assert [ticket["number"] for ticket in desk(view, clerk("3"))["queue"]] == ["A001"]


def test_a_manager_without_a_window_has_an_empty_desk(hall: Hall) -> None:
    hall.issue()
    with looking(hall) as view:
        seen = desk(view, clerk("1", job_number="9001"))
    assert (seen["window"]["state"], seen["current"]) == ("closed", None)


def test_a_ticket_knows_how_many_are_before_it(hall: Hall) -> None:
    first, second = hall.issue(), hall.issue()
    hall.issue("B")
    with looking(hall) as view:
        assert (view.ticket(first)["ahead"], view.ticket(second)["ahead"]) == (0, 1)
        assert (view.ticket(second)["wait"], view.ticket(second)["windows_open"]) == (None, 0)
    hall.open("1")
    hall.come("1")
    with looking(hall) as view:
        assert (view.ticket(hall.ticket(first.id))["ahead"], view.ticket(second)["ahead"]) == (None, 0)
        assert (view.ticket(hall.ticket(first.id))["windows_open"], view.ticket(second)["windows_open"]) == (None, 1)


def test_a_wait_is_forecast_once_enough_is_known(hall: Hall) -> None:
    hall.open("1")
    for _ in range(5):
        hall.issue()
        hall.serve("1", minutes=6)
    hall.issue()
    last = hall.issue()
    with looking(hall) as view:
        wait = view.ticket(last)["wait"]
    assert wait["low_minutes"] <= 6 <= wait["high_minutes"]


def test_staff_learn_that_they_were_rated_and_never_how(hall: Hall) -> None:
    hall.open("1")
    hall.issue()
    finished = hall.serve("1")
    with looking(hall) as view:
        before = view.serving(hall.serving(finished.id))
    hall.rate(finished, "very_dissatisfied", comment="态度差")
    with looking(hall) as view:
        after = view.serving(hall.serving(finished.id))
    assert (before["rated"], after["rated"]) == (False, True)
    assert {name for name in after if before[name] != after[name]} == {"rated"}
    assert "dissatisfied" not in str(after)


def test_the_services_say_why_they_are_closed(hall: Hall) -> None:
    hall.issue("C")
    with looking(hall) as view:
        by_code = {row["code"]: row for row in offering.services(view)["services"]}
    assert (by_code["C"]["quota_left"], by_code["C"]["open"], by_code["C"]["waiting"]) == (1, True, 1)
    assert (by_code["A"]["quota_left"], by_code["A"]["windows"]) == (None, ["1", "2", "3"])
    hall.issue("C")
    with looking(hall) as view:
        by_code = {row["code"]: row for row in offering.services(view)["services"]}
        assert (by_code["C"]["open"], by_code["C"]["closed_reason"]) == (False, "quota")
    hall.pass_time(hours=3)
    with looking(hall) as view:
        assert {row["closed_reason"] for row in offering.services(view)["services"]} == {"hours"}
