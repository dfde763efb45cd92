"""The hall's day: midnight in its own zone, summer time, a night with the hub off, and a clock that was set back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import structlog

from server.concurrency import threads
from server.domain.ticket import TicketState
from server.keeping import Keeper
from server.operations.printing import queue_print
from server.store.columns import from_rfc3339
from server.store.database import Store
from tests.small_hall import KIOSK, Hall, definition, new_hall

ALWAYS = {"always": True}


def keeper(hall: Hall) -> Keeper:
    return Keeper(hall.store, threads=threads("threading"))


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Asia/Shanghai", "2026-03-02"),
        ("Europe/Berlin", "2026-03-29"),  # 23 hours long
        ("Europe/Berlin", "2026-10-25"),  # 25 hours long
        ("America/Santiago", "2026-09-05"),  # the next day begins at one
        ("America/Santiago", "2026-04-04"),  # its last hour comes twice
    ],
)
def test_at_the_halls_own_midnight_numbers_begin_anew_and_who_waits_has_to_come_again(
    database: str, zone: str, day: str
) -> None:
    hall = new_hall(database, definition(hours=ALWAYS, time_zone=zone))
    noon = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    hall.clock[0] = noon
    waiting = [hall.issue(), hall.issue()]
    while hall.clock[0].astimezone(ZoneInfo(zone)).date().isoformat() == day:
        last = hall.clock[0]
        hall.pass_time(minutes=30)
    midnight = hall.clock[0]
    hall.clock[0] = last + timedelta(minutes=29)
    keeper(hall).look()
    assert [hall.ticket(t.id).state for t in waiting] == [TicketState.WAITING] * 2
    assert hall.issue().number == "A003"
    hall.clock[0] = midnight
    keeper(hall).look()
    assert [hall.ticket(t.id).state for t in waiting] == [TicketState.EXPIRED] * 2
    assert [hall.issue().number for _ in range(2)] == ["A001", "A002"]
    assert isinstance(hall.verified(), int)
    hall.store.close()


def test_a_night_with_the_hub_off_is_caught_up_when_it_is_started(database: str) -> None:
    hall = new_hall(database, definition(hours=ALWAYS))
    kept = [hall.issue(), hall.issue("B")]
    printout = hall.do(KIOSK, lambda turn: queue_print(turn, kept[0].id))
    hall.store.close()
    morning = hall.clock[0] + timedelta(days=1)
    next_day = Hall(Store(database, threads=threads("threading"), clock=lambda: morning))
    keeper(next_day).look()
    assert [next_day.ticket(t.id).state for t in kept] == [TicketState.EXPIRED] * 2
    dropped = [e.facts for e in next_day.journal() if e.kind == "print.reported"]
    assert [(told["id"], told["state"]) for told in dropped] == [(printout.id, "dropped")]
    assert (next_day.issue().number, next_day.issue("B").number) == ("A001", "B001")
    rows = len(next_day.journal())
    keeper(next_day).look()
    assert len(next_day.journal()) == rows == next_day.verified()
    next_day.store.close()


def test_a_clock_that_was_set_back_repeats_no_number_and_no_day_and_is_said_once(database: str) -> None:
    hall = new_hall(database, definition(hours=ALWAYS))
    hall.open("1")
    numbers = [hall.issue().number for _ in range(2)]
    before = hall.journal()[-1].at
    hall.pass_time(days=-1)
    watching = keeper(hall)
    with structlog.testing.capture_logs() as logs:
        for _ in range(3):
            watching.look()
            numbers.append(hall.issue().number)
        called = hall.come("1")
        hall.clock[0] = from_rfc3339(before)
        watching.look()
    assert numbers == ["A001", "A002", "A003", "A004", "A005"]
    assert hall.ticket(called.ticket).number == "A001"
    times = [entry.at for entry in hall.journal()]
    assert times == sorted(times)
    assert set(times[-5:]) == {before}, "the hall's time waits until the clock has come after it"
    assert [(log["event"], log["what"]) for log in logs] == [("away", "the right time"), ("back", "the right time")]
    assert "86400 s behind" in logs[0]["why"]
    hall.pass_time(minutes=1)
    assert from_rfc3339(hall.journal()[-1].at) <= hall.issue().issued_at == hall.clock[0]
    hall.store.close()
