"""Every deed in every state: allowed where the hall's rules say so, refused everywhere else."""

from datetime import UTC, date, datetime

import pytest

from server.domain.refusal import NotAllowedNow
from server.domain.serving import Serving, ServingDeed, ServingState
from server.domain.ticket import Ticket, TicketDeed, TicketState
from server.domain.window import Window, WindowDeed, WindowState

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
TICKET_RULES = {
    ("waiting", "postpone"): "waiting",
    ("waiting", "call"): "called",
    ("waiting", "cancel"): "cancelled",
    ("waiting", "expire"): "expired",
    ("called", "start"): "serving",
    ("called", "hold"): "held",
    ("called", "miss"): "missed",
    ("called", "transfer"): "waiting",
    ("called", "expire"): "expired",
    ("serving", "finish"): "finished",
    ("serving", "hold"): "held",
    ("serving", "transfer"): "waiting",
    ("held", "resume"): "serving",
    ("held", "transfer"): "waiting",
    ("held", "expire"): "expired",
    ("missed", "restore"): "waiting",
    ("missed", "cancel"): "cancelled",
    ("missed", "expire"): "expired",
}
SERVING_RULES = {
    ("called", "recall"): "called",
    ("called", "start"): "serving",
    ("called", "hold"): "held",
    ("called", "no-show"): "missed",
    ("called", "transfer"): "transferred",
    ("called", "lapse"): "missed",
    ("serving", "hold"): "held",
    ("serving", "finish"): "finished",
    ("serving", "transfer"): "transferred",
    ("held", "resume"): "serving",
    ("held", "transfer"): "transferred",
    ("held", "lapse"): "missed",
    ("finished", "invite"): "finished",
}
WINDOW_RULES = {
    ("closed", "open"): "open",
    ("open", "pause"): "paused",
    ("open", "close"): "closed",
    ("paused", "resume"): "open",
    ("paused", "close"): "closed",
}


def a_ticket(state: TicketState) -> Ticket:
    return Ticket(
        id="t",
        day=date(2026, 3, 2),
        number="A001",
        service="A",
        priority="none",
        state=state,
        language="zh-CN",
        issued_at=AT,
        waiting_since=AT,
        order=1,
    )


def a_serving(state: ServingState, **more: object) -> Serving:
    values = {"calls": 1, "called_at": AT, **more}
    return Serving(id="s", ticket="t", window="1", staff="1001", service="A", state=state, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("deed", TicketDeed)
@pytest.mark.parametrize("state", TicketState)
def test_a_ticket_moves_only_as_the_rules_say(state: TicketState, deed: TicketDeed) -> None:
    expected = TICKET_RULES.get((state.value, deed.value))
    if expected is None:
        with pytest.raises(NotAllowedNow):
            a_ticket(state).after(deed)
    else:
        assert a_ticket(state).after(deed).state.value == expected


@pytest.mark.parametrize("deed", ServingDeed)
@pytest.mark.parametrize("state", ServingState)
def test_a_serving_moves_only_as_the_rules_say(state: ServingState, deed: ServingDeed) -> None:
    expected = SERVING_RULES.get((state.value, deed.value))
    if expected is None:
        with pytest.raises(NotAllowedNow):
            a_serving(state).after(deed)
    else:
        assert a_serving(state).after(deed).state.value == expected


@pytest.mark.parametrize("deed", WindowDeed)
@pytest.mark.parametrize("state", WindowState)
def test_a_window_moves_only_as_the_rules_say(state: WindowState, deed: WindowDeed) -> None:
    expected = WINDOW_RULES.get((state.value, deed.value))
    window = Window(code="1", state=state)
    if expected is None:
        with pytest.raises(NotAllowedNow):
            window.after(deed)
    else:
        assert window.after(deed).state.value == expected


def test_nobody_is_given_up_before_the_third_call() -> None:
    called = a_serving(ServingState.CALLED, calls=2)
    with pytest.raises(NotAllowedNow, match="too_few_calls"):
        called.missed(at=AT, calls_before_missed=3)
    assert called.recalled().missed(at=AT, calls_before_missed=3).state is ServingState.MISSED


def test_the_second_miss_ends_a_ticket() -> None:
    once = a_ticket(TicketState.CALLED).missed(misses_allowed=1)
    assert once.state is TicketState.MISSED
    back = once.restored(at=AT, calls_so_far=4, after_calls=3)
    assert back.due_at_call == 7
    assert back.called(AT).missed(misses_allowed=1).state is TicketState.EXPIRED


def test_a_rated_serving_is_not_asked_again() -> None:
    with pytest.raises(NotAllowedNow, match="already_rated"):
        a_serving(ServingState.FINISHED, rated=True).invited(invitation="i", at=AT)
