"""The figures a hall hands in, each with numerator and denominator (formulas: HALL's indicator table).

A share or mean whose denominator is 0 has no value; it is printed as ``—``, never as 0% or 100%.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import NamedTuple

from server.domain.rating import BAD, GOOD, Grade


class Ratio(NamedTuple):
    """A share (0..1) or a mean in the numerator's unit."""

    numerator: float
    denominator: int

    @property
    def value(self) -> float | None:
        return self.numerator / self.denominator if self.denominator else None


def satisfaction(grades: Mapping[Grade, int]) -> Ratio:
    """满意率: (very satisfied + satisfied + basically satisfied) / rated."""
    return Ratio(sum([grades.get(g, 0) for g in GOOD]), sum(grades.values()))


def dissatisfaction(grades: Mapping[Grade, int]) -> Ratio:
    """差评率: (dissatisfied + very dissatisfied) / rated."""
    return Ratio(sum([grades.get(g, 0) for g in BAD]), sum(grades.values()))


def participation(*, rated: int, due: int) -> Ratio:
    """参评率 (群众评议率): rated servings / finished servings that were due a rating."""
    return Ratio(rated, due)


def percentile(values: Sequence[float], share: float) -> float | None:
    """The smallest value that at least ``share`` (0..1) of the values do not exceed (nearest rank)."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(ceil(share * len(ordered)) - 1, 0)]


def speed_up(*, statutory: int, took: float) -> Ratio:
    """提速率: (statutory - actual) / statutory time, both in minutes and over all that the law sets a limit for."""
    return Ratio(statutory - took, statutory)
