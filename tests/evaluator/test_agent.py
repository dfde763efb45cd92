"""``python -m evaluator`` beside a window: a real hub, a real serial line, power cuts on either side."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.evaluator.pad import Pad
from tests.hubs import DemoHub

WITHIN = 15.0


class BoxProcess:
    """The program as the window's computer runs it. It can be killed and started again."""

    def __init__(self, hub: DemoHub, folder: Path, port: Path) -> None:
        self._hub = hub
        self._folder = folder
        self._port = port
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str) -> BoxProcess:
        (self._folder / "token").write_text(self._hub.credentials["devices"]["evaluator"]["1"])
        command = [sys.executable, "-m", "evaluator", "--hub", self._hub.base_url, "--port", str(self._port)]
        command += ["--token-file", str(self._folder / "token"), "--state", str(self._folder / "presses.db")]
        before = self.log().count("Connected to the hub")
        with (self._folder / "box.log").open("ab") as log:
            self._process = subprocess.Popen([*command, "--verbose", *options], stdout=log, stderr=log)
        until(lambda: self.log().count("Connected to the hub") > before)
        return self

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int | None:
        if self._process is None:
            return None
        self._process.send_signal(how)
        code = self._process.wait(10)
        self._process = None
        return code

    def log(self) -> str:
        file = self._folder / "box.log"
        return file.read_text() if file.exists() else ""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoHub]:
    made = DemoHub(tmp_path_factory.mktemp("hub"), async_mode="threading").start()
    made.staff("1").post("/windows/1/open")
    yield made
    made.stop()


@pytest.fixture
def pad(tmp_path: Path) -> Iterator[Pad]:
    made = Pad(tmp_path).plug_in()
    yield made
    made.unplug()


@pytest.fixture
def box(hub: DemoHub, pad: Pad, tmp_path: Path) -> Iterator[BoxProcess]:
    made = BoxProcess(hub, tmp_path, pad.port)
    yield made.start()
    made.stop()


def until(so: Callable[[], object]) -> None:
    give_up_at = time.monotonic() + WITHIN
    while not so():
        assert time.monotonic() < give_up_at
        time.sleep(0.02)


def serve(hub: DemoHub) -> None:
    """A citizen's business at window 1 from ticket to invitation."""
    clerk = hub.staff("1")
    ticket = hub.kiosk().post("/tickets", {"service": "A"}).json()
    serving = clerk.post("/windows/1/call", {"ticket": ticket["number"]}).json()
    for step in ("start", "finish"):
        assert clerk.post(f"/servings/{serving['id']}/{step}").status_code == 200


def ratings(hub: DemoHub) -> list[dict[str, Any]]:
    """What the journal tells of ratings."""
    with sqlite3.connect(f"file:{hub.folder / 'data' / 'jiaohao.db'}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT data FROM journal WHERE kind = 'rating.given' ORDER BY seq").fetchall()
    return [json.loads(row[0]) for row in rows]


def test_a_press_after_the_service_is_one_rating_of_the_box(hub: DemoHub, pad: Pad, box: BoxProcess) -> None:
    before = len(ratings(hub))
    pad.press(1)
    until(lambda: "nobody is asked" in box.log())
    serve(hub)
    time.sleep(0.5)
    pad.send(b"\xff\x68\x03\x03")  # a frame that was cut off
    pad.press(4)
    pad.press(1)
    until(lambda: len(ratings(hub)) > before)
    rating = ratings(hub)[-1]
    assert (rating["grade"], rating["channel"], rating["flags"]) == ("dissatisfied", "5", ["short_serving"])
    assert 0 < rating["waited_ms"] < 10_000
    assert box.log().count("nobody is asked") == 2
    assert "dissatisfied" not in box.log()
    assert box.stop() == 0


def test_a_press_while_the_hub_is_away_outlives_a_power_cut_of_both(hub: DemoHub, pad: Pad, box: BoxProcess) -> None:
    before = len(ratings(hub))
    serve(hub)
    time.sleep(0.5)
    hub.kill()
    pad.press(2)
    until(lambda: "A press is kept" in box.log())
    box.stop(signal.SIGKILL)
    hub.start()
    assert len(ratings(hub)) == before
    box.start()
    until(lambda: len(ratings(hub)) == before + 1)
    assert ratings(hub)[-1]["grade"] == "satisfied"
    box.stop()
    box.start()
    time.sleep(0.5)
    assert len(ratings(hub)) == before + 1


def test_a_token_that_the_hub_does_not_know_ends_it_with_what_to_do(hub: DemoHub, pad: Pad, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "evaluator", "--hub", hub.base_url, "--port", str(pad.port), "--token", "nobody"]
    ended = subprocess.run([*command, "--state", str(tmp_path / "x.db")], capture_output=True, timeout=30)
    assert ended.returncode == 1
    assert b"pair this computer as an evaluator" in ended.stderr
    assert b"Traceback" not in ended.stderr
