"""Two loudspeakers in one room of a real hub: one speaks, and when it dies the other goes on where it stopped."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from display.right import Right
from display.sound import CHIME_SECONDS, duration
from tests.hubs import DemoHub

ROOT = Path(__file__).resolve().parents[2]


def until(true: Callable[[], object], *, within: float) -> None:
    give_up_at = time.monotonic() + within
    while not true():
        assert time.monotonic() < give_up_at, "it did not happen in time"
        time.sleep(0.05)


class Loudspeaker:
    """``python -m display`` that keeps what would be heard, each sound for as long as it would sound."""

    def __init__(self, hub: DemoHub, folder: Path) -> None:
        self.folder = folder
        command = [sys.executable, "-m", "display", "--hub", hub.base_url, "--into", str(folder), "--verbose"]
        with folder.with_suffix(".log").open("wb") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                env={**os.environ, "JIAOHAO_TOKEN": hub.credentials["devices"]["display"]},
            )
        until(lambda: "Connected" in folder.with_suffix(".log").read_text(), within=20)

    def heard(self) -> list[tuple[float, float]]:
        """When each sound began and how long it took, in seconds."""
        return sorted((file.stat().st_mtime, duration(file)) for file in self.folder.glob("*.wav"))

    def chimes(self) -> int:
        return sum(abs(seconds - CHIME_SECONDS) < 0.02 for _, seconds in self.heard())

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def room(own_hub: DemoHub, tmp_path: Path) -> Iterator[tuple[DemoHub, list[Loudspeaker]]]:
    loudspeakers = [Loudspeaker(own_hub, tmp_path / name) for name in ("left", "right")]
    yield own_hub, loudspeakers
    for each in loudspeakers:
        each.kill()


def call_to(hub: DemoHub, window: str, service: str) -> None:
    clerk = hub.staff(window)
    clerk.post(f"/windows/{window}/open")
    hub.kiosk().post("/tickets", {"service": service})
    assert clerk.post(f"/windows/{window}/call").status_code == 200


def test_one_speaks_and_the_other_takes_over_when_it_dies(room: tuple[DemoHub, list[Loudspeaker]]) -> None:
    hub, loudspeakers = room
    call_to(hub, "1", "A")
    call_to(hub, "2", "B")
    until(lambda: sum(each.chimes() for each in loudspeakers) == 2, within=60)
    first, second = sorted(loudspeakers, key=Loudspeaker.chimes, reverse=True)
    assert (first.chimes(), second.chimes()) == (2, 0)
    sounds = first.heard()
    ends = [begun + seconds for begun, seconds in sounds]
    assert all(end <= begun + 0.02 for end, (begun, _) in zip(ends, sounds[1:], strict=False))

    # The second call was chimed just now and perhaps not yet said; it dies in the middle of it.
    first.kill()
    call_to(hub, "3", "D")
    until(lambda: second.chimes() >= 1, within=25)
    assert first.chimes() == 2
    died_at, took_over_at = first.heard()[-1][0], second.heard()[0][0]
    assert took_over_at > died_at
    until(lambda: second.chimes() >= 2 or len(second.heard()) >= 2, within=25)


class Hub:
    """Answers as the test has it; ``asked`` keeps what came."""

    def __init__(self) -> None:
        self.told: dict[str, Any] | None = {"speaks": True, "seconds": 10, "spoken": 0, "volume": 100}
        self.asked: list[tuple[str, Any]] = []
        self.takes = 0.0
        self.now = 0.0

    def ask(self, method: str, body: dict[str, Any] | None) -> dict[str, Any]:
        self.asked.append((method, body))
        self.now += self.takes
        if self.told is None:
            raise OSError("away")
        return self.told


def test_a_sound_begins_only_if_it_ends_before_the_right_does() -> None:
    hub = Hub()
    hub.takes = 1.0
    right = Right(hub.ask, clock=lambda: hub.now)
    assert not right.holds()
    right.look()
    # Ten seconds from when it was asked for, not from when the answer came.
    assert right.holds(8.9)
    assert not right.holds(9.1)


def test_without_the_hub_the_right_runs_out_by_itself() -> None:
    hub = Hub()
    right = Right(hub.ask, clock=lambda: hub.now)
    right.look()
    hub.told = None
    hub.now = 9.0
    right.look()
    assert right.holds()
    hub.now = 10.0
    assert not right.holds()


def test_it_says_what_it_said_and_learns_what_others_did() -> None:
    hub = Hub()
    right = Right(hub.ask, clock=lambda: hub.now)
    hub.told = {"speaks": False, "seconds": 0, "spoken": 40, "volume": 60}
    right.look()
    assert (right.spoken, right.volume, right.holds()) == (40, 0.6, False)
    right.said(41)
    right.look()
    assert hub.asked == [("PUT", {}), ("PUT", {"spoken": 41})]
    assert right.spoken == 41


def test_it_gives_the_right_back_when_it_stops() -> None:
    hub = Hub()
    right = Right(hub.ask, clock=lambda: hub.now)
    right.look()
    right.close()
    assert hub.asked[-1] == ("DELETE", None)
    assert not right.holds()
