"""The figures of ratings, tickets and cases, by window, staff, service, department, day or hour of the hall's time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Literal

from sqlalchemy import Connection

from config.definition import Definition
from server.reports.case_figures import case_rows
from server.reports.facts import Figures, Json, plain
from server.reports.grouping import By, Grouping
from server.reports.rating_figures import rating_figures
from server.reports.table import Counts, Table, table
from server.reports.ticket_figures import ticket_figures

Kind = Literal["ratings", "tickets", "cases"]


@dataclass(frozen=True, kw_only=True)
class Report:
    """A table of figures; ``rows`` in the hall's own order, ``total`` over all of them. Days are hall days.

    Where it is of one ``department``, that is its code and ``department_name`` its name.
    """

    kind: Kind
    hall: str
    hall_name: Mapping[str, str]
    department: str | None = None
    department_name: Mapping[str, str] = field(default_factory=dict)
    first: date
    last: date
    by: By
    rows: list[Json]
    total: Json

    def as_json(self) -> Json:
        return {
            "report": self.kind,
            "hall": self.hall,
            "department": self.department,
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "by": self.by,
            "rows": self.rows,
            "total": self.total,
        }


def report(
    conn: Connection,
    definition: Definition,
    kind: Kind,
    *,
    first: date,
    last: date,
    by: By,
    today: date,
    department: str | None = None,
) -> Report:
    """The figures of the hall days from ``first`` to ``last``, both included, of the hall or of a ``department``.

    ``today`` is the hall's day.
    """
    match kind:
        case "ratings":
            known = table(conn, definition, [by], first=first, last=last, department=department)
            rows, total = _rows(known, rating_figures, but_without=lambda figures: not figures["finished"])
        case "tickets":
            known = table(conn, definition, [by], first=first, last=last, department=department)
            rows, total = _rows(known, partial(ticket_figures, exact=known.exact))
        case "cases":
            days = {"first": first, "last": last, "today": today}
            rows, total = case_rows(conn, Grouping(definition, by), by, **days, department=department)
    return Report(
        kind=kind,
        hall=definition.code,
        hall_name=definition.name,
        department=department,
        department_name=next((each.name for each in definition.departments if each.code == department), {}),
        first=first,
        last=last,
        by=by,
        rows=rows,
        total=total,
    )


def _rows(
    known: Table,
    figures: Callable[[Counts], Figures],
    *,
    but_without: Callable[[Figures], bool] = lambda figures: False,
) -> tuple[list[Json], Json]:
    """The table's rows and total as figures, without those that say nothing."""
    (grouping,) = known.groupings
    rows = []
    for (key,), counts in known.rows.items():
        worked_out = figures(counts)
        if not but_without(worked_out):
            rows.append({"key": key, "label": grouping.label(key), **plain(worked_out)})
    return rows, {"key": "total", "label": "", **plain(figures(known.total))}
