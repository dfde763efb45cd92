"""Every deed in every state of a serving: done where it may be, and otherwise refused without a trace."""

from collections.abc import Callable

import pytest

from server.domain.refusal import NotAllowedNow, NotFound, NotYours
from server.domain.serving import Serving
from server.operations import calling, issuing, serving, windows
from server.store.turn import Turn
from tests.small_hall import Hall, clerk

Deed = Callable[[Turn, str], object]
DEEDS: dict[str, Deed] = {
    "recall": calling.recall,
    "start": serving.start,
    "hold": serving.hold,
    "resume": serving.resume,
    "finish": serving.finish,
    "no-show": calling.no_show,
    "transfer": lambda turn, id: serving.transfer(turn, id, service=None, window="3", first=False),
    "invite": serving.invite,
}
MAY = {
    "called": {"recall", "start", "hold", "no-show", "transfer"},
    "serving": {"hold", "finish", "transfer"},
    "held": {"resume", "transfer"},
    "finished": {"invite"},
    "missed": set(),
    "transferred": set(),
}


def in_state(hall: Hall, state: str) -> Serving:
    """A serving at window 1 that got there by what people do."""
    hall.open("1")
    hall.issue()
    called = hall.come("1")
    for _ in range(2):
        called = hall.act("1", calling.recall, called)
    steps = {
        "called": [],
        "serving": ["start"],
        "held": ["start", "hold"],
        "finished": ["start", "finish"],
        "missed": ["no-show"],
        "transferred": ["transfer"],
    }
    for step in steps[state]:
        hall.act("1", DEEDS[step], called)
    return hall.serving(called.id)


@pytest.mark.parametrize("state", MAY)
def test_what_may_not_be_done_leaves_everything_as_it_was(hall: Hall, state: str) -> None:
    there = in_state(hall, state)
    before = hall.journal()
    for name in sorted(set(DEEDS) - MAY[state]):
        with pytest.raises(NotAllowedNow, match="serving_state"):
            hall.act("1", DEEDS[name], there)
        assert hall.serving(there.id) == there, name
    assert hall.journal() == before


@pytest.mark.parametrize(("state", "deed"), [(state, deed) for state, deeds in MAY.items() for deed in sorted(deeds)])
def test_what_may_be_done_is_done_and_told(hall: Hall, state: str, deed: str) -> None:
    there = in_state(hall, state)
    before = len(hall.journal())
    hall.act("1", DEEDS[deed], there)
    assert len(hall.journal()) > before
    assert hall.verified() == len(hall.journal())


@pytest.mark.parametrize("name", DEEDS)
def test_another_windows_citizen_is_not_ones_own(hall: Hall, name: str) -> None:
    there = in_state(hall, "called")
    with pytest.raises(NotYours, match="not_your_window"):
        hall.do(clerk("2"), lambda turn: DEEDS[name](turn, there.id))
    with pytest.raises(NotFound):
        hall.do(clerk("1"), lambda turn: DEEDS[name](turn, "nothing"))


WINDOW_DEEDS: dict[str, Deed] = {
    "open": windows.open_window,
    "pause": lambda turn, code: windows.pause(turn, code, reason="break"),
    "resume": windows.resume,
    "close": windows.close,
    "call": calling.call_next,
}
WINDOW_MAY = {"closed": {"open"}, "open": {"pause", "close", "call"}, "paused": {"resume", "close"}}


@pytest.mark.parametrize("state", WINDOW_MAY)
def test_a_window_refuses_what_its_state_does_not_allow(hall: Hall, state: str) -> None:
    for step in {"closed": [], "open": ["open"], "paused": ["open", "pause"]}[state]:
        hall.do(clerk("1"), lambda turn, step=step: WINDOW_DEEDS[step](turn, "1"))  # type: ignore[misc]
    before = hall.journal()
    for name in sorted(set(WINDOW_DEEDS) - WINDOW_MAY[state]):
        with pytest.raises(NotAllowedNow, match="window_"):
            hall.do(clerk("1"), lambda turn, name=name: WINDOW_DEEDS[name](turn, "1"))  # type: ignore[misc]
    assert hall.journal() == before


@pytest.mark.parametrize("name", WINDOW_DEEDS)
def test_a_window_is_opened_and_closed_by_who_sits_there(hall: Hall, name: str) -> None:
    hall.open("1")
    with pytest.raises(NotYours, match="not_your_window"):
        hall.do(clerk("2"), lambda turn: WINDOW_DEEDS[name](turn, "1"))
    with pytest.raises(NotAllowedNow, match="window_taken"):
        hall.do(clerk("1", job_number="1002"), lambda turn: WINDOW_DEEDS[name](turn, "1"))


@pytest.mark.parametrize("state", ["called", "serving", "held", "finished", "transferred"])
def test_only_who_was_missed_comes_back(hall: Hall, state: str) -> None:
    there = in_state(hall, state)
    with pytest.raises(NotAllowedNow, match="ticket_state"):
        hall.do(clerk("1"), lambda turn: issuing.restore(turn, there.ticket))


@pytest.mark.parametrize("state", ["called", "serving", "held", "finished"])
def test_who_stands_at_the_window_does_not_give_the_ticket_back(hall: Hall, state: str) -> None:
    there = in_state(hall, state)
    with pytest.raises(NotAllowedNow, match="ticket_state"):
        hall.do(clerk("1"), lambda turn: issuing.cancel(turn, there.ticket))


def test_a_number_is_called_only_while_it_waits(hall: Hall) -> None:
    there = in_state(hall, "finished")
    number = hall.ticket(there.ticket).number
    with pytest.raises(NotAllowedNow, match="ticket_state"):
        hall.do(clerk("1"), lambda turn: calling.call_number(turn, "1", number))
    with pytest.raises(NotFound):
        hall.do(clerk("1"), lambda turn: calling.call_number(turn, "1", "A099"))
    hall.issue()
    called = hall.do(clerk("1"), lambda turn: calling.call_number(turn, "1", "A002"))
    assert hall.journal()[-1].facts["reason"] == "by_number"
    assert called.calls == 1
