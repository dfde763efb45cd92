"""The rows of ``make bench``: what was measured, beside the floor that was measured in the same run."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from typing import Literal

RUNS = 7
"""Of work and floor each, in turns."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run: its figure, and the CPU milliseconds that a piece of the work cost the hub."""

    figure: float
    cpu_ms: float | None = None


@dataclass(frozen=True)
class Aim:
    """What a row should reach: so much at most or at least, of its ``ratio`` to the floor, its ``figure``, or the
    ratio of CPU time (``cpu``).
    """

    of: Literal["ratio", "figure", "cpu"]
    most: float | None = None
    least: float | None = None

    def met(self, value: float) -> bool:
        return (self.most is None or value <= self.most) and (self.least is None or value >= self.least)

    def shown(self, unit: str) -> str:
        sign, limit = ("≤", self.most) if self.most is not None else ("≥", self.least)
        after = {"ratio": "×", "figure": f" {unit}", "cpu": "× CPU"}[self.of]
        return f"{sign} {limit:g}{after}"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row. ``figure``, ``floor`` and ``ratio`` are medians over the runs, each with its smallest and largest.

    The ratio is taken run by run, so that a machine that slows down in the middle moves both sides of it. ``cpu_ms``
    and ``floor_cpu_ms`` are CPU milliseconds of the hub a piece. ``met`` says whether the aim was reached.
    """

    work: str
    figure: float
    spread: tuple[float, float]
    unit: str
    aim: str
    met: bool
    runs: int
    floor: float | None = None
    floor_is: str = ""
    ratio: float | None = None
    ratio_spread: tuple[float, float] | None = None
    cpu_ms: float | None = None
    floor_cpu_ms: float | None = None


def in_turns(
    work: Callable[[], Run], floor: Callable[[], Run], *, runs: int = RUNS, warm_up: bool = True
) -> tuple[list[Run], list[Run]]:
    """Runs floor and work in turns, after one of each that does not count; gives work and floor."""
    if warm_up:
        floor(), work()
    pairs = [(floor(), work()) for _ in range(runs)]
    return [ours for _, ours in pairs], [ground for ground, _ in pairs]


def row(work: str, ours: Iterable[Run], *, unit: str, aim: Aim, floors: Iterable[Run] = (), floor_is: str = "") -> Row:
    """The row of these runs, each run's floor beside it."""
    known, ground = list(ours), list(floors)
    figures, grounds = [run.figure for run in known], [run.figure for run in ground]
    ratios = [figure / floor for figure, floor in zip(figures, grounds, strict=True)] if ground else []
    made = Row(
        work=work,
        figure=median(figures),
        spread=(min(figures), max(figures)),
        unit=unit,
        aim=aim.shown(unit),
        met=False,
        runs=len(figures),
        floor=median(grounds) if grounds else None,
        floor_is=floor_is,
        ratio=median(ratios) if ratios else None,
        ratio_spread=(min(ratios), max(ratios)) if ratios else None,
        cpu_ms=_median_cpu(known),
        floor_cpu_ms=_median_cpu(ground),
    )
    return replace(made, met=aim.met(_judged(made, aim)))


def _judged(made: Row, aim: Aim) -> float:
    if aim.of == "figure":
        return made.figure
    if aim.of == "cpu":
        assert made.cpu_ms is not None
        assert made.floor_cpu_ms is not None
        return made.cpu_ms / made.floor_cpu_ms
    assert made.ratio is not None
    return made.ratio


def _median_cpu(runs: list[Run]) -> float | None:
    spent = [run.cpu_ms for run in runs if run.cpu_ms is not None]
    return median(spent) if spent else None


def cpu_seconds(*pids: int) -> float:
    """User and system seconds of processes so far, to the nanosecond, without their children."""
    # The clock of another process's CPU time, as clock_getcpuclockid(3) makes its name.
    return sum(time.clock_gettime((~pid << 3) | 2) for pid in pids)


def resident_mb(pid: int) -> float:
    """Resident memory of a process, in MB."""
    kilobytes = Path(f"/proc/{pid}/status").read_text().partition("VmRSS:")[2].split()[0]
    return int(kilobytes) * 1024 / 1e6


def shown(each: Row) -> str:
    """The row as a line for people."""
    figure = f"{each.figure:.4g} {each.unit} ({each.spread[0]:.4g}-{each.spread[1]:.4g})"
    floor = "" if each.floor is None else f"{each.floor:.4g}"
    ratio = ""
    if each.ratio is not None and each.ratio_spread is not None:
        ratio = f"{each.ratio:.2f}× ({each.ratio_spread[0]:.2f}-{each.ratio_spread[1]:.2f})"
    cpu = "" if each.cpu_ms is None else f"{each.cpu_ms:.2f}"
    if each.floor_cpu_ms is not None:
        cpu += f" / {each.floor_cpu_ms:.2f}"
    met = "met" if each.met else "NOT MET"
    return f"{each.work:<46}{figure:>30}{floor:>9}{ratio:>20}{cpu:>15}  {each.aim:<12}{met}"


HEADINGS = f"{'work':<46}{'figure':>30}{'floor':>9}{'ratio':>20}{'CPU ms / floor':>15}  aim"


def as_json(rows: list[Row]) -> str:
    return json.dumps([asdict(each) for each in rows], ensure_ascii=False, indent=2)
