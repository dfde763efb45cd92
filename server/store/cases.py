"""Cases and the steps taken in them, in and out of their tables."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, insert, or_, select, update

from server.domain.case import Case, CaseState
from server.domain.refusal import NotFound
from server.store.parts import in_parts
from server.store.ratings import digest
from server.store.tables import case_steps, cases, comments, contacts, ratings, tickets

_FIELDS = tuple(Case.__dataclass_fields__)
_OF_HALL = cases.c.hall == bindparam("of_hall")
_SELECT = select(*(cases.c[name] for name in _FIELDS))
_BY_ID = _SELECT.where(_OF_HALL, cases.c.id == bindparam("of_id"))
_OPEN = _SELECT.where(_OF_HALL, cases.c.state == CaseState.OPEN).order_by(cases.c.due, cases.c.opened_at)
_OF_TICKET = _SELECT.where(_OF_HALL, cases.c.ticket == bindparam("of_ticket")).order_by(cases.c.opened_at.desc())
_BESIDE = (
    select(cases.c.id, ratings.c.grade, ratings.c.tags, comments.c.text, tickets.c.number)
    .join_from(cases, ratings, and_(ratings.c.hall == cases.c.hall, ratings.c.id == cases.c.rating))
    .join(tickets, and_(tickets.c.hall == cases.c.hall, tickets.c.id == cases.c.ticket))
    .outerjoin(comments, and_(comments.c.hall == cases.c.hall, comments.c.rating == cases.c.rating))
    .where(_OF_HALL, cases.c.id.in_(bindparam("ids", expanding=True)))
)
_DEPARTMENTS = select(cases.c.id, cases.c.department).where(_OF_HALL, cases.c.id.in_(bindparam("ids", expanding=True)))
_SAVE = (
    update(cases)
    .where(_OF_HALL, cases.c.id == bindparam("of_id"))
    .values({name: bindparam(name) for name in _FIELDS if name != "id"})
)


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something done in a case. ``text`` is None where nothing was said or it has been deleted since."""

    seq: int
    kind: str
    actor: str
    at: datetime
    text: str | None


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What a list shows of a case's rating and ticket. ``comment`` is "" where none was given or it was deleted."""

    grade: str
    tags: tuple[str, ...]
    comment: str
    number: str


def get(conn: Connection, hall: str, id: str) -> Case:
    """Raises NotFound."""
    row = conn.execute(_BY_ID, {"of_hall": hall, "of_id": id}).first()
    if row is None:
        raise NotFound("case", id=id)
    return _case(row)


def open_ones(conn: Connection, hall: str) -> list[Case]:
    """The open cases, the one due first in front."""
    return [_case(row) for row in conn.execute(_OPEN, {"of_hall": hall})]


def touching(conn: Connection, hall: str, first: date, last: date) -> list[Case]:
    """The cases opened, due or closed on the hall days from ``first`` to ``last``, as they were opened."""
    query = _SELECT.where(cases.c.hall == hall, _touching(first, last)).order_by(cases.c.opened_at, cases.c.id)
    return [_case(row) for row in conn.execute(query)]


def newest_first(
    conn: Connection,
    hall: str,
    *,
    first: date | None,
    last: date | None,
    person: str | None,
    department: str | None,
    after: str | None,
    limit: int,
) -> list[Case]:
    """At most ``limit`` cases, those that were opened last in front, from behind the case ``after`` on.

    Of those opened, due or closed from the hall day ``first`` to ``last``, where one is given, and of one person or
    department, where one is. Raises NotFound for an ``after`` that is none.
    """
    query = _SELECT.where(cases.c.hall == hall).order_by(cases.c.opened_at.desc(), cases.c.id.desc()).limit(limit)
    if first is not None or last is not None:
        query = query.where(_touching(first or date.min, last or date.max))
    if person is not None:
        query = query.where(cases.c.person == person)
    if department is not None:
        query = query.where(cases.c.department == department)
    if after is not None:
        known = get(conn, hall, after)
        same = and_(cases.c.opened_at == known.opened_at, cases.c.id < known.id)
        # The first says no more than the second, but by it the database begins to read where that piece begins.
        query = query.where(cases.c.opened_at <= known.opened_at, or_(cases.c.opened_at < known.opened_at, same))
    return [_case(row) for row in conn.execute(query)]


