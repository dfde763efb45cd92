"""The figures of cases (差评整改): how many were opened, came due, were closed in time, and were called back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from server.domain.case import Case, CaseState, Review
from server.domain.indicators import Ratio
from server.reports.facts import Json, as_json
from server.reports.grouping import Grouping
from server.store import cases


@dataclass
class _Group:
    opened: int = 0
    closed: int = 0
    overdue: int = 0
    objected: int = 0
    set_aside: int = 0
    due: int = 0
    in_time: int = 0
    named: int = 0
    called_back: int = 0

    def count(self, case: Case, *, first: date, last: date, today: date) -> None:
        if first <= case.opened_on <= last:
            self.opened += 1
            self.named += case.named
            self.called_back += case.named and case.contacted_at is not None
            self.objected += case.objected_at is not None
            self.set_aside += case.review is Review.SET_ASIDE
        if case.closed_on is not None and first <= case.closed_on <= last:
            self.closed += 1
        if first <= case.due <= last and (case.state is CaseState.CLOSED or case.due < today):
            self.due += 1
            self.in_time += case.closed_in_time
            self.overdue += case.state is CaseState.OPEN

    def row(self, key: str, label: str) -> Json:
        return {
            "key": key,
            "label": label,
            "opened": self.opened,
            "closed": self.closed,
            "overdue": self.overdue,
            "objected": self.objected,
            "set_aside": self.set_aside,
            "rectified_in_time": as_json(Ratio(self.in_time, self.due)),
            "called_back": as_json(Ratio(self.called_back, self.named)),
        }


def case_rows(conn: Connection, keys: Grouping, *, first: date, last: date, today: date) -> tuple[list[Json], Json]:
    """Rows and total over cases opened, due or closed within the days.

    差评按期整改率 counts the cases whose due day is within them and which are closed or past it; 实名差评回访率 the
    named ones opened within them.
    """
    groups: dict[str, _Group] = defaultdict(_Group)
    total = _Group()
    for case in cases.touching(conn, keys.definition.code, first, last):
        key = keys.of(
            window=case.window, staff=case.person, service=case.service, at=case.opened_at, day=case.opened_on
        )
        for group in ([groups[key]] if key is not None else []) + [total]:
            group.count(case, first=first, last=last, today=today)
    return [groups[key].row(key, keys.label(key)) for key in keys.in_order(groups)], total.row("total", "")
