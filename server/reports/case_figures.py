"""The figures of cases (差评整改): how many were opened, came due, were closed in time, and were called back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from server.domain.indicators import Ratio
from server.reports.facts import Json, as_json
from server.reports.grouping import By, Grouping
from server.reports.reading import Cell
from server.store import case_counts
from server.store.case_counts import Apart

APART: Mapping[By, Apart] = {
    "window": "window",
    "staff": "person",
    "service": "service",
    "department": "service",
    "day": "opened_on",
}


def case_rows(
    conn: Connection, keys: Grouping, by: By, *, first: date, last: date, today: date, department: str | None = None
) -> tuple[list[Json], Json]:
    """Rows and total over cases opened, due or closed within the days.

    差评按期整改率 counts the cases whose due day is within them and which are closed or past it; 实名差评回访率 the
    named ones opened within them. Those of a ``department`` are the cases in its hands.
    """
    groups: dict[str | None, Counter[str]] = defaultdict(Counter)
    days = {"first": first, "last": last, "today": today}
    hall, zone = keys.definition.code, keys.definition.zone
    counted: Sequence[tuple[Any, Mapping[str, int]]] = (
        case_counts.by_hour(conn, hall, zone, **days, department=department)
        if by == "hour"
        else case_counts.counts(conn, hall, APART[by], **days, department=department)
    )
    for value, counts in counted:
        groups[keys.of_cell(_cell(keys, by, value))].update(counts)
    total: Counter[str] = Counter()
    for sums in groups.values():
        total.update(sums)
    shown = keys.in_order(key for key in groups if key is not None)
    return [_row(groups[key], key, keys.label(key)) for key in shown], _row(total, "total", "")


def _cell(keys: Grouping, by: By, value: Any) -> Cell:
    match by:
        case "window":
            return Cell(window=value)
        case "staff":
            return Cell(staff=value)
        case "service" | "department":
            return Cell(service=value)
        case "day":
            return Cell(day=value)
        case "hour":
            return Cell(hour=value)


def _row(counts: Counter[str], key: str, label: str) -> Json:
    return {
        "key": key,
        "label": label,
        **{name: counts[name] for name in ("opened", "closed", "overdue", "objected", "set_aside")},
        "rectified_in_time": as_json(Ratio(counts["in_time"], counts["due"])),
        "called_back": as_json(Ratio(counts["called_back"], counts["named"])),
    }
