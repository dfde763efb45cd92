"""A hall goes wrong in six ways; each is told once a step and ended when it is over. To whom: test_who_is_told.py."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from server.concurrency import threads
from server.domain.actor import Actor, Role
from server.keeping import SETTLING, Keeper
from server.operations import serving, windows
from server.store import devices
from server.store.tables import presences
from tests.operations.watching import MANAGER, last_told, look, shown_to
from tests.small_hall import CLOCK, KIOSK, MORNING, Hall, clerk, definition, new_hall


def test_a_wait_climbs_by_its_services_promise_and_ends_when_nobody_waits_so_long(hall: Hall) -> None:
    """A promises 30 minutes: notice from 24, yellow from 30, red from 45."""
    hall.issue()
    steps = {}
    for minute in range(0, 60, 1):
        for kind, watch, step in look(hall):
            steps[minute] = (kind, watch, step)
        hall.pass_time(minutes=1)
    assert steps == {
        24: ("alert.raised", "waiting", "notice"),
        30: ("alert.climbed", "waiting", "yellow"),
        45: ("alert.climbed", "waiting", "red"),
    }
    hall.open("1")
    hall.come("1")
    assert look(hall) == [("alert.ended", "waiting", "red")]
    assert look(hall) == []
    assert hall.verified() == len(hall.journal())


def test_a_service_may_have_limits_of_its_own(database: str) -> None:
    services = [
        {"code": "A", "name": {"zh-CN": "户籍"}, "waiting_alerts": {"notice": 2, "yellow": 4, "red": 6}},
        {"code": "B", "name": {"zh-CN": "社保"}, "promised_minutes": 10},
        {"code": "C", "name": {"zh-CN": "土地"}},
    ]
    hall = new_hall(database, definition(services=services))
    for service in "ABC":
        hall.issue(service)
    hall.pass_time(minutes=4)
    assert look(hall) == [("alert.raised", "waiting", "yellow")]
    assert last_told(hall)["service"] == "A"
    hall.pass_time(minutes=4)
    assert set(look(hall)) == {("alert.climbed", "waiting", "red"), ("alert.raised", "waiting", "notice")}
    assert {each["service"]: each["step"] for each in shown_to(hall, MANAGER)} == {"A": "red", "B": "notice"}
    hall.store.close()


def test_a_long_wait_is_one_alert_a_service_by_who_waits_longest(hall: Hall) -> None:
    first = hall.issue()
    hall.pass_time(minutes=10)
    hall.issue()
    hall.pass_time(minutes=25)
    look(hall)
    (shown,) = shown_to(hall, MANAGER)
    assert (shown["service"], shown["number"], shown["count"], shown["step"]) == ("A", first.number, 2, "yellow")
    hall.open("1")
    hall.come("1")
    assert look(hall) == []
    (shown,) = shown_to(hall, MANAGER)
    assert (shown["number"], shown["count"], shown["step"]) == ("A002", 1, "yellow")


def test_a_serving_that_takes_too_long(hall: Hall) -> None:
    """Handling takes 20 minutes: notice from 30, yellow from 40, red from 60. A call that nobody follows is none."""
    hall.open("1")
    hall.issue()
    called = hall.come("1")
    hall.pass_time(minutes=29)
    hall.act("1", serving.start, called)
    hall.pass_time(minutes=29)
    assert look(hall) == []
    hall.pass_time(minutes=1)
    assert look(hall) == [("alert.raised", "serving", "notice")]
    assert (last_told(hall)["number"], last_told(hall)["told"]) == ("A001", ["staff:1001"])
    hall.act("1", serving.hold, called)
    assert look(hall) == [("alert.ended", "serving", "notice")]


def test_an_open_window_that_calls_nobody_while_people_wait_for_it(hall: Hall) -> None:
    hall.open("1", "3")
    hall.pass_time(minutes=30)
    assert look(hall) == []
    hall.issue("B")
    hall.pass_time(minutes=4)
    assert look(hall) == [("alert.raised", "idle", "notice")]
    assert (last_told(hall)["window"], last_told(hall)["count"]) == ("3", 1)
    hall.pass_time(minutes=1)
    assert look(hall) == [("alert.climbed", "idle", "yellow")]
    hall.come("3")
    assert look(hall) == [("alert.ended", "idle", "yellow")]


@pytest.mark.parametrize("end", ["finish", "no-show", "transfer", "hold"])
def test_a_window_is_idle_only_from_when_its_last_citizen_left(hall: Hall, end: str) -> None:
    hall.open("3")
    hall.issue("B")
    hall.issue("B")
    called = hall.come("3")
    if end != "no-show":
        hall.act("3", serving.start, called)
    hall.pass_time(minutes=15)
    match end:
        case "finish":
            hall.act("3", serving.finish, called)
        case "no-show":
            hall.miss("3", called)
        case "transfer":
            hall.act("3", serving.transfer, called, service="A", window=None, first=False)
        case _:
            hall.act("3", serving.hold, called)
    hall.pass_time(minutes=2, seconds=59)
    assert look(hall) == []
    hall.pass_time(seconds=1)
    assert look(hall) == [("alert.raised", "idle", "notice")]


def test_a_pause_that_lasts_longer_than_it_said(hall: Hall) -> None:
    hall.open("1", "2")
    hall.do(clerk("1"), lambda turn: windows.pause(turn, "1", reason="other", minutes=20))
    hall.do(clerk("2"), lambda turn: windows.pause(turn, "2", reason="break"))
    hall.pass_time(minutes=16)
    assert look(hall) == [("alert.raised", "paused", "notice")]
    assert (last_told(hall)["window"], last_told(hall)["told"]) == ("2", ["staff:1002"])
    hall.do(clerk("2"), lambda turn: windows.resume(turn, "2"))
    hall.pass_time(minutes=14)
    assert look(hall) == [("alert.raised", "paused", "yellow"), ("alert.ended", "paused", "notice")]
    (shown,) = shown_to(hall, MANAGER)
    assert (shown["window"], shown["step"], shown["person"]["name"]) == ("1", "yellow", "甲")


def come_and_go(hall: Hall, device: str, *, online: bool) -> None:
    """As a hub writes down what it sees."""
    row = {"online": online, "since": hall.clock[0], "seen_at": hall.clock[0]}
    of_device = (presences.c.hall == "small", presences.c.device == device)

    def write(conn: Any) -> None:
        if conn.execute(update(presences).where(*of_device).values(**row)).rowcount == 0:
            conn.execute(insert(presences), {"hall": "small", "device": device, "hub": "one", **row})

    hall.store.write(write)


def test_a_device_that_was_here_and_is_silent(hall: Hall) -> None:
    evaluator = Actor(hall="small", role=Role.EVALUATOR, subject="evaluator-2", window="2")
    for actor, name in ((evaluator, "二号评价器"), (KIOSK, "取号机")):
        hall.store.write(lambda conn, actor=actor, name=name: devices.add(conn, actor, name=name, at=MORNING))
    hall.open("2")
    come_and_go(hall, "evaluator-2", online=True)
    hall.pass_time(seconds=30)
    assert look(hall) == []
    come_and_go(hall, "evaluator-2", online=False)
    hall.pass_time(minutes=5)
    assert look(hall) == [("alert.raised", "silent", "notice")]
    assert last_told(hall)["told"] == ["staff:1002", "manager:9001"]
    (shown,) = shown_to(hall, MANAGER)
    assert (shown["device"], shown["window"]) == ("二号评价器", "2")
    come_and_go(hall, "evaluator-2", online=True)
    assert look(hall) == [("alert.ended", "silent", "notice")]


def test_after_the_night_devices_are_missed_only_from_the_opening_on(hall: Hall) -> None:
    hall.store.write(lambda conn: devices.add(conn, KIOSK, name="取号机", at=MORNING))
    come_and_go(hall, "kiosk", online=False)
    hall.pass_time(hours=10)
    assert look(hall) == []
    hall.clock[0] = datetime(2026, 3, 3, 1, 4, tzinfo=UTC)
    assert look(hall) == []
    hall.pass_time(minutes=1)
    assert look(hall) == [("alert.raised", "silent", "notice")]


def test_nothing_is_watched_at_the_windows_while_the_hall_is_closed(hall: Hall) -> None:
    hall.issue()
    hall.open("3")
    hall.clock[0] = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)  # half past twelve, the hall is at lunch
    assert look(hall) == []
    hall.clock[0] = datetime(2026, 3, 2, 5, 3, tzinfo=UTC)
    assert {watch for _, watch, _ in look(hall)} == {"waiting", "idle"}


def test_the_keeper_tells_and_writes_nothing_where_all_is_well(hall: Hall) -> None:
    keeper = Keeper(hall.store, threads=threads("threading"))
    hall.issue()
    keeper.look()
    before = len(hall.journal())
    keeper.look()
    assert len(hall.journal()) == before
    hall.pass_time(minutes=24)
    keeper.look()
    keeper.look()
    assert [entry.kind for entry in hall.journal()[before:]] == ["alert.raised"]


def test_a_hub_that_has_just_started_gives_everybody_time_to_come_back(hall: Hall) -> None:
    class Still:
        def task(self, work: object) -> None:
            """Does not look by itself."""

    keeper = Keeper(hall.store, threads=Still())  # type: ignore[arg-type]
    hall.issue()
    hall.pass_time(minutes=30)
    keeper.start()
    before = len(hall.journal())
    keeper._supervise(CLOCK)
    assert len(hall.journal()) == before
    hall.pass_time(seconds=SETTLING / timedelta(seconds=1))
    keeper._supervise(CLOCK)
    assert hall.journal()[-1].kind == "alert.raised"
