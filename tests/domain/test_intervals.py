"""A share is as sure as the number who were asked; a change is one only when chance does not explain it."""

from random import Random

import pytest

from server.domain.changing import count_changed, mean_changed, share_changed
from server.domain.indicators import Ratio
from server.domain.intervals import difference, wilson


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    # Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_of_a_share(numerator: int, denominator: int, low: float, high: float) -> None:
    interval = wilson(Ratio(numerator, denominator))
    assert interval is not None
    assert (interval.low, interval.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@pytest.mark.parametrize(
    ("a", "m", "b", "n", "low", "high"),
    # Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10
    [(56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090), (10, 10, 0, 20, 0.6791, 1.0)],
)
def test_the_interval_of_a_difference(a: int, m: int, b: int, n: int, low: float, high: float) -> None:
    interval = difference(Ratio(a, m), Ratio(b, n))
    assert interval is not None
    assert (interval.low, interval.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_where_nobody_was_asked_there_is_no_interval_and_no_change() -> None:
    nobody, all_of_ten = Ratio(0, 0), Ratio(10, 10)
    assert wilson(nobody) is None
    assert difference(all_of_ten, nobody) is None
    assert not share_changed(all_of_ten, nobody)
    assert not mean_changed(Ratio(100, 0), Ratio(50, 40))
    everybody = wilson(all_of_ten)
    assert everybody is not None
    assert everybody.high == pytest.approx(1)
    assert everybody.low == pytest.approx(0.7225, abs=5e-5)


def test_chance_alone_is_seldom_called_a_change() -> None:
    random = Random(5)

    def month() -> Ratio:
        return Ratio(sum(random.random() < 0.95 for _ in range(300)), 300)

    called = sum(share_changed(month(), month()) for _ in range(400))
    assert called <= 12  # 1 % of 400 and some luck
    assert share_changed(Ratio(240, 300), Ratio(285, 300))


def test_a_mean_or_a_count_changes_by_what_people_feel() -> None:
    assert mean_changed(Ratio(40 * 13, 40), Ratio(40 * 10, 40))
    assert not mean_changed(Ratio(40 * 11, 40), Ratio(40 * 10, 40))
    assert not mean_changed(Ratio(40 * 1.5, 40), Ratio(40 * 1.0, 40)), "half a minute"
    assert not mean_changed(Ratio(29 * 60, 29), Ratio(400, 40)), "too few"
    assert count_changed(80, 100)
    assert not count_changed(81, 100)
    assert not count_changed(0, 29)
