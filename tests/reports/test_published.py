"""What the hall publishes of a month: when it is over for good, and nothing that points at a handful of people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from server.domain.refusal import NotFound
from server.reports import published
from server.reports.published import By, Coming
from tests.small_hall import Hall, definition, new_hall

TOO_EARLY = datetime(2026, 4, 8, 15, 59, tzinfo=UTC)
SETTLED = datetime(2026, 4, 8, 16, 0, tzinfo=UTC)
"""Midnight of the hall, when the day begins on which nobody can rate a visit of March any more."""
MARCH = "2026-03"


@pytest.fixture
def rated(database: str) -> Iterator[Hall]:
    """The police at window 1, labour at window 2; window 2 also saw two of the police, one of them dissatisfied."""
    document = definition().model_dump(mode="json")
    departments = [{"code": code, "name": {"zh-CN": code}} for code in ("police", "labour")]
    of = {"A": "police", "B": "labour", "C": "labour"}
    services = [each | {"department": of[each["code"]]} for each in document["services"]]
    hall = new_hall(database, definition(departments=departments, services=services))
    hall.open("1", "2")
    for window, service, grades in (("1", "A", "SSSSSS"), ("2", "B", "SSSSSS"), ("2", "A", "SD")):
        for grade in grades:
            hall.issue(service)
            hall.rate(hall.serve(window, minutes=1), {"S": "satisfied", "D": "dissatisfied"}[grade])
    yield hall
    hall.store.close()


def told(hall: Hall, by: By) -> tuple[dict[str, Any], dict[str, Any]]:
    with hall.store.read() as conn:
        report = published.report(conn, hall.store.definition(conn, "small"), MARCH, by, now=hall.clock[0])
    return {row["key"]: row for row in report.rows}, report.total


def test_a_month_is_published_when_nobody_can_rate_its_visits_any_more(rated: Hall) -> None:
    coming = Coming(MARCH, date(2026, 4, 9))
    for now in (rated.clock[0], datetime(2026, 4, 1, tzinfo=UTC), TOO_EARLY):
        rated.clock[0] = now
        with rated.store.read() as conn:
            assert published.months(conn, rated.store.definition(conn, "small"), now=now) == ([], coming)
        with pytest.raises(NotFound) as refused:
            told(rated, "window")
        assert refused.value.values == {"month": MARCH, "day": "2026-04-09"}
    rated.clock[0] = SETTLED
    with rated.store.read() as conn:
        months = published.months(conn, rated.store.definition(conn, "small"), now=SETTLED)
    assert months == ([MARCH], Coming("2026-04", date(2026, 5, 9)))
    rows, total = told(rated, "window")
    assert (set(rows), total["rated"]) == ({"1", "2"}, 14)


def test_a_table_less_another_does_not_tell_of_a_handful(rated: Hall) -> None:
    """The police have eight ratings and window 1 six of them: their difference is two people at window 2."""
    rated.clock[0] = SETTLED
    (windows, total), (departments, same) = told(rated, "window"), told(rated, "department")
    assert total == same
    assert total["grades"]["dissatisfied"] == 1
    assert (windows["1"]["rated"], departments["police"]["rated"]) == (6, 8)
    shown = {key for rows in (windows, departments) for key, row in rows.items() if not row["withheld"]}
    assert shown == {"1", "2"}
    for row in (*windows.values(), *departments.values()):
        if row["withheld"]:
            assert set(row["grades"].values()) == {None}
            assert row["satisfaction"] == dict.fromkeys(("numerator", "denominator", "value"))
