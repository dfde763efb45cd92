"""Counts of a hall day as the live pages need them, each in one statement however busy the day is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Column, ColumnElement, Connection, Select, and_, bindparam, func, select, type_coerce

from server.domain.rating import Grade
from server.domain.serving import ServingState
from server.store.columns import Instant
from server.store.tables import ratings, servings, tickets

_HOUR = timedelta(hours=1) // timedelta(milliseconds=1)


def _hour(column: Column[datetime]) -> ColumnElement[int]:
    """Whole hours after the day's midnight, in the database's own milliseconds."""
    return (type_coerce(column, BigInteger) - bindparam("midnight", type_=BigInteger)) // _HOUR


_TICKETS = and_(tickets.c.hall == bindparam("of_hall"), tickets.c.day == bindparam("of_day"))
_FINISHED = and_(
    servings.c.hall == bindparam("of_hall"),
    servings.c.day == bindparam("of_day"),
    servings.c.state == ServingState.FINISHED,
)
_OF_SERVING = and_(ratings.c.hall == servings.c.hall, ratings.c.serving == servings.c.id)
_ISSUED = select(_hour(tickets.c.issued_at).label("hour"), func.count()).where(_TICKETS).group_by("hour")
_ENDED = select(_hour(servings.c.finished_at).label("hour"), func.count()).where(_FINISHED).group_by("hour")
_ASKED = select(func.count(), func.count(servings.c.invited_at)).where(_FINISHED)
_GRADES = (
    select(ratings.c.grade, func.count())
    .select_from(servings.join(ratings, _OF_SERVING))
    .where(_FINISHED)
    .group_by(ratings.c.grade)
)


Counted = TypeVar("Counted", bound=Select[*tuple[Any, ...]])
Services = frozenset[str] | None
"""The services that count; None is all."""


@dataclass(frozen=True, kw_only=True)
class Hour:
    """``after`` midnight, in whole hours: how many tickets were issued and how many servings finished."""

    after: int
    issued: int
    finished: int


@dataclass(frozen=True, kw_only=True)
class Rated:
    """The finished servings of a day: how many, how many of them were due a rating, and what they got."""

    finished: int
    due: int
    grades: Mapping[Grade, int]


def _of(counted: Counted, column: Column[str], of: Services) -> Counted:
    return counted if of is None else counted.where(column.in_(of))


def hours(conn: Connection, hall: str, day: date, *, midnight: datetime, of: Services = None) -> list[Hour]:
    """The hours of a day from the first to the last in which anything was issued or finished."""
    since = Instant().process_bind_param(midnight, conn.dialect)
    meant = {"of_hall": hall, "of_day": day, "midnight": since}
    issued: dict[int, int] = {row[0]: row[1] for row in conn.execute(_of(_ISSUED, tickets.c.service, of), meant)}
    finished: dict[int, int] = {row[0]: row[1] for row in conn.execute(_of(_ENDED, servings.c.service, of), meant)}
    known = sorted({*issued, *finished})
    if not known:
        return []
    return [
        Hour(after=hour, issued=issued.get(hour, 0), finished=finished.get(hour, 0))
        for hour in range(known[0], known[-1] + 1)
    ]


def rated(conn: Connection, hall: str, day: date, *, of: Services = None) -> Rated:
    """How the servings of a day were rated, by the same rules as the reports."""
    meant = {"of_hall": hall, "of_day": day}
    finished, due = conn.execute(_of(_ASKED, servings.c.service, of), meant).one()
    grades = {Grade(grade): count for grade, count in conn.execute(_of(_GRADES, servings.c.service, of), meant)}
    return Rated(finished=finished, due=due, grades={grade: grades.get(grade, 0) for grade in Grade})
