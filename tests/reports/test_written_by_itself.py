"""A hub reports the months that are over by itself, once, and writes what is ordered beside the calls."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest
from sqlalchemy import update

from server.concurrency import threads
from server.domain.export import ExportState
from server.exporting_here import ExportingHere
from server.operations import doubting, reporting
from server.reports.publishing import Publishing
from server.reports.written_apart import WrittenApart
from server.store import exports, month_reports
from server.store.canonical import canonical
from server.store.exports import Export
from server.store.tables import month_reports as month_report_table
from server.store.verifying import Break
from tests.reports.two_months import MANAGER
from tests.small_hall import CLOCK, Hall, new_hall

WAYS = threads("threading")


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """Somebody was served and rated on 2 March."""
    made = new_hall(f"sqlite:///{tmp_path / 'hall.db'}")
    made.open("1")
    made.issue("A")
    made.rate(made.serve("1"), "dissatisfied", comment="没人引导", waited=timedelta(seconds=4))
    yield made
    made.store.close()


@pytest.fixture
def hub(hall: Hall, tmp_path: Path) -> ExportingHere:
    return ExportingHere(hall.store, apart(hall, tmp_path), Publishing(hall.store, threads=WAYS), threads=WAYS)


def apart(hall: Hall, tmp_path: Path) -> WrittenApart:
    return WrittenApart(hall.store.url, tmp_path / "exports", threads=WAYS)


def look_over(hall: Hall) -> None:
    """What the keeper does at night."""
    with hall.store.read() as conn:
        days = doubting.due(conn, hall.store.definition(conn, "small"), now=hall.clock[0])
    for day in days:
        hall.do(CLOCK, lambda turn, day=day: doubting.keep(turn, day, []))  # type: ignore[misc]


def due(hall: Hall) -> list[str]:
    with hall.store.read() as conn:
        return reporting.months_due(conn, hall.store.definition(conn, "small"), now=hall.clock[0])


def order(hall: Hall, what: str = "servings", format: str = "csv") -> Export:
    days = {"first": hall.clock[0].date(), "last": hall.clock[0].date()}
    return hall.do(MANAGER, lambda turn: reporting.order(turn, what=what, format=format, **days))


def state_of(hall: Hall, ordered: Export) -> Export:
    with hall.store.read() as conn:
        return exports.get(conn, "small", ordered.id)


def content_of(hall: Hall, ordered: Export) -> bytes:
    pieces = []
    with hall.store.read() as conn:
        while (piece := exports.part(conn, "small", ordered.id, len(pieces))) is not None:
            pieces.append(piece)
    return b"".join(pieces)


def test_a_month_is_due_once_it_is_over_and_its_last_night_was_looked_over(hall: Hall) -> None:
    assert due(hall) == []
    hall.clock[0] = datetime(2026, 3, 31, 15, 59, tzinfo=UTC)
    assert due(hall) == []
    hall.clock[0] = datetime(2026, 3, 31, 16, 1, tzinfo=UTC)  # one minute past midnight in the hall
    assert due(hall) == [], "the ratings of the month were not looked over yet"
    look_over(hall)
    assert due(hall) == ["2026-03"]


def test_a_hub_that_was_off_on_the_first_reports_what_it_slept_through(hall: Hall) -> None:
    hall.clock[0] = datetime(2026, 6, 20, 1, 0, tzinfo=UTC)
    look_over(hall)
    assert due(hall) == ["2026-03", "2026-04", "2026-05"]
    hall.clock[0] = datetime(2028, 1, 2, 1, 0, tzinfo=UTC)
    assert due(hall) == [f"2027-{month:02}" for month in range(1, 13)], "a year at most"


def test_a_month_is_reported_once_and_the_journal_can_prove_it(hall: Hall, hub: ExportingHere) -> None:
    hall.clock[0] = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)
    look_over(hall)
    hub.look()
    hub.look()
    told = [entry.facts for entry in hall.journal() if entry.kind == "report.made"]
    with hall.store.read() as conn:
        (listed,) = month_reports.every(conn, "small", "changes")
        made = month_reports.get(conn, "small", "2026-03")
    assert (listed.month, listed.document) == ("2026-03", {"changes": made.document["changes"]})
    assert told == [{"month": "2026-03", "digest": hashlib.sha256(canonical(made.document)).hexdigest()}]
    assert made.document["month"] == "2026-03"
    assert made.document["cases"][0]["number"] == "A001"
    assert "没人引导" not in orjson.dumps(made.document).decode()
    again = hall.do(CLOCK, lambda turn: reporting.keep_month(turn, "2026-03", {**made.document, "cases": []}))
    assert not again, "another hub's is kept"
    assert isinstance(hall.verified(), int)
    better = orjson.dumps({**made.document, "cases": []}).decode()
    hall.store.write(lambda conn: conn.execute(update(month_report_table).values(document=better)))
    found = hall.verified()
    assert isinstance(found, Break)
    assert found.what == "the month's report is not what was reported"


def test_a_month_is_published_on_its_day_without_anybody_asking(hall: Hall, hub: ExportingHere) -> None:
    for now in (datetime(2026, 4, 8, 15, 59, tzinfo=UTC), datetime(2026, 4, 8, 16, 0, tzinfo=UTC)):
        assert [entry.subject for entry in hall.journal() if entry.kind == "month.published"] == []
        hall.clock[0] = now
        hub.look()
    assert [entry.subject for entry in hall.journal() if entry.kind == "month.published"] == ["2026-03"]


def test_what_is_ordered_is_written_and_kept_for_a_day(hall: Hall, hub: ExportingHere, tmp_path: Path) -> None:
    servings, report = order(hall), order(hall, "report", "pdf")
    hub.look()
    assert [state_of(hall, each).state for each in (servings, report)] == [ExportState.READY] * 2
    content = content_of(hall, servings)
    assert content.decode("utf-8-sig").splitlines()[1].startswith("2026-03-02,A001,户籍")
    assert state_of(hall, servings).bytes == len(content)
    assert state_of(hall, servings).done == state_of(hall, servings).total == 1
    assert content_of(hall, report).startswith(b"%PDF-")
    assert list((tmp_path / "exports").iterdir()) == []
    hall.pass_time(hours=25)
    hub.look()
    with hall.store.read() as conn:
        assert exports.every(conn, "small") == []
        assert exports.part(conn, "small", servings.id, 0) is None


def test_a_file_given_up_leaves_nothing_behind(
    hall: Hall, hub: ExportingHere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordered = order(hall)
    children = []
    start = WrittenApart._start

    def give_up(self: WrittenApart, folder: Path, asked: dict[str, object]) -> object:
        children.append(start(self, folder, asked))
        hall.do(MANAGER, lambda turn: reporting.cancel(turn, ordered.id))
        return children[-1]

    monkeypatch.setattr(WrittenApart, "_start", give_up)
    hub.look()
    assert state_of(hall, ordered).state is ExportState.CANCELLED
    assert children[0].returncode is not None
    assert list((tmp_path / "exports").iterdir()) == []
    assert content_of(hall, ordered) == b""


def test_a_file_given_up_while_it_is_put_away_leaves_no_pieces(
    hall: Hall, hub: ExportingHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordered = order(hall)
    monkeypatch.setattr("server.exporting_here.PART", 16)
    add = exports.add_part

    def give_up(conn: object, **rest: object) -> bool:
        if rest["part"] == 2:
            exports.end(conn, "small", ordered.id, ExportState.CANCELLED)  # type: ignore[arg-type]
        return add(conn, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(exports, "add_part", give_up)
    hub.look()
    assert state_of(hall, ordered).state is ExportState.CANCELLED
    assert content_of(hall, ordered) == b""


def test_two_hubs_never_write_the_same_file_unless_one_falls_silent(hall: Hall, hub: ExportingHere) -> None:
    ordered = order(hall)
    now = hall.clock[0]

    def take(at: datetime) -> bool:
        silent = at - timedelta(seconds=60)
        taken: bool = hall.store.write(
            lambda conn: exports.take(conn, "small", ordered.id, now=at, silent_since=silent)
        )
        return taken

    assert take(now)
    assert not take(now + timedelta(seconds=30))
    hub.look()
    assert state_of(hall, ordered).state is ExportState.RUNNING, "somebody else's"
    hall.pass_time(minutes=2)
    hub.look()
    assert state_of(hall, ordered).state is ExportState.READY


def test_a_child_that_fails_says_so_and_the_next_file_is_written(
    hall: Hall, hub: ExportingHere, tmp_path: Path
) -> None:
    broken = order(hall, "servings", "pdf")
    hall.pass_time(seconds=1)
    good = order(hall)
    hub.look()
    assert [state_of(hall, each).state for each in (broken, good)] == [ExportState.FAILED, ExportState.READY]
    assert list((tmp_path / "exports").iterdir()) == []


def test_what_a_dead_hub_left_in_its_folder_is_removed(hall: Hall, tmp_path: Path) -> None:
    left = tmp_path / "exports" / "old"
    left.mkdir(parents=True)
    (left / "file").write_bytes(b"x")
    apart(hall, tmp_path)
    assert not left.exists()
