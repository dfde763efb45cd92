"""Who is next, and the promise that nobody starves for those who may go first."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from server.domain.routing import Queue, Reason
from server.domain.ticket import Ticket, TicketState

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
NOW = START + timedelta(hours=3)
WEIGHTS = {"none": 1.0, "elderly": 2.0, "military": 3.0}


def waiting(order: int, *, minutes: float, priority: str = "none", **more: object) -> Ticket:
    """A ticket that has waited so many minutes."""
    since = NOW - timedelta(minutes=minutes)
    ticket = Ticket(
        id=f"t{order}",
        day=date(2026, 3, 2),
        number=f"A{order:03}",
        service="A",
        priority=priority,
        state=TicketState.WAITING,
        language="zh-CN",
        issued_at=since,
        waiting_since=since,
        order=order,
    )
    return replace(ticket, **more)  # type: ignore[arg-type]


def queue(**more: object) -> Queue:
    return Queue(**{"weights": WEIGHTS, "calls": {}, "now": NOW, **more})  # type: ignore[arg-type]


def numbers(tickets: list[Ticket], **more: object) -> list[tuple[str, Reason]]:
    return [(ticket.number, reason) for ticket, reason in queue(**more).in_order(tickets)]


def test_without_priority_the_longest_wait_is_next() -> None:
    assert numbers([waiting(2, minutes=3), waiting(1, minutes=9)]) == [
        ("A001", Reason.LONGEST_WAIT),
        ("A002", Reason.LONGEST_WAIT),
    ]


def test_an_elder_waits_half_as_long() -> None:
    early, late = waiting(1, minutes=20), waiting(2, minutes=9, priority="elderly")
    assert numbers([early, late])[0] == ("A001", Reason.LONGEST_WAIT)
    assert numbers([early, replace(late, waiting_since=NOW - timedelta(minutes=11))])[0] == ("A002", Reason.PRIORITY)


def test_who_waits_equally_long_comes_in_the_order_of_numbers() -> None:
    assert numbers([waiting(2, minutes=5), waiting(1, minutes=5)])[0][0] == "A001"


def test_a_citizen_passed_on_to_the_head_of_a_queue_comes_first() -> None:
    assert numbers([waiting(1, minutes=60, priority="military"), waiting(2, minutes=1, first=True)])[0] == (
        "A002",
        Reason.FIRST,
    )


def test_an_appointment_comes_at_its_time_and_not_before() -> None:
    booked = waiting(2, minutes=1, priority="appointment", due_at=NOW + timedelta(minutes=11))
    other = waiting(1, minutes=30)
    assert numbers([booked, other])[0][0] == "A001"
    at_its_time = replace(booked, due_at=NOW + timedelta(minutes=10))
    assert numbers([at_its_time, other])[0] == ("A002", Reason.APPOINTMENT)


def test_a_missed_ticket_comes_back_three_places_later() -> None:
    back = waiting(1, minutes=50, due_at_call=7)
    others = [waiting(n, minutes=n) for n in (2, 3)]
    assert numbers([back, *others], calls={"A": 6})[-1] == ("A001", Reason.RESTORED)
    assert numbers([back, *others], calls={"A": 7})[0] == ("A001", Reason.RESTORED)


def test_a_restored_ticket_is_called_early_when_nobody_else_waits() -> None:
    assert numbers([waiting(1, minutes=1, due_at_call=99)]) == [("A001", Reason.RESTORED)]


def test_a_restored_ticket_does_not_starve_behind_other_services() -> None:
    """At a window of many services it takes its place by score when nobody of its own service is left to be called."""
    back = waiting(1, minutes=8, due_at_call=99)
    others = [waiting(2, minutes=9, service="B"), waiting(3, minutes=7, service="B")]
    assert [number for number, _ in numbers([back, *others])] == ["A002", "A001", "A003"]
    behind_its_own = [*others, waiting(4, minutes=1)]
    assert [number for number, _ in numbers([back, *behind_its_own])] == ["A002", "A003", "A004", "A001"]


def test_who_missed_an_appointment_waits_like_every_restored_ticket() -> None:
    back = waiting(1, minutes=1, due_at=NOW, due_at_call=7)
    other = waiting(2, minutes=5)
    assert numbers([back, other], calls={"A": 6})[0][0] == "A002"
    assert numbers([back, other], calls={"A": 7})[0] == ("A001", Reason.RESTORED)


def test_the_heads_of_the_queue_among_themselves() -> None:
    """Passed on first, then appointments, then restored tickets; each kind by its own time or turn."""
    order = [
        waiting(8, minutes=9, first=True),
        waiting(7, minutes=8, first=True),
        waiting(6, minutes=1, due_at=NOW - timedelta(minutes=5)),
        waiting(5, minutes=9, due_at=NOW + timedelta(minutes=5)),
        waiting(4, minutes=1, due_at_call=3),
        waiting(3, minutes=9, due_at_call=4),
        waiting(2, minutes=60, priority="military"),
        waiting(1, minutes=9),
    ]
    ordered = queue(calls={"A": 4}).in_order(reversed(order))
    assert [ticket.number for ticket, _ in ordered] == [ticket.number for ticket in order]


def test_a_hall_may_weigh_only_some_priorities() -> None:
    elder = waiting(1, minutes=10, priority="elderly")
    assert numbers([elder, waiting(2, minutes=20)], weights={"elderly": 3.0})[0] == ("A001", Reason.PRIORITY)


def test_a_clock_that_went_back_turns_nothing_round() -> None:
    assert numbers([waiting(2, minutes=-3, priority="military"), waiting(1, minutes=-1)])[0][0] == "A001"


def test_nobody_waits() -> None:
    assert queue().next([]) is None


tickets = st.lists(
    st.tuples(st.floats(0, 600), st.sampled_from(sorted(WEIGHTS))),
    min_size=2,
    max_size=40,
)


@given(tickets)
def test_only_priority_issued_early_in_ones_wait_overtakes(issued: list[tuple[float, str]]) -> None:
    """Who has waited w is overtaken only by heavier tickets issued in the first (1 - 1/r)·w of that wait."""
    queued = [waiting(n, minutes=minutes, priority=priority) for n, (minutes, priority) in enumerate(issued)]
    order = [ticket for ticket, _ in queue().in_order(queued)]
    for place, overtaken in enumerate(order):
        w = (NOW - overtaken.waiting_since).total_seconds()
        for ahead in order[:place]:
            if ahead.waiting_since > overtaken.waiting_since:
                r = WEIGHTS[ahead.priority] / WEIGHTS[overtaken.priority]
                assert r > 1
                came_after = (ahead.waiting_since - overtaken.waiting_since).total_seconds()
                assert came_after <= (1 - 1 / r) * w + 1e-6


@given(tickets)
def test_whoever_waits_long_enough_is_next(issued: list[tuple[float, str]]) -> None:
    """However many may go first, a wait of r times everybody else's ends at once: nobody starves."""
    others = [waiting(n + 1, minutes=minutes, priority=priority) for n, (minutes, priority) in enumerate(issued)]
    longest = max(minutes for minutes, _ in issued)
    patient = waiting(0, minutes=3 * longest + 1)
    chosen = queue().next([*others, patient])
    assert chosen is not None
    assert chosen[0] == patient
