"""The roll-ups say what the tickets, servings and ratings say, whatever became of them, day by day and added up."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from server.domain.integrity import Finding
from server.domain.rating import Flag
from server.operations import calling, closing, counting, doubting, issuing, rating, serving, windows
from server.store import recounting, schema, servings, tallies
from server.store.tables import ratings
from server.store.tables import servings as table
from server.store.tables.tallies import tallied, visit_tallies
from tests.counting import counted, counted_anew
from tests.small_hall import CLOCK, MORNING, Hall, citizen, clerk, definition

DAY = MORNING.date()


def total(hall: Hall, name: str, *, cube: str = "dHWPS") -> int:
    """A count of visits over a whole cube."""
    found = [counts.get(name, 0) for key, counts in counted(hall).items() if key[:3:2] == ("visit_tallies", cube)]
    return sum(found)


def test_taking_a_ticket_writes_nothing_and_its_first_call_counts_it(hall: Hall) -> None:
    hall.open("1")
    hall.issue("A")
    assert counted(hall) == {}
    hall.pass_time(minutes=12.5)
    hall.call("1")
    ((key, counts),) = counted(hall).items()
    assert key == ("visit_tallies", "small", "dHWPS", DAY, "1", "1001", "A", 9)
    assert counts == {"issued": 1, "called": 1, "waited_ms": 750_000, "wait_11": 1}


def test_a_finish_taken_back_leaves_no_trace(hall: Hall) -> None:
    hall.open("1")
    hall.issue("A")
    called = hall.come("1")
    before = counted(hall)
    hall.act("1", serving.start, called)
    finished = hall.act("1", serving.finish, called)
    assert counted(hall) != before
    hall.act("1", serving.undo, finished)
    assert counted(hall) == before


def test_a_finish_is_taken_back_by_the_promise_it_was_counted_with(hall: Hall) -> None:
    hall.open("1")
    hall.issue("A")
    called = hall.come("1")
    hall.act("1", serving.start, called)
    hall.pass_time(minutes=15)
    before = counted(hall)
    finished = hall.act("1", serving.finish, called)
    hall.pass_time(seconds=5)
    stricter = [{"code": "A", "name": {"zh-CN": "户籍"}, "handling_minutes": 10, "statutory_minutes": 60}]
    others = [{"code": "B", "name": {"zh-CN": "社保"}}]
    changed = definition(services=stricter + others, windows=[{"code": "1", "services": ["A"]}], staff=[])
    hall.do(CLOCK, lambda turn: schema.put_definition(turn, changed))
    hall.act("1", serving.undo, finished)
    assert counted(hall) == before


def test_a_missed_ticket_counts_as_missed_once_and_until_it_is_taken_back(hall: Hall) -> None:
    hall.open("1")
    hall.issue("A")
    called = hall.miss("1", hall.come("1"))
    assert total(hall, "missed") == 1
    hall.act("1", serving.undo, called)
    assert total(hall, "missed") == 0
    hall.act("1", calling.no_show, called)
    hall.do(clerk("1"), lambda turn: issuing.restore(turn, called.ticket))
    hall.pass_time(minutes=1)
    hall.miss("1", hall.come("1"))
    assert (total(hall, "missed"), total(hall, "expired"), total(hall, "called")) == (1, 1, 1)
    assert counted(hall) == counted_anew(hall)


def test_a_wait_belongs_to_where_it_ended_and_a_serving_to_where_it_was(hall: Hall) -> None:
    hall.open("1", "2")
    hall.issue("A")
    hall.pass_time(minutes=3)
    passed_on = hall.act("1", serving.transfer, hall.come("1"), service="B", window=None, first=False)
    hall.pass_time(minutes=30)
    hall.serve("2")
    places = {key[4:]: counts for key, counts in counted(hall).items()}
    assert places["1", "1001", "A", 9] == {"issued": 1, "called": 1, "waited_ms": 180_000, "wait_03": 1}
    assert places["2", "1002", "B", 10] == {"finished": 1, "due": 1, "handled_ms": 300_000, "on_time": 1}
    assert passed_on.service == "A"
    assert counted(hall) == counted_anew(hall)


def test_a_colleague_takes_over_the_wait_with_the_citizen(hall: Hall) -> None:
    hall.open("1")
    hall.issue("A")
    called = hall.come("1")
    hall.do(clerk("1", job_number="1009"), lambda turn: windows.take_over(turn, "1"))
    assert {key[5] for key in counted(hall)} == {"1009"}
    assert hall.serving(called.id).staff == "1009"
    assert counted(hall) == counted_anew(hall)


def test_who_gives_up_is_counted_when_they_do(hall: Hall) -> None:
    given = [hall.issue("A"), hall.issue("A")]
    hall.do(clerk("1"), lambda turn: issuing.cancel(turn, given[0].id))
    hall.pass_time(hours=10)
    hall.do(CLOCK, closing.expire)
    assert (total(hall, "issued"), total(hall, "cancelled"), total(hall, "expired"), total(hall, "called")) == (
        2,
        1,
        1,
        0,
    )
    assert counted(hall) == counted_anew(hall)


def test_what_comes_days_later_counts_on_the_day_it_is_about(hall: Hall) -> None:
    """A phone rating after three days, doubts about it, and a rating set aside, in days that were added up before."""
    hall.open("1")
    ticket = hall.issue("A")
    served = hall.serve("1")
    other = hall.issue("A")
    hall.rate(hall.serve("1"), "dissatisfied", tags=("207",))
    hall.pass_time(days=3)
    hall.do(CLOCK, counting.add_up)
    assert total(hall, "finished", cube="mWPS") == 2
    hall.rate(served, "very_satisfied", by=citizen(ticket), tags=())
    with hall.store.read() as conn:
        given = list(conn.scalars(select(ratings.c.id)))
    for flag in (Flag.INSTANT, Flag.ONE_GRADE):
        found = Finding(flag=flag, window="1", ratings=tuple(given))
        day = DAY + timedelta(days=len(hall.journal()))
        hall.do(CLOCK, lambda turn, found=found, day=day: doubting.keep(turn, day, [found]))  # type: ignore[misc]
    by_month = {key[4:]: counts for key, counts in counted(hall).items() if key[2] == "mWPC"}
    assert by_month["1", "1001", "", -1, "3", ""] == {"very_satisfied": 1, "flagged_very_satisfied": 1}
    assert by_month["1", "1001", "", -1, "4", ""] == {"dissatisfied": 1, "flagged_dissatisfied": 1}
    assert other.day == DAY
    assert counted(hall) == counted_anew(hall)


def test_adding_up_twice_or_in_pieces_is_adding_up_once(hall: Hall) -> None:
    for days in (0, 1, 30):
        hall.clock[0] = MORNING + timedelta(days=days)
        hall.open("1")
        hall.issue("A")
        hall.rate(hall.serve("1"))
        hall.do(clerk("1"), lambda turn: windows.close(turn, "1"))
        if days:
            hall.do(CLOCK, counting.add_up)
            hall.do(CLOCK, counting.add_up)
    hall.pass_time(days=400)
    hall.do(CLOCK, counting.add_up)
    assert total(hall, "finished", cube="mWPS") == total(hall, "finished", cube="dS") == 3
    assert counted(hall) == counted_anew(hall)


def test_a_card_counts_for_the_visit_it_names(hall: Hall) -> None:
    hall.open("1")
    ticket = hall.issue("A")
    hall.serve("1")
    press = rating.Press(grade=rating.Grade.SATISFIED)
    hall.do(
        clerk("1"),
        lambda turn: rating.rate_card(turn, number=ticket.number, day=DAY, press=press, known_tags={}),
    )
    assert [key[8] for key in counted(hall) if key[0] == "rating_tallies"] == ["card"]
    assert counted(hall) == counted_anew(hall)


@pytest.mark.parametrize("left", ["nothing", "older rules"])
def test_a_hall_from_an_older_version_is_counted_when_its_database_is_migrated(hall: Hall, left: str) -> None:
    hall.open("1")
    hall.issue("A")
    hall.rate(hall.serve("1"), tags=())
    hall.pass_time(days=1)
    hall.open("2")  # another day in the journal
    hall.do(CLOCK, counting.add_up)
    before = counted(hall)

    def age(conn: object) -> None:
        conn.execute(delete(tallied))  # type: ignore[attr-defined]
        conn.execute(delete(visit_tallies))  # type: ignore[attr-defined]
        if left == "older rules":
            old = {"hall": "small", "added_up_to": DAY, "rules": tallies.RULES - 1}
            conn.execute(insert(tallied), old)  # type: ignore[attr-defined]

    hall.store.write(age)
    hall.store.write(recounting.recount_where_needed)
    assert counted(hall) == before


def test_a_day_that_an_older_hub_added_up_is_counted_anew(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside a newer one, which ends the day after it."""
    hall.do(CLOCK, counting.add_up)
    hall.pass_time(days=1)
    with monkeypatch.context() as older:
        older.setattr(tallies, "RULES", tallies.RULES - 1)
        hall.do(CLOCK, counting.add_up)
    hall.pass_time(days=1)
    hall.do(CLOCK, counting.add_up)
    with hall.store.read() as conn:
        assert not tallies.are_by_these_rules(conn, "small")
    hall.store.write(recounting.recount_where_needed)
    with hall.store.read() as conn:
        assert tallies.are_by_these_rules(conn, "small")


