"""How long a manager waits for a page of figures over a million servings of three years."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import requests

from server import setting_up
from server.concurrency import threads
from server.first_credentials import FirstCredentials
from server.store import schema
from server.store.database import Store
from tests.bench import years
from tests.bench.big_hall import big_hall
from tests.bench.hubs import MeasuredHub
from tests.bench.measuring import RUNS, Aim, Row, Run, cpu_seconds, row

MOST_MS = 150.0
PAGES = {
    "windows": "figures?by=window&",
    "ratings by window": "/ratings?by=window&",
    "waits by service": "/tickets?by=service&",
    "cases by department": "/cases?by=department&",
    "windows by hour": "figures?by=window&and=hour&",
    "people by service": "figures?by=staff&and=service&",
    "heat map": "figures?by=weekday&and=hour&",
    "channels by hour": "figures?by=channel&and=hour&",
    "tags by window": "figures?by=tag&and=window&",
    "beside the year before": "figures?by=department&and=grade&beside=year&",
    "ranking": "ranking?by=window&",
    "single servings": "servings?grade=very_dissatisfied&window=7&",
}


def rows(folder: Path, *, runs: int = RUNS, servings: int = 1_000_000, a_day: int = 1_280) -> Iterator[Row]:
    """Each page over a day, a month, an odd stretch, a year and everything; ``runs`` times."""
    hub, token, first, last = set_up(folder / "hall", servings=servings, a_day=a_day)
    for name, page in PAGES.items():
        yield measured(hub, token, name, page, periods(first, last), runs=runs, servings=servings)
    hub.stop()


def set_up(folder: Path, *, servings: int, a_day: int) -> tuple[MeasuredHub, str, date, date]:
    """A hub of the big hall with its past, the manager's token, and the first and last day of the past."""
    folder.mkdir(parents=True)
    url, definition = f"sqlite:///{folder / 'hall.db'}", big_hall()
    schema.migrate(url)
    store = Store(url, threads=threads("threading"))
    credentials = FirstCredentials.made_for(definition)
    setting_up.set_up(store, definition, credentials)
    store.close()
    last = datetime.now(UTC).date() - timedelta(days=2)
    first = years.fill(folder / "hall.db", definition, count=servings, last=last, a_day=a_day)
    hub = MeasuredHub(folder, url).start()
    login = {"job_number": "9001", "password": credentials.passwords["9001"]}
    token: str = requests.post(f"{hub.base_url}/api/v1/sessions", json=login, timeout=30).json()["token"]
    return hub, token, first, last


def periods(first: date, last: date) -> list[tuple[date, date]]:
    month = last.replace(day=1) - timedelta(days=1)
    return [
        (last, last),
        (month.replace(day=1), month),
        (max(first, last - timedelta(days=75)), max(first, last - timedelta(days=20))),
        (max(first, last - timedelta(days=364)), last),
        (first, last),
    ]


def measured(
    hub: MeasuredHub, token: str, name: str, page: str, over: list[tuple[date, date]], *, runs: int, servings: int
) -> Row:
    def asked(begin: date, end: date) -> float:
        url = f"{hub.base_url}/api/v1/reports/{page.removeprefix('/')}from={begin}&to={end}"
        began = time.perf_counter()
        answer = line.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=120)
        answer.raise_for_status()
        return (time.perf_counter() - began) * 1000

    line = requests.Session()
    known = []
    for each in over:
        asked(*each)  # the first time statements are composed
    for _ in range(runs):
        before = cpu_seconds(hub.pid)
        taken = sorted(asked(*each) for each in over for _ in range(4))
        spent = (cpu_seconds(hub.pid) - before) * 1000 / len(taken)
        known.append(Run(figure=taken[int(0.95 * len(taken)) - 1], cpu_ms=spent))
    return row(f"{name}, {servings:,} servings, p95", known, unit="ms", aim=Aim("figure", most=MOST_MS))
