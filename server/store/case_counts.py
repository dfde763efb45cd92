"""How many cases were opened, came due and were closed within some days, summed by the database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Literal

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

Apart = Literal["window", "person", "service", "opened_on", "quarter"]
"""By what they are counted apart; ``quarter`` is the quarter of an hour since 1970 in which a case was opened."""
QUARTER_SECONDS = 900
"""Every time zone's hours begin on a quarter."""
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


@cache
def _counting(apart: Apart) -> Select[Any]:
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
    quarter = type_coerce(c.opened_at, BigInteger) // (QUARTER_SECONDS * 1000)
    key = (quarter if apart == "quarter" else c[apart]).label("key")
    sums = (func.sum(case((counted[name], 1), else_=0)) for name in COUNTS)
    within = or_(opened, due, closed)
    return select(key, *sums).where(c.hall == bindparam("of_hall"), within).group_by("key")


def _within(column: ColumnElement[Any]) -> ColumnElement[bool]:
    return column.between(bindparam("first"), bindparam("last"))
