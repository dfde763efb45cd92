"""Tickets, in and out of their table. Statements are made once: composing one costs as much as running it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, insert, literal_column, or_, select, update

from server.domain.refusal import NotFound
from server.domain.ticket import Ticket, TicketState
from server.store.prepared import Prepared
from server.store.tables import counters, tickets

_FIELDS = tuple(Ticket.__dataclass_fields__)
_OF_HALL = tickets.c.hall == bindparam("hall")
# As the index ``tickets_waiting`` names it and in the statement's text: else SQLite does not take it, or works out anew
# for each run that it may.
_IS_WAITING = tickets.c.state.in_([literal_column(f"'{TicketState.WAITING}'")])
_WAITING = (_OF_HALL, _IS_WAITING)
_OF_SERVICE = tickets.c.service == bindparam("service")

_SELECT = select(*(tickets.c[name] for name in _FIELDS))
_BY_ID = Prepared(_SELECT.where(_OF_HALL, tickets.c.id == bindparam("id")))
_BY_NUMBER = _SELECT.where(_OF_HALL, tickets.c.day == bindparam("day"), tickets.c.number == bindparam("number"))
_WAITING_FOR = _SELECT.where(*_WAITING, tickets.c.service.in_(bindparam("services", expanding=True)))
_IN_STATES = _SELECT.where(_OF_HALL, tickets.c.state.in_(bindparam("states", expanding=True))).order_by(tickets.c.order)
_IN_STATES_OF_DAY = _IN_STATES.where(tickets.c.day == bindparam("day"))
_TOKEN = Prepared(select(tickets.c.token).where(_OF_HALL, tickets.c.id == bindparam("id")))
_OF_TOKEN = Prepared(select(tickets.c.hall, tickets.c.id).where(tickets.c.token == bindparam("token")))
_COUNTS = select(tickets.c.service, func.count()).where(*_WAITING).group_by(tickets.c.service)
_COUNT = Prepared(select(func.count()).select_from(tickets).where(*_WAITING, _OF_SERVICE))
_CALLS = (
    select(counters.c.count)
    .where(
        counters.c.hall == bindparam("hall"),
        counters.c.day == bindparam("day"),
        counters.c.name == bindparam("of_calls"),
    )
    .scalar_subquery()
)
_IS_DUE = or_(tickets.c.due_at_call.is_(None), tickets.c.due_at_call <= func.coalesce(_CALLS, 0))
_COUNTS_DUE = Prepared(
    select(func.count(), func.count(case((_IS_DUE, 1)))).select_from(tickets).where(*_WAITING, _OF_SERVICE)
)
_LONGEST = select(func.min(tickets.c.waiting_since)).where(*_WAITING)
_ADD = Prepared(insert(tickets))
_SAVE = Prepared(
    update(tickets)
    .where(tickets.c.hall == bindparam("of_hall"), tickets.c.id == bindparam("of_id"))
    .values({name: bindparam(name) for name in _FIELDS if name != "id"})
)


def get(conn: Connection, hall: str, id: str) -> Ticket:
    """Raises NotFound."""
    row = _BY_ID.first(conn, {"hall": hall, "id": id})
    if row is None:
        raise NotFound("ticket", id=id)
    return _ticket(row)


def by_number(conn: Connection, hall: str, day: date, number: str) -> Ticket:
    """The ticket of that number on that day of the hall. Raises NotFound."""
    row = conn.execute(_BY_NUMBER, {"hall": hall, "day": day, "number": number}).first()
    if row is None:
        raise NotFound("ticket_number", number=number)
    return _ticket(row)


def token(conn: Connection, hall: str, id: str) -> str:
    known: str = _TOKEN.one(conn, {"hall": hall, "id": id})[0]
    return known


def of_token(conn: Connection, token: str) -> tuple[str, str] | None:
    """``(hall, ticket)`` of a citizen's token."""
    if "\0" in token:  # PostgreSQL takes none
        return None
    row = _OF_TOKEN.first(conn, {"token": token})
    return None if row is None else (row[0], row[1])


def add(conn: Connection, hall: str, new: Ticket, *, token: str) -> None:
    _ADD.run(conn, {"hall": hall, "token": token, **vars(new)})


def save(conn: Connection, hall: str, changed: Ticket) -> None:
    values = {name: value for name, value in vars(changed).items() if name != "id"}
    _SAVE.run(conn, {"of_hall": hall, "of_id": changed.id, **values})


def waiting(conn: Connection, hall: str, services: Iterable[str]) -> list[Ticket]:
    """The tickets that wait for any of these services, in no order."""
    return [_ticket(row) for row in conn.execute(_WAITING_FOR, {"hall": hall, "services": list(services)})]


def counts_waiting(conn: Connection, hall: str) -> dict[str, int]:
    """How many wait, by service; services without anybody are left out."""
    return {row[0]: row[1] for row in conn.execute(_COUNTS, {"hall": hall})}


def count_waiting(conn: Connection, hall: str, service: str) -> int:
    count: int = _COUNT.one(conn, {"hall": hall, "service": service})[0]
    return count


def counts_due(conn: Connection, hall: str, service: str, *, day: date) -> tuple[int, int]:
    """How many wait for a service on the hall's present day, and how many of them without those restored tickets whose
    turn is not yet.
    """
    meant = {"hall": hall, "service": service, "day": day, "of_calls": f"calls:{service}"}
    waiting, due = _COUNTS_DUE.one(conn, meant)
    return waiting, due


def longest_waiting(conn: Connection, hall: str) -> datetime | None:
    """Since when the one has waited who has waited longest, UTC."""
    since: datetime | None = conn.scalar(_LONGEST, {"hall": hall})
    return since


def in_states(conn: Connection, hall: str, states: Iterable[TicketState], *, day: date | None = None) -> list[Ticket]:
    """The tickets in any of these states, of one day or of all, as they were issued."""
    meant = {"hall": hall, "states": list(states)}
    rows = conn.execute(_IN_STATES, meant) if day is None else conn.execute(_IN_STATES_OF_DAY, {**meant, "day": day})
    return [_ticket(row) for row in rows]


def _ticket(row: Sequence[Any]) -> Ticket:
    return Ticket(**dict(zip(_FIELDS, row, strict=True)))
