"""What the hall publishes of a month: once, as it was on that day, and nothing that points at a handful of people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import update

from config.definition import Definition
from server.concurrency import threads
from server.domain.refusal import NotFound
from server.domain.serving import Serving
from server.operations import defining, serving
from server.reports import published, rows
from server.reports.facts import Json
from server.reports.published import By, Coming
from server.reports.publishing import Publishing
from server.store import revisions
from server.store.database import Store
from server.store.tables import published_months
from server.store.verifying import Break
from tests.reports.two_months import MANAGER
from tests.small_hall import Hall, definition, new_hall

TOO_EARLY = datetime(2026, 4, 8, 15, 59, tzinfo=UTC)
SETTLED = datetime(2026, 4, 8, 16, 0, tzinfo=UTC)
"""Midnight of the hall, when the day begins on which March is published."""
MARCH = "2026-03"
WAYS = threads("threading")


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


def publish(hall: Hall) -> Json:
    return Publishing(hall.store, threads=WAYS).document("small", MARCH)


def told(hall: Hall, by: By) -> tuple[dict[str, Any], dict[str, Any]]:
    report = published.report(publish(hall), by)
    return {row["key"]: row for row in report.rows}, report.total


def files(hall: Hall) -> list[bytes]:
    """What anybody can download of the month."""
    return [published.as_csv(publish(hall), by)[1] for by in ("window", "department")]


def dissatisfied(hall: Hall) -> tuple[int, int]:
    """How many were in March by the manager's figures: finished, and dissatisfied."""
    days = {"first": date(2026, 3, 1), "last": date(2026, 3, 31), "today": date(2026, 4, 30)}
    with hall.store.read() as conn:
        total = rows.report(conn, hall.store.definition(conn, "small"), "ratings", by="window", **days).total
    return total["finished"], total["grades"]["dissatisfied"]


def redefine(hall: Hall, **changes: Any) -> None:
    with hall.store.read() as conn:
        now, revision = hall.store.definition(conn, "small"), revisions.newest(conn, "small")
    wanted = Definition.model_validate(now.model_dump(mode="json") | changes)
    hall.do(MANAGER, lambda turn: defining.define(turn, wanted, based_on=revision))


def with_services(hall: Hall, change: Callable[[dict[str, Any]], dict[str, Any]]) -> list[dict[str, Any]]:
    with hall.store.read() as conn:
        return [change(each) for each in hall.store.definition(conn, "small").model_dump(mode="json")["services"]]


def test_a_month_is_published_when_citizens_cannot_rate_its_visits_any_more(rated: Hall) -> None:
    coming = Coming(MARCH, date(2026, 4, 9))
    for now in (rated.clock[0], datetime(2026, 4, 1, tzinfo=UTC), TOO_EARLY):
        rated.clock[0] = now
        with rated.store.read() as conn:
            assert published.months(conn, rated.store.definition(conn, "small"), now=now) == ([], coming)
        with pytest.raises(NotFound) as refused:
            publish(rated)
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


def test_a_service_that_became_a_group_counts_for_its_department_as_before(rated: Hall) -> None:
    """Else what its department shows, less the others, is the two who rated it."""
    rated.issue("C")
    rated.issue("C")
    rated.open("3")
    for grade in ("satisfied", "dissatisfied"):
        rated.rate(rated.serve("3", minutes=1), grade)
    under = {"code": "C1", "name": {"zh-CN": "土地一"}, "parent": "C", "prefix": "D"}
    grouped = with_services(rated, lambda each: each | ({"quota": None} if each["code"] == "C" else {}))
    redefine(rated, services=[*grouped, under])
    rated.clock[0] = SETTLED
    (windows, total), (departments, _) = told(rated, "window"), told(rated, "department")
    assert sum(row["rated"] for row in departments.values()) == total["rated"] == 16
    assert departments["labour"]["rated"] == 8
    assert windows["3"]["withheld"]
    with rated.store.read() as conn:
        of_labour = rows.report(
            conn,
            rated.store.definition(conn, "small"),
            "ratings",
            first=date(2026, 3, 1),
            last=date(2026, 3, 31),
            by="department",
            today=SETTLED.date(),
            department="labour",
        )
    assert [row["rated"] for row in of_labour.rows] == [of_labour.total["rated"]] == [8]


@pytest.fixture
def late(rated: Hall) -> tuple[Hall, Serving, Serving]:
    """A visit of March that nobody rated yet, and one that is not finished yet; then March is published."""
    rated.clock[0] = datetime(2026, 3, 31, 8, 0, tzinfo=UTC)
    rated.issue("A")
    unrated = rated.serve("1")
    rated.issue("A")
    unfinished = rated.come("1")
    rated.act("1", serving.start, unfinished)
    rated.clock[0] = SETTLED
    return rated, unrated, unfinished