def _touching(first: date, last: date) -> ColumnElement[bool]:
    return or_(*(cases.c[name].between(first, last) for name in ("opened_on", "due", "closed_on")))


def beside(conn: Connection, hall: str, ids: Sequence[str]) -> dict[str, Beside]:
    """What stands beside each of the cases, by their ids."""
    found: dict[str, Beside] = {}
    for some in in_parts(ids):
        for row in conn.execute(_BESIDE, {"of_hall": hall, "ids": some}):
            tags = tuple(orjson.loads(row.tags))
            found[row.id] = Beside(grade=row.grade, tags=tags, comment=row.text or "", number=row.number)
    return found


def departments(conn: Connection, hall: str, ids: Collection[str]) -> dict[str, str | None]:
    """The department that each of the cases is in, by their ids."""
    found: dict[str, str | None] = {}
    for some in in_parts(sorted(ids)):
        for row in conn.execute(_DEPARTMENTS, {"of_hall": hall, "ids": some}):
            found[row.id] = row.department
    return found


def of_ticket(conn: Connection, hall: str, ticket: str) -> Case | None:
    """The newest case of a ticket."""
    row = conn.execute(_OF_TICKET, {"of_hall": hall, "of_ticket": ticket}).first()
    return None if row is None else _case(row)


def add(conn: Connection, hall: str, new: Case) -> None:
    conn.execute(insert(cases), {"hall": hall, **vars(new)})


def save(conn: Connection, hall: str, changed: Case) -> None:
    values = {name: value for name, value in vars(changed).items() if name != "id"}
    conn.execute(_SAVE, {"of_hall": hall, "of_id": changed.id, **values})


def add_step(
    conn: Connection, hall: str, case: str, *, seq: int, kind: str, actor: str, at: datetime, said: tuple[str, str]
) -> None:
    """Keeps a step; ``said`` is its text and salt, "" where nothing was said."""
    text, salt = said
    row = {"hall": hall, "case": case, "seq": seq, "kind": kind, "actor": actor, "at": at}
    conn.execute(insert(case_steps), {**row, "text": text or None, "salt": salt if text else None})


def steps(conn: Connection, hall: str, case: str) -> list[Step]:
    query = select(case_steps).where(case_steps.c.hall == hall, case_steps.c.case == case).order_by(case_steps.c.seq)
    return [Step(**{name: getattr(row, name) for name in Step.__dataclass_fields__}) for row in conn.execute(query)]


def text_digests(conn: Connection, hall: str) -> dict[int, str]:
    """The digest of each text that is still kept, by the journal row that tells of it."""
    query = select(case_steps.c.seq, case_steps.c.text, case_steps.c.salt)
    query = query.where(case_steps.c.hall == hall, case_steps.c.text.is_not(None))
    return {seq: digest(text, salt=salt) for seq, text, salt in conn.execute(query)}


def add_contact(conn: Connection, hall: str, rating: str, *, name: str, phone: str, salt: str) -> None:
    row = {"hall": hall, "rating": rating, "name": name, "phone": phone, "salt": salt}
    conn.execute(insert(contacts), row)


def contact_text(name: str, phone: str) -> str:
    """What the journal's digest of a contact is made of."""
    return f"{name}\n{phone}"


def contact_digests(conn: Connection, hall: str) -> dict[str, str]:
    """The digest of each contact that is still kept and has a salt, by rating."""
    query = select(contacts).where(contacts.c.hall == hall, contacts.c.salt.is_not(None))
    return {r.rating: digest(contact_text(r.name, r.phone), salt=r.salt) for r in conn.execute(query)}


def contact(conn: Connection, hall: str, rating: str) -> tuple[str, str] | None:
    """``(name, phone)`` of who left them with a rating and whose days are not over."""
    query = select(contacts.c.name, contacts.c.phone).where(contacts.c.hall == hall, contacts.c.rating == rating)
    row: Any = conn.execute(query).first()
    return None if row is None else (row.name, row.phone)


def newest(known: Sequence[Step], kind: str) -> Step | None:
    """The newest step of a kind."""
    return next((step for step in reversed(known) if step.kind == kind), None)


def _case(row: Row[Any]) -> Case:
    return Case(**dict(zip(_FIELDS, row, strict=True)))
