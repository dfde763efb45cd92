"""Whether the hub's figures are those of pandas, each share with its interval."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain
from math import isclose, sqrt
from typing import Any

from server.domain.tally import WAIT_EDGES
from tests.reports.by_pandas import Figures, Keys

OF_RATINGS = (
    "rated", "flagged", "grades", "satisfaction", "dissatisfaction", "satisfaction_unflagged",
    "dissatisfaction_unflagged",
)  # fmt: skip
"""What a row of a table of ratings says; its total also says who was asked."""
ASKED = ("finished", "due", "participation")
OF_WAITS = ("median_wait_minutes", "p90_wait_minutes")
NO_SHARES = ("mean_wait_minutes", "mean_serving_minutes", "speed_up")
Z = 1.959964
"""Of the normal distribution, for 95 %."""


def all_differences(told: dict[str, Any], expected: dict[Keys, Figures], whole: Figures) -> Iterator[str]:
    """What a table of the hub's says that pandas does not, row by row and in total."""
    rows = {tuple(row["keys"]): row for row in told["rows"]}
    if odd := sorted(set(rows) ^ set(expected)):
        yield f"{len(odd)} rows that only one of them has, such as {odd[0]}"
    of_visits, exact = told["of_visits"], told["exact_waits"]
    names = tuple(whole) if of_visits else OF_RATINGS
    for keys in rows.keys() & expected.keys():
        for difference in _differences(rows[keys], expected[keys], names, exact=exact):
            yield f"{', '.join(keys)}: {difference}"
    in_total = names if of_visits else chain(OF_RATINGS, ASKED)
    yield from _differences(told["total"], whole, in_total, exact=exact)


def _differences(told: dict[str, Any], expected: Figures, names: Iterable[str], *, exact: bool) -> Iterator[str]:
    """``exact`` says that the hub's medians are of single waits."""
    for name in names:
        value = expected[name]
        if name in OF_WAITS and not exact:
            agrees = _in_its_bucket(told[name], value)
        elif isinstance(value, tuple):
            agrees = _is_share(told[name], *value, is_share=name not in NO_SHARES)
        else:
            agrees = _is(told[name], value)
        if not agrees:
            yield f"{name} is {told[name]}, by pandas {value}"


def _is(told: Any, value: Any) -> bool:
    if isinstance(value, dict):
        return bool(told == value)
    if told is None or value is None:
        return told is value
    return isclose(told, value, rel_tol=1e-9, abs_tol=1e-6)


def _is_share(told: dict[str, Any], numerator: float, denominator: float, *, is_share: bool) -> bool:
    if not _is(told["numerator"], numerator) or told["denominator"] != denominator:
        return False
    if not _is(told["value"], numerator / denominator if denominator else None):
        return False
    if not is_share:
        return "low" not in told
    low, high = _wilson(numerator, denominator)
    return _is(told["low"], low) and _is(told["high"], high)


def _wilson(count: float, of: float) -> tuple[float | None, float | None]:
    """The shares p with (count / of - p)² = z² p (1 - p) / of: the ends of the interval are the equation's roots.

    None where nobody was asked, or more have rated than were due.
    """
    if not of or count > of:
        return None, None
    a, b, c = of + Z * Z, -(2 * count + Z * Z), count * count / of
    root = sqrt(max(b * b - 4 * a * c, 0.0))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def _in_its_bucket(told: float | None, wait: float | None) -> bool:
    """A median from the roll-ups lies in the bucket of the wait that it stands for."""
    if told is None or wait is None:
        return told is wait
    edges = (0, *WAIT_EDGES, WAIT_EDGES[-1])
    place = bisect_right(WAIT_EDGES, wait)
    return edges[place] <= told <= edges[place + 1]


def case_differences(
    rows: list[dict[str, Any]], total: dict[str, Any], expected: dict[str, tuple[float, ...]]
) -> Iterator[str]:
    """What a table of cases of the hub's says that pandas does not; ``expected`` is in the order of ``CASE_SUMS``."""
    told = {
        row["key"]: (
            *(row[name] for name in ("opened", "closed", "overdue", "objected", "set_aside")),
            *(
                row[name][part]
                for name in ("rectified_in_time", "called_back")
                for part in ("numerator", "denominator")
            ),
        )
        for row in [*rows, total]
    }
    for key in sorted(told.keys() | expected.keys()):
        if told.get(key) != expected.get(key):
            yield f"{key} is {told.get(key)}, by pandas {expected.get(key)}"
