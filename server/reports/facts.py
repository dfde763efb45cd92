"""How figures look as JSON: each share and mean with its numerator and denominator, and how sure a share is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.domain.indicators import Ratio
from server.domain.intervals import wilson

Json = dict[str, Any]
Figures = Mapping[str, Any]
"""Counts, minutes (None where there are none), grades by their words, and ``Ratio``s."""

NO_SHARES = frozenset({"mean_wait_minutes", "mean_serving_minutes", "speed_up"})
"""Ratios of minutes, which have no interval here."""


def as_json(ratio: Ratio) -> Json:
    """A share or mean as reports give it: with numerator and denominator."""
    return {"numerator": ratio.numerator, "denominator": ratio.denominator, "value": ratio.value}


def plain(figures: Figures) -> Json:
    return {name: as_json(value) if isinstance(value, Ratio) else value for name, value in figures.items()}


def with_intervals(figures: Figures) -> Json:
    """The same, each share with the ends of its 95 % interval (Wilson); None where it has none."""
    shown: Json = {}
    for name, value in figures.items():
        if not isinstance(value, Ratio):
            shown[name] = value
            continue
        told = shown[name] = as_json(value)
        if name not in NO_SHARES:
            # A card may rate a visit that was due none, so more may have rated than were due.
            span = wilson(value) if value.numerator <= value.denominator else None
            told["low"], told["high"] = (None, None) if span is None else (span.low, span.high)
    return shown
