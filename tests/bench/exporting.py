"""What a call costs while the hub writes a million servings, and what they cost as a file."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from server.reports.visits_written import ROWS_A_SHEET
from tests.bench import million
from tests.bench.measuring import RUNS, Aim, Row, Run, cpu_seconds, in_turns, row
from tests.bench.million import Hall

PAUSE = 0.05
"""Seconds: people do not call back to back."""


def rows(
    folder: Path, *, runs: int = RUNS, servings: int = million.SERVINGS, a_day: int = 1_280, calls: int = 12
) -> Iterator[Row]:
    """``calls`` in one run."""
    hall = Hall.opened(folder / "hall", servings=servings, a_day=a_day)
    yield beside_an_export(hall, runs=runs, servings=servings, calls=calls)
    yield until_it_is_kept(hall, servings=servings)
    hall.hub.stop()
    # Of minutes each, and hardly varying.
    yield from in_full(hall.database, folder, runs=min(runs, 3), servings=servings)


def beside_an_export(hall: Hall, *, runs: int, servings: int, calls: int) -> Row:
    """Calls while a workbook of everything is being written, in turns with calls while nothing is."""

    def called() -> Run:
        taken, spent = [], []
        for _ in range(calls):
            before = cpu_seconds(hall.hub.pid)
            taken.append(_call(hall))
            spent.append(cpu_seconds(hall.hub.pid) - before)
        return Run(figure=median(taken), cpu_ms=median(spent) * 1000)

    def exporting() -> Run:
        ordered = _order(hall, "xlsx")
        while _export(hall, ordered)["state"] == "waiting":
            time.sleep(PAUSE)
        run = called()
        if _export(hall, ordered)["state"] != "running":
            raise RuntimeError(f"the export of {servings:,} servings was over before the {calls} calls beside it")
        hall.manager.post(f"/api/v1/exports/{ordered}/cancel")
        return run

    ours, floors = in_turns(exporting, called, runs=runs)
    return row(
        f"call while {servings:,} servings are exported, p50",
        ours,
        unit="ms",
        aim=Aim("ratio", most=1.5),
        floors=floors,
        floor_is="a call while nothing is exported",
    )


def until_it_is_kept(hall: Hall, *, servings: int) -> Row:
    """Calls from the order of a CSV file until it can be fetched: also while its pieces are put into the database."""
    ordered = _order(hall, "csv")
    beside: list[float] = []
    progress: list[int] = []
    while (known := _export(hall, ordered))["state"] in ("waiting", "running"):
        progress.append(known["done"])
        beside.append(_call(hall))
    if known["state"] != "ready" or progress != sorted(progress):
        raise RuntimeError(f"the export ended {known['state']}, having told {progress}")
    alone = [_call(hall) for _ in beside]
    return row(
        f"call until a CSV file of {servings:,} servings is kept, p95",
        [Run(figure=_p95(beside))],
        unit="ms",
        aim=Aim("ratio", most=2),
        floors=[Run(figure=_p95(alone))],
        floor_is=f"as many calls ({len(alone)}) while nothing is exported",
    )


def in_full(database: Path, folder: Path, *, runs: int, servings: int) -> Iterator[Row]:
    """Every serving as CSV and as XLSX, beside the bare writers over the same rows; memory, and progress."""
    told: dict[str, list[dict[str, Any]]] = {"csv": [], "xlsx": []}

    def ours(form: str) -> Run:
        told[form].append(json.loads(_printed("measured_export", database, form, folder)))
        return _run(told[form][-1])

    def bare(form: str) -> Run:
        return _run(json.loads(_printed("bare_export", database, form, folder)))

    for form in ("csv", "xlsx"):
        measured, floors = in_turns(partial(ours, form), partial(bare, form), runs=runs, warm_up=False)
        yield row(
            f"{servings:,} servings to {form.upper()}",
            measured,
            unit="s",
            aim=Aim("ratio", most=1.5),
            floors=floors,
            floor_is="SQLite's own cursor and the bare writer",
        )
    _must_be_split(folder / "measured_export.xlsx", count=told["xlsx"][-1]["rows"])
    every = told["csv"] + told["xlsx"]
    peaks = [Run(figure=each["peak_mb"]) for each in every]
    yield row(f"memory while {servings:,} servings are written", peaks, unit="MB", aim=Aim("figure", most=200))
    steps = [Run(figure=each["told"]) for each in every]
    yield row("steps of progress in such an export", steps, unit="", aim=Aim("figure", least=10))


def _run(printed: dict[str, Any]) -> Run:
    return Run(figure=printed["seconds"], cpu_ms=printed["cpu"] * 1000)


def _must_be_split(workbook: Path, *, count: int) -> None:
    """Into worksheets of a million rows."""
    with zipfile.ZipFile(workbook) as parts:
        sheets = sum(name.startswith("xl/worksheets/sheet") for name in parts.namelist())
    if sheets != -(-count // ROWS_A_SHEET):
        raise RuntimeError(f"{count:,} servings stand on {sheets} worksheets")


def _order(hall: Hall, form: str) -> str:
    days = {"from": hall.past.first.isoformat(), "to": hall.past.last.isoformat()}
    ordered: str = hall.manager.post("/api/v1/exports", {"what": "servings", "format": form, **days})["id"]
    return ordered


def _export(hall: Hall, ordered: str) -> dict[str, Any]:
    known: dict[str, Any] = hall.get(f"/api/v1/exports/{ordered}").json()
    return known


def _call(hall: Hall) -> float:
    """Milliseconds until a citizen is called, who came just before and is served afterwards."""
    clerk = hall.clerks[0]
    hall.kiosk.post("/api/v1/tickets", million.ticket(0))
    began = time.perf_counter()
    serving = clerk.call()
    taken = (time.perf_counter() - began) * 1000
    clerk.finish(serving["id"])
    time.sleep(PAUSE)
    return taken


def _p95(taken: list[float]) -> float:
    return quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]


def _printed(module: str, database: Path, form: str, folder: Path) -> str:
    command = [sys.executable, "-m", f"tests.bench.{module}", str(database), form, str(folder / f"{module}.{form}")]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
