"""What lies before the clerk: their window, who is there, who was put aside, and who waits."""

from __future__ import annotations

from server.domain.actor import Actor
from server.domain.refusal import NotAllowedNow
from server.domain.serving import BLOCKING, UNDO_WITHIN, ServingDeed, ServingState
from server.domain.ticket import TicketState
from server.operations import alert_views
from server.operations.views import Json, View
from server.store import servings, tickets
from server.store.columns import rfc3339

DEED_OF = {
    ServingState.SERVING: ServingDeed.START,
    ServingState.HELD: ServingDeed.HOLD,
    ServingState.FINISHED: ServingDeed.FINISH,
    ServingState.MISSED: ServingDeed.MISS,
}


def desk(view: View, actor: Actor) -> Json:
    """The clerk's window as the console shows it; the queue in calling order."""
    code = actor.window
    defined = view.definition.window(code) if code else None
    services = view.definition.may_serve(defined) if defined else ()
    window = view.window(defined.code) if defined else None
    waiting = [t for t in tickets.waiting(view.conn, view.hall, services) if t.window in (None, code)]
    missed = [
        t for t in tickets.in_states(view.conn, view.hall, [TicketState.MISSED], day=view.day) if t.service in services
    ]
    return {
        "hall": view.hall_card(),
        "window": window,
        "current": window["serving"] if window else None,
        "held": [view.serving(s) for s in servings.held(view.conn, view.hall, code)] if code else [],
        "queue": [view.ticket(ticket) for ticket, _ in view.queue().in_order(waiting)],
        "missed": [view.ticket(ticket) for ticket in missed],
        "undo": _undo(view, code) if code else None,
        "calls_before_missed": view.definition.routing.calls_before_missed,
        "today": window["today"] if window else 0,
        "services": [
            {"code": s.code, "name": s.name, "promised_minutes": s.promised_minutes} for s in view.definition.leaves
        ],
        "alerts": alert_views.open_ones(view, actor),
        "windows": [{name: w[name] for name in ("code", "name", "state", "services")} for w in view.windows()],
    }


def _undo(view: View, code: str) -> Json | None:
    """The clerk's last press, while it can be taken back."""
    moved = servings.last_moved(view.conn, view.hall, view.day, code)
    if moved is None or moved.moved_at is None:
        return None
    busy = servings.current(view.conn, view.hall, code)
    try:
        moved.undone(view.now)
    except NotAllowedNow:
        return None
    if busy is not None and moved.state not in BLOCKING:
        return None
    return {
        "serving": moved.id,
        "number": tickets.get(view.conn, view.hall, moved.ticket).number,
        "deed": DEED_OF[moved.state].value,
        "until": rfc3339(moved.moved_at + UNDO_WITHIN),
    }
