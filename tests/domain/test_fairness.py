"""Whole days of arrivals and calls: what the weights promise to those who have none."""

from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.ticket import Ticket
from tests.domain.test_routing import NOW, START, WEIGHTS, queue, waiting

Arrivals = list[tuple[float, str]]
arrivals = st.lists(st.tuples(st.floats(0, 12), st.sampled_from(sorted(WEIGHTS))), min_size=2, max_size=40)
"""Minutes since the one before, and the priority."""


@dataclass
class Day:
    """A day at one window that calls every so many minutes; who was called when, and who still waited then."""

    every: float
    calls: list[tuple[float, Ticket, tuple[Ticket, ...]]] = field(default_factory=list)

    def pass_with(self, arrivals: Arrivals) -> None:
        minute = 0.0
        coming: deque[tuple[float, Ticket]] = deque()
        for order, (gap, priority) in enumerate(arrivals):
            minute += gap
            since = (NOW - START).total_seconds() / 60 - minute
            coming.append((minute, waiting(order, minutes=since, priority=priority)))
        now = 0.0
        here: list[Ticket] = []
        while coming or here:
            while coming and coming[0][0] <= now:
                here.append(coming.popleft()[1])
            chosen = queue(now=START + timedelta(minutes=now)).next(here)
            if chosen is not None:
                here.remove(chosen[0])
                self.calls.append((now, chosen[0], tuple(here)))
            now += self.every


@settings(max_examples=60, deadline=None)
@given(arrivals, st.floats(1, 15))
def test_who_waited_w_was_overtaken_only_by_priority_issued_early_in_that_wait(came: Arrivals, every: float) -> None:
    """Over a whole day, not at one moment: the bound holds for the wait that each had in the end."""
    day = Day(every)
    day.pass_with(came)
    called_at = {ticket.id: START + timedelta(minutes=minute) for minute, ticket, _ in day.calls}
    assert len(called_at) == len(came)
    for _, ahead, left_waiting in day.calls:
        for overtaken in left_waiting:
            if ahead.waiting_since <= overtaken.waiting_since:
                continue
            w = (called_at[overtaken.id] - overtaken.waiting_since).total_seconds()
            r = WEIGHTS[ahead.priority] / WEIGHTS[overtaken.priority]
            assert r > 1
            assert (ahead.waiting_since - overtaken.waiting_since).total_seconds() <= (1 - 1 / r) * w + 1e-3


@settings(max_examples=40, deadline=None)
@given(st.floats(1, 10))
def test_an_ordinary_citizen_is_called_though_a_soldier_comes_before_every_call(every: float) -> None:
    """Soldiers fill the queue first and keep it full all day; the one without priority still gets in."""
    day = Day(every)
    day.pass_with([*[(0.0, "military")] * 5, (0.0, "none"), *[(every, "military")] * 60])
    place = next(n for n, (_, ticket, _) in enumerate(day.calls) if ticket.priority == "none")
    assert 0 < place <= 20


@settings(max_examples=60, deadline=None)
@given(arrivals)
def test_among_equals_nobody_overtakes(came: Arrivals) -> None:
    day = Day(5)
    day.pass_with([(gap, "elderly") for gap, _ in came])
    orders = [ticket.order for _, ticket, _ in day.calls]
    assert orders == sorted(orders)
