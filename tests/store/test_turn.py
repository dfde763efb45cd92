"""The hall's turn: one change after another, at a time that never goes back, and the day with it."""

from datetime import UTC, datetime, timedelta

import pytest

from server.concurrency import threads
from server.domain.actor import Actor, Role
from server.domain.refusal import BadInput
from server.store import schema
from server.store.database import Store
from server.store.turn import NoSuchHall
from tests.small_hall import CLOCK, KIOSK, MORNING, Hall, definition

MIDNIGHT = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
"""Where Monday becomes Tuesday in the hall; in UTC it is still afternoon."""


@pytest.fixture
def always(hall: Hall) -> Hall:
    hall.do(CLOCK, lambda turn: schema.put_definition(turn, definition(hours={"always": True})))
    return hall


def test_the_halls_day_does_not_go_back_with_the_clock(always: Hall) -> None:
    always.clock[0] = MIDNIGHT + timedelta(seconds=1)
    assert always.issue().number == "A001"
    always.clock[0] = MIDNIGHT - timedelta(hours=1)
    late = always.issue()
    assert (late.number, late.day.isoformat()) == ("A002", "2026-03-03")
    always.clock[0] = MIDNIGHT + timedelta(minutes=1)
    assert always.issue().number == "A003"


def test_the_new_day_starts_at_the_halls_midnight_and_not_at_utcs(always: Hall) -> None:
    always.clock[0] = MIDNIGHT - timedelta(milliseconds=1)
    assert always.issue().day.isoformat() == "2026-03-02"
    always.clock[0] = MIDNIGHT
    assert (always.issue().number, always.issue().number) == ("A001", "A002")
    always.clock[0] = MIDNIGHT + timedelta(hours=8, minutes=1)  # UTC's midnight is nothing to the hall
    assert always.issue().number == "A003"


def test_the_journal_never_tells_of_an_earlier_time_than_before(hall: Hall) -> None:
    for minutes in (0, 5, -90, 3, -1, 6):
        hall.clock[0] = MORNING + timedelta(minutes=minutes)
        hall.issue()
    told = [entry.at for entry in hall.journal()]
    assert told == sorted(told)
    assert told[-1] == "2026-03-02T01:36:00.000Z"


def test_times_are_whole_milliseconds(hall: Hall) -> None:
    hall.clock[0] = MORNING.replace(microsecond=123_999)
    ticket = hall.issue()
    assert ticket.issued_at == MORNING.replace(microsecond=123_000)
    assert hall.ticket(ticket.id) == ticket
    assert hall.journal()[-1].at == "2026-03-02T01:30:00.123Z"


def test_a_hall_nobody_knows_has_no_turn(hall: Hall) -> None:
    with pytest.raises(NoSuchHall):
        hall.do(Actor(hall="nowhere", role=Role.KIOSK, subject="kiosk"), lambda turn: None)


def test_a_look_that_changes_nothing_writes_nothing_and_tells_nobody(hall: Hall) -> None:
    told: list[tuple[str, int]] = []
    hall.store.on_change = lambda code, seq: told.append((code, seq))
    assert hall.do(KIOSK, lambda turn: turn.day.isoformat()) == "2026-03-02"
    assert (hall.journal(), told) == ([], [])
    hall.issue()
    assert told == [("small", 1)]


def test_a_reader_sees_one_moment(hall: Hall) -> None:
    hall.issue()
    with hall.store.read() as conn:
        assert hall.store.definition(conn, "small").code == "small"
        hall.issue()
        assert conn.exec_driver_sql("SELECT count(*) FROM tickets").scalar() == 1
    with hall.store.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM tickets").scalar() == 2


def test_a_new_definition_holds_from_the_next_turn_on_also_at_another_hub(hall: Hall) -> None:
    beside = Hall(Store(hall.store.url, threads=threads("threading"), clock=hall.store.clock), hall.clock)
    with pytest.raises(BadInput, match="unknown_service"):
        beside.issue("D")
    services = [{"code": "D", "name": {"zh-CN": "新"}}]
    changed = definition(services=services, windows=[{"code": "1", "general": True}], staff=[])
    hall.do(CLOCK, lambda turn: schema.put_definition(turn, changed))
    assert beside.issue("D").number == "D001"
    beside.store.close()
    told = hall.journal()[0].facts
    assert (told["revision"], told["restores"]) == (1, None)
    assert {change["entry"] for change in told["changes"] if change["place"] == "services"} == {"A", "B", "C", "D"}
