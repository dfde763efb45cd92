"""Tickets, in and out of their table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, and_, func, insert, select, update

from server.domain.refusal import NotFound
from server.domain.ticket import Ticket, TicketState
from server.store.tables import tickets


def get(conn: Connection, hall: str, id: str) -> Ticket:
    """Raises NotFound."""
    row = conn.execute(select(tickets).where(tickets.c.hall == hall, tickets.c.id == id)).mappings().first()
    if row is None:
        raise NotFound("ticket", id=id)
    return _ticket(row)


def by_number(conn: Connection, hall: str, day: date, number: str) -> Ticket:
    """The ticket of that number on that day of the hall. Raises NotFound."""
    where = and_(tickets.c.hall == hall, tickets.c.day == day, tickets.c.number == number)
    row = conn.execute(select(tickets).where(where)).mappings().first()
    if row is None:
        raise NotFound("ticket_number", number=number)
    return _ticket(row)


def token(conn: Connection, hall: str, id: str) -> str:
    known: str = conn.scalars(select(tickets.c.token).where(tickets.c.hall == hall, tickets.c.id == id)).one()
    return known


def of_token(conn: Connection, token: str) -> tuple[str, str] | None:
    """``(hall, ticket)`` of a citizen's token."""
    row = conn.execute(select(tickets.c.hall, tickets.c.id).where(tickets.c.token == token)).first()
    return None if row is None else (row[0], row[1])


def add(conn: Connection, hall: str, new: Ticket, *, token: str) -> None:
    conn.execute(insert(tickets), {"hall": hall, "token": token, **vars(new)})


def save(conn: Connection, hall: str, changed: Ticket) -> None:
    conn.execute(update(tickets).where(tickets.c.hall == hall, tickets.c.id == changed.id).values(**vars(changed)))


def waiting(conn: Connection, hall: str, services: Iterable[str]) -> list[Ticket]:
    """The tickets that wait for any of these services, in no order."""
    where = and_(tickets.c.hall == hall, tickets.c.state == TicketState.WAITING, tickets.c.service.in_(list(services)))
    return [_ticket(row) for row in conn.execute(select(tickets).where(where)).mappings()]


def counts_waiting(conn: Connection, hall: str) -> dict[str, int]:
    """How many wait, by service; services without anybody are left out."""
    query = (
        select(tickets.c.service, func.count())
        .where(tickets.c.hall == hall, tickets.c.state == TicketState.WAITING)
        .group_by(tickets.c.service)
    )
    return {row[0]: row[1] for row in conn.execute(query)}


def longest_waiting(conn: Connection, hall: str) -> datetime | None:
    """Since when the one has waited who has waited longest, UTC."""
    where = and_(tickets.c.hall == hall, tickets.c.state == TicketState.WAITING)
    since: datetime | None = conn.scalar(select(func.min(tickets.c.waiting_since)).where(where))
    return since


def count_waiting(conn: Connection, hall: str, service: str) -> int:
    query = (
        select(func.count())
        .select_from(tickets)
        .where(tickets.c.hall == hall, tickets.c.state == TicketState.WAITING, tickets.c.service == service)
    )
    return conn.scalars(query).one()


def in_states(conn: Connection, hall: str, states: Iterable[TicketState], *, day: date | None = None) -> list[Ticket]:
    where = and_(tickets.c.hall == hall, tickets.c.state.in_(list(states)))
    if day is not None:
        where = and_(where, tickets.c.day == day)
    return [_ticket(row) for row in conn.execute(select(tickets).where(where).order_by(tickets.c.order)).mappings()]


def _ticket(row: RowMapping) -> Ticket:
    return Ticket(**{name: row[name] for name in Ticket.__dataclass_fields__})
