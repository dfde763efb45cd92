"""Each figure, by each dimension and by pairs of them, is what pandas works out from the single rows."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine

from config.definition import Definition
from server.concurrency import threads
from server.domain.periods import Period
from server.domain.rating import Channel, Flag
from server.domain.tally import WAIT_EDGES
from server.operations import closing, counting, issuing, rating, rectifying, serving, windows
from server.reports import table as tables
from server.reports.grouping import DIMENSIONS
from server.reports.table import table
from server.reports.two_ways import Asked, two_ways
from server.store import rating_flags, schema
from server.store.database import Store
from tests.bench.big_hall import big_hall
from tests.bench.filling import fill
from tests.reports.agreeing import all_differences
from tests.reports.by_pandas import Past
from tests.small_hall import CLOCK, MORNING, Hall, citizen, clerk, definition, new_hall

SINGLE = [(each,) for each in DIMENSIONS]
PAIRS = list(combinations(DIMENSIONS, 2))
PERIODS = [
    pytest.param("2026-01-20", "2026-03-03", id="all of it"),
    pytest.param("2026-02-01", "2026-02-28", id="a month"),
    pytest.param("2026-02-03", "2026-02-27", id="most of a month"),
    pytest.param("2026-01-30", "2026-02-06", id="over the end of a month"),
]


@dataclass(frozen=True)
class Filled:
    """A hall with some weeks of visits, the last of which is not added up yet."""

    store: Store
    definition: Definition
    past: Past


@pytest.fixture(scope="module")
def filled() -> Iterator[Filled]:
    with tempfile.TemporaryDirectory() as folder:
        file, rules = Path(folder) / "hall.db", big_hall()
        schema.migrate(f"sqlite:///{file}")
        store = Store(f"sqlite:///{file}", threads=threads("threading"))
        store.write(lambda conn: schema.add_hall(conn, rules))
        store.close()
        fill(file, rules, count=900, last=date(2026, 3, 3), a_day=34, added_up_before=date(2026, 3, 2))
        store = Store(f"sqlite:///{file}", threads=threads("threading"))
        yield Filled(store, rules, Past(store.reader, rules))
        store.close()


def compare(store: Store, rules: Definition, past: Past, by: Any, first: str, last: str) -> dict[str, Any]:
    """Whether the figures of a period are pandas', row by row and in total; gives what the hub told."""
    asked = Asked(by=by, period=Period(date.fromisoformat(first), date.fromisoformat(last)))
    with store.read() as conn:
        told = two_ways(conn, rules, asked)
    assert list(all_differences(told, past.by(by, first, last), past.by((), first, last)[()])) == [], by
    return told


@pytest.mark.parametrize(("first", "last"), PERIODS)
def test_by_each_dimension(filled: Filled, first: str, last: str) -> None:
    for by in SINGLE:
        compare(filled.store, filled.definition, filled.past, by, first, last)


def test_by_two_dimensions(filled: Filled) -> None:
    for by in PAIRS:
        compare(filled.store, filled.definition, filled.past, by, "2026-02-24", "2026-03-02")


def test_a_share_of_ratings_is_of_all_those_of_the_other_dimension(filled: Filled) -> None:
    told = compare(filled.store, filled.definition, filled.past, ("department", "grade"), "2026-02-01", "2026-02-28")
    rated = filled.past.by(("department",), "2026-02-01", "2026-02-28")
    for row in told["rows"]:
        assert row["share"]["denominator"] == rated[row["keys"][0],]["rated"]


def test_estimated_medians_are_within_their_bucket(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "EXACT_UP_TO", 0)
    asked = Asked(by=("hour",), period=Period(date(2026, 2, 1), date(2026, 2, 28)))
    with filled.store.read() as conn:
        told = two_ways(conn, filled.definition, asked)
    assert told["exact_waits"] is False
    exact = filled.past.by(("hour",), "2026-02-01", "2026-02-28")
    edges = (0, *WAIT_EDGES)
    assert told["rows"]
    for row in told["rows"]:
        for name in ("median_wait_minutes", "p90_wait_minutes"):
            true = exact[tuple(row["keys"])][name]
            if true is None:
                assert row[name] is None
                continue
            place = max(i for i, edge in enumerate(edges) if edge <= true)
            assert edges[place] <= row[name] <= edges[place + 1]


def reader(hall: Hall) -> Engine:
    return create_engine(hall.store.url)


def holds(hall: Hall, rules: Definition, day: date) -> dict[str, Any]:
    """The figures of a day by nearly every dimension are pandas'; gives those of the hall."""
    engine = reader(hall)
    past = Past(engine, rules)
    for by in (
        ("window", "hour"),
        ("staff", "service"),
        ("department", "weekday"),
        ("day", "channel"),
        ("grade", "tag"),
    ):
        compare(hall.store, rules, past, by, day.isoformat(), day.isoformat())
    engine.dispose()
    with hall.store.read() as conn:
        total: dict[str, Any] = two_ways(conn, rules, Asked(by=("hall",), period=Period(day, day)))["total"]
    return total


def test_a_day_on_which_nobody_rated(hall: Hall) -> None:
    hall.open("1")
    hall.issue("A")
    hall.serve("1")
    total = holds(hall, definition(), MORNING.date())
    assert total["satisfaction"] == {"numerator": 0, "denominator": 0, "value": None, "low": None, "high": None}
    assert (total["participation"]["numerator"], total["participation"]["denominator"]) == (0, 1)


def test_a_day_without_anybody(hall: Hall) -> None:
    with hall.store.read() as conn:
        told = two_ways(conn, definition(), Asked(by=("window", "hour"), period=Period(MORNING.date(), MORNING.date())))
    assert told["rows"] == []
    assert told["total"]["median_wait_minutes"] is None
    assert told["total"]["mean_wait_minutes"]["value"] is None


