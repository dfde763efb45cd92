"""A month as the hall publishes it, for the pages that show one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from server.domain.rating import GOOD, Grade

GIVEN: Mapping[str, Sequence[int]] = {
    "1 公安局": (61, 22, 8, 3, 1),
    "2 人社局": (48, 30, 9, 2, 0),
    "3 民政局": (7, 4, 1, 0, 0),
    "4 自然资源局": (0, 0, 0, 0, 0),
    "6 综合窗口": (90, 41, 12, 5, 2),
}
"""By window, how many gave each grade, the best first."""
WITHHELD = ("5 农牧局", 3)
"""A window that so few rated that how they did is not published."""


def published(*, month: str = "2026-10", given: Mapping[str, Sequence[int]] = GIVEN) -> dict[str, Any]:
    """What ``GET /open/ratings`` answers."""
    rows = [_row(label, dict(zip(Grade, counts, strict=True))) for label, counts in given.items()]
    total = _row("total", {grade: sum(counts[place] for counts in given.values()) for place, grade in enumerate(Grade)})
    if given:
        rows.insert(-1, _row(WITHHELD[0], None, rated=WITHHELD[1]))
    coming = {"month": "2026-11", "on": "2026-12-09"}
    return {
        "month": month,
        "months": [month, "2026-09"],
        "by": "window",
        "published_from": 5,
        "rows": rows,
        "total": total,
        "coming": coming,
    }


def _row(label: str, grades: Mapping[Grade, int] | None, *, rated: int = 0) -> dict[str, Any]:
    rated = rated if grades is None else sum(grades.values())
    good = None if grades is None else sum(grades[grade] for grade in GOOD)
    known = grades is not None
    share = {"numerator": good, "denominator": rated if known else None, "value": good / rated if good else None}
    return {
        "key": label.split()[0],
        "label": label,
        "finished": rated + 12,
        "rated": rated,
        "withheld": not known,
        "grades": {grade.value: None if grades is None else grades[grade] for grade in Grade},
        "satisfaction": share,
    }
