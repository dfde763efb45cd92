"""The end of the hall's day, also when the machine was off overnight."""

import pytest

from server.domain.refusal import NotAllowedNow
from server.domain.ticket import TicketState
from server.operations import calling, closing, serving, windows
from tests.small_hall import CLOCK, Hall, clerk, definition, new_hall


def expire(hall: Hall) -> list[str]:
    return sorted(ticket.number for ticket in hall.do(CLOCK, closing.expire))


def test_at_the_end_of_business_waiting_tickets_expire(hall: Hall) -> None:
    ticket = hall.issue()
    hall.pass_time(hours=7, minutes=29)
    assert expire(hall) == []
    hall.pass_time(minutes=1)
    assert expire(hall) == ["A001"]
    assert hall.ticket(ticket.id).state is TicketState.EXPIRED
    assert expire(hall) == []


def test_a_lunch_break_is_not_the_end(hall: Hall) -> None:
    hall.issue()
    hall.pass_time(hours=3)
    assert expire(hall) == []


def test_nights_with_the_machine_off_are_caught_up(hall: Hall) -> None:
    hall.issue()
    hall.issue("B")
    hall.pass_time(days=3)
    assert expire(hall) == ["A001", "B001"]
    assert hall.issue().number == "A001"


def test_missed_held_and_called_end_too_and_who_is_served_stays(hall: Hall) -> None:
    hall.open("1", "2", "3")
    tickets = [hall.issue() for _ in range(4)]
    missed, held, served = hall.call("1"), hall.call("2"), hall.call("3")
    assert missed is not None
    assert held is not None
    assert served is not None
    hall.miss("1", missed)
    hall.act("2", serving.hold, held)
    hall.act("3", serving.start, served)
    called = hall.call("1")
    assert called
    hall.pass_time(hours=9)
    assert expire(hall) == ["A001", "A002", "A004"]
    assert [hall.ticket(t.id).state.value for t in tickets] == ["expired", "expired", "serving", "expired"]
    assert hall.act("3", serving.finish, served).finished_at is not None


def test_a_called_window_is_free_the_next_morning(hall: Hall) -> None:
    hall.open("1")
    hall.issue()
    hall.call("1")
    hall.pass_time(days=1)
    expire(hall)
    hall.open("1")
    hall.issue()
    assert hall.number_called("1") == "A001"


def test_a_hall_that_never_closes_ends_its_day_at_midnight(database: str) -> None:
    hall = new_hall(database, definition(hours={"always": True}))
    hall.issue()
    hall.pass_time(hours=14, minutes=29)
    assert expire(hall) == []
    hall.pass_time(minutes=1)
    assert expire(hall) == ["A001"]
    hall.store.close()


def test_yesterdays_tickets_are_not_called_even_before_the_clock_has_looked(hall: Hall) -> None:
    """The machine was off overnight, and the first clerk is quicker than the hub."""
    hall.open("1")
    hall.issue()
    hall.pass_time(days=1)
    assert hall.call("1") is None
    hall.pass_time(minutes=1)
    today = hall.issue()
    assert hall.come("1").ticket == today.id


def test_the_clock_speaks_for_itself_in_the_journal(hall: Hall) -> None:
    hall.issue()
    hall.pass_time(hours=8)
    expire(hall)
    last = hall.journal()[-1]
    assert (last.kind, last.actor, last.facts["number"]) == ("ticket.expired", "clock:small", "A001")


def test_a_recall_after_closing_is_refused(hall: Hall) -> None:
    hall.open("1")
    hall.issue()
    called = hall.call("1")
    assert called
    hall.pass_time(hours=9)
    expire(hall)
    with pytest.raises(NotAllowedNow, match="serving_state"):
        hall.act("1", calling.recall, called)


def test_a_window_left_open_is_free_for_somebody_else_in_the_morning(hall: Hall) -> None:
    hall.open("1", "2")
    hall.issue()
    served = hall.call("2")
    assert served is not None
    hall.act("2", serving.start, served)
    hall.pass_time(hours=3)
    expire(hall)
    hall.do(clerk("1"), lambda turn: windows.pause(turn, "1", reason="lunch"))
    hall.pass_time(hours=6)
    expire(hall)
    hall.pass_time(hours=15)
    substitute = clerk("1", job_number="1003")
    assert hall.do(substitute, lambda turn: windows.open_window(turn, "1")).staff == "1003"
    expire(hall)
    assert hall.do(substitute, lambda turn: windows.pause(turn, "1", reason="break")).reason == "break"
    # Whoever is still being served keeps the window.
    assert hall.act("2", serving.finish, served).finished_at is not None
