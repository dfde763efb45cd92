"""A citizen's way through the hall, and every turn it may take."""

import pytest

from server.domain.refusal import BadInput, NotAllowedNow, NotFound, NotYours
from server.domain.serving import ServingState
from server.domain.ticket import TicketState
from server.operations import calling, issuing, serving, windows
from tests.small_hall import KIOSK, Hall, clerk, evaluator


def test_from_the_kiosk_to_the_rating(hall: Hall) -> None:
    hall.open("1")
    assert hall.issue().number == "A001"
    finished = hall.serve("1")
    assert finished.state is ServingState.FINISHED
    assert finished.invitation is not None
    _, flags = hall.rate(finished, "very_satisfied")
    assert flags == ()
    assert hall.serving(finished.id).rated


def test_numbers_start_anew_on_the_halls_next_day(hall: Hall) -> None:
    hall.issue()
    hall.issue("B")
    hall.pass_time(days=1)
    assert [hall.issue().number, hall.issue("B").number] == ["A001", "B001"]


def test_a_window_calls_only_what_it_may_serve(hall: Hall) -> None:
    hall.open("1", "2")
    hall.issue("B")
    assert hall.call("1") is None
    with pytest.raises(NotAllowedNow, match="not_authorised"):
        hall.do(clerk("1"), lambda turn: calling.call_number(turn, "1", "B001"))
    assert hall.number_called("2") == "B001"


def test_a_window_has_one_citizen_at_a_time(hall: Hall) -> None:
    hall.open("1")
    hall.issue()
    hall.issue()
    hall.call("1")
    with pytest.raises(NotAllowedNow, match="window_busy"):
        hall.call("1")


def test_somebody_on_hold_does_not_block_the_window(hall: Hall) -> None:
    hall.open("1")
    first, second = hall.issue(), hall.issue()
    aside = hall.call("1")
    assert aside is not None
    hall.act("1", serving.hold, aside)
    called = hall.call("1")
    assert called is not None
    assert called.ticket == second.id
    with pytest.raises(NotAllowedNow, match="window_busy"):
        hall.act("1", serving.resume, aside)
    hall.act("1", serving.start, called)
    hall.act("1", serving.finish, called)
    assert hall.act("1", serving.resume, aside).state is ServingState.SERVING
    assert hall.ticket(first.id).state is TicketState.SERVING


def test_a_missed_citizen_comes_back_after_three_others(hall: Hall) -> None:
    hall.open("1")
    missed = hall.issue()
    for _ in range(5):
        hall.issue()
    called = hall.call("1")
    assert called is not None
    hall.miss("1", called)
    hall.do(clerk("1"), lambda turn: issuing.restore(turn, missed.id))
    assert [hall.number_called("1") for _ in range(5)] == ["A002", "A003", "A004", "A001", "A005"]


def test_the_second_miss_ends_it(hall: Hall) -> None:
    hall.open("1")
    ticket = hall.issue()
    for state in (TicketState.MISSED, TicketState.EXPIRED):
        called = hall.call("1")
        assert called is not None
        hall.miss("1", called)
        assert hall.ticket(ticket.id).state is state
        if state is TicketState.MISSED:
            hall.do(clerk("1"), lambda turn: issuing.restore(turn, ticket.id))
    with pytest.raises(NotAllowedNow, match="ticket_state"):
        hall.do(clerk("1"), lambda turn: issuing.restore(turn, ticket.id))


def test_nobody_is_passed_over_before_the_third_call(hall: Hall) -> None:
    hall.open("1")
    hall.issue()
    called = hall.call("1")
    assert called is not None
    with pytest.raises(NotAllowedNow, match="too_few_calls"):
        hall.act("1", calling.no_show, called)


@pytest.mark.parametrize(("first", "order"), [(False, ["B001", "A001"]), (True, ["A001", "B001"])])
def test_passed_on_to_a_service_first_or_last(hall: Hall, first: bool, order: list[str]) -> None:
    hall.open("1", "2")
    hall.issue()
    called = hall.call("1")
    assert called is not None
    hall.issue("B")
    hall.pass_time(minutes=5)
    passed = hall.act("1", serving.transfer, called, service="B", window=None, first=first)
    assert passed.state is ServingState.TRANSFERRED
    assert [hall.number_called("2") for _ in range(2)] == order


