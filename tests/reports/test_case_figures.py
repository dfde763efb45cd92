"""The figures of cases are those that counting them one by one gives."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import get_args

from server.domain.case import Case, CaseState, Review
from server.reports.grouping import By
from server.reports.rows import report
from server.store import cases
from tests.small_hall import MORNING, Hall, definition

PARTS = ("numerator", "denominator")
FIRST, LAST, TODAY = date(2026, 3, 5), date(2026, 3, 20), date(2026, 3, 18)


def some_case(n: int, random: Random) -> Case:
    at = MORNING + timedelta(minutes=random.randrange(30 * 24 * 60))
    closed = random.choice((None, at.date() + timedelta(days=random.randrange(1, 12))))
    return Case(
        id=f"c{n}", rating=f"r{n}", serving=f"s{n}", ticket=f"t{n}", window=random.choice("12"),
        service=random.choice("AB"), department=None, person=random.choice(("1001", "1002")), opened_at=at,
        opened_on=at.astimezone(definition().zone).date(), contact_due=at.date(),
        due=at.date() + timedelta(days=random.choice((1, 5, 7))), named=random.random() < 0.5,
        state=CaseState.CLOSED if closed else CaseState.OPEN, closed_on=closed,
        contacted_at=random.choice((None, at)), objected_at=random.choice((None, at)),
        review=random.choice((None, Review.UPHELD, Review.SET_ASIDE)),
    )  # fmt: skip


def key(case: Case, by: By) -> str | None:
    at = case.opened_at.astimezone(definition().zone)
    return {
        "window": case.window, "staff": case.person, "service": case.service, "day": case.opened_on.isoformat(),
        "hour": f"{at.hour:02}", "department": definition().department_of(case.service),
    }[by]  # fmt: skip


def counted(some: list[Case]) -> tuple[int, ...]:
    opened = [each for each in some if FIRST <= each.opened_on <= LAST]
    due = [each for each in some if FIRST <= each.due <= LAST and (each.closed_on or each.due < TODAY)]
    named = [each for each in opened if each.named]
    return (
        len(opened),
        sum(each.closed_on is not None and FIRST <= each.closed_on <= LAST for each in some),
        sum(each.closed_on is None for each in due),
        sum(each.objected_at is not None for each in opened),
        sum(each.review is Review.SET_ASIDE for each in opened),
        sum(each.closed_in_time for each in due),
        len(due),
        sum(each.contacted_at is not None for each in named),
        len(named),
    )


def test_cases_are_counted_by_everything_as_one_by_one(hall: Hall) -> None:
    random = Random(1)
    known = [some_case(n, random) for n in range(80)]
    for each in known:
        hall.store.write(lambda conn, each=each: cases.add(conn, "small", each))  # type: ignore[misc]
    touching = [
        each
        for each in known
        if any(day and FIRST <= day <= LAST for day in (each.opened_on, each.due, each.closed_on))
    ]
    assert len(touching) < len(known)
    for by in get_args(By):
        with hall.store.read() as conn:
            told = report(conn, definition(), "cases", first=FIRST, last=LAST, by=by, today=TODAY)
        rows = {
            row["key"]: (
                *(row[name] for name in ("opened", "closed", "overdue", "objected", "set_aside")),
                *(row[name][part] for name in ("rectified_in_time", "called_back") for part in PARTS),
            )
            for row in [*told.rows, told.total]
        }
        keys = {key(each, by) for each in touching} - {None}
        expected = {of: counted([each for each in touching if key(each, by) == of]) for of in keys}
        assert rows == {**expected, "total": counted(touching)}, by