def test_of_two_calls_within_one_millisecond_the_first_ends_the_wait_however_they_are_looked_up(hall: Hall) -> None:
    """Window 3 passes the citizen on to window 2, which stands before it in every index."""
    hall.open("2", "3")
    ticket = hall.issue("B")
    passed_on = hall.come("3")
    hall.act("3", serving.start, passed_on)
    hall.act("3", serving.transfer, passed_on, service=None, window="2", first=False)
    second = hall.come("2")
    assert second.called_at == passed_on.called_at
    hall.act("2", serving.start, second)
    hall.act("2", serving.finish, second)
    with hall.store.read() as conn:
        oldest, newest = (look(conn, "small", ticket.id) for look in (servings.first, servings.last))
    assert (oldest and oldest.id, newest and newest.id) == (passed_on.id, second.id)
    windows_called = {key[4] for key, counts in counted(hall).items() if counts.get("called") and key[2] == "dHWPS"}
    assert windows_called == {"3"}
    assert total(hall, "on_the_spot") == 0
    assert counted(hall) == counted_anew(hall)


def test_a_database_from_before_tells_them_apart_by_the_journal(hall: Hall) -> None:
    hall.open("2", "3")
    hall.issue("B")
    passed_on = hall.come("3")
    hall.act("3", serving.transfer, passed_on, service=None, window="2", first=False)
    second = hall.come("2")
    upgrade = import_module("server.store.migrations.versions.0017_in_which_order_servings_were_called")
    mine = select(table.c.id, table.c.seq).order_by(table.c.seq)
    with hall.store.read() as conn:
        as_called = conn.execute(mine).all()

    def forget_and_find_out(conn: Connection) -> None:
        conn.execute(update(table).values(seq=0))
        upgrade.order_those_of_one_millisecond(conn)

    hall.store.write(forget_and_find_out)
    with hall.store.read() as conn:
        assert conn.execute(mine).all() == as_called
    assert [id for id, _ in as_called] == [passed_on.id, second.id]