def test_passed_on_to_one_window_waits_for_that_window(hall: Hall) -> None:
    hall.open("1", "2", "3")
    hall.issue()
    called = hall.call("1")
    assert called is not None
    hall.act("1", serving.transfer, called, service=None, window="3", first=False)
    assert hall.call("2") is None
    with pytest.raises(NotAllowedNow, match="waits_for_another_window"):
        hall.do(clerk("2"), lambda turn: calling.call_number(turn, "2", "A001"))
    assert hall.number_called("3") == "A001"


def test_nobody_is_passed_on_where_they_cannot_be_served(hall: Hall) -> None:
    hall.open("2")
    hall.issue("B")
    called = hall.call("2")
    assert called is not None
    with pytest.raises(NotAllowedNow, match="not_authorised"):
        hall.act("2", serving.transfer, called, service=None, window="1", first=False)
    with pytest.raises(BadInput, match="unknown_service"):
        hall.act("2", serving.transfer, called, service="Z", window=None, first=False)
    with pytest.raises(BadInput, match="unknown_window"):
        hall.act("2", serving.transfer, called, service=None, window="9", first=False)


def test_the_quota_of_a_service_is_kept(hall: Hall) -> None:
    hall.issue("C")
    hall.issue("C")
    with pytest.raises(NotAllowedNow, match="quota_used_up"):
        hall.issue("C")
    hall.pass_time(days=1)
    assert hall.issue("C").number == "C001"


def test_no_tickets_while_the_hall_is_closed(hall: Hall) -> None:
    hall.pass_time(hours=3)
    with pytest.raises(NotAllowedNow, match="hall_closed"):
        hall.issue()


def test_what_does_not_exist_is_named(hall: Hall) -> None:
    with pytest.raises(BadInput, match="unknown_service"):
        hall.issue("Z")
    with pytest.raises(BadInput, match="unknown_language"):
        hall.issue(language="fr")
    with pytest.raises(NotFound):
        hall.do(clerk("9"), lambda turn: windows.open_window(turn, "9"))
    with pytest.raises(NotFound):
        hall.do(KIOSK, lambda turn: issuing.cancel(turn, "nothing"))


def test_a_clerk_acts_at_their_own_window(hall: Hall) -> None:
    hall.open("1")
    hall.issue()
    called = hall.call("1")
    assert called is not None
    with pytest.raises(NotYours, match="not_your_window"):
        hall.do(clerk("2"), lambda turn: serving.start(turn, called.id))
    with pytest.raises(NotAllowedNow, match="window_taken"):
        hall.do(clerk("1", job_number="1002"), lambda turn: serving.start(turn, called.id))


def test_a_pause_has_a_reason_and_stops_calls(hall: Hall) -> None:
    hall.open("1")
    hall.issue()
    with pytest.raises(BadInput, match="unknown_reason"):
        hall.do(clerk("1"), lambda turn: windows.pause(turn, "1", reason="tea"))
    assert hall.do(clerk("1"), lambda turn: windows.pause(turn, "1", reason="lunch")).reason == "lunch"
    with pytest.raises(NotAllowedNow, match="window_not_open"):
        hall.call("1")
    hall.do(clerk("1"), lambda turn: windows.resume(turn, "1"))
    assert hall.number_called("1") == "A001"


def test_a_window_is_not_closed_over_somebodys_head(hall: Hall) -> None:
    hall.open("1")
    hall.issue()
    hall.call("1")
    with pytest.raises(NotAllowedNow, match="window_busy"):
        hall.do(clerk("1"), lambda turn: windows.close(turn, "1"))


def test_a_serving_is_rated_once_and_by_its_own_window(hall: Hall) -> None:
    hall.open("1")
    hall.issue()
    finished = hall.serve("1")
    with pytest.raises(NotYours, match="not_your_window"):
        hall.rate(finished, by=evaluator("2"))
    hall.rate(finished)
    with pytest.raises(NotAllowedNow, match="already_rated"):
        hall.rate(finished, "dissatisfied")
    with pytest.raises(NotAllowedNow, match="already_rated"):
        hall.act("1", serving.invite, finished)


def test_a_ticket_given_back_is_not_called(hall: Hall) -> None:
    hall.open("1")
    ticket = hall.issue()
    hall.do(KIOSK, lambda turn: issuing.cancel(turn, ticket.id))
    assert hall.call("1") is None
