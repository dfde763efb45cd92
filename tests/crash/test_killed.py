"""``kill -9`` at a point that a seed chooses, under load: what was answered is there, once, and the journal is whole.

``JIAOHAO_CRASH_SEEDS=200`` runs as many seeds (``make test-crash``).
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.crash.after_a_crash import ask_again
from tests.crash.dying_hub import POINTS
from tests.crash.seeds import seeds
from tests.histories.busy_hall import BusyHall
from tests.histories.checking import faults
from tests.histories.hall_record import hall_record
from tests.histories.history import History, Outcome
from tests.hubs import DemoHub


def run_until_it_dies(hub: DemoHub, point: str, count: int, seed: int) -> History:
    """Starts the hub with its death planted, and the hall's people, who stop when it is gone."""
    hub.through = ("tests.crash.dying_hub", point, str(count))
    hub.start()
    assert hub.process is not None
    history = BusyHall([hub.base_url], hub.credentials, seed).run()
    assert hub.process.wait(timeout=20) == -9
    hub.kill()
    hub.through = ("server",)
    return history


@pytest.mark.parametrize("seed", seeds(10))
def test_nothing_lost_nothing_twice(tmp_path: Path, seed: int) -> None:
    hub = DemoHub(tmp_path / "hub")
    point, count = POINTS[seed % len(POINTS)], random.Random(seed).randint(20, 120)
    history = run_until_it_dies(hub, point, count, seed)
    assert history.of(Outcome.OK)
    # What the disk holds explains what people know, before anybody says it again.
    before, hall = hall_record(hub.database)
    assert faults(history, before, hall) == []
    hub.start()
    try:
        answered = ask_again(hub, history)
    finally:
        hub.stop()
    rows, hall = hall_record(hub.database)
    assert [row.hash for row in rows[: len(before)]] == [row.hash for row in before]
    assert faults(answered, rows, hall) == []
