"""What a terminal is told when it comes new: the hall as it stands, as far as its role may see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from server.domain.actor import Actor, Role
from server.domain.numbering import hall_day
from server.domain.ticket import TicketState
from server.operations import offering
from server.operations.case_views import answer_of
from server.operations.desk import desk
from server.operations.live import live
from server.operations.views import Json, View
from server.store import journal, printers, prints, servings, tickets
from server.store.columns import from_rfc3339, rfc3339
from server.store.journal import Entry

TROUBLE_KEPT = timedelta(days=1)
"""A printer that nobody has printed with for longer is no trouble of today's."""
CALLS_SHOWN = 20
CALLS_SEARCHED = 400

Speech = Callable[[Entry], Json]
"""The words of a call by language, and whether it is only shown: ``{"speech", "quiet"}``."""


def snapshot(view: View, actor: Actor, *, head: int, speech: Speech) -> Json:
    """The state for the actor's role."""
    match actor.role:
        case Role.DISPLAY:
            return display(view, head=head, speech=speech)
        case Role.KIOSK:
            return {**offering.services(view), "printer": printers.paper(view.conn, view.hall, actor.subject)}
        case Role.EVALUATOR:
            return evaluator(view, actor)
        case Role.STAFF:
            return desk(view, actor)
        case Role.CITIZEN:
            return citizen(view, actor)
        case Role.WALL:
            return live(view, actor)
        case Role.MANAGER | Role.AUDITOR | Role.ADMINISTRATOR:
            return manager(view)
        case Role.SUPERVISOR:
            return {
                "hall": view.hall_card(),
                "windows": view.windows(of=view.definition.department_led_by(actor.subject)),
            }
        case _:
            return {"hall": view.hall_card()}


def display(view: View, *, head: int, speech: Speech) -> Json:
    waiting = tickets.counts_waiting(view.conn, view.hall)
    return {
        "hall": view.hall_card(),
        "windows": [_public(window) for window in view.windows()],
        "services": [
            {
                "code": s.code,
                "name": s.name,
                "icon": s.icon,
                "parent": s.parent,
                "waiting": waiting.get(s.code, 0),
                "materials": list(s.materials),
            }
            for s in view.definition.leaves
        ],
        "calls": _last_calls(view, head=head, speech=speech),
        "notices": list(view.definition.notices),
        "voice": {
            "languages": list(view.definition.voice.languages),
            "volume": view.definition.voice.volume,
        },
    }


def _public(window: Json) -> Json:
    """A window as everybody in the hall may see it."""
    serving = window["serving"]
    shown = {name: window[name] for name in ("code", "name", "state", "reason", "until", "staff", "services")}
    if serving is None:
        return {**shown, "serving": None}
    ticket = serving["ticket"]
    return {**shown, "serving": {"number": ticket["number"], "state": serving["state"], "service": ticket["service"]}}


def _last_calls(view: View, *, head: int, speech: Speech) -> list[Json]:
    """The newest calls of the hall's day, newest first."""
    entries = journal.after(view.conn, view.hall, max(head - CALLS_SEARCHED, 0), limit=CALLS_SEARCHED)
    zone = view.definition.zone
    calls = [
        {"seq": entry.seq, "at": entry.at, **call(entry, speech=speech)}
        for entry in reversed(entries)
        if entry.kind in ("ticket.called", "ticket.recalled") and hall_day(from_rfc3339(entry.at), zone) == view.day
    ]
    return calls[:CALLS_SHOWN]


def call(entry: Entry, *, speech: Speech) -> Json:
    """A call as screens and speakers get it: the number, never the person."""
    facts = entry.facts
    shown = {name: facts[name] for name in ("number", "window", "service", "calls", "waiting", "language")}
    return {**shown, **speech(entry)}


def evaluator(view: View, actor: Actor) -> Json:
    window = view.window(actor.window or "")
    return {
        "hall": view.hall_card(),
        "window": {name: window[name] for name in ("code", "name", "state", "reason", "staff")},
        "invitation": _open_invitation(view, actor.window or ""),
        "evaluator": view.definition.evaluator.model_dump(),
    }


def _open_invitation(view: View, window: str) -> Json | None:
    """The window's invitation that is still waiting for a press."""
    serving = servings.newest_invitation(view.conn, view.hall, view.day, window)
    if serving is None or serving.rated or serving.invited_at is None:
        return None
    limit = view.definition.rating.limit_seconds
    expires_at = serving.invited_at + timedelta(seconds=limit)
    if expires_at <= view.now:
        return None
    ticket = tickets.get(view.conn, view.hall, serving.ticket)
    return {
        "id": serving.invitation,
        "serving": serving.id,
        "number": ticket.number,
        "invited_at": rfc3339(serving.invited_at),
        "expires_at": rfc3339(expires_at),
        "limit_seconds": limit,
        "language": ticket.language,
    }


def citizen(view: View, actor: Actor) -> Json:
    ticket = tickets.get(view.conn, view.hall, actor.subject)
    serving = servings.last(view.conn, view.hall, ticket.id)
    called = serving is not None and ticket.state in (TicketState.CALLED, TicketState.SERVING, TicketState.HELD)
    return {
        "hall": view.hall_card(),
        "ticket": view.ticket(ticket),
        "call": {
            "number": ticket.number,
            "window": serving.window,
            "calls": serving.calls,
            "at": rfc3339(serving.called_at),
        }
        if called and serving
        else None,
        "invitation": citizen_invitation(view, actor),
        "rated": bool(serving and serving.rated),
        "answer": answer_of(view, ticket.id),
    }


def citizen_invitation(view: View, actor: Actor) -> Json | None:
    """The citizen's own invitation, open for the hall's number of days."""
    serving = servings.last(view.conn, view.hall, actor.subject)
    if serving is None or serving.rated or serving.invited_at is None or serving.finished_at is None:
        return None
    days = timedelta(days=view.definition.rating.phone_days)
    if view.now - serving.finished_at > days:
        return None
    return {
        "id": serving.invitation,
        "serving": serving.id,
        "invited_at": rfc3339(serving.invited_at),
        "expires_at": rfc3339(serving.finished_at + days),
    }


def manager(view: View) -> Json:
    return {
        "hall": view.hall_card(),
        "windows": view.windows(),
        "services": offering.services(view)["services"],
        "waiting": sum(tickets.counts_waiting(view.conn, view.hall).values()),
        "printers": _printers(view),
    }


def _printers(view: View) -> Json:
    """What each kiosk's printer said last: of its paper, and of the newest sheet."""
    told: Json = {device: {"paper": paper} for device, paper in printers.every(view.conn, view.hall).items()}
    for device, sheet in prints.newest_reported(view.conn, view.hall, since=view.now - TROUBLE_KEPT).items():
        told.setdefault(device, {}).update(state=sheet.state, reason=sheet.reason)
    return told
