"""What a visit and its rating count for in the figures: where they are counted, and how much of what.

Whatever changes is counted as what it counts for now, less what it counted for before, so taking something back leaves
no trace. Sums are whole milliseconds and minutes and therefore exact.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from server.domain.numbering import hall_day
from server.domain.rating import Grade
from server.domain.serving import Serving, ServingState
from server.domain.ticket import Ticket, TicketState

Counts = Mapping[str, int]

WAIT_EDGES: tuple[int, ...] = (*range(1, 11), *range(12, 21, 2), *range(25, 61, 5), 75, 90, 120, 180, 240)
"""Minutes at which one bucket of waits ends and the next begins, from 0 on; the last bucket has no end.

A median or percentile taken from them is wrong by less than its bucket is wide: a minute up to 10, two up to 20, five
up to an hour.
"""
WAITS = tuple(f"wait_{place:02}" for place in range(len(WAIT_EDGES) + 1))
TICKET_COUNTS = ("issued", "called", "waited_ms", "over_promise", "missed", "cancelled", "expired")
SERVING_COUNTS = ("finished", "due", "handled_ms", "on_time", "on_the_spot", "statutory_minutes", "statutory_ms")
VISIT_COUNTS = (*TICKET_COUNTS, *SERVING_COUNTS, *WAITS)
FLAGGED = {grade: f"flagged_{grade.value}" for grade in Grade}
RATING_COUNTS = (*(grade.value for grade in Grade), *FLAGGED.values())

NEVER_CALLED = frozenset({TicketState.CANCELLED, TicketState.EXPIRED})
MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something counts. ``day`` is the hall's, ``hour`` 0..23 of its time; "" is no window and nobody."""

    day: date
    hour: int
    service: str
    window: str = ""
    staff: str = ""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """A service's promises when it happened, in minutes; None where the law sets no limit."""

    promised: int
    handling: int
    statutory: int | None


def place_of_ticket(ticket: Ticket, first: Serving | None, zone: ZoneInfo) -> Place:
    """By the hour it was issued, and at the window, by the person and for the service that first called it."""
    hour = ticket.issued_at.astimezone(zone).hour
    if first is None:
        return Place(day=ticket.day, hour=hour, service=ticket.service)
    return Place(day=ticket.day, hour=hour, service=first.service, window=first.window, staff=first.staff)


def of_ticket(ticket: Ticket, rules: Rules | None) -> Counts:
    """Nothing while it waits for its first call: that is counted where it stands, so taking a ticket costs nothing."""
    if ticket.first_called_at is None:
        return {"issued": 1, ticket.state.value: 1} if ticket.state in NEVER_CALLED else {}
    waited = ticket.first_called_at - ticket.issued_at
    counts = {"issued": 1, "called": 1, "waited_ms": waited // MILLISECOND, _bucket(waited): 1}
    if rules is not None and waited > timedelta(minutes=rules.promised):
        counts["over_promise"] = 1
    if ticket.misses:
        counts["missed"] = 1
    if ticket.state in NEVER_CALLED:
        counts[ticket.state.value] = 1
    return counts


def place_of_serving(serving: Serving, zone: ZoneInfo) -> Place | None:
    """On the day it was called, by the hour it was finished; None before that."""
    if serving.finished_at is None:
        return None
    return Place(
        day=hall_day(serving.called_at, zone),
        hour=serving.finished_at.astimezone(zone).hour,
        service=serving.service,
        window=serving.window,
        staff=serving.staff,
    )


def of_serving(serving: Serving, rules: Rules | None, *, on_the_spot: bool) -> Counts:
    """``on_the_spot`` says that the citizen was not passed on from elsewhere before."""
    if serving.state is not ServingState.FINISHED or serving.finished_at is None:
        return {}
    took = serving.finished_at - (serving.started_at or serving.finished_at)
    counts = {"finished": 1, "handled_ms": took // MILLISECOND, "on_the_spot": int(on_the_spot)}
    counts["due"] = int(serving.invited_at is not None)
    if rules is not None:
        counts["on_time"] = int(took <= timedelta(minutes=rules.handling))
        if rules.statutory is not None:
            counts |= {"statutory_minutes": rules.statutory, "statutory_ms": took // MILLISECOND}
    return counts


def of_rating(grade: Grade, *, flagged: bool) -> Counts:
    return {grade.value: 1, FLAGGED[grade]: 1} if flagged else {grade.value: 1}


def less(after: Counts, before: Counts) -> dict[str, int]:
    """What changed, without what did not."""
    names = dict.fromkeys([*after, *before])
    return {name: change for name in names if (change := after.get(name, 0) - before.get(name, 0))}


def wait_at(share: float, waits: Sequence[int]) -> float | None:
    """The wait in minutes that ``share`` (0..1) of those called did not exceed, from the counts in the buckets.

    Within a bucket waits are taken to be spread evenly; in the last, which has no end, its beginning is given.
    """
    total = sum(waits)
    if not total:
        return None
    wanted, below = max(ceil(share * total), 1), 0
    for place, count in enumerate(waits):
        if below + count >= wanted:
            low = WAIT_EDGES[place - 1] if place else 0
            if place == len(WAIT_EDGES):
                return float(low)
            return low + (WAIT_EDGES[place] - low) * (wanted - below) / count
        below += count
    raise AssertionError("the last bucket reaches the total")


def _bucket(waited: timedelta) -> str:
    return WAITS[bisect_right(WAIT_EDGES, waited / timedelta(minutes=1))]
