"""Ranking windows or people by a share only as far as chance allows it.

A unit with few ratings is drawn towards the hall: its share is taken as one of many that are spread around the hall's
as a beta distribution, whose width is estimated from the units themselves (empirical Bayes, beta-binomial). Places are
given as a range: two units whose intervals overlap cannot be told apart.

Source of the estimate: the analysis-of-variance estimator of the correlation within units; S. Ridout, C. G. B. Demetrio
and D. Firth, Biometrics 55 (1999) 137-148.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from server.domain.indicators import Ratio
from server.domain.intervals import Interval, wilson

Against = Literal["better", "worse", "alike"]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a unit stands. ``value`` is its share drawn towards the hall, ``interval`` that value's at 95 %.

    ``best`` and ``worst`` are the places that it may have. ``leans_on_hall``: the hall weighs more in its value than
    its own ratings.
    """

    key: str
    share: Ratio
    value: float
    interval: Interval
    best: int
    worst: int
    hall: Against
    leans_on_hall: bool


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """``weight`` is how many ratings the hall counts for in each unit's value; None where the units differ by no more
    than chance would make them: then there is no ranking.
    """

    hall: Ratio
    weight: float | None
    units: list[Standing]


def ranked(shares: Mapping[str, Ratio]) -> Ranking:
    """The units that have any ratings, by value, the best first."""
    known = {key: share for key, share in shares.items() if share.denominator}
    hall = Ratio(sum(s.numerator for s in known.values()), sum(s.denominator for s in known.values()))
    weight = _weight(list(known.values()), hall)
    if weight is None or hall.value is None:
        return Ranking(hall=hall, weight=None, units=[])
    drawn = {key: _drawn(share, hall.value, weight) for key, share in known.items()}
    spans = {key: span for key, share in drawn.items() if (span := wilson(share)) is not None}
    units = [
        Standing(
            key=key,
            share=share,
            value=drawn[key].value or 0.0,
            interval=spans[key],
            best=1 + sum(other.low > spans[key].high for other in spans.values()),
            worst=len(spans) - sum(other.high < spans[key].low for other in spans.values()),
            hall=_against(spans[key], hall.value),
            leans_on_hall=share.denominator < weight,
        )
        for key, share in known.items()
    ]
    return Ranking(hall=hall, weight=weight, units=sorted(units, key=lambda unit: (-unit.value, unit.key)))


def _weight(shares: list[Ratio], hall: Ratio) -> float | None:
    """How many ratings the hall counts for; None where nothing but chance is seen between the units."""
    units, total = len(shares), hall.denominator
    if units < 2 or total <= units or hall.value is None:
        return None
    middle = hall.value
    typical = (total - sum(s.denominator**2 for s in shares) / total) / (units - 1)
    known = [(s.denominator, s.numerator / s.denominator) for s in shares]
    between = sum(count * (share - middle) ** 2 for count, share in known) / (units - 1)
    within = sum(count * share * (1 - share) for count, share in known) / (total - units)
    spread = between + (typical - 1) * within
    if spread <= 0:
        return None
    correlation = (between - within) / spread
    return None if correlation <= 0 else (1 - correlation) / correlation


def _drawn(share: Ratio, hall: float, weight: float) -> Ratio:
    return Ratio(share.numerator + hall * weight, share.denominator + weight)  # type: ignore[arg-type]


def _against(span: Interval, hall: float) -> Against:
    if span.low > hall:
        return "better"
    return "worse" if span.high < hall else "alike"
