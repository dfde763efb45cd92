"""A hall goes wrong in six ways; each is told once a step, to whom it concerns, answered, and ended when it is over."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, text, update

from server.concurrency import threads
from server.domain.actor import Actor, Role
from server.domain.refusal import NotAllowedNow, NotFound, NotYours
from server.keeping import SETTLING, Keeper
from server.operations import alert_views, calling, serving, supervising, windows
from server.operations.views import Json, View
from server.store import devices
from server.store.tables import presences
from server.store.verifying import Break
from tests.small_hall import CLOCK, KIOSK, MORNING, Hall, clerk, definition, new_hall

MANAGER = Actor(hall="small", role=Role.MANAGER, subject="9001")


def look(hall: Hall) -> list[tuple[str, str, str]]:
    """Looks, and gives what the journal got of it: the deed, what is watched, the step."""
    before = len(hall.journal())
    hall.do(CLOCK, supervising.look)
    told = hall.journal()[before:]
    return [(entry.kind, entry.facts["watch"], entry.facts["step"]) for entry in told]


def last_told(hall: Hall) -> dict[str, Any]:
    return hall.journal()[-1].facts


def shown_to(hall: Hall, actor: Actor) -> list[Json]:
    with hall.store.read() as conn:
        view = View(conn=conn, definition=hall.store.definition(conn, "small"), now=hall.clock[0], role=actor.role)
        return alert_views.open_ones(view, actor)


def acknowledge(hall: Hall, actor: Actor, *, said: str = "马上处理") -> None:
    (known,) = shown_to(hall, MANAGER)
    hall.do(actor, lambda turn: supervising.acknowledge(turn, known["id"], said=said))


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


def test_a_case_near_its_day_goes_to_the_person_and_the_managers_not_to_the_window(hall: Hall) -> None:
    hall.open("1")
    hall.issue()
    hall.rate(hall.serve("1"), "dissatisfied")
    assert look(hall) == []
    hall.pass_time(days=6)
    assert look(hall) == [("alert.raised", "case", "notice")]
    facts = last_told(hall)
    assert (facts["told"], facts["window"], facts["due"]) == (["staff:1001", "manager:9001"], None, "2026-03-09")
    assert shown_to(hall, clerk("1")) == []
    hall.pass_time(days=2)
    assert look(hall) == [("alert.climbed", "case", "red")]


def test_who_is_told_who_reacts_and_with_what_words(hall: Hall) -> None:
    hall.open("1", "2")
    hall.do(clerk("1"), lambda turn: windows.pause(turn, "1", reason="break"))
    hall.pass_time(minutes=16)
    look(hall)
    with pytest.raises(NotYours):
        acknowledge(hall, clerk("2"))
    acknowledge(hall, clerk("1"), said="两分钟就回来")
    with pytest.raises(NotAllowedNow, match="alert_answered"):
        acknowledge(hall, MANAGER)
    hall.pass_time(minutes=10)
    assert look(hall) == [("alert.climbed", "paused", "yellow")]
    assert last_told(hall)["told"] == ["staff:1001", "manager:9001"]
    acknowledge(hall, MANAGER, said="已派人替班")
    (shown,) = shown_to(hall, MANAGER)
    assert [(s["kind"], s["by"]["name"], s["text"]) for s in shown["steps"] if s["text"]] == [
        ("alert.acknowledged", "甲", "两分钟就回来"),
        ("alert.acknowledged", "主任", "已派人替班"),
    ]
    assert [each["name"] for each in shown["steps"][2]["told"]] == ["甲", "主任"]
    assert "替班" not in str([entry.data for entry in hall.journal()])


def test_what_was_said_cannot_be_changed_afterwards(hall: Hall) -> None:
    hall.open("1")
    hall.do(clerk("1"), lambda turn: windows.pause(turn, "1", reason="break"))
    hall.pass_time(minutes=16)
    look(hall)
    acknowledge(hall, clerk("1"))
    seq = len(hall.journal())
    hall.store.write(lambda conn: conn.execute(text("UPDATE alert_steps SET text = '没事' WHERE text IS NOT NULL")))
    assert hall.verified() == Break(hall="small", seq=seq, what="its text is not what was written")


def test_a_queues_alert_is_every_windows_that_serves_it(hall: Hall) -> None:
    hall.open("2", "3")
    called = []
    for window in ("2", "3"):
        hall.issue("B")
        called.append(hall.come(window))
    hall.issue("B")
    hall.pass_time(minutes=25)
    look(hall)
    assert last_told(hall)["told"] == ["staff:1002", "staff:1003"]
    assert [each["watch"] for each in shown_to(hall, clerk("2"))] == ["waiting"]
    assert shown_to(hall, clerk("1")) == []
    hall.act("2", calling.recall, called[0])


def test_a_head_of_department_is_shown_what_concerns_theirs(database: str) -> None:
    """The police have window 1 and service A, the labour office window 2 and service B."""
    document = definition().model_dump(mode="json")
    codes = ("police", "labour")
    heads = [
        {"job_number": f"800{n}", "name": "长", "roles": ["supervisor"], "department": code}
        for n, code in enumerate(codes)
    ]
    hall = new_hall(
        database,
        definition(
            departments=[{"code": code, "name": {"zh-CN": code}} for code in codes],
            services=[
                {**service, "department": code} for service, code in zip(document["services"], codes, strict=False)
            ],
            windows=[{"code": "1", "services": ["A"]}, {"code": "2", "services": ["B"]}],
            staff=[*document["staff"][:2], document["staff"][3], *heads],
        ),
    )
    hall.open("1", "2")
    for window, service in (("1", "A"), ("2", "B")):
        hall.issue(service)
        hall.rate(hall.serve(window), "dissatisfied")
    hall.pass_time(days=8)
    for service in ("A", "B"):
        hall.issue(service)
    hall.pass_time(minutes=45)
    look(hall)
    assert len(shown_to(hall, MANAGER)) == 6
    for job_number, window, service, person in (("8000", "1", "A", "1001"), ("8001", "2", "B", "1002")):
        head = Actor(hall="small", role=Role.SUPERVISOR, subject=job_number)
        seen = {each["watch"]: each for each in shown_to(hall, head)}
        assert set(seen) == {"case", "waiting", "idle"}
        assert seen["case"]["person"]["job_number"] == person
        assert (seen["waiting"]["service"], seen["idle"]["window"]) == (service, window)
    hall.store.close()


def test_nothing_is_watched_at_the_windows_while_the_hall_is_closed(hall: Hall) -> None:
    hall.issue()
    hall.open("3")
    hall.clock[0] = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)  # half past twelve, the hall is at lunch
    assert look(hall) == []
    hall.clock[0] = datetime(2026, 3, 2, 5, 3, tzinfo=UTC)
    assert {watch for _, watch, _ in look(hall)} == {"waiting", "idle"}


def test_an_alert_that_is_not_there(hall: Hall) -> None:
    with pytest.raises(NotFound):
        hall.do(MANAGER, lambda turn: supervising.acknowledge(turn, "nothing", said="好"))


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
