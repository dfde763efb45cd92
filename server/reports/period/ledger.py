"""The ledger of cases (整改台账): each bad rating of a period, whose it is, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import orjson
from sqlalchemy import Connection, select

from config.definition import Definition
from server.domain.case import Case
from server.reports.facts import Json
from server.reports.period.days import Days
from server.store import cases
from server.store.parts import in_parts
from server.store.tables import case_steps, ratings, tickets

TOLD = {
    "case.found": "found",
    "case.mended": "mended",
    "case.answered": "answer",
    "case.objected": "objection",
    "case.reviewed": "review_reason",
}
"""The steps whose words stand in the ledger, the newest of each."""


def entries(conn: Connection, definition: Definition, days: Days, *, today: date) -> list[Json]:
    """The cases opened, due or closed on the days, and those from before that are still open; without their words."""
    known = {case.id: case for case in cases.touching(conn, definition.code, days.first, days.last)}
    left = {case.id: case for case in cases.open_ones(conn, definition.code) if case.opened_on <= days.last}
    ordered = sorted((left | known).values(), key=lambda case: (case.opened_at, case.id))
    return list(_rows(conn, definition, ordered, today=today))


def _rows(conn: Connection, definition: Definition, known: Sequence[Case], *, today: date) -> Iterator[Json]:
    for some in in_parts(known):
        rated = _rated(conn, definition.code, [case.rating for case in some])
        numbers = _numbers(conn, definition.code, [case.ticket for case in some])
        steps = _steps(conn, definition.code, [case.id for case in some])
        for case in some:
            grade, tags = rated[case.rating]
            yield {
                "id": case.id,
                "rating": case.rating,
                "number": numbers[case.ticket],
                "grade": grade,
                "tags": tags,
                "steps": steps.get(case.id, {}),
                **_names(definition, case),
                "opened_on": case.opened_on.isoformat(),
                "due": case.due.isoformat(),
                "standing": case.standing(today).value,
                "complexity": case.complexity.value,
                "named": case.named,
                "contacted": case.contacted_at is not None,
                "verified": case.verified,
                "mending": case.mending and case.mending.value,
                "mending_by": case.mending_by and case.mending_by.isoformat(),
                "objected": case.objected_at is not None,
                "review": case.review and case.review.value,
                "closed_on": case.closed_on and case.closed_on.isoformat(),
                "closed_in_time": case.closed_in_time if case.closed_on else None,
                "reopened": case.reopened,
            }


def _names(definition: Definition, case: Case) -> Json:
    language = definition.languages[0]
    service, person = definition.service(case.service), definition.person(case.person)
    departments = {d.code: d.name.get(language, d.code) for d in definition.departments}
    return {
        "window": case.window,
        "service": service.name.get(language, case.service) if service else case.service,
        "department": departments.get(case.department or "", case.department),
        "person": person.name if person else case.person,
        "job_number": case.person,
    }


def _rated(conn: Connection, hall: str, ids: list[str]) -> dict[str, tuple[str, list[str]]]:
    query = select(ratings.c.id, ratings.c.grade, ratings.c.tags).where(ratings.c.hall == hall, ratings.c.id.in_(ids))
    return {id: (grade, orjson.loads(tags)) for id, grade, tags in conn.execute(query)}


def _numbers(conn: Connection, hall: str, ids: list[str]) -> dict[str, str]:
    query = select(tickets.c.id, tickets.c.number).where(tickets.c.hall == hall, tickets.c.id.in_(ids))
    return dict(map(tuple, conn.execute(query)))


def _steps(conn: Connection, hall: str, ids: list[str]) -> dict[str, dict[str, int]]:
    """The sequence number of the newest step of each kind that has words."""
    query = (
        select(case_steps.c.case, case_steps.c.kind, case_steps.c.seq)
        .where(case_steps.c.hall == hall, case_steps.c.case.in_(ids), case_steps.c.kind.in_(TOLD))
        .order_by(case_steps.c.seq)
    )
    found: dict[str, dict[str, int]] = {}
    for case, kind, seq in conn.execute(query):
        found.setdefault(case, {})[TOLD[kind]] = seq
    return found
