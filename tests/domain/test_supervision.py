"""When something counts as going wrong, and how an alert climbs, is answered and ends."""

from datetime import UTC, date, datetime, timedelta

import pytest

from server.domain.refusal import NotAllowedNow
from server.domain.supervision import Alert, AlertState, Limits, Seen, Step, Watch, case_step, compared

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
LIMITS = Limits(notice=timedelta(minutes=3), yellow=timedelta(minutes=5), red=timedelta(minutes=10))


def seen(step: Step = Step.NOTICE, *, subject: str = "2", count: int = 1) -> Seen:
    return Seen(watch=Watch.IDLE, subject=subject, step=step, since=NOON, window=subject, count=count)


def alert(step: Step = Step.NOTICE) -> Alert:
    return Alert(id="1", day=date(2026, 3, 2), raised_at=NOON, **vars(seen(step)))


@pytest.mark.parametrize(
    ("seconds", "step"),
    [
        (0, None),
        (179, None),
        (180, Step.NOTICE),
        (299, Step.NOTICE),
        (300, Step.YELLOW),
        (600, Step.RED),
        (9e5, Step.RED),
    ],
)
def test_each_step_begins_at_its_limit(seconds: float, step: str | None) -> None:
    assert LIMITS.step_after(timedelta(seconds=seconds)) == step


@pytest.mark.parametrize(
    ("today", "step"),
    [(day, None) for day in (1, 5)] + [(6, Step.NOTICE), (8, Step.YELLOW), (9, Step.RED), (30, Step.RED)],
)
def test_a_case_is_noticed_before_its_day_yellow_on_it_and_red_past_it(today: int, step: Step | None) -> None:
    assert case_step(due=date(2026, 3, 8), today=date(2026, 3, today), notice_days=2) == step


def test_what_is_new_what_got_worse_and_what_is_over() -> None:
    found = compared([alert()], [seen(Step.RED), seen(subject="3")])
    assert [each.subject for each in found.new] == ["3"]
    assert [(known.id, now.step) for known, now in found.worse] == [("1", Step.RED)]
    assert compared([alert()], []).over == (alert(),)


def test_one_that_got_better_stays_where_it_stood_until_it_is_over() -> None:
    assert not compared([alert(Step.RED)], [seen(Step.NOTICE)])


def test_an_answer_holds_until_it_gets_worse() -> None:
    answered = alert(Step.YELLOW).acknowledged(by="9001", at=NOON)
    assert not answered.wants_answer
    with pytest.raises(NotAllowedNow, match="alert_answered"):
        answered.acknowledged(by="1002", at=NOON)
    red = answered.climbed(seen(Step.RED, count=7))
    assert (red.wants_answer, red.step, red.count, red.id) == (True, Step.RED, 7, "1")
    assert not red.acknowledged(by="9001", at=NOON).wants_answer


def test_one_that_is_over_is_not_answered_any_more() -> None:
    over = alert().over(NOON)
    assert (over.state, over.ended_at, over.wants_answer) == (AlertState.OVER, NOON, False)
    with pytest.raises(NotAllowedNow, match="alert_over"):
        over.acknowledged(by="9001", at=NOON)
