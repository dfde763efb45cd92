"""Whatever the period, its roll-ups hold each of its days once."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from server.reports.pieces import Time, pieces
from server.store.tallies import A_DAY, COARSER, VISITS, span_of

BEGUN = date(2025, 11, 20)
TIMES = st.sampled_from([None, "day", "weekday"])
DAYS = st.integers(0, 200).map(lambda days: BEGUN + timedelta(days=days))


def days_of(cube: str, first: date, last: date, added_up_to: date) -> Counter[date]:
    """The days that the rows of a cube hold whose spans begin within two days."""
    every = [BEGUN + timedelta(days=n) for n in range(260)]
    if cube == VISITS:
        return Counter(day for day in every if first <= day <= last)
    begins = {day: span_of(cube, day) for day in every if day <= added_up_to}
    return Counter(day for day, begin in begins.items() if first <= begin <= last)


@given(st.lists(DAYS, min_size=2, max_size=2), DAYS, st.sampled_from(["", "W", "S", "WS", "WH", "WPSH"]), TIMES)
def test_each_day_once(ends: list[date], added_up_to: date, letters: str, time: Time | None) -> None:
    first, last = sorted(ends)
    known: Counter[date] = Counter()
    for piece in pieces(VISITS, letters, time=time, first=first, last=last, added_up_to=added_up_to):
        assert set(letters) <= set(piece.cube)
        for day, count in days_of(piece.cube, piece.first, piece.last, added_up_to).items():
            known[day] += piece.sign * count
    assert +known == Counter(first + n * A_DAY for n in range((last - first).days + 1))
    assert not -known


def test_a_year_is_read_in_one_piece() -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    (piece,) = pieces(VISITS, "WH", time=None, first=first, last=last, added_up_to=last)
    assert (piece.cube, piece.first, piece.last) == ("mHWP", first, date(2026, 12, 1))
    assert "mHWP" in COARSER[VISITS]


def test_the_weekdays_of_a_year_stand_under_the_first_seven_days_of_its_months() -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    (piece,) = pieces(VISITS, "S", time="weekday", first=first, last=last, added_up_to=last)
    assert (piece.cube, piece.first, piece.last) == ("wS", first, date(2026, 12, 7))
    assert [span_of("wS", date(2026, 12, day)).day for day in (7, 8, 31)] == [7, 1, 3]


def test_of_a_month_that_is_almost_whole_the_rest_is_taken_away() -> None:
    known = pieces(
        VISITS, "WH", time=None, first=date(2026, 3, 3), last=date(2026, 3, 31), added_up_to=date(2026, 6, 1)
    )
    assert {(p.cube, p.sign, (p.last - p.first).days) for p in known} == {("mHWP", 1, 0), (VISITS, -1, 1)}
