"""How many cases were opened, came due and were closed within some days, summed by the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    type_coerce,
)

from server.domain.case import CaseState, Review
from server.store.tables import cases
from server.store.tallies import A_DAY

Apart = Literal["window", "person", "service", "opened_on"]
"""By what they are counted apart."""
A_QUARTER = timedelta(minutes=15)
"""Wherever clocks are changed, they are on a quarter of UTC's hour."""
COUNTS = ("opened", "named", "called_back", "objected", "set_aside", "closed", "due", "in_time", "overdue")


def counts(
    conn: Connection,
    hall: str,
    apart: Apart,
    *,
    first: date,
    last: date,
    today: date,
    department: str | None = None,
) -> list[tuple[Any, Mapping[str, int]]]:
    """Of the cases opened, due or closed on the hall days, both included: what each is counted by, and the counts.

    Opened, named and what follows are of those opened within the days. ``due`` are those due within them that are
    closed or past their day ``today``. Where a ``department`` is given only cases in its hands count.
    """
    meant = {"of_hall": hall, "first": first, "last": last, "today": today}
    counting = _counting(apart)
    if department is not None:
        counting = counting.where(cases.c.department == department)
    rows = conn.execute(counting, meant)
    return [(key, dict(zip(COUNTS, map(int, counted), strict=True))) for key, *counted in rows]


def by_hour(
    conn: Connection,
    hall: str,
    zone: ZoneInfo,
    *,
    first: date,
    last: date,
    today: date,
    department: str | None = None,
) -> list[tuple[int, Mapping[str, int]]]:
    """The same by the hour of the hall's time in which each was opened, 0..23; an hour may be told of several times."""
    query = select(func.min(cases.c.opened_at), func.max(cases.c.opened_at)).where(cases.c.hall == hall)
    begin, end = conn.execute(query).one()
    if begin is None:
        return []
    meant = {"of_hall": hall, "first": first, "last": last, "today": today}
    counting = _counting("hour").where(cases.c.opened_at >= bindparam("since"), cases.c.opened_at < bindparam("until"))
    if department is not None:
        counting = counting.where(cases.c.department == department)
    found: list[tuple[int, Mapping[str, int]]] = []
    for since, until, ahead in _clocks(zone, begin, end):
        at = {"since": since, "until": until, "ahead": ahead // timedelta(milliseconds=1)}
        for key, *counted in conn.execute(counting, {**meant, **at}):
            found.append((int(key), dict(zip(COUNTS, map(int, counted), strict=True))))
    return found


def _clocks(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[tuple[datetime, datetime, timedelta]]:
    """The UTC times from ``begin`` to ``end`` in stretches in which a zone's clock is not changed, and how far ahead
    of UTC it is in each.
    """
    since = begin.replace(minute=begin.minute // 15 * 15, second=0, microsecond=0)
    at, ahead = since, _ahead(zone, since)
    while at <= end:
        step = A_DAY if _ahead(zone, at + A_DAY) == ahead else A_QUARTER
        at += step
        if (now := _ahead(zone, at)) != ahead:
            yield since, at, ahead
            since, ahead = at, now
    yield since, at, ahead


def _ahead(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


_HOUR = (type_coerce(cases.c.opened_at, BigInteger) + bindparam("ahead", type_=BigInteger)) // 3_600_000 % 24


@cache
def _counting(apart: Apart | Literal["hour"]) -> Select[Any]:
    c = cases.c
    opened, due, closed = (_within(column) for column in (c.opened_on, c.due, c.closed_on))
    was_due = and_(due, or_(c.state == CaseState.CLOSED, c.due < bindparam("today")))
    counted = {
        "opened": opened,
        "named": and_(opened, c.named),
        "called_back": and_(opened, c.named, c.contacted_at.is_not(None)),
        "objected": and_(opened, c.objected_at.is_not(None)),
        "set_aside": and_(opened, c.review == Review.SET_ASIDE),
        "closed": closed,
        "due": was_due,
        "in_time": and_(was_due, c.closed_on <= c.due),
        "overdue": and_(was_due, c.state == CaseState.OPEN),
    }
    key = (_HOUR if apart == "hour" else c[apart]).label("key")
    sums = (func.sum(case((counted[name], 1), else_=0)) for name in COUNTS)
    within = or_(opened, due, closed)
    return select(key, *sums).where(c.hall == bindparam("of_hall"), within).group_by("key")


def _within(column: ColumnElement[Any]) -> ColumnElement[bool]:
    return column.between(bindparam("first"), bindparam("last"))
