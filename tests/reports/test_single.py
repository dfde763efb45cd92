"""From a figure down to the single servings behind it."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from server.domain.actor import Role
from server.domain.integrity import Finding
from server.domain.periods import Period
from server.domain.rating import Flag, Grade
from server.domain.refusal import BadInput, NotFound
from server.operations import counting, doubting, serving
from server.reports import two_ways
from server.reports.grouping import DIMENSIONS, Dimension
from server.reports.single import Cell, single
from server.reports.table import rows_at_most, table
from tests.small_hall import CLOCK, MORNING, Hall, definition

DAY = MORNING.date()


@pytest.fixture
def busy(hall: Hall) -> Hall:
    """Seven servings at two windows, the last three of the second day, four rated."""
    hall.open("1", "2")
    for grade in ("satisfied", "dissatisfied"):
        hall.issue("A")
        hall.pass_time(minutes=4)
        hall.rate(hall.serve("1"), grade, tags=("207",) if grade == "dissatisfied" else (), comment="等太久")
    for _ in range(2):
        hall.issue("B")
        hall.pass_time(minutes=10)
        hall.serve("2")
    hall.clock[0] = MORNING.replace(day=3)
    for grade in ("very_satisfied", "very_satisfied", None):
        hall.issue("A")
        served = hall.serve("1")
        if grade:
            hall.rate(served, grade)
    return hall


def shown(hall: Hall, limit: int = 50, after: str | None = None, **cell: Any) -> dict[str, Any]:
    with hall.store.read() as conn:
        period = Period(DAY, DAY.replace(day=3))
        told: dict[str, Any] = single(
            conn, definition(), Cell(**cell), period, limit=limit, after=after, role=Role.MANAGER
        )
        return told


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ({}, 7),
        ({"window": "2"}, 2),
        ({"staff": "1001"}, 5),
        ({"service": "B"}, 2),
        ({"day": DAY}, 4),
        ({"weekday": "tue"}, 3),
        ({"hour": 9}, 5),
        ({"grade": Grade.VERY_SATISFIED}, 2),
        ({"grade": Grade.VERY_SATISFIED, "day": DAY}, 0),
        ({"tag": "207"}, 1),
        ({"channel": "4", "window": "1"}, 4),
        ({"department": "nobody's"}, 0),
    ],
)
def test_a_cell_shows_what_it_counts(busy: Hall, cell: dict[str, Any], count: int) -> None:
    assert len(shown(busy, **cell)["servings"]) == count


def test_by_window_and_hour_as_many_are_shown_as_were_counted(busy: Hall) -> None:
    with busy.store.read() as conn:
        known = table(conn, definition(), ["window", "hour"], first=DAY, last=DAY.replace(day=3))
    for (window, hour), counts in known.rows.items():
        assert len(shown(busy, window=window, hour=int(hour))["servings"]) == counts.visits["finished"]


def test_a_serving_that_is_finished_days_later_counts_in_the_hour_of_its_end(busy: Hall) -> None:
    """Called on a Friday, held over the weekend."""
    hall, friday = busy, DAY.replace(day=6)
    hall.clock[0] = MORNING.replace(day=6, hour=6)
    hall.issue("A")
    called = hall.come("1")
    hall.act("1", serving.start, called)
    hall.act("1", serving.hold, called)
    hall.clock[0] = MORNING.replace(day=9)
    hall.act("1", serving.resume, called)
    hall.act("1", serving.finish, called)
    with hall.store.read() as conn:
        for hour, count in ((9, 1), (14, 0)):
            found = single(conn, definition(), Cell(hour=hour), Period(friday, friday), limit=50, role=Role.MANAGER)
            assert [each["id"] for each in found["servings"]] == [called.id] * count


def test_page_by_page_each_is_shown_once_newest_first(busy: Hall) -> None:
    pages, after = [], None
    while True:
        page = shown(busy, limit=2, after=after)
        pages += page["servings"]
        if (after := page["next"]) is None:
            break
    assert pages == shown(busy)["servings"]
    assert [each["finished_at"] for each in pages] == sorted((each["finished_at"] for each in pages), reverse=True)


def test_a_serving_is_told_with_its_rating_and_why_it_is_doubted(busy: Hall) -> None:
    (told,) = shown(busy, grade=Grade.DISSATISFIED)["servings"]
    assert (told["number"], told["waited_minutes"], told["served_minutes"]) == ("A002", 4.0, 5.0)
    assert told["rating"] == {
        "grade": "dissatisfied",
        "channel": "4",
        "tags": ["207"],
        "flags": [],
        "comment": "等太久",
    }
    with busy.store.read() as conn:
        (seen,) = [each for each in doubting.of_day(conn, "small", DAY) if each.grade is Grade.DISSATISFIED]
    found = Finding(flag=Flag.INSTANT, window="1", ratings=(seen.id,))
    busy.do(CLOCK, lambda turn: doubting.keep(turn, DAY, [found]))
    assert shown(busy, tag="207")["servings"][0]["rating"]["flags"] == ["instant"]


def test_after_a_serving_that_is_none(busy: Hall) -> None:
    with pytest.raises(NotFound):
        shown(busy, after="nothing")


def test_more_rows_than_anybody_reads_are_refused(busy: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(two_ways, "MOST_ROWS", 1)
    asked = two_ways.Asked(by=("window", "hour"), period=Period(DAY, DAY))
    with busy.store.read() as conn, pytest.raises(BadInput, match="too_many_rows"):
        two_ways.two_ways(conn, definition(), asked)


def test_a_table_that_fits_is_shown_also_when_something_was_taken_back(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Issued before ten, finished before eleven, taken back and finished after eleven."""
    hall.open("1")
    hall.issue("A")
    called = hall.come("1")
    hall.act("1", serving.start, called)
    hall.clock[0] = MORNING.replace(hour=2, minute=59, second=50)
    hall.act("1", serving.finish, called)
    hall.act("1", serving.undo, called)
    hall.pass_time(seconds=20)
    hall.act("1", serving.finish, called)
    monkeypatch.setattr(two_ways, "MOST_ROWS", 2)
    by: tuple[Dimension, ...] = ("window", "hour")
    with hall.store.read() as conn:
        assert rows_at_most(conn, definition(), by, first=DAY, last=DAY) == 3
        told = two_ways.two_ways(conn, definition(), two_ways.Asked(by=by, period=Period(DAY, DAY)))
    assert [row["keys"] for row in told["rows"]] == [["1", "09"], ["1", "11"]]


def test_who_still_waits_is_a_row_as_well(hall: Hall) -> None:
    hall.issue("A")
    with hall.store.read() as conn:
        assert rows_at_most(conn, definition(), ("service", "hour"), first=DAY, last=DAY) == 1


def test_rows_are_counted_without_adding_them_up(busy: Hall) -> None:
    days = {"first": DAY, "last": DAY.replace(day=3)}
    with busy.store.read() as conn:
        for by in combinations([each for each in DIMENSIONS if each != "grade"], 2):
            assert rows_at_most(conn, definition(), by, **days) == len(table(conn, definition(), by, **days).rows), by


def test_what_counted_only_outside_the_days_is_no_row(busy: Hall) -> None:
    """Though the whole month less its first two days is what would be added up: window 2 served on the second."""
    busy.clock[0] = MORNING.replace(month=4)
    busy.do(CLOCK, counting.add_up)
    days = {"first": DAY.replace(day=3), "last": DAY.replace(day=31)}
    with busy.store.read() as conn:
        rows = table(conn, definition(), ("window", "hour"), **days).rows
        assert {window for window, _ in rows} == {"1"}
        assert rows_at_most(conn, definition(), ("window", "hour"), **days) == len(rows)
