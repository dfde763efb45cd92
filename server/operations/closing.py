"""The end of a hall's day: who still waits, was missed or stayed away has to come again."""

from __future__ import annotations

from server.domain.serving import ServingDeed, ServingState
from server.domain.ticket import Ticket, TicketDeed, TicketState
from server.operations import counting, windows
from server.operations.business_day import is_over
from server.store import receipts, servings, tickets
from server.store.turn import Turn

ENDS_AT_CLOSING = (TicketState.WAITING, TicketState.MISSED, TicketState.HELD, TicketState.CALLED)
LAPSING = (ServingState.CALLED, ServingState.HELD)


def expire(turn: Turn) -> list[Ticket]:
    """Ends every ticket whose day is over, however long ago that was; who is being served stays.

    Servings that were called or held lapse with their tickets. Closes windows left open and forgets receipts past
    their time.
    """
    over = [
        ticket
        for ticket in tickets.in_states(turn.conn, turn.hall, ENDS_AT_CLOSING)
        if is_over(turn.definition, ticket.day, turn.now)
    ]
    lapsing = {s.ticket: s for s in servings.all_open(turn.conn, turn.hall) if s.state in LAPSING}
    ended = []
    for left in over:
        ticket = left.after(TicketDeed.EXPIRE)
        ended.append(ticket)
        if serving := lapsing.get(ticket.id):
            servings.save(turn.conn, turn.hall, serving.after(ServingDeed.LAPSE))
        tickets.save(turn.conn, turn.hall, ticket)
        counting.ticket_changed(turn, left, ticket)
        data = {"ticket": ticket.id, "number": ticket.number, "service": ticket.service}
        waiting = tickets.count_waiting(turn.conn, turn.hall, ticket.service)
        turn.record("ticket.expired", subject=ticket.id, data={**data, "waiting": waiting})
    windows.close_left_open(turn)
    receipts.forget_old(turn)
    return ended
