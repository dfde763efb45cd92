"""The rules of a case (差评整改), deed by deed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from server.domain import case as rules
from server.domain.case import Case, CaseState, Complexity, Mending, Review, Standing
from server.domain.refusal import BadInput, NotAllowedNow, NotYours

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
CASE = Case(
    id="c",
    rating="r",
    serving="s",
    ticket="t",
    window="1",
    service="A",
    department="police",
    person="1001",
    opened_at=NOW,
    opened_on=TODAY,
    contact_due=date(2026, 3, 3),
    due=date(2026, 3, 9),
)
READY = replace(CASE, verified=True, mending=Mending.AT_ONCE, answered_at=NOW)


def close(case: Case, *, by: str = "9001", today: date = TODAY) -> Case:
    return rules.closed(case, by=by, at=NOW, today=today)


def test_a_case_is_closed_when_everything_is_done() -> None:
    closed = close(READY)
    assert (closed.state, closed.closed_by, closed.closed_in_time) == (CaseState.CLOSED, "9001", True)


@pytest.mark.parametrize(
    ("missing", "why"),
    [
        ({"verified": None}, "case_not_found"),
        ({"mending": None}, "case_not_mended"),
        ({"answered_at": None}, "case_not_answered"),
        ({"named": True}, "case_not_contacted"),
        ({"objected_at": NOW}, "objection_pending"),
    ],
)
def test_a_case_stays_open_while_something_is_missing(missing: dict[str, object], why: str) -> None:
    with pytest.raises(NotAllowedNow, match=why):
        close(replace(READY, **missing))  # type: ignore[arg-type]


def test_nobody_closes_or_reviews_their_own_case() -> None:
    with pytest.raises(NotYours, match="own_case"):
        close(READY, by="1001")
    with pytest.raises(NotYours, match="own_case"):
        rules.reviewed(replace(CASE, objected_at=NOW), finding=Review.SET_ASIDE, by="1001")


def test_only_the_person_rated_objects_and_only_once() -> None:
    with pytest.raises(NotYours, match="not_your_case"):
        rules.objected(CASE, by="1002", at=NOW)
    objected = rules.objected(CASE, by="1001", at=NOW)
    with pytest.raises(NotAllowedNow, match="case_objected"):
        rules.objected(objected, by="1001", at=NOW)
    upheld = rules.reviewed(objected, finding=Review.UPHELD, by="9001")
    with pytest.raises(NotAllowedNow, match="nothing_to_review"):
        rules.reviewed(upheld, finding=Review.SET_ASIDE, by="9001")


def test_a_rating_set_aside_needs_an_answer_only() -> None:
    case = replace(CASE, objected_at=NOW, review=Review.SET_ASIDE, named=True)
    with pytest.raises(NotAllowedNow, match="case_not_answered"):
        close(case)
    assert close(replace(case, answered_at=NOW)).state is CaseState.CLOSED


def test_mending_by_a_date_names_a_day_that_is_to_come() -> None:
    found = rules.found(CASE, verified=True)
    by = TODAY + timedelta(days=3)
    assert rules.mended(found, how=Mending.BY_DATE, by=by, today=TODAY).mending_by == by
    for how, day in ((Mending.BY_DATE, None), (Mending.AT_ONCE, by), (Mending.BY_DATE, TODAY - timedelta(days=1))):
        with pytest.raises(BadInput):
            rules.mended(found, how=how, by=day, today=TODAY)
    with pytest.raises(NotAllowedNow, match="case_not_found"):
        rules.mended(CASE, how=Mending.AT_ONCE, by=None, today=TODAY)


def test_a_call_that_reached_nobody_is_no_call_back() -> None:
    named = replace(CASE, named=True)
    assert rules.contacted(named, reached=False, at=NOW).contacted_at is None
    assert rules.contacted(named, reached=True, at=NOW).contacted_at == NOW
    with pytest.raises(NotAllowedNow, match="case_not_named"):
        rules.contacted(CASE, reached=True, at=NOW)


def test_a_reopened_case_is_as_late_as_it_is() -> None:
    again = rules.reopened(close(READY))
    assert (again.state, again.closed_on, again.reopened) == (CaseState.OPEN, None, 1)
    assert not close(again, today=CASE.due + timedelta(days=1)).closed_in_time
    with pytest.raises(NotAllowedNow, match="case_open"):
        rules.reopened(again)
    with pytest.raises(NotAllowedNow, match="case_closed"):
        rules.found(close(READY), verified=True)


def test_how_a_case_stands() -> None:
    for day, standing in ((7, Standing.IN_TIME), (8, Standing.NEAR), (9, Standing.NEAR), (10, Standing.OVERDUE)):
        assert CASE.standing(date(2026, 3, day)) is standing
    assert close(READY).standing(date(2026, 3, 30)) is Standing.CLOSED


def test_a_case_changes_hands_and_measure() -> None:
    moved = rules.assigned(CASE, person="1002", department=None, complexity=Complexity.COMPLEX, due=date(2026, 3, 23))
    assert (moved.person, moved.department, moved.complexity, moved.due) == (
        "1002",
        "police",
        Complexity.COMPLEX,
        date(2026, 3, 23),
    )


def test_working_days_are_counted_from_the_day_after() -> None:
    def weekday(day: date) -> bool:
        return day.weekday() < 5

    assert rules.after_working_days(date(2026, 3, 5), 1, weekday) == date(2026, 3, 6)
    assert rules.after_working_days(date(2026, 3, 5), 2, weekday) == date(2026, 3, 9)
    assert rules.after_working_days(date(2026, 3, 5), 0, weekday) == date(2026, 3, 5)
