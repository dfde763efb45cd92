"""What the live pages show of a hall: windows, queues, hours, today's ratings, and nobody who came."""

from datetime import timedelta

from server.domain.actor import Actor, Role
from server.operations import alert_views, serving, supervising, windows
from server.operations.live import live
from server.operations.views import Json, View
from tests.small_hall import CLOCK, MORNING, Hall, clerk

MANAGER = Actor(hall="small", role=Role.MANAGER, subject="9001")
WALL = Actor(hall="small", role=Role.WALL, subject="wall-1")


def shown(hall: Hall, actor: Actor = MANAGER) -> Json:
    with hall.store.read() as conn:
        definition = hall.store.definition(conn, "small")
        return live(View(conn=conn, definition=definition, now=hall.clock[0], role=actor.role), actor)


def test_a_hall_before_anybody_came(hall: Hall) -> None:
    seen = shown(hall)
    assert (seen["open"], seen["waiting"], seen["services"], seen["hours"], seen["alerts"]) == (True, 0, [], [], [])
    assert {window["state"] for window in seen["windows"]} == {"closed"}
    assert seen["ratings"]["participation"]["value"] is None


def test_who_waits_where_and_how_long(hall: Hall) -> None:
    for service in "BAA":
        hall.issue(service)
        hall.pass_time(minutes=13)
    seen = shown(hall)
    assert [(q["code"], q["waiting"], q["number"], q["step"]) for q in seen["services"]] == [
        ("B", 1, "B001", "yellow"),
        ("A", 2, "A001", "notice"),
    ]
    assert seen["waiting"] == 3
    hall.clock[0] = MORNING + timedelta(hours=3)
    assert not shown(hall)["open"]


def test_what_each_window_does_and_since_when(hall: Hall) -> None:
    hall.open("1", "2")
    hall.issue()
    hall.do(clerk("2"), lambda turn: windows.pause(turn, "2", reason="break"))
    hall.pass_time(minutes=2)
    called = hall.come("1")
    hall.pass_time(minutes=1)
    hall.act("1", serving.start, called)
    hall.pass_time(minutes=40)
    hall.do(CLOCK, supervising.look)
    one, two, three = shown(hall)["windows"]
    assert (one["staff"], one["serving"]["number"], one["serving"]["state"], one["step"]) == (
        "甲",
        "A001",
        "serving",
        "yellow",
    )
    assert one["serving"]["since"] == "2026-03-02T01:33:00.000Z"
    assert (two["state"], two["reason"], two["until"], two["step"]) == (
        "paused",
        "break",
        "2026-03-02T01:45:00.000Z",
        "yellow",
    )
    assert (three["state"], three["serving"], three["step"]) == ("closed", None, None)


def test_the_hours_on_the_halls_clock_and_how_today_was_rated(hall: Hall) -> None:
    hall.open("1")
    for grade in ("satisfied", "dissatisfied", None):
        hall.issue()
        served = hall.serve("1", minutes=40)
        if grade is not None:
            hall.rate(served, grade)
    seen = shown(hall)
    assert seen["hours"] == [
        {"hour": 9, "issued": 1, "finished": 0},
        {"hour": 10, "issued": 2, "finished": 2},
        {"hour": 11, "issued": 0, "finished": 1},
    ]
    ratings = seen["ratings"]
    assert ratings["participation"] == {"numerator": 2, "denominator": 3, "value": 2 / 3}
    assert (ratings["satisfaction"]["numerator"], ratings["grades"]["dissatisfied"]) == (1, 1)
    hall.pass_time(days=1)
    assert (shown(hall)["hours"], shown(hall)["ratings"]["finished"]) == ([], 0)


def test_the_wall_is_told_what_to_do_and_nothing_of_who_said_what_or_was_rated_badly(hall: Hall) -> None:
    hall.open("1")
    hall.issue()
    hall.rate(hall.serve("1"), "dissatisfied")
    hall.pass_time(days=7)
    hall.do(CLOCK, supervising.look)
    (known,) = shown(hall)["alerts"]
    assert (known["watch"], known["person"]["name"], len(known["steps"])) == ("case", "甲", 1)
    (on_wall,) = shown(hall, WALL)["alerts"]
    assert (on_wall["watch"], on_wall["step"], on_wall["person"], on_wall["steps"]) == ("case", "yellow", None, [])
    with hall.store.read() as conn:
        view = View(conn=conn, definition=hall.store.definition(conn, "small"), now=hall.clock[0], role=Role.STAFF)
        assert alert_views.open_ones(view, clerk("1")) == []
