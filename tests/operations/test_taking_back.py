"""A wrong press is taken back within half a minute, as if it had not been made; what was heard is not."""

from functools import partial

import pytest

from server.domain.actor import Role
from server.domain.refusal import NotAllowedNow, NotYours
from server.domain.serving import Serving, ServingState
from server.domain.ticket import TicketState
from server.operations import calling, issuing, serving, windows
from server.operations.desk import desk
from server.operations.views import View
from tests.small_hall import Hall, clerk, definition


@pytest.fixture
def called(hall: Hall) -> Serving:
    hall.open("1")
    hall.issue()
    return hall.come("1")


def undo_offered(hall: Hall) -> dict[str, object] | None:
    with hall.store.read() as conn:
        view = View(conn=conn, definition=definition(), now=hall.clock[0], role=Role.STAFF)
        offered: dict[str, object] | None = desk(view, clerk("1"))["undo"]
        return offered


def test_a_finish_by_mistake_is_taken_back_with_its_invitation(hall: Hall, called: Serving) -> None:
    hall.act("1", serving.start, called)
    hall.pass_time(minutes=3)
    hall.act("1", serving.finish, called)
    assert undo_offered(hall) == {
        "serving": called.id,
        "number": "A001",
        "deed": "finish",
        "until": "2026-03-02T01:33:30.000Z",
    }
    back = hall.act("1", serving.undo, called)
    assert (back.state, back.finished_at, back.invitation) == (ServingState.SERVING, None, None)
    assert hall.ticket(called.ticket).state is TicketState.SERVING
    with pytest.raises(NotAllowedNow, match="not_finished"):
        hall.rate(called)
    assert undo_offered(hall) is None
    assert hall.journal()[-1].kind == "serving.undone"


def test_a_start_and_a_hold_go_back_to_where_they_came_from(hall: Hall, called: Serving) -> None:
    hall.act("1", serving.start, called)
    assert hall.act("1", serving.undo, called).state is ServingState.CALLED
    hall.pass_time(seconds=5)
    hall.act("1", serving.hold, called)
    back = hall.act("1", serving.undo, called)
    assert (back.state, back.started_at) == (ServingState.CALLED, None)
    started = hall.act("1", serving.start, called)
    hall.pass_time(seconds=40)
    hall.act("1", serving.hold, called)
    again = hall.act("1", serving.undo, called)
    assert (again.state, again.started_at) == (ServingState.SERVING, started.started_at)


@pytest.mark.parametrize("misses_before", [0, 1])
def test_a_no_show_by_mistake_costs_the_citizen_nothing(hall: Hall, called: Serving, misses_before: int) -> None:
    for _ in range(misses_before):
        hall.miss("1", called)
        hall.do(clerk("1"), partial(issuing.restore, ticket_id=called.ticket))
        hall.pass_time(minutes=1)
        called = hall.come("1")
    hall.miss("1", called)
    hall.act("1", serving.undo, called)
    ticket = hall.ticket(called.ticket)
    assert (ticket.state, ticket.misses) == (TicketState.CALLED, misses_before)


def test_after_half_a_minute_it_stands(hall: Hall, called: Serving) -> None:
    hall.act("1", serving.start, called)
    hall.pass_time(seconds=31)
    assert undo_offered(hall) is None
    with pytest.raises(NotAllowedNow, match="nothing_to_undo"):
        hall.act("1", serving.undo, called)


def test_a_rated_serving_stays_finished(hall: Hall, called: Serving) -> None:
    hall.act("1", serving.start, called)
    hall.act("1", serving.finish, called)
    hall.rate(called)
    with pytest.raises(NotAllowedNow, match="already_rated"):
        hall.act("1", serving.undo, called)


def test_not_while_another_is_at_the_window(hall: Hall, called: Serving) -> None:
    hall.issue()
    hall.act("1", serving.start, called)
    hall.act("1", serving.finish, called)
    hall.come("1")
    assert undo_offered(hall) is None
    with pytest.raises(NotAllowedNow, match="window_busy"):
        hall.act("1", serving.undo, called)


def test_not_once_the_missed_citizen_is_back_in_the_queue(hall: Hall, called: Serving) -> None:
    hall.miss("1", called)
    hall.do(clerk("1"), lambda turn: issuing.restore(turn, called.ticket))
    with pytest.raises(NotAllowedNow, match="nothing_to_undo"):
        hall.act("1", serving.undo, called)


def test_a_call_was_heard_and_a_recall_leaves_nothing_to_take_back(hall: Hall, called: Serving) -> None:
    for deed in (None, calling.recall):
        if deed is not None:
            hall.act("1", deed, called)
        with pytest.raises(NotAllowedNow, match="nothing_to_undo"):
            hall.act("1", serving.undo, called)


def test_a_colleague_takes_over_the_window_and_who_is_there(hall: Hall, called: Serving) -> None:
    colleague = clerk("1", job_number="1002")
    with pytest.raises(NotAllowedNow, match="window_taken"):
        hall.do(colleague, lambda turn: windows.open_window(turn, "1"))
    taken = hall.do(colleague, lambda turn: windows.take_over(turn, "1"))
    assert (taken.staff, hall.serving(called.id).staff) == ("1002", "1002")
    with pytest.raises(NotAllowedNow, match="window_taken"):
        hall.act("1", serving.start, called)
    hall.do(colleague, lambda turn: serving.start(turn, called.id))
    assert [entry.kind for entry in hall.journal()][-3:] == ["window.closed", "window.opened", "serving.started"]


def test_nobody_takes_over_their_own_or_a_free_window_or_another(hall: Hall) -> None:
    for actor in (clerk("1"), clerk("1", job_number="1002")):
        with pytest.raises(NotAllowedNow, match="window_state"):
            hall.do(actor, lambda turn: windows.take_over(turn, "1"))
    hall.open("1")
    with pytest.raises(NotAllowedNow, match="window_state"):
        hall.do(clerk("1"), lambda turn: windows.take_over(turn, "1"))
    with pytest.raises(NotYours, match="not_your_window"):
        hall.do(clerk("2"), lambda turn: windows.take_over(turn, "1"))
