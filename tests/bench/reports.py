"""How long somebody waits for a page of figures over a million servings of three years, beside a route without any.

Each kind of page is asked everything that it can be asked; what costs most is then measured again and again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import get_args

from server.reports.grouping import DIMENSIONS, By
from server.reports.standings import Ranked
from tests.bench import million
from tests.bench.checking import checked
from tests.bench.measuring import RUNS, Aim, Row, Run, cpu_seconds, in_turns, row
from tests.bench.million import Hall

MOST_MS = 150.0
ASKED = 20
"""Times in a run, of which the 95th percentile is the second longest."""
DAYS = "from={first}&to={last}"
TWO_WAYS = [f"by={by}" for by in DIMENSIONS] + [f"by={by}&and={other}" for by, other in combinations(DIMENSIONS, 2)]
CELLS = (
    "", "window=7", "staff=1007", "service=S07", "department=D3", "hour=10", "weekday=fri", "channel=3", "tag=207",
    "grade=very_satisfied", "grade=very_dissatisfied&window=7", "grade=very_dissatisfied&hour=12&weekday=mon",
    "tag=207&staff=1007", "window=7&staff=1001", "department=D3&channel=card&hour=16",
)  # fmt: skip
NATIONAL = ("after=0&limit=1000", "after=0", "after=20000", "after=60000&limit=1000")


@dataclass(frozen=True)
class Page:
    """What a kind of page may be asked: paths under ``/api/v1``, with ``{first}``, ``{last}`` and ``{month}``."""

    name: str
    paths: Sequence[str]


PAGES = (
    Page("figures by any two dimensions", [f"reports/figures?{each}&{DAYS}" for each in TWO_WAYS]),
    Page("the same beside the year before", [f"reports/figures?{each}&beside=year&{DAYS}" for each in TWO_WAYS]),
    Page("heat map", [f"reports/figures?by=weekday&and=hour&{DAYS}"]),
    Page(
        "ranking",
        [f"reports/ranking?by={by}&flagged={each}&{DAYS}" for by in get_args(Ranked) for each in ("true", "false")],
    ),
    Page("single servings", [f"reports/servings?{cell}&limit=20&{DAYS}" for cell in CELLS]),
    Page(
        "tables of ratings, tickets and cases",
        [f"reports/{kind}?by={by}&{DAYS}" for kind in ("ratings", "tickets", "cases") for by in get_args(By)],
    ),
    Page("cases", ["cases", "cases?state=all", f"cases?state=all&{DAYS}"]),
    Page(
        "months and their reports", ["months", "months/{month}/report?format=json", "months/{month}/ledger?format=json"]
    ),
    Page("records for the national interface", [f"national/ratings?{each}" for each in NATIONAL]),
    Page("published results", [f"open/ratings?by={by}" for by in ("window", "department")]),
    Page("the hall now", ["live", "alerts"]),
)


def rows(
    folder: Path,
    *,
    runs: int = RUNS,
    servings: int = million.SERVINGS,
    a_day: int = 1_280,
    questions: int | None = None,
) -> Iterator[Row]:
    """Each page over a day, a month, an odd stretch, a year and everything; ``runs`` times.

    ``questions`` is how many each page is asked, None for all.
    """
    yield checked(million.made(servings, a_day))
    hall = Hall.opened(folder / "hall", servings=servings, a_day=a_day)
    over = periods(hall.past.first, hall.past.last)
    for page in PAGES:
        some = Page(page.name, page.paths[:questions])
        yield measured(hall, some, over, runs=runs, servings=servings)
    hall.hub.stop()


def periods(first: date, last: date) -> list[tuple[date, date]]:
    month = last.replace(day=1) - timedelta(days=1)
    return [
        (last, last),
        (month.replace(day=1), month),
        (max(first, last - timedelta(days=75)), max(first, last - timedelta(days=20))),
        (max(first, last - timedelta(days=364)), last),
        (first, last),
    ]


def measured(hall: Hall, page: Page, over: list[tuple[date, date]], *, runs: int, servings: int) -> Row:
    worst = max(page.paths, key=lambda path: max(_costs(hall, each) for each in _filled(path, over)))
    asked = _filled(worst, over)

    def ours() -> Run:
        return _p95(hall, asked)

    def floor() -> Run:
        return _p95(hall, ["/bench/nothing"])

    known, floors = in_turns(ours, floor, runs=runs)
    return row(
        f"{page.name}, {servings:,} servings, p95",
        known,
        unit="ms",
        aim=Aim("figure", most=MOST_MS),
        floors=floors,
        floor_is=f"a route that authenticates and answers nothing; the dearest of {len(page.paths)} is {worst}",
    )


def _filled(path: str, over: list[tuple[date, date]]) -> list[str]:
    """The path over each of the periods, once where it has none."""
    month = f"{over[1][1]:%Y-%m}"
    return list(dict.fromkeys(f"/api/v1/{path}".format(first=a, last=b, month=month) for a, b in over))


def _asked(hall: Hall, path: str) -> float:
    """Milliseconds. What is too much for a page is refused, which must not take longer either."""
    began = time.perf_counter()
    answer = hall.get(path)
    taken = (time.perf_counter() - began) * 1000
    if answer.status_code != 422 or "too_many_rows" not in answer.text:
        answer.raise_for_status()
    return taken


def _costs(hall: Hall, path: str) -> float:
    """The hub's CPU seconds once its statement is composed: they tell more than one answer's time by the clock.

    The less of two, since the hub has other things to do as well.
    """
    _asked(hall, path)
    return min(_spent(hall, path) for _ in range(2))


def _spent(hall: Hall, path: str) -> float:
    before = cpu_seconds(hall.hub.pid)
    _asked(hall, path)
    return cpu_seconds(hall.hub.pid) - before


def _p95(hall: Hall, paths: Sequence[str]) -> Run:
    before = cpu_seconds(hall.hub.pid)
    taken = sorted(_asked(hall, path) for path in paths for _ in range(ASKED // len(paths)))
    spent = (cpu_seconds(hall.hub.pid) - before) * 1000 / len(taken)
    return Run(figure=taken[-2], cpu_ms=spent)
