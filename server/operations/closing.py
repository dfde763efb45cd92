"""The end of a hall's day: who still waits, was missed or stayed away has to come again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from config.definition import Definition
from server.domain.numbering import hall_day
from server.domain.serving import ServingDeed, ServingState
from server.domain.ticket import Ticket, TicketDeed, TicketState
from server.store import receipts, servings, tickets
from server.store.turn import Turn

ENDS_AT_CLOSING = (TicketState.WAITING, TicketState.MISSED, TicketState.HELD, TicketState.CALLED)
LAPSING = (ServingState.CALLED, ServingState.HELD)


def closing_time(definition: Definition, day: date) -> datetime:
    """The UTC time at which a day's business ends: closing time, or midnight for a hall that is always open.

    Midnight, since the numbers start anew there and two waiting people must not share one.
    """
    at = definition.hours.closes_at(day)
    if at is None:
        return datetime.combine(day + timedelta(days=1), datetime.min.time(), definition.zone).astimezone(UTC)
    return datetime.combine(day, at, definition.zone).astimezone(UTC)


def is_over(definition: Definition, day: date, now: datetime) -> bool:
    """Whether a day's business has ended."""
    return hall_day(now, definition.zone) > day or now >= closing_time(definition, day)


def expire(turn: Turn) -> list[Ticket]:
    """Ends every ticket whose day is over, however long ago that was; who is being served stays.

    Servings that were called or held lapse with their tickets. Also forgets receipts past their time.
    """
    ended = [
        ticket.after(TicketDeed.EXPIRE)
        for ticket in tickets.in_states(turn.conn, turn.hall, ENDS_AT_CLOSING)
        if is_over(turn.definition, ticket.day, turn.now)
    ]
    lapsing = {s.ticket: s for s in servings.all_open(turn.conn, turn.hall) if s.state in LAPSING}
    for ticket in ended:
        if serving := lapsing.get(ticket.id):
            servings.save(turn.conn, turn.hall, serving.after(ServingDeed.LAPSE))
        tickets.save(turn.conn, turn.hall, ticket)
        data = {"ticket": ticket.id, "number": ticket.number, "service": ticket.service}
        waiting = tickets.count_waiting(turn.conn, turn.hall, ticket.service)
        turn.record("ticket.expired", subject=ticket.id, data={**data, "waiting": waiting})
    receipts.forget_old(turn)
    return ended
