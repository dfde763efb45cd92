"""The indicators of a period, each with numerator, denominator, interval and what it was before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from server.domain.changing import count_changed, mean_changed, share_changed
from server.domain.indicators import Ratio
from server.domain.intervals import wilson
from server.reports.facts import Json, as_json

SHARES = (
    "participation",
    "satisfaction",
    "dissatisfaction",
    "satisfaction_unflagged",
    "rectified_in_time",
    "called_back",
    "suggestions_answered",
    "over_promise",
    "no_show",
    "on_time",
    "on_the_spot",
)
MEANS = ("mean_wait_minutes", "mean_serving_minutes")
SPREADS = ("median_wait_minutes", "p90_wait_minutes")
ORDER = (
    "issued", "called", "finished", "due", "rated",
    "participation", "satisfaction", "dissatisfaction", "flagged", "satisfaction_unflagged",
    "opened", "overdue", "rectified_in_time", "called_back", "suggestions_answered",
    "mean_wait_minutes", "median_wait_minutes", "p90_wait_minutes", "over_promise",
    "missed", "no_show", "cancelled", "expired",
    "mean_serving_minutes", "speed_up", "on_time", "on_the_spot",
)  # fmt: skip
"""As they are printed: how much was done, how it was rated, what was put right, how long it took."""
TELLING = frozenset(ORDER) - {
    "called", "finished", "due", "rated", "dissatisfaction", "satisfaction_unflagged", "suggestions_answered",
    "speed_up", *SPREADS,
}  # fmt: skip
"""Whose changes are told; the others move with one of them."""
WORSE_UP = frozenset({"dissatisfaction", "over_promise", "no_show", *MEANS})
BETTER_UP = frozenset(
    {
        "participation",
        "satisfaction",
        "satisfaction_unflagged",
        "rectified_in_time",
        "called_back",
        "on_time",
        "on_the_spot",
    }
)


def indicators(now: Mapping[str, Json], before: Mapping[str, Json]) -> list[Json]:
    """``now`` and ``before`` are the totals of ratings, tickets, cases and suggestions, by those names."""
    known, then = _joined(now), _joined(before)
    return [{"key": key, **_told(key, known[key]), "before": _told(key, then[key])} for key in ORDER if key in known]


def changes(figures: list[Json]) -> Iterator[Json]:
    """What changed notably, as the key of the figure, its direction and whether that is for the worse."""
    for figure in figures:
        key, before = figure["key"], figure["before"]
        if _has_changed(key, figure, before):
            is_up = figure["value"] > before["value"]
            worse = None if key not in WORSE_UP | BETTER_UP else is_up == (key in WORSE_UP)
            yield {"key": key, "up": is_up, "worse": worse, "value": figure["value"], "before": before["value"]}


def with_interval(share: Json) -> Json:
    """A share as reports give it, with the 95 % interval it lies in."""
    interval = wilson(_ratio(share))
    low, high = (None, None) if interval is None else (interval.low, interval.high)
    return {**share, "low": low, "high": high}


def _joined(totals: Mapping[str, Json]) -> Json:
    # Tickets and ratings both count finished servings, ratings all of them.
    return {**totals["suggestions"], **totals["cases"], **totals["tickets"], **totals["ratings"]}


def _told(key: str, value: Json | float | None) -> Json:
    if key in SHARES:
        assert isinstance(value, dict)
        return {"unit": "share", **with_interval(value)}
    if isinstance(value, dict):
        return {"unit": "share" if key == "speed_up" else "minutes", **value}
    return {"unit": "minutes" if key in SPREADS else "count", "value": value}


def _has_changed(key: str, now: Json, before: Json) -> bool:
    if key not in TELLING:
        return False
    if key in SHARES:
        return share_changed(_ratio(now), _ratio(before))
    if key in MEANS:
        return mean_changed(_ratio(now), _ratio(before))
    return count_changed(now["value"], before["value"])


def _ratio(share: Json) -> Ratio:
    return Ratio(share["numerator"], share["denominator"])


NOBODY = as_json(Ratio(0, 0))
