"""The figures of tickets and servings: how many, how long they waited, how long they took."""

from __future__ import annotations

from server.domain.indicators import Ratio, percentile, speed_up
from server.domain.tally import WAITS, wait_at
from server.reports.facts import Figures
from server.reports.table import Counts

MS_A_MINUTE = 60_000


def ticket_figures(counts: Counts, *, exact: bool) -> Figures:
    """``exact`` says that ``counts`` holds each single wait; else medians come from the buckets of waits."""
    known = counts.visits
    finished, called, statutory = known["finished"], known["called"], known["statutory_minutes"]
    return {
        "issued": known["issued"],
        "called": called,
        "finished": finished,
        "missed": known["missed"],
        "cancelled": known["cancelled"],
        "expired": known["expired"],
        "mean_wait_minutes": Ratio(known["waited_ms"] / MS_A_MINUTE, called),
        "median_wait_minutes": _wait(counts, 0.5, exact=exact),
        "p90_wait_minutes": _wait(counts, 0.9, exact=exact),
        "over_promise": Ratio(known["over_promise"], called),
        "no_show": Ratio(known["missed"], called),
        "mean_serving_minutes": Ratio(known["handled_ms"] / MS_A_MINUTE, finished),
        "speed_up": speed_up(statutory=statutory, took=known["statutory_ms"] / MS_A_MINUTE),
        "on_time": Ratio(known["on_time"], finished),
        "on_the_spot": Ratio(known["on_the_spot"], finished),
    }


def _wait(counts: Counts, share: float, *, exact: bool) -> float | None:
    if exact:
        return percentile(counts.waits, share)
    return wait_at(share, [counts.visits[bucket] for bucket in WAITS])