def test_a_tablets_late_press_changes_nothing_that_was_published(late: tuple[Hall, Serving, Serving]) -> None:
    hall, unrated, _ = late
    before, seen = files(hall), dissatisfied(hall)
    hall.clock[0] = datetime(2026, 4, 20, 2, 0, tzinfo=UTC)
    hall.rate(unrated, "dissatisfied")
    assert dissatisfied(hall) == (seen[0], seen[1] + 1), "the manager sees it"
    assert files(hall) == before


def test_a_visit_finished_late_and_rated_changes_nothing_that_was_published(
    late: tuple[Hall, Serving, Serving],
) -> None:
    hall, _, unfinished = late
    before, seen = files(hall), dissatisfied(hall)
    hall.pass_time(hours=2)
    hall.rate(hall.act("1", serving.finish, unfinished), "dissatisfied")
    assert dissatisfied(hall) == (seen[0] + 1, seen[1] + 1), "the manager sees it"
    assert files(hall) == before


def test_no_change_of_the_hall_changes_what_was_published_or_takes_it_back(rated: Hall) -> None:
    rated.clock[0] = SETTLED
    before = files(rated)
    elsewhere = with_services(rated, lambda each: each | {"department": "labour"})
    redefine(rated, services=elsewhere, languages=["en", "zh-CN"], rating={"phone_days": 60, "published_from": 1})
    assert files(rated) == before
    with rated.store.read() as conn:
        months, coming = published.months(conn, rated.store.definition(conn, "small"), now=SETTLED)
    assert (months, coming.month) == ([MARCH], "2026-04")


def test_a_hub_that_was_off_publishes_every_month_once_and_the_journal_can_prove_it(rated: Hall) -> None:
    rated.clock[0] = datetime(2026, 6, 20, tzinfo=UTC)
    hub = Publishing(rated.store, threads=WAYS)
    first = hub.document("small", "2026-04")
    assert hub.look("small") == [MARCH, "2026-05"]
    assert hub.look("small") == []
    assert hub.document("small", "2026-04") == first
    told = [entry.facts["month"] for entry in rated.journal() if entry.kind == "month.published"]
    assert told == ["2026-04", MARCH, "2026-05"]
    assert isinstance(rated.verified(), int)
    rated.store.write(lambda conn: conn.execute(update(published_months).values(document="{}")))
    found = rated.verified()
    assert isinstance(found, Break)
    assert found.what == "the month's tables are not what was published"


def test_what_was_before_the_hall_is_empty_and_not_kept(rated: Hall) -> None:
    rated.clock[0] = SETTLED
    head = len(rated.journal())
    document = Publishing(rated.store, threads=WAYS).document("small", "2026-01")
    assert (document["rows"], document["total"]["rated"]) == ({"window": [], "department": []}, 0)
    assert len(rated.journal()) == head


class Held:
    """The ways of a hub to which something happens while it works the tables out."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        self._meanwhile = meanwhile

    def lock(self) -> Any:
        return WAYS.lock()

    def off_loop(self, work: Callable[[], Any]) -> Any:
        made = work()
        self._meanwhile()
        return made


def test_of_two_hubs_the_first_publishes_and_the_other_shows_the_same(late: tuple[Hall, Serving, Serving]) -> None:
    hall, unrated, _ = late
    firsts: list[Json] = []

    def meanwhile() -> None:
        hall.rate(unrated, "dissatisfied")
        firsts.append(publish(hall))

    second = Publishing(hall.store, threads=Held(meanwhile)).document("small", MARCH)  # type: ignore[arg-type]
    assert second == firsts[0] == publish(hall)
    assert second["total"]["rated"] == 15
    assert len([entry for entry in hall.journal() if entry.kind == "month.published"]) == 1


def test_many_who_ask_two_hubs_at_once_see_one_month(rated: Hall) -> None:
    rated.clock[0] = SETTLED
    beside = rated.store
    if not rated.store.url.startswith("sqlite"):
        beside = Store(rated.store.url, threads=WAYS, clock=rated.store.clock)
    hubs = [Publishing(store, threads=WAYS) for store in (rated.store, beside)]
    with ThreadPoolExecutor(8) as crowd:
        seen = list(crowd.map(lambda n: hubs[n % 2].document("small", MARCH), range(16)))
    if beside is not rated.store:
        beside.close()
    assert all(each == seen[0] for each in seen)
    assert len([entry for entry in rated.journal() if entry.kind == "month.published"]) == 1
