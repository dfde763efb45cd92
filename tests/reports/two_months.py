"""A small hall with a quiet March and a busy, worse April, and the file of what it hands in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from server.domain.case import Mending
from server.domain.suggestion import Way
from server.operations import rectifying, suggesting
from server.reports import orders
from server.reports.orders import FileFormat, Order, What
from server.reports.period.days import of_month
from server.store import cases, suggestions
from tests.small_hall import Actor, Hall, Role, definition, new_hall

MANAGER = Actor(hall="small", role=Role.MANAGER, subject="9001")
COMMENTS = ("=1+1 是公式吗", "建议周末也开门,牧区来一趟要走一天。བཀའ་དྲིན་ཆེ།")
SUGGESTED = ("门口加几把椅子", "周末开门,打 13812341234 找我")
DAYS = 4
GOOD = ("very_satisfied", "satisfied", "basically_satisfied")


def lived(hall: Hall) -> None:
    """Four days a month of ten servings; in April half of window 2's are rated badly, and people wait longer."""
    for month, monday, wait in ((3, 9, 4), (4, 13, 12)):
        for day in range(DAYS):
            hall.clock[0] = datetime(2026, month, monday + day, 1, 30, tzinfo=UTC)
            if day == 0 and month == 3:
                hall.open("1", "2")
            for n in range(5):
                hall.issue("A")
                hall.issue("B")
                hall.pass_time(minutes=wait)
                for window in ("1", "2"):
                    served = hall.serve(window, minutes=3)
                    is_bad = month == 4 and window == "2" and n % 2 == 0
                    if n < 4 or window == "1":
                        grade = "very_dissatisfied" if is_bad else GOOD[n % 3]
                        comment = COMMENTS[n % 2] if month == 4 and day == 0 else ""
                        hall.rate(served, grade, comment=comment, waited=timedelta(seconds=4))
    hall.clock[0] = datetime(2026, 4, 30, 8, 0, tzinfo=UTC)
    who = {"name": "卓玛", "phone": "13812341234", "department": "gov"}
    for said in SUGGESTED:
        hall.do(MANAGER, lambda turn, said=said: suggesting.record(turn, channel=Way.PAPER, said=said, **who))
    with hall.store.read() as conn:
        newest, *_ = suggestions.listed(conn, "small", hall.clock[0].date(), hall.clock[0].date())
    hall.do(MANAGER, lambda turn: suggesting.answer(turn, newest.id, said="五月起周六上午开门,问 0941-6121234"))
    with hall.store.read() as conn:
        first = min(cases.touching(conn, "small", *_april()), key=lambda case: case.opened_at)
    hall.do(MANAGER, lambda turn: rectifying.find(turn, first.id, verified=True, said="排队时无人引导"))
    hall.do(MANAGER, lambda turn: rectifying.mend(turn, first.id, how=Mending.AT_ONCE, by=None, said="增设导办一名"))
    hall.do(MANAGER, lambda turn: rectifying.answer(turn, first.id, said="对不起,已经改了"))
    hall.do(MANAGER, lambda turn: rectifying.close(turn, first.id, said=""))
    hall.clock[0] = datetime(2026, 5, 1, 1, 0, tzinfo=UTC)


def _april() -> tuple[date, date]:
    days = of_month("2026-04")
    return days.first, days.last


@pytest.fixture(scope="module")
def two_months(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    folder = tmp_path_factory.mktemp("two-months")
    departments = [{"code": "gov", "name": {"zh-CN": "公安局"}}, {"code": "soc", "name": {"zh-CN": "人社局"}}]
    services = [
        {"code": "A", "name": {"zh-CN": "户籍"}, "department": "gov", "statutory_minutes": 30},
        {"code": "B", "name": {"zh-CN": "社保"}, "department": "soc"},
        {"code": "C", "name": {"zh-CN": "土地"}},
    ]
    made = definition(departments=departments, services=services)
    hall = new_hall(f"sqlite:///{folder / 'hall.db'}", made)
    lived(hall)
    yield hall
    hall.store.close()


def handed_in(hall: Hall, folder: Path, what: What, format: FileFormat, *, month: str = "2026-04") -> bytes:
    """The file of a month."""
    days = of_month(month)
    order = Order(what=what, hall="small", first=days.first, last=days.last, format=format)
    file = folder / order.name
    orders.write(hall.store, order, file, lambda done, total: None)
    return file.read_bytes()
