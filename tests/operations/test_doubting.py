"""When the day is over its ratings are looked over once; what is found stands in the journal and beside the figures."""

from datetime import date, timedelta

from sqlalchemy import text

from server.concurrency import threads
from server.keeping import Keeper
from server.operations import doubting, windows
from server.reports import rows
from server.store.verifying import Break
from tests.small_hall import Hall, clerk, definition


def presses(hall: Hall, *, count: int, waited: float) -> None:
    hall.open("1")
    for _ in range(count):
        hall.issue()
        hall.rate(hall.serve("1"), waited=timedelta(seconds=waited))


def doubts_told(hall: Hall) -> list[dict[str, object]]:
    return [entry.facts for entry in hall.journal() if entry.kind == "rating.doubted"]


def test_the_day_is_looked_over_when_its_business_is_over_and_once(hall: Hall) -> None:
    keeper = Keeper(hall.store, threads=threads("threading"))
    presses(hall, count=6, waited=0.5)
    keeper.look()
    assert doubts_told(hall) == []
    hall.pass_time(hours=9)
    keeper.look()
    keeper.look()
    (told,) = doubts_told(hall)
    assert (told["flag"], told["window"], len(told["ratings"])) == ("instant", "1", 6)  # type: ignore[arg-type]
    assert hall.verified() == len(hall.journal())


def test_figures_are_shown_with_and_without_what_is_doubtful(hall: Hall) -> None:
    presses(hall, count=6, waited=0.5)
    hall.pass_time(hours=9)
    Keeper(hall.store, threads=threads("threading")).look()
    with hall.store.read() as conn:
        day = date(2026, 3, 2)
        total = rows.report(conn, definition(), "ratings", first=day, last=day, by="window", today=day).total
    assert (total["rated"], total["flagged"]) == (6, 6)
    assert (total["satisfaction"]["value"], total["satisfaction_unflagged"]["value"]) == (1.0, None)


def test_days_that_the_hub_slept_through_are_caught_up(hall: Hall) -> None:
    presses(hall, count=5, waited=0.5)
    hall.pass_time(days=3)
    with hall.store.read() as conn:
        assert len(doubting.due(conn, definition(), now=hall.clock[0])) == 1
    Keeper(hall.store, threads=threads("threading")).look()
    assert len(doubts_told(hall)) == 1


def test_a_flag_taken_away_afterwards_is_found_out(hall: Hall) -> None:
    presses(hall, count=6, waited=0.5)
    hall.pass_time(hours=9)
    Keeper(hall.store, threads=threads("threading")).look()
    seq = next(entry.seq for entry in hall.journal() if entry.kind == "rating.doubted")
    hall.store.write(lambda conn: conn.execute(text("DELETE FROM rating_flags WHERE flag = 'instant'")))
    assert hall.verified() == Break(hall="small", seq=seq, what="its flags are not what was found")


def test_a_press_long_after_the_clerk_went_away_is_doubtful(hall: Hall) -> None:
    hall.open("1")
    hall.issue()
    serving = hall.serve("1")
    hall.do(clerk("1"), lambda turn: windows.pause(turn, "1", reason="lunch"))
    hall.pass_time(seconds=90)
    assert hall.rate(serving)[1] == ("window_not_open",)
