import pytest

from server.domain.forecast import forecast
from server.domain.indicators import dissatisfaction, participation, percentile, satisfaction, speed_up
from server.domain.rating import Grade

GRADES = {
    Grade.VERY_SATISFIED: 5,
    Grade.SATISFIED: 2,
    Grade.BASICALLY_SATISFIED: 1,
    Grade.DISSATISFIED: 1,
    Grade.VERY_DISSATISFIED: 1,
}


def test_shares_have_numerator_and_denominator() -> None:
    assert (satisfaction(GRADES).numerator, satisfaction(GRADES).denominator) == (8, 10)
    assert dissatisfaction(GRADES).value == 0.2
    assert participation(rated=10, due=12).value == pytest.approx(10 / 12)


def test_where_nobody_was_asked_there_is_no_value() -> None:
    assert satisfaction({}).value is None
    assert participation(rated=0, due=0).value is None
    assert percentile([], 0.5) is None


def test_the_median_and_the_ninetieth_percentile_are_waits_that_happened() -> None:
    waits = [float(n) for n in range(1, 11)]
    assert percentile(waits, 0.5) == 5
    assert percentile(waits, 0.9) == 9
    assert percentile([7.0], 0.9) == 7


def test_speed_up_compares_with_the_lawful_time() -> None:
    assert speed_up(statutory=200, took=40).value == pytest.approx(0.8)
    assert speed_up(statutory=0, took=0).value is None


def test_no_forecast_without_experience_or_open_windows() -> None:
    assert forecast(ahead=3, windows=1, serving_minutes=[5] * 4) is None
    assert forecast(ahead=3, windows=0, serving_minutes=[5] * 9) is None


def test_a_forecast_is_a_range_around_the_mean() -> None:
    known = forecast(ahead=4, windows=2, serving_minutes=[4, 5, 6, 5, 5])
    assert known is not None
    assert known.low_minutes < 10 < known.high_minutes
