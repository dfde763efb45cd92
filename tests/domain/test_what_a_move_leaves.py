"""What a ticket, a serving and a window remember of what was done with them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from server.domain.actor import DEVICES, Actor, Role
from server.domain.refusal import BadInput, NotAllowedNow
from server.domain.serving import ServingState
from server.domain.ticket import TicketState
from server.domain.window import Window, WindowState
from tests.domain.test_moves import AT, a_serving, a_ticket

LATER = AT + timedelta(minutes=7)


def test_only_the_first_call_counts_for_the_wait() -> None:
    once = a_ticket(TicketState.WAITING).called(AT)
    again = replace(once, state=TicketState.WAITING).called(LATER)
    assert again.first_called_at == AT


def test_a_call_uses_up_every_privilege_of_its_place() -> None:
    privileged = replace(a_ticket(TicketState.WAITING), first=True, due_at_call=3, window="5")
    called = privileged.called(AT)
    assert (called.first, called.due_at_call, called.window) == (False, None, None)


def test_who_comes_back_waits_from_then() -> None:
    back = a_ticket(TicketState.MISSED).restored(at=LATER, calls_so_far=2, after_calls=3)
    assert (back.state, back.waiting_since, back.due_at_call) == (TicketState.WAITING, LATER, 5)
    assert back.issued_at == AT


def test_who_is_passed_on_keeps_number_and_day() -> None:
    held = a_ticket(TicketState.HELD)
    passed = held.transferred(at=LATER, service="B", window="5", first=True)
    assert (passed.number, passed.day, passed.issued_at) == (held.number, held.day, held.issued_at)
    assert (passed.service, passed.window, passed.first, passed.waiting_since) == ("B", "5", True, LATER)


@pytest.mark.parametrize(("allowed", "state"), [(0, TicketState.EXPIRED), (1, TicketState.MISSED)])
def test_a_hall_says_how_often_one_may_miss(allowed: int, state: TicketState) -> None:
    assert a_ticket(TicketState.CALLED).missed(misses_allowed=allowed).state is state


def test_what_is_refused_says_what_and_where() -> None:
    with pytest.raises(NotAllowedNow) as refused:
        a_ticket(TicketState.FINISHED).called(AT)
    assert refused.value.code == "ticket_state"
    assert refused.value.values == {"deed": "call", "number": "A001", "state": "finished"}
    assert BadInput("unknown_tag", field="tags", tag="999").values == {"field": "tags", "tag": "999"}


def test_who_is_put_aside_straight_from_the_call_has_come() -> None:
    assert a_serving(ServingState.CALLED).held(LATER).started_at == LATER


def test_a_hold_does_not_start_the_serving_anew() -> None:
    aside = a_serving(ServingState.SERVING, started_at=AT).held(LATER)
    assert aside.started_at == AT


def test_each_recall_counts() -> None:
    assert a_serving(ServingState.CALLED).recalled().recalled().calls == 3


def test_the_newest_invitation_counts() -> None:
    finished = a_serving(ServingState.SERVING).finished(AT)
    again = finished.invited(invitation="i1", at=AT).invited(invitation="i2", at=LATER)
    assert (again.invitation, again.invited_at, again.finished_at) == ("i2", LATER, AT)


def test_a_wait_runs_from_issue_to_call() -> None:
    assert a_serving(ServingState.CALLED, called_at=LATER).waited_after(AT) == timedelta(minutes=7)


def test_a_window_knows_who_sits_there_until_it_closes() -> None:
    opened = Window(code="1").opened(staff="1001", day=date(2026, 3, 2))
    paused = opened.paused(reason="lunch")
    assert (paused.staff, paused.reason) == ("1001", "lunch")
    assert paused.closed() == Window(code="1")


@pytest.mark.parametrize("state", [WindowState.CLOSED, WindowState.PAUSED])
def test_citizens_are_called_to_open_windows_only(state: WindowState) -> None:
    Window(code="1", state=WindowState.OPEN).must_be_open()
    with pytest.raises(NotAllowedNow, match="window_not_open"):
        Window(code="1", state=state).must_be_open()


@pytest.mark.parametrize("role", Role)
def test_the_journal_names_who_did_it(role: Role) -> None:
    kind = "device" if role in DEVICES else role.value
    assert Actor(hall="small", role=role, subject="x").name == f"{kind}:x"
