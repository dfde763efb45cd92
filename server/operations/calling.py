"""Calling citizens to a window (叫号), again, and giving up on those who do not come (过号)."""

from __future__ import annotations

from server.domain.refusal import NotAllowedNow
from server.domain.routing import Reason
from server.domain.serving import Serving, ServingState
from server.domain.ticket import Ticket, TicketDeed, TicketState
from server.operations import counting, windows
from server.operations.calling_order import calling_order
from server.store import counters, servings, tickets
from server.store.turn import Turn


def call_next(turn: Turn, window: str) -> Serving | None:
    """Calls whoever is next by the routing rules; None when nobody waits.

    Raises NotFound, NotYours, and NotAllowedNow while the window is not open or has somebody called or served.
    """
    services = _ready(turn, window)
    # After a night with the machine off, yesterday's tickets may not have been ended yet.
    waiting = [
        t for t in tickets.waiting(turn.conn, turn.hall, services) if t.window in (None, window) and t.day == turn.day
    ]
    chosen = calling_order(turn.conn, turn.definition, now=turn.now).next(waiting)
    return None if chosen is None else _call(turn, window, *chosen)


def call_number(turn: Turn, window: str, number: str) -> Serving:
    """Calls one number of today. Raises as ``call_next`` does, NotFound, and NotAllowedNow when it may not be."""
    services = _ready(turn, window)
    ticket = tickets.by_number(turn.conn, turn.hall, turn.day, number)
    if ticket.service not in services:
        raise NotAllowedNow("not_authorised", window=window, service=ticket.service)
    if ticket.window not in (None, window):
        raise NotAllowedNow("waits_for_another_window", window=ticket.window, number=number)
    return _call(turn, window, ticket, Reason.BY_NUMBER)


def recall(turn: Turn, serving_id: str) -> Serving:
    """Calls the same citizen again. Raises NotFound, NotYours, NotAllowedNow."""
    serving = mine(turn, serving_id).recalled()
    servings.save(turn.conn, turn.hall, serving)
    _tell(turn, "ticket.recalled", serving, tickets.get(turn.conn, turn.hall, serving.ticket))
    return serving


def no_show(turn: Turn, serving_id: str) -> Serving:
    """Nobody came. The ticket may be restored, unless it was missed too often: then it is over.

    Raises NotFound, NotYours, NotAllowedNow before enough calls.
    """
    routing = turn.definition.routing
    serving = mine(turn, serving_id).missed(at=turn.now, calls_before_missed=routing.calls_before_missed)
    called = tickets.get(turn.conn, turn.hall, serving.ticket)
    ticket = called.missed(misses_allowed=routing.misses_allowed)
    servings.save(turn.conn, turn.hall, serving)
    tickets.save(turn.conn, turn.hall, ticket)
    counting.ticket_changed(turn, called, ticket)
    _tell(turn, "ticket.missed", serving, ticket)
    if ticket.state is TicketState.EXPIRED:
        _tell(turn, "ticket.expired", serving, ticket)
    return serving


def mine(turn: Turn, serving_id: str) -> Serving:
    """The serving, if it is at the actor's window. Raises NotFound, NotYours, NotAllowedNow."""
    serving = servings.get(turn.conn, turn.hall, serving_id)
    windows.mine(turn, serving.window)
    return serving


def must_be_free(turn: Turn, window: str) -> None:
    """Raises NotAllowedNow while somebody is called or served at the window; a held citizen does not block it."""
    current = servings.current(turn.conn, turn.hall, window)
    if current is not None:
        raise NotAllowedNow("window_busy", window=window)


def _ready(turn: Turn, window: str) -> tuple[str, ...]:
    """The services the window may serve, once it is sure that it may call. Raises as ``call_next`` does."""
    windows.mine(turn, window).must_be_open()
    must_be_free(turn, window)
    defined = turn.definition.window(window)
    assert defined is not None  # windows.mine saw to it
    return turn.definition.may_serve(defined)


def _call(turn: Turn, window: str, waiting: Ticket, reason: Reason) -> Serving:
    if waiting.state is not TicketState.WAITING:
        raise NotAllowedNow(
            "ticket_state", deed=TicketDeed.CALL.value, number=waiting.number, state=waiting.state.value
        )
    ticket = waiting.called(turn.now)
    serving = Serving(
        id=turn.new_id(),
        ticket=ticket.id,
        window=window,
        staff=turn.actor.subject,
        service=ticket.service,
        state=ServingState.CALLED,
        calls=1,
        called_at=turn.now,
    )
    tickets.save(turn.conn, turn.hall, ticket)
    counting.called(turn, waiting, ticket, serving)
    counters.count_up(turn, f"calls:{ticket.service}")
    seq = _tell(
        turn,
        "ticket.called",
        serving,
        ticket,
        reason=reason.value,
        staff=serving.staff,
        waited_seconds=_waited(serving, ticket),
    )
    servings.add(turn.conn, turn.hall, serving, day=turn.day, seq=seq)
    return serving


def _waited(serving: Serving, ticket: Ticket) -> int:
    return int(serving.waited_after(ticket.issued_at).total_seconds())


def _tell(turn: Turn, kind: str, serving: Serving, ticket: Ticket, **more: object) -> int:
    data = {
        "ticket": ticket.id,
        "serving": serving.id,
        "number": ticket.number,
        "window": serving.window,
        "service": ticket.service,
        "calls": serving.calls,
        "language": ticket.language,
        "waiting": tickets.count_waiting(turn.conn, turn.hall, ticket.service),
        **more,
    }
    return turn.record(kind, subject=ticket.id, data=data)
