"""When a press on the box is a rating, and of whom."""

from __future__ import annotations

from typing import Any

import pytest

from evaluator.box import Box
from evaluator.presses import Kept


class Window:
    """A box at a window whose seconds pass as the test says, and what it kept."""

    def __init__(self, **options: Any) -> None:
        self.now = 1_000.0
        self.kept: list[Kept] = []
        self.box = Box(keep=self.kept.append, clock=lambda: self.now, **options)

    def snapshot(self, invitation: dict[str, Any] | None, *, buttons: str = "best_first") -> None:
        state = {"invitation": invitation, "evaluator": {"buttons": buttons}}
        self.box.snapshot({"at": "2026-03-02T01:30:10.000Z", "state": state})

    def hear(self, kind: str, age: float = 0.0, **data: Any) -> None:
        self.box.heard({"kind": kind, "data": data}, age)

    def invite(self, serving: str = "s1", *, age: float = 0.0) -> None:
        self.hear("rating.invited", age, id=f"i-{serving}", serving=serving, limit_seconds=120)

    @property
    def grades(self) -> list[str]:
        return [press.body["grade"] for press in self.kept]


INVITATION = {"id": "i1", "serving": "s1", "invited_at": "2026-03-02T01:30:00.000Z", "limit_seconds": 120}


def test_the_first_press_after_an_invitation_is_the_rating_and_no_other() -> None:
    window = Window()
    assert not window.box.press(1)
    window.invite()
    window.now += 4.5
    assert window.box.press(1)
    assert not window.box.press(5)
    (press,) = window.kept
    assert press.body["grade"] == "very_satisfied"
    assert (press.body["serving"], press.body["invitation"], press.body["channel"]) == ("s1", "i-s1", "button_box")
    assert press.body["waited_ms"] == 4500


@pytest.mark.parametrize(
    ("button", "best_first"), [(1, "very_satisfied"), (3, "basically_satisfied"), (5, "very_dissatisfied")]
)
def test_what_button_one_is_the_hall_says_or_the_command_line(button: int, best_first: str) -> None:
    as_the_hall_says, as_given = Window(), Window(order="best_first")
    for window in (as_the_hall_says, as_given):
        window.snapshot(None, buttons="worst_first")
        window.invite()
    as_given.box.press(button)
    assert as_given.grades == [best_first]
    as_the_hall_says.box.press(6 - button)
    assert as_the_hall_says.grades == [best_first]


def test_time_out_without_a_press_is_no_rating() -> None:
    window = Window()
    window.invite()
    window.now += 120.5
    assert not window.box.press(1)
    assert window.kept == []


def test_after_a_restart_the_time_that_has_passed_counts() -> None:
    window = Window()
    window.snapshot(INVITATION)
    window.now += 2
    window.box.press(2)
    assert window.kept[0].body["waited_ms"] == 12_000
    late = Window()
    late.snapshot(INVITATION)
    late.now += 111
    assert not late.box.press(2)


def test_a_snapshot_after_an_outage_does_not_ask_the_same_person_twice() -> None:
    window = Window()
    window.snapshot(INVITATION)
    window.box.press(2)
    window.snapshot(None)
    assert not window.box.press(2)


def test_an_event_that_came_late_is_as_old_as_it_is() -> None:
    window = Window()
    window.invite(age=90)
    window.now += 20
    window.box.press(1)
    assert window.kept[0].body["waited_ms"] == 110_000


def test_who_rated_on_the_phone_is_not_asked_at_the_box() -> None:
    window = Window()
    window.invite()
    window.hear("rating.given", serving="s0")
    window.hear("rating.given", serving="s1")
    assert not window.box.press(1)


def test_the_next_citizen_cannot_rate_for_the_one_before() -> None:
    window = Window()
    window.invite()
    window.now += 10
    window.hear("serving.started", number="A002", window="1")
    window.now += 21
    assert not window.box.press(5)
    unhurried = Window()
    unhurried.invite()
    unhurried.hear("serving.started", number="A002", window="1")
    unhurried.now += 29
    assert unhurried.box.press(5)