def test_a_day_with_one_rating(hall: Hall) -> None:
    hall.open("1")
    hall.issue("A")
    hall.rate(hall.serve("1"), "very_satisfied")
    total = holds(hall, definition(), MORNING.date())
    assert total["satisfaction"]["value"] == 1.0
    assert total["satisfaction"]["low"] == pytest.approx(0.2065, abs=1e-4)


def test_tickets_passed_on_missed_given_back_and_still_waiting(hall: Hall) -> None:
    hall.open("1", "2")
    for _ in range(5):
        hall.issue("A")
        hall.pass_time(minutes=2)
    hall.act("1", serving.transfer, hall.come("1"), service="B", window="2", first=True)
    hall.pass_time(minutes=11)
    hall.rate(hall.serve("2", minutes=25), "dissatisfied", tags=("207",))
    missed = hall.miss("1", hall.come("1"))
    hall.do(clerk("1"), lambda turn: issuing.restore(turn, missed.ticket))
    hall.rate(hall.serve("1"), "satisfied")
    given_back = hall.issue("B")
    hall.do(clerk("1"), lambda turn: issuing.cancel(turn, given_back.id))
    called = hall.come("2")
    hall.do(clerk("2", job_number="1001"), lambda turn: windows.take_over(turn, "2"))
    assert called.staff == "1002"
    total = holds(hall, definition(), MORNING.date())
    assert (total["issued"], total["missed"], total["cancelled"]) == (6, 1, 1)
    hall.pass_time(hours=10)
    hall.do(CLOCK, closing.expire)
    hall.pass_time(days=1)
    hall.do(CLOCK, counting.add_up)
    total = holds(hall, definition(), MORNING.date())
    assert (total["issued"], total["called"], total["expired"]) == (6, 4, 3)
    assert total["on_the_spot"]["numerator"] == total["finished"] - 1


def test_cases_taken_up_again_and_ratings_set_aside_keep_their_place(hall: Hall) -> None:
    hall.open("1")
    ticket = hall.issue("A")
    served = hall.serve("1")
    hall.pass_time(days=2)
    hall.do(CLOCK, counting.add_up)
    hall.rate(served, "very_dissatisfied", by=citizen(ticket))
    with hall.store.read() as conn:
        (case,) = [each for each in rectifying.cases.open_ones(conn, "small")]  # noqa: C416
    hall.do(clerk("1"), lambda turn: rectifying.object_to(turn, case.id, said="按错了"))
    boss = clerk("1", job_number="9001")
    hall.do(boss, lambda turn: rectifying.review(turn, case.id, finding=rectifying.Review.SET_ASIDE, said="录像"))
    hall.do(boss, lambda turn: rectifying.answer(turn, case.id, said="谢谢"))
    hall.do(boss, lambda turn: rectifying.close(turn, case.id, said=""))
    hall.do(boss, lambda turn: rectifying.reopen(turn, case.id, said="还没有好"))
    total = holds(hall, definition(), MORNING.date())
    assert (total["rated"], total["flagged"]) == (1, 1)
    assert total["satisfaction_unflagged"]["denominator"] == 0
    with hall.store.read() as conn:
        assert rating_flags.of_days(conn, "small", MORNING.date(), hall.clock[0].date()) == {
            served.id: [Flag.SET_ASIDE.value]
        }


def test_a_card_for_a_visit_that_was_not_asked(hall: Hall) -> None:
    rules = definition(rating={"invite_on_finish": False})
    hall.do(CLOCK, lambda turn: schema.put_definition(turn, rules))
    hall.open("1")
    ticket = hall.issue("A")
    hall.serve("1")
    press = rating.Press(grade=rating.Grade.SATISFIED)
    day = MORNING.date()
    hall.do(clerk("1"), lambda turn: rating.rate_card(turn, number=ticket.number, day=day, press=press, known_tags={}))
    total = holds(hall, rules, day)
    assert (total["participation"]["numerator"], total["participation"]["denominator"]) == (1, 0)
    assert (total["participation"]["value"], total["participation"]["low"]) == (None, None)


@pytest.mark.parametrize(
    ("zone", "change", "hours"), [("Europe/Berlin", "2026-10-25", 25), ("Europe/Berlin", "2026-03-29", 23)]
)
def test_a_day_on_which_the_clock_changes(tmp_path: Path, zone: str, change: str, hours: int) -> None:
    """Visits in every hour from midnight to midnight of the hall, one of which comes twice or not at all."""
    rules = definition(time_zone=zone, hours={"always": True})
    hall = new_hall(f"sqlite:///{tmp_path / 'hall.db'}", rules)
    day = date.fromisoformat(change)
    midnight = MORNING.replace(year=day.year, month=day.month, day=day.day, hour=0, minute=0).astimezone(rules.zone)
    hall.clock[0] = midnight.replace(hour=0, minute=0, day=day.day).astimezone(MORNING.tzinfo)
    hall.open("1")
    for _ in range(hours):
        hall.issue("A")
        hall.pass_time(minutes=20)
        hall.rate(hall.serve("1", minutes=10), "satisfied")
        hall.pass_time(minutes=30)
    total = holds(hall, rules, day)
    assert (total["finished"], total["rated"]) == (hours, hours)
    with hall.store.read() as conn:
        known = table(conn, rules, ["hour"], first=day, last=day)
    per_hour = {key: counts.visits["finished"] for (key,), counts in known.rows.items()}
    assert per_hour.get("02", 0) == (2 if hours == 25 else 0)
    hall.store.close()


def test_every_channel_has_a_name(filled: Filled) -> None:
    assert {channel.value for channel in Channel} >= set(filled.past.keys["channel"])
