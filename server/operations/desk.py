"""What lies before the clerk: their window, who is there, who was put aside, and who waits."""

from __future__ import annotations

from server.domain.actor import Actor
from server.domain.ticket import TicketState
from server.operations.views import Json, View
from server.store import servings, tickets


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
        "today": window["today"] if window else 0,
        "services": [
            {"code": s.code, "name": s.name, "promised_minutes": s.promised_minutes} for s in view.definition.leaves
        ],
        "windows": [{"code": w["code"], "name": w["name"], "state": w["state"]} for w in view.windows()],
    }
