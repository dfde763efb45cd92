"""What taking a ticket costs: alone, in a crowd, and in a hall with a million past tickets."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from config.loading import HALLS, load_definition
from server.first_credentials import FirstCredentials
from tests.bench import past
from tests.bench.hubs import Clerk, Line, MeasuredHub
from tests.bench.measuring import RUNS, Aim, Row, Run, cpu_seconds, in_turns, row
from tests.clusters import set_up_maqu

TICKET = {"service": "A", "priority": "none", "language": "zh-CN"}
ROUTE_IS = "a route of the same server that authenticates, validates and answers the same bytes"


def rows(
    folder: Path, *, runs: int = RUNS, pieces: int = 60, crowd: int = 32, past_tickets: int = 1_000_000
) -> Iterator[Row]:
    """``pieces`` are the tickets of one run of one client; a crowd takes four times as many."""
    young = Hall.set_up(folder / "young", past_tickets=0)
    yield alone(young, folder, runs, pieces)
    yield in_a_crowd(young, runs, pieces * 4, crowd)
    old = Hall.set_up(folder / "old", past_tickets=past_tickets)
    yield from with_age(young, old, runs, pieces // 2, past_tickets)
    young.hub.stop()
    old.hub.stop()


@dataclass
class Hall:
    """The Maqu hall on a hub of its own, its kiosk and the clerk of its first window."""

    hub: MeasuredHub
    first: FirstCredentials
    kiosk: Line
    clerk: Clerk

    @classmethod
    def set_up(cls, folder: Path, *, past_tickets: int) -> Hall:
        folder.mkdir(parents=True)
        database = f"sqlite:///{folder / 'hall.db'}"
        first = set_up_maqu(database)
        past.fill(folder / "hall.db", load_definition(HALLS / "maqu.toml"), count=past_tickets)
        hub = MeasuredHub(folder, database).start()
        kiosk = Line(hub, first.tokens["kiosk"])
        kiosk.post("/api/v1/tickets", TICKET)
        return cls(hub, first, kiosk, Clerk.sign_in(hub, first, "1", job_number="1001"))

    def issue(self) -> None:
        self.kiosk.post("/api/v1/tickets", TICKET)

    def visit(self) -> tuple[float, float]:
        """Seconds to take a ticket and to be called; then the citizen is served, which nobody measures."""
        issued = self.kiosk.seconds("/api/v1/tickets", TICKET)
        began = time.perf_counter()
        serving = self.clerk.call()
        called = time.perf_counter() - began
        self.clerk.finish(serving["id"])
        return issued, called


def p50_ms(hub: MeasuredHub, piece: Callable[[], object], pieces: int) -> Run:
    """The median of one client's pieces, one after the other, in milliseconds."""
    before = cpu_seconds(hub.pid)
    taken = []
    for _ in range(pieces):
        began = time.perf_counter()
        piece()
        taken.append(time.perf_counter() - began)
    return Run(figure=median(taken) * 1000, cpu_ms=(cpu_seconds(hub.pid) - before) * 1000 / pieces)


def alone(hall: Hall, folder: Path, runs: int, pieces: int) -> Row:
    commit = _BareCommit(folder / "bare.db")

    def floor() -> Run:
        route = p50_ms(hall.hub, lambda: hall.kiosk.post("/bench/tickets", TICKET), pieces)
        return Run(figure=route.figure + commit.p50_ms(pieces), cpu_ms=route.cpu_ms)

    ours, floors = in_turns(lambda: p50_ms(hall.hub, hall.issue, pieces), floor, runs=runs)
    floor_is = f"{ROUTE_IS} + one bare durable commit"
    return row("issue, 1 client, p50", ours, unit="ms", aim=Aim("ratio", most=1.5), floors=floors, floor_is=floor_is)


class _BareCommit:
    """One row of a ticket's size, committed as durably as the hub's own."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, data TEXT)")

    def p50_ms(self, pieces: int) -> float:
        taken = []
        for _ in range(pieces):
            began = time.perf_counter()
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("INSERT INTO bare (data) VALUES (?)", ("x" * 1500,))
            self._db.execute("COMMIT")
            taken.append(time.perf_counter() - began)
        return median(taken) * 1000


def in_a_crowd(hall: Hall, runs: int, pieces: int, crowd: int) -> Row:
    lines = [Line(hall.hub, hall.first.tokens["kiosk"]) for _ in range(crowd)]
    with ThreadPoolExecutor(crowd) as clients:

        def rate(path: str) -> Run:
            each = max(pieces // crowd, 1)
            before, began = cpu_seconds(hall.hub.pid), time.perf_counter()
            list(clients.map(lambda line: [line.post(path, TICKET) for _ in range(each)], lines))
            seconds = time.perf_counter() - began
            spent = cpu_seconds(hall.hub.pid) - before
            return Run(figure=crowd * each / seconds, cpu_ms=spent * 1000 / (crowd * each))

        ours, floors = in_turns(lambda: rate("/api/v1/tickets"), lambda: rate("/bench/tickets"), runs=runs)
    for line in lines:
        line.close()
    return row(
        f"issue, {crowd} clients, rate", ours, unit="/s", aim=Aim("ratio", least=0.5), floors=floors, floor_is=ROUTE_IS
    )


def with_age(young: Hall, old: Hall, runs: int, pieces: int, past_tickets: int) -> Iterator[Row]:
    """The same visits in both halls, in turns; issuing and calling are told apart."""
    # The young hall's own crowd has left a queue behind; both begin with the same, an empty one.
    for hall in (young, old):
        _empty_the_queue(hall)
    figures: dict[str, tuple[list[Run], list[Run]]] = {"issue": ([], []), "call": ([], [])}

    def visits(hall: Hall) -> tuple[Run, Run]:
        before = cpu_seconds(hall.hub.pid)
        taken = [hall.visit() for _ in range(pieces)]
        cpu_ms = (cpu_seconds(hall.hub.pid) - before) * 1000 / pieces
        issued, called = (median(seconds) * 1000 for seconds in zip(*taken, strict=True))
        return Run(figure=issued, cpu_ms=cpu_ms), Run(figure=called, cpu_ms=cpu_ms)

    visits(young), visits(old)
    for _ in range(runs):
        for place, hall in enumerate((old, young)):
            for name, run in zip(figures, visits(hall), strict=True):
                figures[name][place].append(run)
    for name, (ours, floors) in figures.items():
        yield row(
            f"{name}, {past_tickets:,} past tickets, p50",
            ours,
            unit="ms",
            aim=Aim("ratio", most=1.2),
            floors=floors,
            floor_is="the same in a hall without a past; CPU of the whole visit",
        )


def _empty_the_queue(hall: Hall) -> None:
    while (serving := hall.clerk.call()) is not None:
        hall.clerk.finish(serving["id"])
