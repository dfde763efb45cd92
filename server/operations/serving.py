"""A citizen at the window: start, put aside, take up again, finish, pass on, ask for a rating."""

from __future__ import annotations

from server.domain.refusal import BadInput, NotAllowedNow
from server.domain.serving import Serving, ServingDeed, ServingState
from server.domain.ticket import Ticket, TicketDeed, TicketState
from server.operations import calling, counting
from server.store import servings, tickets
from server.store.turn import Turn


def start(turn: Turn, serving_id: str) -> Serving:
    """The citizen has come. Raises NotFound, NotYours, NotAllowedNow."""
    serving = calling.mine(turn, serving_id).started(turn.now)
    _keep(turn, "serving.started", serving, TicketDeed.START)
    return serving


def hold(turn: Turn, serving_id: str) -> Serving:
    """Puts the citizen aside (挂起); the window may call the next. Raises NotFound, NotYours, NotAllowedNow."""
    serving = calling.mine(turn, serving_id).held(turn.now)
    _keep(turn, "serving.held", serving, TicketDeed.HOLD)
    return serving


def resume(turn: Turn, serving_id: str) -> Serving:
    """Takes a held citizen up again. Raises NotFound, NotYours, NotAllowedNow while another is at the window."""
    serving = calling.mine(turn, serving_id).after(ServingDeed.RESUME)
    calling.must_be_free(turn, serving.window)
    _keep(turn, "serving.resumed", serving, TicketDeed.RESUME)
    return serving


def finish(turn: Turn, serving_id: str) -> Serving:
    """The business is done; the hall's setting decides whether a rating is asked for by itself.

    Raises NotFound, NotYours, NotAllowedNow.
    """
    served = calling.mine(turn, serving_id)
    serving = served.finished(turn.now)
    ticket = _keep(turn, "serving.finished", serving, TicketDeed.FINISH)
    counting.serving_changed(turn, served, serving, ticket)
    return _invite(turn, serving) if turn.definition.rating.invite_on_finish else serving


def undo(turn: Turn, serving_id: str) -> Serving:
    """Takes back the start, hold, finish or no-show that was pressed by mistake just now, and its invitation.

    Raises NotFound, NotYours, and NotAllowedNow when it is too late, the citizen has rated or is elsewhere by now, or
    another is at the window.
    """
    moved = calling.mine(turn, serving_id)
    serving = moved.undone(turn.now)
    ticket = tickets.get(turn.conn, turn.hall, serving.ticket)
    last = servings.last(turn.conn, turn.hall, serving.ticket)
    restored = moved.state is ServingState.MISSED and ticket.state not in (TicketState.MISSED, TicketState.EXPIRED)
    if restored or last is None or last.id != serving.id:
        raise NotAllowedNow("nothing_to_undo")
    if moved.state is not ServingState.SERVING:
        calling.must_be_free(turn, serving.window)
    was, ticket = ticket, ticket.undone(TicketState(serving.state.value))
    servings.save(turn.conn, turn.hall, serving)
    tickets.save(turn.conn, turn.hall, ticket)
    counting.ticket_changed(turn, was, ticket)
    counting.serving_changed(turn, moved, serving, ticket)
    _tell(turn, "serving.undone", serving, ticket, state=serving.state.value, calls=serving.calls)
    return serving


def invite(turn: Turn, serving_id: str) -> Serving:
    """Asks (again) for a rating. Raises NotFound, NotYours, NotAllowedNow unless finished and unrated."""
    return _invite(turn, calling.mine(turn, serving_id))


def transfer(turn: Turn, serving_id: str, *, service: str | None, window: str | None, first: bool) -> Serving:
    """Passes the citizen on to a service or to one window, to wait there last or first under the same number.

    Raises NotFound, NotYours, NotAllowedNow, and BadInput for an unknown service or window.
    """
    serving = calling.mine(turn, serving_id).after(ServingDeed.TRANSFER)
    waiting = tickets.get(turn.conn, turn.hall, serving.ticket)
    to_service = _target_service(turn, waiting, service=service, window=window)
    ticket = waiting.transferred(at=turn.now, service=to_service, window=window, first=first)
    servings.save(turn.conn, turn.hall, serving)
    tickets.save(turn.conn, turn.hall, ticket)
    _tell(
        turn,
        "ticket.transferred",
        serving,
        ticket,
        from_service=waiting.service,
        to_window=window,
        first=first,
        waiting=tickets.count_waiting(turn.conn, turn.hall, ticket.service),
    )
    return serving


def _target_service(turn: Turn, ticket: Ticket, *, service: str | None, window: str | None) -> str:
    definition = turn.definition
    if service is not None and definition.leaf(service) is None:
        raise BadInput("unknown_service", field="service", service=service)
    target = service or ticket.service
    if window is not None:
        defined = definition.window(window)
        if defined is None:
            raise BadInput("unknown_window", field="window", window=window)
        if target not in definition.may_serve(defined):
            raise NotAllowedNow("not_authorised", window=window, service=target)
    return target


def _invite(turn: Turn, finished: Serving) -> Serving:
    serving = finished.invited(invitation=turn.new_id(), at=turn.now)
    ticket = tickets.get(turn.conn, turn.hall, serving.ticket)
    servings.save(turn.conn, turn.hall, serving)
    counting.serving_changed(turn, finished, serving, ticket)
    limit = turn.definition.rating.limit_seconds
    _tell(
        turn,
        "rating.invited",
        serving,
        ticket,
        id=serving.invitation,
        limit_seconds=limit,
        language=ticket.language,
    )
    return serving


def _keep(turn: Turn, kind: str, serving: Serving, deed: TicketDeed) -> Ticket:
    ticket = tickets.get(turn.conn, turn.hall, serving.ticket).after(deed)
    servings.save(turn.conn, turn.hall, serving)
    tickets.save(turn.conn, turn.hall, ticket)
    _tell(turn, kind, serving, ticket)
    return ticket


def _tell(turn: Turn, kind: str, serving: Serving, ticket: Ticket, **more: object) -> None:
    data = {
        "serving": serving.id,
        "ticket": ticket.id,
        "number": ticket.number,
        "window": serving.window,
        "service": ticket.service,
        **more,
    }
    turn.record(kind, subject=serving.id, data=data)
