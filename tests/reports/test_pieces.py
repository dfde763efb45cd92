"""Whatever the period, its roll-ups hold each of its days once."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from server.reports.pieces import Time, pieces
from server.store.tallies import A_DAY, COARSER, VISITS, span_of

BEGUN = date(2025, 11, 20)
TIMES = st.sampled_from([None, "day", "weekday"])
DAYS = st.integers(0, 800).map(lambda days: BEGUN + timedelta(days=days))


def days_of(cube: str, first: date, last: date, added_up_to: date) -> Counter[date]:
    """The days that the rows of a cube hold whose spans begin within two days."""
    every = [BEGUN + timedelta(days=n) for n in range(860)]
    if cube == VISITS:
        return Counter(day for day in every if first <= day <= last)
    begins = {day: span_of(cube, day) for day in every if day <= added_up_to}
    return Counter(day for day, begin in begins.items() if first <= begin <= last)


@given(
    st.lists(DAYS, min_size=2, max_size=2),
    DAYS,
    st.sampled_from(["", "W", "S", "WS", "WH", "WPSH"]),
    TIMES,
    st.booleans(),
)
def test_each_day_once(ends: list[date], added_up_to: date, letters: str, time: Time | None, within: bool) -> None:
    first, last = sorted(ends)
    known: Counter[date] = Counter()
    days = {"first": first, "last": last, "begun": BEGUN, "added_up_to": added_up_to}
    for piece in pieces(VISITS, letters, time=time, **days, only_within=within):
        assert set(letters) <= set(piece.cube)
        assert piece.sign == 1 or not within
        for day, count in days_of(piece.cube, piece.first, piece.last, added_up_to).items():
            known[day] += piece.sign * count
    assert +known == Counter(first + n * A_DAY for n in range((last - first).days + 1))
    assert not -known


def test_years_are_read_in_one_piece() -> None:
    first, last = date(2025, 1, 1), date(2026, 12, 31)
    (piece,) = pieces(VISITS, "WH", time=None, first=first, last=last, begun=BEGUN, added_up_to=last)
    assert (piece.cube, piece.first, piece.last) == ("yHWP", first, date(2026, 1, 1))
    assert piece.cube in COARSER[VISITS]


def test_what_has_few_rows_is_read_by_months() -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    (piece,) = pieces(VISITS, "W", time=None, first=first, last=last, begun=BEGUN, added_up_to=last)
    assert (piece.cube, piece.first, piece.last) == ("mWP", first, date(2026, 12, 1))


def test_twelve_months_that_lie_badly_are_few_pieces() -> None:
    """From the middle of a quarter in the middle of one year to the middle of the next."""
    known = pieces(
        VISITS,
        "WH",
        time=None,
        first=date(2025, 6, 11),
        last=date(2026, 6, 10),
        begun=date(2024, 5, 1),
        added_up_to=date(2026, 12, 31),
    )
    assert [(p.cube, p.first, p.last, p.sign) for p in known if p.cube != VISITS] == [
        ("mHWP", date(2025, 6, 1), date(2025, 6, 1), 1),
        ("qHWP", date(2025, 7, 1), date(2026, 4, 1), 1),
        ("mHWP", date(2026, 6, 1), date(2026, 6, 1), -1),
    ]


def test_the_year_in_which_the_hall_began_is_whole_from_its_first_day() -> None:
    last = date(2025, 12, 31)
    (piece,) = pieces(VISITS, "WH", time=None, first=BEGUN, last=last, begun=BEGUN, added_up_to=last)
    assert (piece.cube, piece.first, piece.last) == ("yHWP", date(2025, 1, 1), date(2025, 1, 1))


def test_the_weekdays_of_a_year_stand_under_the_first_seven_days_of_its_months() -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    (piece,) = pieces(VISITS, "S", time="weekday", first=first, last=last, begun=BEGUN, added_up_to=last)
    assert (piece.cube, piece.first, piece.last) == ("wS", first, date(2026, 12, 7))
    assert [span_of("wS", date(2026, 12, day)).day for day in (7, 8, 31)] == [7, 1, 3]


def test_of_a_month_that_is_almost_whole_the_rest_is_taken_away() -> None:
    known = pieces(
        VISITS,
        "WH",
        time=None,
        first=date(2026, 3, 3),
        last=date(2026, 3, 31),
        begun=BEGUN,
        added_up_to=date(2026, 6, 1),
    )
    assert {(p.cube, p.sign, (p.last - p.first).days) for p in known} == {("mHWP", 1, 0), (VISITS, -1, 1)}
