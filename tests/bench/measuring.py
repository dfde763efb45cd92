"""Rows of figures: what was done, our figure, the floor measured in the same run, the ratio."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from statistics import median


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row. ``figure`` and ``floor`` are medians of ``runs``; ``spread`` is their smallest and largest figure."""

    work: str
    figure: float
    unit: str
    aim: str
    runs: int
    spread: tuple[float, float]
    floor: float | None = None
    floor_is: str = ""

    @property
    def ratio(self) -> float | None:
        return None if not self.floor else self.figure / self.floor


def row(
    work: str, figures: Iterable[float], *, unit: str, aim: str, floors: Iterable[float] = (), floor_is: str = ""
) -> Row:
    """The row of these figures, each run's floor beside it."""
    known, ground = list(figures), list(floors)
    return Row(
        work=work,
        figure=median(known),
        unit=unit,
        aim=aim,
        runs=len(known),
        spread=(min(known), max(known)),
        floor=median(ground) if ground else None,
        floor_is=floor_is,
    )


def shown(rows: list[Row]) -> str:
    """The rows as a table for people."""
    lines = [f"{'work':<44}{'figure':>14}{'spread':>20}{'floor':>12}{'ratio':>8}  aim"]
    for each in rows:
        figure = f"{each.figure:.1f} {each.unit}"
        spread = f"{each.spread[0]:.1f}–{each.spread[1]:.1f} ({each.runs})"
        floor = "" if each.floor is None else f"{each.floor:.1f}"
        ratio = "" if each.ratio is None else f"{each.ratio:.2f}×"
        lines.append(f"{each.work:<44}{figure:>14}{spread:>20}{floor:>12}{ratio:>8}  {each.aim}")
    return "\n".join(lines)


def as_json(rows: list[Row]) -> str:
    return json.dumps([{**asdict(each), "ratio": each.ratio} for each in rows], ensure_ascii=False, indent=2)
