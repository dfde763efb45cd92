"""How soon a call is on every screen, how soon all are back after a restart, and what memory each takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tests.bench.hubs import MeasuredHub, Screens
from tests.bench.issuing import TICKET, Hall
from tests.bench.measuring import RUNS, Aim, Row, Run, cpu_seconds, in_turns, resident_mb, row

CATCHES_UP_WITHIN = 20.0
EVENTS_A_VISIT = 4
"""That a board is told: a ticket issued and called, the serving started and finished."""
BROADCAST_IS = "a bare broadcast of the same bytes to the same screens by the same server"


def rows(
    folder: Path, *, runs: int = RUNS, few: int = 300, many: int = 1_000, calls: int = 4, missed: int = 5
) -> Iterator[Row]:
    """``calls`` in one run; ``missed`` are the visits that screens have to be told of when they come back."""
    hall = Hall.set_up(folder / "few", past_tickets=0)
    yield told_to_the_last(hall, few, runs, calls)
    hall.hub.stop()
    hall = Hall.set_up(folder / "many", past_tickets=0)
    yield told_to_many(hall, many, runs, calls)
    yield from coming_back(hall, many, runs, missed)
    hall.hub.stop()


def told_to_the_last(hall: Hall, count: int, runs: int, calls: int) -> Row:
    ours, floors = _calls(hall, count, runs, calls, lambda delays: median(max(each) for each in delays))
    work = f"call to the last of {count:,} screens, p50"
    return row(work, ours, unit="ms", aim=Aim("ratio", most=1.5), floors=floors, floor_is=BROADCAST_IS)


def told_to_many(hall: Hall, count: int, runs: int, calls: int) -> Row:
    ours, floors = _calls(hall, count, runs, calls, _p95)
    work = f"call to {count:,} screens, p95, none lost"
    return row(work, ours, unit="ms", aim=Aim("ratio", most=1.5), floors=floors, floor_is=BROADCAST_IS)


def _p95(delays: list[list[float]]) -> float:
    return quantiles([delay for each in delays for delay in each], n=20)[-1]


def _calls(
    hall: Hall, count: int, runs: int, calls: int, figure: Callable[[list[list[float]]], float]
) -> tuple[list[Run], list[Run]]:
    """``figure`` makes one of the milliseconds that each call took to each screen."""
    screens = Screens()
    screens.ask("open", url=hall.hub.base_url, count=count)
    screens.ask("join", namespaces=["/feed", "/bare"], token=hall.first.tokens["display"])

    def timed(namespace: str, act: Callable[[], Any]) -> tuple[list[float], float, Any]:
        screens.ask("await", namespace=namespace, kind="ticket.called")
        before, began = cpu_seconds(hall.hub.pid), time.monotonic()
        done = act()
        delays = [(at - began) * 1000 for at in screens.ask("arrived")["at"]]
        return delays, (cpu_seconds(hall.hub.pid) - before) * 1000, done

    def work() -> Run:
        delays, spent = [], []
        for _ in range(calls):
            delay, cpu_ms, serving = timed("/feed", hall.clerk.call)
            delays.append(delay)
            spent.append(cpu_ms)
            hall.clerk.finish(serving["id"])
            _quiet()
        return Run(figure=figure(delays), cpu_ms=median(spent))

    def floor() -> Run:
        told = []
        for _ in range(calls):
            told.append(timed("/bare", lambda: hall.kiosk.post("/bench/broadcast")))
            _quiet()
        return Run(figure=figure([each for each, _, _ in told]), cpu_ms=median(cpu_ms for _, cpu_ms, _ in told))

    for _ in range((runs + 2) * calls):
        hall.kiosk.post("/api/v1/tickets", TICKET)
    work()  # so that there is a call whose bytes can be broadcast
    measured = in_turns(work, floor, runs=runs)
    _audited(screens)
    screens.close()
    return measured


def _audited(screens: Screens) -> dict[str, Any]:
    """What all screens were told, once they know of the same: everything, in order, and none less than another."""
    give_up_at = time.monotonic() + CATCHES_UP_WITHIN
    while True:
        audit = screens.ask("audit")
        if audit["at"][0] == audit["at"][1] and audit["told"][0] == audit["told"][1] and not audit["gaps"]:
            return audit
        if audit["gaps"] or time.monotonic() > give_up_at:
            raise RuntimeError(f"screens were not told everything: {audit}")
        time.sleep(0.1)


def _quiet() -> None:
    """Until what a call sets off, such as rendering its sound and the ticks, is over."""
    time.sleep(0.25)


def coming_back(hall: Hall, count: int, runs: int, missed: int) -> Iterator[Row]:
    """Each run has fresh hubs: memory that was once taken is never given back. Leaves the hall's hub running."""
    screens = Screens()
    screens.ask("open", url=hall.hub.base_url, count=1)
    known = screens.ask("join", namespaces=["/feed"], token=hall.first.tokens["display"])
    screens.close()
    times: tuple[list[Run], list[Run]] = ([], [])
    memory: tuple[list[Run], list[Run]] = ([], [])
    for _ in range(runs):
        hall.hub.stop()
        bare = _connected(hall.hub.start(), count, {"namespaces": ["/bare"]}, only_open=True)
        bare[2].close()
        hall.kiosk.renew()
        hall.clerk.line.renew()
        for _ in range(missed):
            hall.visit()
        hall.hub.stop()
        asked = {"namespaces": ["/feed"], "token": hall.first.tokens["display"], **known}
        ours = _connected(hall.hub.start(), count, asked, only_open=False)
        audit = _audited(ours[2])
        ours[2].close()
        if audit["told"][0] < missed * EVENTS_A_VISIT:
            raise RuntimeError(f"screens were not told what they had missed: {audit}")
        known = {"since": audit["at"][0], "epoch": known["epoch"]}
        for place, run in enumerate((ours, bare)):
            times[place].append(run[0])
            memory[place].append(run[1])
    yield row(
        f"{count:,} screens back after a restart",
        times[0],
        unit="ms",
        aim=Aim("ratio", most=2),
        floors=times[1],
        floor_is=f"{count:,} bare WebSocket connections to the same server; CPU a connection",
    )
    yield row(
        "memory of a connected screen",
        memory[0],
        unit="kB",
        aim=Aim("ratio", most=1.3),
        floors=memory[1],
        floor_is="a bare Socket.IO connection",
    )


def _connected(hub: MeasuredHub, count: int, join: dict[str, Any], *, only_open: bool) -> tuple[Run, Run, Screens]:
    """Milliseconds until all are connected (``only_open``) or have joined, kilobytes of each, and who they are."""
    screens = Screens()
    screens.ask("await", namespace="", kind="")  # it is running
    before, memory = cpu_seconds(hub.pid), resident_mb(hub.pid)
    seconds = screens.ask("open", url=hub.base_url, count=count)["seconds"]
    if not only_open:
        seconds += screens.ask("join", **join)["seconds"]
    cpu_ms = (cpu_seconds(hub.pid) - before) * 1000 / count
    if only_open:
        screens.ask("join", **join)
    kilobytes = (resident_mb(hub.pid) - memory) * 1000 / count
    return Run(figure=seconds * 1000, cpu_ms=cpu_ms), Run(figure=kilobytes), screens
