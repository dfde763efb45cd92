"""The citizen who goes for tea and lets a few others go first."""

import pytest

from server.domain.actor import Actor
from server.domain.refusal import NotAllowedNow, NotFound
from server.domain.ticket import Ticket
from server.operations import issuing
from tests.small_hall import Hall, citizen, clerk


def postpone(hall: Hall, ticket: Ticket, *, places: int, by: Actor | None = None) -> Ticket:
    actor = by or citizen(ticket)
    return hall.do(actor, lambda turn: issuing.postpone(turn, ticket.id, places=places))


def test_the_window_calls_those_who_were_let_go_first(hall: Hall) -> None:
    hall.open("1")
    people = []
    for _ in range(5):
        people.append(hall.issue())
        hall.pass_time(minutes=1)
    postpone(hall, people[0], places=3)
    called = [hall.number_called("1") for _ in people]
    assert called == [people[n].number for n in (1, 2, 3, 0, 4)]


def test_it_is_in_the_journal_and_the_state_stays(hall: Hall) -> None:
    ticket = hall.issue()
    assert postpone(hall, ticket, places=2).state == "waiting"
    entry = hall.journal()[-1]
    assert (entry.kind, entry.subject, entry.actor) == ("ticket.postponed", ticket.id, f"citizen:{ticket.id}")
    assert (entry.facts["places"], entry.facts["service"], entry.facts["waiting"]) == (2, "A", 1)


def test_with_nobody_else_there_the_window_does_not_stand_idle(hall: Hall) -> None:
    hall.open("1")
    ticket = hall.issue()
    postpone(hall, ticket, places=5)
    assert hall.number_called("1") == ticket.number


def test_who_was_called_already_cannot_come_later(hall: Hall) -> None:
    hall.open("1")
    ticket = hall.issue()
    hall.come("1")
    before = hall.journal()
    with pytest.raises(NotAllowedNow, match="ticket_state"):
        postpone(hall, ticket, places=2)
    with pytest.raises(NotFound):
        hall.do(clerk("1"), lambda turn: issuing.postpone(turn, "nothing", places=2))
    assert hall.journal() == before


def test_once_called_the_ticket_is_an_ordinary_one_again(hall: Hall) -> None:
    hall.open("1")
    ticket = hall.issue(priority="elderly")
    postpone(hall, ticket, places=1)
    assert hall.ticket(ticket.id).postponed
    called = hall.come("1")
    assert not hall.ticket(ticket.id).postponed
    hall.miss("1", called)
    back = hall.do(clerk("1"), lambda turn: issuing.restore(turn, ticket.id))
    assert (back.postponed, back.due_at_call) == (False, 1 + 3)
