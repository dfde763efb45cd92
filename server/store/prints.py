"""Printouts asked for, in and out of their table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, insert, select, update

from server.domain.refusal import NotFound
from server.store.tables import prints


@dataclass(frozen=True, kw_only=True)
class Print:
    """One printout: ``queued`` until its printer's agent says ``printed``, ``failed`` or ``unknown``.

    It is of a ``ticket``, or the notice of what a ``service`` asks people to bring, in a ``language``.
    """

    id: str
    device: str
    state: str
    created_at: datetime
    ticket: str | None = None
    service: str | None = None
    language: str | None = None
    reason: str | None = None


def get(conn: Connection, hall: str, id: str) -> Print:
    """Raises NotFound."""
    row = conn.execute(select(prints).where(prints.c.hall == hall, prints.c.id == id)).mappings().first()
    if row is None:
        raise NotFound("print", id=id)
    return Print(**{name: row[name] for name in Print.__dataclass_fields__})


def add(conn: Connection, hall: str, new: Print) -> None:
    conn.execute(insert(prints), {"hall": hall, **vars(new)})


def save(conn: Connection, hall: str, changed: Print) -> None:
    conn.execute(
        update(prints)
        .where(prints.c.hall == hall, prints.c.id == changed.id)
        .values(state=changed.state, reason=changed.reason)
    )


def queued(conn: Connection, hall: str) -> list[Print]:
    """Everything not yet reported, oldest first."""
    query = select(prints).where(prints.c.hall == hall, prints.c.state == "queued").order_by(prints.c.created_at)
    rows = conn.execute(query).mappings()
    return [Print(**{name: row[name] for name in Print.__dataclass_fields__}) for row in rows]


def newest_reported(conn: Connection, hall: str, *, since: datetime) -> dict[str, Print]:
    """By device, the newest printout asked for since then of which anything was reported."""
    reported = (prints.c.hall == hall, prints.c.created_at >= since, prints.c.state != "queued")
    newest = select(prints.c.device, func.max(prints.c.created_at).label("at")).where(*reported)
    each = newest.group_by(prints.c.device).subquery()
    here = and_(prints.c.device == each.c.device, prints.c.created_at == each.c.at)
    rows = conn.execute(select(prints).join(each, here).where(*reported)).mappings()
    return {row["device"]: Print(**{name: row[name] for name in Print.__dataclass_fields__}) for row in rows}
