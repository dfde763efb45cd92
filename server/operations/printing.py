"""Asking for a printout of a ticket, and hearing what became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from server.domain.refusal import NotAllowedNow, NotYours
from server.store import printers, prints, tickets
from server.store.printers import Paper
from server.store.prints import Print
from server.store.turn import Turn

DROPPED_AFTER = timedelta(minutes=2)
"""A ticket that comes out minutes later is somebody else's surprise."""


def queue_print(turn: Turn, ticket_id: str) -> Print:
    """Queues a printout for the asking kiosk's printer. Raises NotFound."""
    ticket = tickets.get(turn.conn, turn.hall, ticket_id)
    new = Print(id=turn.new_id(), ticket=ticket.id, device=turn.actor.subject, state="queued", created_at=turn.now)
    prints.add(turn.conn, turn.hall, new)
    _record(turn, "print.queued", new)
    return new


def report_print(turn: Turn, print_id: str, *, state: str, reason: str | None) -> Print:
    """What the printer's agent says: ``printed``, ``failed`` (why) or ``unknown``. Raises NotFound, NotYours."""
    known = prints.get(turn.conn, turn.hall, print_id)
    if known.device != turn.actor.subject:
        raise NotYours("not_your_print")
    if known.state != "queued":
        raise NotAllowedNow("print_reported", state=known.state)
    return _settle(turn, replace(known, state=state, reason=reason))


def drop_old_prints(turn: Turn) -> list[Print]:
    """Drops what no printer took in time."""
    old = [p for p in prints.queued(turn.conn, turn.hall) if p.created_at + DROPPED_AFTER < turn.now]
    return [_settle(turn, replace(p, state="dropped", reason="offline")) for p in old]


def note_paper(turn: Turn, paper: Paper) -> None:
    """What the asking kiosk's printer says of its paper; recorded only when it says something new."""
    device = turn.actor.subject
    if printers.paper(turn.conn, turn.hall, device) != paper:
        printers.put(turn.conn, turn.hall, device, paper, at=turn.now)
        turn.record("printer.changed", subject=device, data={"device": device, "paper": paper})


def _settle(turn: Turn, settled: Print) -> Print:
    prints.save(turn.conn, turn.hall, settled)
    _record(turn, "print.reported", settled)
    return settled


def _record(turn: Turn, kind: str, of: Print) -> None:
    data = {"id": of.id, "ticket": of.ticket, "device": of.device, "state": of.state, "reason": of.reason}
    turn.record(kind, subject=of.ticket, data=data)
