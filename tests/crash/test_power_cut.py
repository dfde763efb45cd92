"""The power fails: what no sync had reached is lost, torn or out of order, and nothing that was answered is missing.

``kill -9`` cannot test this, since the kernel still writes what a killed process gave it. ``JIAOHAO_CRASH_SEEDS=200``
runs many seeds (``make test-crash``).
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from server.store import schema
from server.store.database import Store
from server.store.tables import receipts
from tests.crash.after_a_crash import ask_again
from tests.crash.power_cut import Disk, Loss, put
from tests.crash.recording_disk import Step, steps
from tests.crash.seeds import seeds
from tests.histories.busy_hall import BusyHall
from tests.histories.checking import faults
from tests.histories.hall_record import hall_record
from tests.histories.history import History, Outcome
from tests.hubs import DemoHub

CUTS = 40
ASKS = 6


@dataclass(frozen=True)
class Day:
    """A recorded day of a hall: what was asked of the disk, and what people were told."""

    steps: list[Step]
    history: History
    hub: DemoHub

    @property
    def database_files(self) -> list[Path]:
        return list((self.hub.folder / "data").glob("jiaohao.db*"))


@dataclass(frozen=True)
class Cut:
    """A power cut ``at`` monotonic seconds, and the files that it left."""

    at: float
    loss: Loss
    files: dict[str, bytes]


def recorded_day(folder: Path, seed: int, *, synchronous: str = "FULL") -> Day:
    """A hall from its first start to the moment when its hub is killed in the middle of business."""
    record = folder / "record"
    through = ("tests.crash.recording_hub", str(record), synchronous)
    hub = DemoHub(folder / "hub", through=through, is_new=True).start()
    try:
        history = BusyHall([hub.base_url], hub.credentials, seed, asks=ASKS).run()
    finally:
        hub.kill()
    assert history.of(Outcome.OK)
    return Day(list(steps(record)), history, hub)


def cuts(day: Day, chance: random.Random) -> Iterator[Cut]:
    """The power cut at moments of the day, oldest first, the setting up of the hall among them."""
    disk, done = Disk(), 0
    for moment in sorted(chance.sample(range(len(day.steps)), min(CUTS, len(day.steps)))):
        for step in day.steps[done:moment]:
            disk.do(step)
        done = moment
        loss = chance.choice(list(Loss))
        yield Cut(day.steps[moment].at, loss, disk.after_cut(loss, chance))


def losses(cut: Cut, history: History, folder: Path) -> list[str]:
    """What is missing or wrong once the power is back, in words."""
    put(cut.files, folder)
    database = f"sqlite:///{folder / 'jiaohao.db'}"
    try:
        schema.migrate(database)
        with sqlite3.connect(folder / "jiaohao.db") as conn:
            whole = conn.execute("PRAGMA integrity_check").fetchone()[0]
        known = history.until(cut.at)
        if whole != "ok" or not known.asked:
            return [] if whole == "ok" else [whole]
        rows, hall = hall_record(database)
        return faults(known, rows, hall) + receipts_lost(known, database)
    except Exception as error:  # whatever a database says that did not survive
        return [repr(error)]
    finally:
        shutil.rmtree(folder)


def receipts_lost(history: History, database: str) -> list[str]:
    """The answers that would not be given again."""
    store = Store(database, threads=None)
    with store.read() as conn:
        kept = {row.key: (row.status, row.answer.encode()) for row in conn.execute(select(receipts))}
    store.close()
    done = (asked for asked in history.of(Outcome.OK) if asked.method == "POST")
    return [f"no receipt: {asked}" for asked in done if kept.get(asked.key) != (asked.status, asked.content)]


def must_be_recorded_truly(day: Day) -> None:
    """Nothing that reached the disk passed the record by."""
    disk = Disk()
    for step in day.steps:
        disk.do(step)
    told = {Path(name).name: content for name, content in disk.after_cut(Loss.NONE, random.Random()).items()}
    held = {file.name: file.read_bytes() for file in day.database_files if not file.name.endswith("-shm")}
    assert told == held


@pytest.mark.parametrize("seed", seeds(2))
def test_the_power_fails_and_nothing_that_was_answered_is_lost(tmp_path: Path, seed: int) -> None:
    day, chance = recorded_day(tmp_path, seed), random.Random(seed)
    must_be_recorded_truly(day)
    survived = list(cuts(day, chance))
    for cut in survived:
        assert losses(cut, day.history, tmp_path / "cut") == [], f"{cut.loss} lost at {cut.at}"
    # With the last of these disks a hub starts again, and gives everybody the answers that they had.
    last = survived[-1]
    for old in day.database_files:
        old.unlink()
    put(last.files, tmp_path / "hub" / "data")
    day.hub.through = ("server",)
    day.hub.start()
    try:
        answered = ask_again(day.hub, day.history.until(last.at))
    finally:
        day.hub.stop()
    assert faults(answered, *hall_record(day.hub.database)) == []


@pytest.mark.parametrize("synchronous", ["OFF", "NORMAL"])
def test_the_test_sees_what_a_less_careful_hub_loses(tmp_path: Path, synchronous: str) -> None:
    day, chance = recorded_day(tmp_path, 0, synchronous=synchronous), random.Random(0)
    assert any(losses(cut, day.history, tmp_path / "cut") for cut in cuts(day, chance))
