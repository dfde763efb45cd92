"""Who stands out is said, and who does not is left in the crowd."""

from random import Random

import pytest

from server.domain.indicators import Ratio
from server.domain.ranking import ranked


def test_windows_that_differ_by_chance_only_are_not_ranked() -> None:
    """A thousand halls whose ten windows are all alike: hardly any window is said to stand out."""
    draw = Random(4)
    told = 0
    for _ in range(1_000):
        shares = {str(n): Ratio(sum(draw.random() < 0.95 for _ in range(60)), 60) for n in range(10)}
        told += sum(unit.hall != "alike" for unit in ranked(shares).units)
    assert told / 10_000 < 0.01


def test_windows_that_really_differ_are_told_apart() -> None:
    shares = {"good": Ratio(990, 1000), "usual": Ratio(950, 1000), "bad": Ratio(800, 1000)}
    units = {unit.key: unit for unit in ranked(shares).units}
    assert [(unit.best, unit.worst) for unit in units.values()] == [(1, 1), (2, 2), (3, 3)]
    assert (units["good"].hall, units["bad"].hall) == ("better", "worse")


def test_two_ratings_do_not_make_the_best_window() -> None:
    """One window has two ratings, both good; it stays near the hall and behind one that shows as much often."""
    shares = {"few": Ratio(2, 2), "many": Ratio(995, 1000), "a": Ratio(900, 1000), "b": Ratio(850, 1000)}
    found = ranked(shares)
    units = {unit.key: unit for unit in found.units}
    assert found.units[0].key == "many"
    assert units["few"].leans_on_hall
    assert units["few"].hall == "alike"
    assert abs(units["few"].value - (found.hall.value or 0)) < 0.03
    assert not units["many"].leans_on_hall


def test_the_weight_of_the_hall_is_that_of_the_spread_of_its_windows() -> None:
    """Windows drawn from a beta distribution of weight 50 are drawn towards the hall as by some 50 ratings."""
    draw = Random(1)
    shares = {}
    for n in range(400):
        good = draw.betavariate(45, 5)
        shares[str(n)] = Ratio(sum(draw.random() < good for _ in range(200)), 200)
    assert ranked(shares).weight == pytest.approx(50, rel=0.2)


@pytest.mark.parametrize(
    "shares",
    [
        {},
        {"1": Ratio(0, 0)},
        {"1": Ratio(3, 4)},
        {"1": Ratio(1, 1), "2": Ratio(0, 1)},
        {"1": Ratio(5, 5), "2": Ratio(9, 9)},
    ],
)
def test_without_enough_there_is_no_ranking(shares: dict[str, Ratio]) -> None:
    assert ranked(shares).units == []
