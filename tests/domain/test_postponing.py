"""Coming later: who lets others go first stands where they said, and nobody else is called later for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.ticket import Ticket
from tests.domain.test_routing import NOW, START, WEIGHTS, queue, waiting


def postponed(ticket: Ticket, among: list[Ticket], *, places: int, now: datetime = NOW) -> Ticket:
    return ticket.let_others_go(waiting_since=queue(now=now).since_behind(ticket, among, places=places))


def order(tickets: list[Ticket], **more: object) -> list[str]:
    return [ticket.number for ticket, _ in queue(**more).in_order(tickets)]


def test_who_lets_two_go_stands_two_places_further_back_and_stays_there() -> None:
    people = [waiting(n, minutes=50 - n) for n in range(5)]
    later = postponed(people[1], people, places=2)
    now_waiting = [later if each.id == later.id else each for each in people]
    assert order(now_waiting) == ["A000", "A002", "A003", "A001", "A004"]
    assert order(now_waiting, now=NOW + timedelta(hours=2)) == ["A000", "A002", "A003", "A001", "A004"]


def test_with_fewer_behind_they_are_last_and_newcomers_stand_behind_them() -> None:
    people = [waiting(1, minutes=9), waiting(2, minutes=4)]
    later = postponed(people[0], people, places=5)
    newcomer = waiting(3, minutes=-1)
    assert order([later, people[1], newcomer], now=NOW + timedelta(minutes=2)) == ["A002", "A001", "A003"]


def test_an_elder_who_lets_ordinary_people_go_does_not_overtake_them_after_all() -> None:
    people = [waiting(1, minutes=9, priority="elderly"), *(waiting(n, minutes=12 - n) for n in (2, 3, 4))]
    later = postponed(people[0], people, places=2)
    assert order([later, *people[1:]], now=NOW + timedelta(minutes=45)) == ["A002", "A003", "A001", "A004"]


def test_precedence_of_every_kind_is_given_up() -> None:
    for favour in ({"first": True}, {"due_at": NOW}, {"due_at_call": 0}):
        people = [waiting(1, minutes=9, **favour), waiting(2, minutes=8)]
        later = postponed(people[0], people, places=1)
        assert order([later, people[1]]) == ["A002", "A001"], favour


@dataclass
class Morning:
    """One window that calls every so many minutes until nobody waits."""

    every: float
    people: list[Ticket]

    def called_at(self, *, postponing: str | None = None, at: float = 0.0, places: int = 0) -> dict[str, float]:
        """The minute at which each is called, when one of them postpones at a minute (if still waiting then)."""
        waiting_for = {ticket.id: ticket for ticket in self.people}
        called: dict[str, float] = {}
        minute, asked = 0.0, postponing is None
        while waiting_for:
            if not asked and minute >= at:
                asked = True
                now = START + timedelta(minutes=minute)
                here = [t for t in waiting_for.values() if t.issued_at <= now]
                if any(t.id == postponing for t in here):
                    mine = waiting_for[str(postponing)]
                    waiting_for[mine.id] = postponed(mine, here, places=places, now=now)
            now = START + timedelta(minutes=minute)
            here = [t for t in waiting_for.values() if t.issued_at <= now]
            chosen = queue(now=now).next(here)
            if chosen is not None:
                del waiting_for[chosen[0].id]
                called[chosen[0].id] = minute
            minute += self.every
        return called


arrivals = st.lists(st.tuples(st.floats(0, 12), st.sampled_from(sorted(WEIGHTS))), min_size=2, max_size=25)


@settings(max_examples=150, deadline=None)
@given(arrivals, st.floats(1, 10), st.floats(0, 120), st.integers(1, 8), st.data())
def test_nobody_else_is_called_later(
    came: list[tuple[float, str]], every: float, at: float, places: int, data: st.DataObject
) -> None:
    people, minute = [], 0.0
    for number, (gap, priority) in enumerate(came):
        minute += gap
        issued = START + timedelta(minutes=minute)
        people.append(replace(waiting(number, minutes=0, priority=priority), issued_at=issued, waiting_since=issued))
    who = data.draw(st.sampled_from(people)).id
    morning = Morning(every, people)
    without = morning.called_at()
    with_it = morning.called_at(postponing=who, at=at, places=places)
    assert with_it.keys() == without.keys()
    assert with_it[who] >= without[who]
    assert all(with_it[other] <= without[other] for other in without if other != who)
