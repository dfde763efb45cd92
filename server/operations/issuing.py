"""Taking a ticket (取号), giving it back, and coming back after having been missed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from config.definition import Service
from server.domain.actor import Role
from server.domain.numbering import ticket_number
from server.domain.refusal import BadInput, NotAllowedNow
from server.domain.ticket import Ticket, TicketDeed, TicketState
from server.operations import counting
from server.operations.calling_order import calling_order
from server.store import counters, tickets
from server.store.turn import Turn


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A ticket that was taken just now: its citizen's token, and how many are called before it as things stand."""

    ticket: Ticket
    token: str
    ahead: int


def issue(turn: Turn, *, service: str, priority: str, language: str | None, on_behalf: bool = False) -> Issued:
    """Gives out the next number of the service's prefix; ``on_behalf`` marks one taken for somebody else (代办).

    Raises BadInput for an unknown service or language, NotAllowedNow when the hall is closed, the service's quota of
    the day is used up, or it is done by appointment only; a clerk may still give a ticket for that.
    """
    definition = turn.definition
    leaf = _leaf(turn, service, language)
    if not definition.hours.open_at(turn.now.astimezone(definition.zone)):
        raise NotAllowedNow("hall_closed")
    if leaf.appointment_only and turn.actor.role is not Role.STAFF:
        raise NotAllowedNow("appointment_only", service=service)
    ticket, issued_today = _new(turn, leaf, priority=priority, language=language)
    if leaf.quota is not None and issued_today > leaf.quota:
        raise NotAllowedNow("quota_used_up", service=service)
    return _given(turn, replace(ticket, on_behalf=on_behalf))


def issue_for_appointment(turn: Turn, *, service: str, at: datetime, language: str | None) -> Ticket:
    """The ticket of somebody whose appointment is at ``at``: their place was given when it was made.

    Neither hours nor quota forbid it. Raises BadInput for a service that is gone or an unknown language.
    """
    leaf = _leaf(turn, service, language)
    ticket, _ = _new(turn, leaf, priority="appointment", language=language)
    return _given(turn, replace(ticket, due_at=at)).ticket


def _leaf(turn: Turn, service: str, language: str | None) -> Service:
    leaf = turn.definition.leaf(service)
    if leaf is None:
        raise BadInput("unknown_service", field="service", service=service)
    if language is not None and language not in turn.definition.languages:
        raise BadInput("unknown_language", field="language", language=language)
    return leaf


def _new(turn: Turn, leaf: Service, *, priority: str, language: str | None) -> tuple[Ticket, int]:
    """A ticket with the next number, and how many were given out for its service today, this one among them."""
    prefix = turn.definition.prefix_of(leaf.code)
    issued_today, number = counters.count_up(turn, f"issued:{leaf.code}", f"number:{prefix}")
    ticket = Ticket(
        id=turn.new_id(),
        day=turn.day,
        number=ticket_number(prefix, number),
        service=leaf.code,
        priority=priority,
        state=TicketState.WAITING,
        language=language or turn.definition.languages[0],
        issued_at=turn.now,
        waiting_since=turn.now,
        order=turn.seq + 1,
    )
    return ticket, issued_today


def _given(turn: Turn, ticket: Ticket) -> Issued:
    token = secrets.token_urlsafe(12)
    tickets.add(turn.conn, turn.hall, ticket, token=token)
    waiting, due = tickets.counts_due(turn.conn, turn.hall, ticket.service, day=turn.day)
    more: dict[str, bool] = {"on_behalf": True} if ticket.on_behalf else {}
    _record(turn, "ticket.issued", ticket, waiting=waiting, priority=ticket.priority, language=ticket.language, **more)
    # Having waited for no time it stands behind all others: counted, however long the queue is.
    return Issued(ticket=ticket, token=token, ahead=due - 1)


def cancel(turn: Turn, ticket_id: str) -> Ticket:
    """Gives a ticket back (不办了). Raises NotFound, NotAllowedNow."""
    given = tickets.get(turn.conn, turn.hall, ticket_id)
    ticket = given.after(TicketDeed.CANCEL)
    tickets.save(turn.conn, turn.hall, ticket)
    counting.ticket_changed(turn, given, ticket)
    _record(turn, "ticket.cancelled", ticket, by=turn.actor.role.value)
    return ticket


def postpone(turn: Turn, ticket_id: str, *, places: int) -> Ticket:
    """Lets ``places`` people behind go first (晚一点再办); nobody is called later for it.

    Raises NotFound, NotAllowedNow.
    """
    waiting = tickets.get(turn.conn, turn.hall, ticket_id)
    waiting.after(TicketDeed.POSTPONE)
    everybody = tickets.waiting(turn.conn, turn.hall, [waiting.service])
    queue = calling_order(turn.conn, turn.definition, now=turn.now)
    ticket = waiting.let_others_go(waiting_since=queue.since_behind(waiting, everybody, places=places))
    tickets.save(turn.conn, turn.hall, ticket)
    _record(turn, "ticket.postponed", ticket, places=places, by=turn.actor.role.value)
    return ticket


def restore(turn: Turn, ticket_id: str) -> Ticket:
    """Puts a missed ticket (过号) back in the queue, behind a few other calls. Raises NotFound, NotAllowedNow."""
    calls = counters.today(turn.conn, turn.hall, turn.day, "calls")
    missed = tickets.get(turn.conn, turn.hall, ticket_id)
    ticket = missed.restored(
        at=turn.now,
        calls_so_far=calls.get(missed.service, 0),
        after_calls=turn.definition.routing.restored_after_calls,
    )
    tickets.save(turn.conn, turn.hall, ticket)
    _record(turn, "ticket.restored", ticket, after_calls=turn.definition.routing.restored_after_calls)
    return ticket


def _record(turn: Turn, kind: str, ticket: Ticket, *, waiting: int | None = None, **more: object) -> None:
    """``waiting`` are those who wait for the service now, counted here where nobody has yet."""
    if waiting is None:
        waiting = tickets.count_waiting(turn.conn, turn.hall, ticket.service)
    data = {"ticket": ticket.id, "number": ticket.number, "service": ticket.service, "waiting": waiting, **more}
    turn.record(kind, subject=ticket.id, data=data)
