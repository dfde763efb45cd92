"""Asking for a printout of a ticket or of what to bring, and hearing what became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from server.domain.refusal import BadInput, NotAllowedNow, NotFound, NotYours
from server.store import printers, prints, tickets
from server.store.printers import Paper
from server.store.prints import Print
from server.store.turn import Turn

DROPPED_AFTER = timedelta(minutes=2)
"""A ticket that comes out minutes later is somebody else's surprise."""


def queue_print(turn: Turn, ticket_id: str) -> Print:
    """Queues a printout for the asking kiosk's printer. Raises NotFound."""
    ticket = tickets.get(turn.conn, turn.hall, ticket_id)
    return _queue(turn, Print(**_asked(turn), ticket=ticket.id))


def queue_notice(turn: Turn, service: str, *, language: str | None) -> Print:
    """Queues the list of what to bring (一次性告知) for the asking kiosk's printer. Raises NotFound, BadInput."""
    if turn.definition.leaf(service) is None:
        raise NotFound("service", service=service)
    if language is not None and language not in turn.definition.languages:
        raise BadInput("unknown_language", field="language", language=language)
    return _queue(turn, Print(**_asked(turn), service=service, language=language or turn.definition.languages[0]))


def _asked(turn: Turn) -> dict[str, Any]:
    return {"id": turn.new_id(), "device": turn.actor.subject, "state": "queued", "created_at": turn.now}


def _queue(turn: Turn, new: Print) -> Print:
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
    notice = {} if of.service is None else {"service": of.service}
    turn.record(kind, subject=of.ticket or of.id, data=data | notice)
