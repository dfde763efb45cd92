"""By any two dimensions, over days on which everything happened that figures stumble over, they are pandas'."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import get_args

import pytest
from sqlalchemy import create_engine

from config.definition import Definition
from server.operations import closing, counting, issuing, rating, rectifying, serving, windows
from server.reports.grouping import By
from server.reports.rows import report
from server.store import cases
from tests.reports.agreeing import case_differences
from tests.reports.by_pandas import Past
from tests.reports.test_against_pandas import PAIRS, SINGLE, compare
from tests.small_hall import CLOCK, Hall, citizen, clerk, definition, new_hall

DEPARTMENTS = [{"code": "gov", "name": {"zh-CN": "公安局"}}, {"code": "soc", "name": {"zh-CN": "人社局"}}]
SERVICES = [
    {"code": "A", "name": {"zh-CN": "户籍"}, "department": "gov", "statutory_minutes": 30},
    {"code": "B", "name": {"zh-CN": "社保"}, "department": "soc"},
    {"code": "C", "name": {"zh-CN": "土地"}},
]
FIRST, TODAY = date(2026, 10, 23), date(2026, 10, 28)
BOSS = clerk("1", job_number="9001")


def nobody_rates(hall: Hall) -> None:
    hall.open("1", "2")
    for service, window in (("A", "1"), ("B", "2")):
        hall.issue(service)
        hall.pass_time(minutes=7)
        hall.serve(window)


def one_rates(hall: Hall) -> None:
    for _ in range(2):
        hall.issue("A")
        served = hall.serve("1", minutes=40)
    hall.rate(served, "very_satisfied", tags=("510", "511"))


def the_hour_comes_twice(hall: Hall) -> None:
    """A serving in every hour of a day of 25, from midnight on."""
    for _ in range(25):
        hall.issue("A")
        hall.pass_time(minutes=20)
        hall.rate(hall.serve("1", minutes=10))
        hall.pass_time(minutes=30)


def tickets_wander(hall: Hall) -> None:
    """One is passed on, one missed and restored, one given back, one in other hands, one still held, two waiting."""
    for _ in range(6):
        hall.issue("A")
        hall.pass_time(minutes=3)
    hall.act("1", serving.transfer, hall.come("1"), service="B", window="2", first=True)
    hall.pass_time(minutes=15)
    hall.rate(hall.serve("2", minutes=25), "dissatisfied", tags=("207",))
    missed = hall.miss("1", hall.come("1"))
    hall.do(clerk("1"), lambda turn: issuing.restore(turn, missed.ticket))
    given_back = hall.issue("B")
    hall.do(clerk("1"), lambda turn: issuing.cancel(turn, given_back.id))
    hall.come("2")
    hall.do(clerk("2", job_number="1001"), lambda turn: windows.take_over(turn, "2"))
    held = hall.come("1")
    hall.act("1", serving.start, held)
    hall.act("1", serving.hold, held)


def cases_are_taken_up_again(hall: Hall) -> None:
    """One is set aside and opened again, one stays open until after its day; a card rates what nobody rated."""
    set_aside = _bad_rating(hall)
    finding = rectifying.Review.SET_ASIDE
    hall.do(clerk("1"), lambda turn: rectifying.object_to(turn, set_aside, said="按错了"))
    hall.do(BOSS, lambda turn: rectifying.review(turn, set_aside, finding=finding, said="录像"))
    hall.do(BOSS, lambda turn: rectifying.answer(turn, set_aside, said="谢谢"))
    hall.do(BOSS, lambda turn: rectifying.close(turn, set_aside, said=""))
    hall.do(BOSS, lambda turn: rectifying.reopen(turn, set_aside, said="还没有好"))
    _bad_rating(hall)
    hall.open("3")
    ticket = hall.issue("B")
    hall.serve("3")
    press = rating.Press(grade=rating.Grade.SATISFIED)
    hall.do(BOSS, lambda turn: rating.rate_card(turn, number=ticket.number, day=ticket.day, press=press, known_tags={}))


def _bad_rating(hall: Hall) -> str:
    """Gives its case."""
    ticket = hall.issue("A")
    hall.rate(hall.serve("1"), "very_dissatisfied", by=citizen(ticket))
    with hall.store.read() as conn:
        return next(each.id for each in cases.open_ones(conn, "small") if each.ticket == ticket.id)


LIVED = (nobody_rates, one_rates, the_hour_comes_twice, tickets_wander, cases_are_taken_up_again)


@pytest.fixture(scope="module")
def rules() -> Definition:
    return definition(time_zone="Europe/Berlin", hours={"always": True}, departments=DEPARTMENTS, services=SERVICES)


@pytest.fixture(scope="module")
def lived(rules: Definition, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A hall in Berlin, where on the third of its five days the hour from two to three comes twice."""
    hall = new_hall(f"sqlite:///{tmp_path_factory.mktemp('lived') / 'hall.db'}", rules)
    for n, day in enumerate(LIVED):
        hall.clock[0] = datetime(2026, 10, FIRST.day + n, 0 if n == 2 else 9, tzinfo=rules.zone).astimezone(UTC)
        hall.do(CLOCK, closing.expire)
        hall.do(CLOCK, counting.add_up)
        day(hall)
    yield hall
    hall.store.close()


def test_by_any_two_dimensions(lived: Hall, rules: Definition) -> None:
    engine = create_engine(lived.store.url)
    past = Past(engine, rules)
    engine.dispose()
    for by in (*SINGLE, *PAIRS):
        told = compare(lived.store, rules, past, by, FIRST.isoformat(), TODAY.isoformat())
    assert told["total"]["rated"] == 1 + 25 + 1 + 3
    by_hour = compare(lived.store, rules, past, ("day", "hour"), "2026-10-25", "2026-10-25")
    finished = {row["keys"][1]: row["finished"] for row in by_hour["rows"]}
    assert finished.pop("02") == 2
    assert set(finished.values()) == {1}


def test_the_figures_of_cases(lived: Hall, rules: Definition) -> None:
    engine = create_engine(lived.store.url)
    past = Past(engine, rules)
    engine.dispose()
    for today in (TODAY, date(2026, 11, 30)):
        days = {"first": FIRST, "last": date(2026, 11, 29), "today": today}
        texts = {name: day.isoformat() for name, day in days.items()}
        for by in get_args(By):
            with lived.store.read() as conn:
                told = report(conn, rules, "cases", by=by, **days)
            assert list(case_differences(told.rows, told.total, past.of_cases(by, **texts))) == [], by
    assert (told.total["opened"], told.total["overdue"], told.total["set_aside"]) == (3, 3, 1)
