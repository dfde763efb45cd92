"""Appointments (预约): making them, importing a list of them, and checking in with their code."""

from __future__ import annotations

import csv
import io
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from server.domain.appointment import Appointment, AppointmentState
from server.domain.refusal import BadInput
from server.domain.ticket import Ticket
from server.operations import issuing
from server.store import appointments, tickets
from server.store.columns import rfc3339
from server.store.turn import Turn

CODE_DIGITS = 6
CODE = re.compile(r"[A-Za-z0-9_-]{4,32}")
"""Also what another system's code may look like: it is typed on a keypad or scanned."""
COLUMNS = ("service", "at", "code")


@dataclass(frozen=True, kw_only=True)
class Wish:
    """An appointment as it is asked for: ``at`` aware, ``code`` only where another system gave one."""

    service: str
    at: datetime
    code: str | None = None
    field: str = ""


def book(turn: Turn, wishes: Sequence[Wish]) -> list[Appointment]:
    """Makes all of these appointments, or none. Raises BadInput with the first that makes no sense."""
    for wish in wishes:
        if turn.definition.leaf(wish.service) is None:
            raise BadInput("unknown_service", field=f"{wish.field}service", service=wish.service)
        if wish.at < turn.now:
            raise BadInput("appointment_past", field=f"{wish.field}at")
    given = [wish.code for wish in wishes if wish.code]
    taken = appointments.known(turn.conn, turn.hall, given)
    for wish in wishes:
        if wish.code and (wish.code in taken or given.count(wish.code) > 1):
            raise BadInput("appointment_code_taken", field=f"{wish.field}code", given=wish.code)
    new: list[Appointment] = []
    used = set(given)
    for wish in wishes:
        code = wish.code or _free_code(turn, used)
        used.add(code)
        new.append(Appointment(code=code, service=wish.service, at=wish.at))
    if new:
        appointments.add(turn.conn, turn.hall, new)
    for each in new:
        _record(turn, "appointment.booked", each)
    return new


def read_csv(text: str, *, zone: object) -> list[Wish]:
    """The wishes of a list with the columns ``service``, ``at`` and perhaps ``code``.

    A time without an offset is the hall's own (``zone``). Raises BadInput naming the row, the first below the heading
    being row 2 as a spreadsheet counts.
    """
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    missing = {"service", "at"} - set(rows.fieldnames or ())
    unknown = set(rows.fieldnames or ()) - set(COLUMNS)
    if missing or unknown:
        raise BadInput("appointment_columns", field="csv", columns=", ".join(sorted(missing | unknown, key=str)))
    return [_wish(row, zone, f"row {number}: ") for number, row in enumerate(rows, start=2)]


def _wish(row: dict[str, str], zone: object, field: str) -> Wish:
    try:
        at = datetime.fromisoformat((row["at"] or "").strip())
    except ValueError as error:
        raise BadInput("appointment_time", field=f"{field}at", at=row["at"]) from error
    code = (row.get("code") or "").strip() or None
    if code and not CODE.fullmatch(code):
        raise BadInput("appointment_code", field=f"{field}code", given=code)
    local = at if at.tzinfo else at.replace(tzinfo=zone)  # type: ignore[arg-type]
    return Wish(service=(row["service"] or "").strip(), at=local, code=code, field=field)


def cancel(turn: Turn, code: str) -> Appointment:
    """Takes an appointment back. Raises NotFound, NotAllowedNow."""
    cancelled = appointments.get(turn.conn, turn.hall, code).cancelled()
    appointments.save(turn.conn, turn.hall, cancelled)
    _record(turn, "appointment.cancelled", cancelled)
    return cancelled


def move(turn: Turn, code: str, *, at: datetime) -> Appointment:
    """Gives it another time, aware; its code stays. Raises NotFound, BadInput, NotAllowedNow."""
    if at < turn.now:
        raise BadInput("appointment_past", field="at")
    moved = appointments.get(turn.conn, turn.hall, code).moved(at)
    appointments.save(turn.conn, turn.hall, moved)
    _record(turn, "appointment.moved", moved)
    return moved


def miss(turn: Turn, code: str) -> Appointment:
    """Notes that its holder did not come; who comes after all within the hall's time may still check in.

    Raises NotFound, NotAllowedNow.
    """
    missed = appointments.get(turn.conn, turn.hall, code).missed(turn.now)
    appointments.save(turn.conn, turn.hall, missed)
    _record(turn, "appointment.missed", missed)
    return missed


def check_in(turn: Turn, code: str, *, language: str | None) -> Ticket:
    """The holder is here: gives the ticket, called at the appointment's time without queueing again.

    Who checks in a second time, having lost the paper, gets the same ticket. Raises NotFound, BadInput, NotAllowedNow.
    """
    appointment = appointments.get(turn.conn, turn.hall, code)
    if appointment.state is AppointmentState.CHECKED_IN and appointment.ticket is not None:
        return tickets.get(turn.conn, turn.hall, appointment.ticket)
    rules = turn.definition.check_in
    early, late = timedelta(minutes=rules.early_minutes), timedelta(minutes=rules.late_minutes)
    appointment.must_be_in_time(turn.now, early=early, late=late)
    ticket = issuing.issue_for_appointment(turn, service=appointment.service, at=appointment.at, language=language)
    appointments.save(turn.conn, turn.hall, appointment.checked_in(ticket.id))
    _record(turn, "appointment.checked_in", appointment.checked_in(ticket.id))
    return ticket


def _free_code(turn: Turn, used: Iterable[str]) -> str:
    while True:
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
        if code not in used and not appointments.known(turn.conn, turn.hall, [code]):
            return code


def _record(turn: Turn, kind: str, of: Appointment) -> None:
    # The code is the key to the appointment, so the journal, which managers' screens follow, keeps its beginning only.
    data = {"code": f"{of.code[:2]}…", "service": of.service, "at": rfc3339(of.at), "ticket": of.ticket}
    turn.record(kind, subject=f"appointment-{of.service}", data=data)
