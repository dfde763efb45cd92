"""What a hub costs: how soon it answers, how much memory it idles with, how heavy the kiosk's page is."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.measuring import RUNS, Aim, Row, Run, resident_mb, row
from tests.browser.conftest import ARGUMENTS, chromium
from tests.hubs import DemoHub

IMPORTS = "import eventlet; eventlet.monkey_patch(); import flask, flask_socketio, sqlalchemy, pydantic, alembic, PIL"


def rows(folder: Path, *, runs: int = RUNS) -> Iterator[Row]:
    yield from _starts(folder, runs)
    yield _memory(folder)
    yield _kiosk(folder)


def _starts(folder: Path, runs: int) -> Iterator[Row]:
    first, again, imports = [], [], []
    for run in range(runs):
        hub = DemoHub(folder / f"start-{run}", is_new=True)
        first.append(_start(hub))
        hub.kill()
        again.append(_start(hub))
        hub.kill()
        began = time.perf_counter()
        subprocess.run([sys.executable, "-W", "ignore", "-c", IMPORTS], check=True)
        imports.append(Run(figure=(time.perf_counter() - began) * 1000))
    aim = Aim("figure", most=3000)
    floor_is = "a Python that imports the same libraries and ends"
    yield row("start to /healthz, new hall", first, unit="ms", aim=aim, floors=imports, floor_is=floor_is)
    yield row("start to /healthz, known hall", again, unit="ms", aim=aim, floors=imports, floor_is=floor_is)


def _start(hub: DemoHub) -> Run:
    began = time.perf_counter()
    hub.start()
    return Run(figure=(time.perf_counter() - began) * 1000)


def _memory(folder: Path) -> Row:
    """RSS of the hub's process with the Maqu hall, half a minute after its start and a first call."""
    hub = DemoHub(folder / "memory").start()
    clerk = hub.staff("1")
    clerk.post("/windows/1/open")
    hub.kiosk().post("/tickets", {"service": "A"})
    clerk.post("/windows/1/call")
    time.sleep(30)
    assert hub.process is not None
    memory = Run(figure=resident_mb(hub.process.pid))
    hub.stop()
    return row("memory of the idle hub", [memory], unit="MB", aim=Aim("figure", most=150))


def _kiosk(folder: Path) -> Row:
    """All bytes that Chromium was sent for the kiosk's page, headers included, nothing cached, nothing compressed."""
    hub = DemoHub(folder / "kiosk").start()
    received: list[float] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1080, "height": 1920})
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda done: received.append(done["encodedDataLength"]))
        page.goto(f"{hub.page_url}/kiosk/#t={hub.credentials['devices']['kiosk']}")
        page.get_by_test_id("tile-M").wait_for()
        page.wait_for_timeout(5_000)
        browser.close()
    hub.stop()
    return row("weight of the kiosk's page", [Run(figure=sum(received) / 1000)], unit="kB", aim=Aim("figure", most=400))
