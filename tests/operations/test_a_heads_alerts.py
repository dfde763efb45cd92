"""The alerts of a department: its head sees them, however many others there are."""

from __future__ import annotations

from server.domain.actor import Actor
from server.domain.supervision import Alert, Step, Watch
from server.operations import alert_views
from server.operations.views import View
from server.store import alerts, cases
from server.store.turn import Turn
from tests.small_hall import CLOCK, Hall
from tests.two_departments import MANAGER, POLICE_HEAD, two_departments


def test_what_other_departments_had_takes_no_place_from_a_departments_own(database: str) -> None:
    """An alert of the police's queue, one of a case of theirs, and after them more of others than are shown."""
    hall = two_departments(database)
    hall.open("3")
    hall.issue("A")
    hall.rate(hall.serve("3"), "dissatisfied")
    with hall.store.read() as conn:
        (case,) = cases.open_ones(conn, "small")
    begin(hall, Watch.CASE, case.id)
    begin(hall, Watch.WAITING, "A", service="A")
    hall.pass_time(minutes=1)
    begin(hall, Watch.WAITING, *(f"B{n}" for n in range(alert_views.SHOWN_AT_MOST)), service="B")
    theirs, every = shown(hall, POLICE_HEAD), shown(hall, MANAGER)
    assert sorted(theirs) == sorted(["A", case.id])
    assert len(every) == alert_views.SHOWN_AT_MOST
    assert all(subject.startswith("B") for subject in every)
    hall.store.close()


def shown(hall: Hall, actor: Actor) -> list[str]:
    """Of what the alerts are that they see of today."""
    with hall.store.read() as conn:
        view = View(conn=conn, definition=hall.store.definition(conn, "small"), now=hall.clock[0], role=actor.role)
        return [each["subject"] for each in alert_views.of_days(view, actor, view.day, view.day)]


def begin(hall: Hall, watch: Watch, *subjects: str, service: str | None = None) -> None:
    """An alert of each."""

    def add(turn: Turn) -> None:
        for subject in subjects:
            new = Alert(
                id=turn.new_id(),
                watch=watch,
                subject=subject,
                step=Step.RED,
                day=turn.day,
                since=turn.now,
                raised_at=turn.now,
                service=service,
            )
            alerts.add(turn.conn, turn.hall, new)

    hall.do(CLOCK, add)
