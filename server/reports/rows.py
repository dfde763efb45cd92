"""The figures of ratings, tickets and cases, by window, staff, service, department, day or hour of the hall's time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import Connection

from config.definition import Definition
from server.reports.case_figures import case_rows
from server.reports.facts import Facts, Json
from server.reports.grouping import By, Grouping
from server.reports.rating_figures import rating_rows
from server.reports.ticket_figures import ticket_rows

Kind = Literal["ratings", "tickets", "cases"]


@dataclass(frozen=True, kw_only=True)
class Report:
    """A table of figures; ``rows`` in the hall's own order, ``total`` over all of them. Days are hall days."""

    kind: Kind
    hall: str
    hall_name: Mapping[str, str]
    first: date
    last: date
    by: By
    rows: list[Json]
    total: Json

    def as_json(self) -> Json:
        return {
            "report": self.kind,
            "hall": self.hall,
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "by": self.by,
            "rows": self.rows,
            "total": self.total,
        }


def report(
    conn: Connection, definition: Definition, kind: Kind, *, first: date, last: date, by: By, today: date
) -> Report:
    """The figures of the hall days from ``first`` to ``last``, both included. ``today`` is the hall's day."""
    keys = Grouping(definition, by)
    match kind:
        case "ratings":
            rows, total = rating_rows(Facts(conn, definition, first, last), keys)
        case "tickets":
            rows, total = ticket_rows(Facts(conn, definition, first, last), keys)
        case "cases":
            rows, total = case_rows(conn, keys, first=first, last=last, today=today)
    return Report(
        kind=kind,
        hall=definition.code,
        hall_name=definition.name,
        first=first,
        last=last,
        by=by,
        rows=rows,
        total=total,
    )
