"""What a call costs while the hub hands out a large report, and what every serving costs as a file."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

import requests
from sqlalchemy import make_url

from tests.bench.issuing import TICKET, Hall
from tests.bench.measuring import RUNS, Aim, Row, Run, cpu_seconds, in_turns, row

LONG_AGO, IN_A_WHILE = "2020-01-01", "2036-12-31"


def rows(folder: Path, *, runs: int = RUNS, past_tickets: int = 100_000, calls: int = 12) -> Iterator[Row]:
    """``calls`` in one run; the report is over ``past_tickets``."""
    hall = Hall.set_up(folder / "hall", past_tickets=past_tickets)
    yield beside_an_export(hall, runs, past_tickets, calls)
    hall.hub.stop()
    yield from in_full(Path(make_url(hall.hub.database).database or ""), folder, runs=runs, count=past_tickets)


def beside_an_export(hall: Hall, runs: int, past_tickets: int, calls: int) -> Row:
    manager = {"job_number": "9001", "password": hall.first.passwords["9001"]}
    token = requests.post(f"{hall.hub.base_url}/api/v1/sessions", json=manager, timeout=30).json()["token"]
    for _ in range((2 * runs + 2) * calls):
        hall.kiosk.post("/api/v1/tickets", TICKET)

    def called() -> Run:
        taken, spent = [], []
        for _ in range(calls):
            before, began = cpu_seconds(hall.hub.pid), time.perf_counter()
            serving = hall.clerk.call()
            taken.append(time.perf_counter() - began)
            spent.append(cpu_seconds(hall.hub.pid) - before)
            hall.clerk.finish(serving["id"])
            time.sleep(0.05)  # people do not call back to back
        return Run(figure=median(taken) * 1000, cpu_ms=median(spent) * 1000)

    def exporting() -> Run:
        answers: list[requests.Response] = []
        export = threading.Thread(target=lambda: answers.append(_export(hall, token)))
        export.start()
        time.sleep(0.2)  # it has begun
        run = called()
        if not export.is_alive():
            raise RuntimeError(f"the export over {past_tickets} visits was over before the {calls} calls beside it")
        export.join()
        answers[0].raise_for_status()
        return run

    ours, floors = in_turns(exporting, called, runs=runs)
    return row(
        f"call while {past_tickets:,} visits are exported, p50",
        ours,
        unit="ms",
        aim=Aim("ratio", most=1.5),
        floors=floors,
        floor_is="a call while nothing is exported",
    )


def _export(hall: Hall, token: str) -> requests.Response:
    url = f"{hall.hub.base_url}/api/v1/reports/tickets?from={LONG_AGO}&to={IN_A_WHILE}&by=day&format=xlsx"
    return requests.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=300)


def in_full(database: Path, folder: Path, *, runs: int, count: int) -> Iterator[Row]:
    """Every serving as CSV and as XLSX, beside the bare writers over the same rows; memory, and progress."""
    told: dict[str, list[dict[str, float]]] = {"csv": [], "xlsx": []}

    def ours(form: str) -> Run:
        told[form].append(json.loads(_printed("measured_export", database, form, folder)))
        return Run(figure=told[form][-1]["seconds"])

    def bare(form: str) -> Run:
        return Run(figure=float(_printed("bare_export", database, form, folder)))

    for form in ("csv", "xlsx"):
        # A workbook takes ten times as long, and varies less.
        measured, floors = in_turns(
            partial(ours, form), partial(bare, form), runs=runs if form == "csv" else min(runs, 3), warm_up=False
        )
        yield row(
            f"{count:,} servings to {form.upper()}",
            measured,
            unit="s",
            aim=Aim("ratio", most=1.5),
            floors=floors,
            floor_is="SQLite's own cursor and the bare writer",
        )
    every = told["csv"] + told["xlsx"]
    peaks = [Run(figure=each["peak_mb"]) for each in every]
    yield row(f"memory while {count:,} servings are written", peaks, unit="MB", aim=Aim("figure", most=200))
    steps = [Run(figure=each["told"]) for each in every]
    yield row("steps of progress in such an export", steps, unit="", aim=Aim("figure", least=10))


def _printed(module: str, database: Path, form: str, folder: Path) -> str:
    command = [sys.executable, "-m", f"tests.bench.{module}", str(database), form, str(folder / f"{module}.{form}")]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
