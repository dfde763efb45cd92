"""``kill -9`` at a point that a seed chooses, under load: what was answered is there, once, and the journal is whole.

``JIAOHAO_CRASH_SEEDS=200`` runs as many seeds (``make test-crash``).
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from server.store import journal, verifying
from server.store.database import Store
from server.store.journal import Entry
from tests.crash.dying_hub import POINTS
from tests.crash.load import Load
from tests.hubs import DemoHub, wait_until_healthy

SEEDS = int(os.environ.get("JIAOHAO_CRASH_SEEDS", "10"))
FIRST_SEED = int(os.environ.get("JIAOHAO_CRASH_FIRST_SEED", "0"))
ENDS = {"ticket.missed", "serving.finished", "ticket.transferred", "ticket.expired"}


def run_until_it_dies(hub: DemoHub, point: str, count: int, seed: int) -> Load:
    """Starts the hub with its death planted, and the hall's people, who stop when it is gone."""
    log = hub.folder / "hub.log"
    command = [sys.executable, "-m", "tests.crash.dying_hub", point, str(count), "demo", "--port", str(hub.port)]
    command += ["--data", str(hub.folder / "data"), "--credentials", str(hub.folder / "credentials.json")]
    with log.open("ab") as out:
        hub.process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
    wait_until_healthy(hub.base_url, hub.process, log)
    load = Load(hub, seed)
    load.run()
    assert hub.process.wait(timeout=20) == -9
    hub.kill()
    return load


def entries_of(hub: DemoHub) -> list[Entry]:
    store = Store(hub.database, threads=None)
    with store.read() as conn:
        rows = list(journal.walk(conn, "maqu"))
        assert verifying.verify(conn, "maqu") == len(rows)
    store.close()
    return rows


@pytest.mark.parametrize("seed", range(FIRST_SEED, FIRST_SEED + SEEDS))
def test_nothing_lost_nothing_twice(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    hub = DemoHub(tmp_path / "hub").start()
    hub.stop()
    load = run_until_it_dies(hub, POINTS[seed % len(POINTS)], chance.randint(20, 120), seed)
    assert any(said.acknowledged for said in load.said)
    hub.start()
    try:
        before = entries_of(hub)
        for said in load.said:
            if said.acknowledged:
                again = said.caller.post(said.path, said.body, key=said.key)
                assert (again.status_code, again.content) == (said.status, said.content)
                assert again.headers["Idempotency-Replayed"] == "true"
        assert [entry.hash for entry in entries_of(hub)][: len(before)] == [entry.hash for entry in before]
        # What was asked for and never answered is asked again under its key, and done once at the most.
        for said in load.said:
            if said.status is None:
                assert said.caller.post(said.path, said.body, key=said.key).status_code < 500
    finally:
        hub.stop()
    rows = entries_of(hub)
    must_be_numbered_without_gaps(rows)
    must_be_at_one_window_each(rows)
    must_be_rated_once(rows)


def must_be_numbered_without_gaps(rows: list[Entry]) -> None:
    counts: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.kind == "ticket.issued":
            counts[row.facts["number"][0]].append(int(row.facts["number"][1:]))
    for numbers in counts.values():
        assert numbers == list(range(1, len(numbers) + 1))


def must_be_at_one_window_each(rows: list[Entry]) -> None:
    at: dict[str, str] = {}
    for row in rows:
        ticket = row.facts.get("ticket")
        if row.kind == "ticket.called":
            assert ticket not in at, f"{row.facts['number']} was called to {row.facts['window']} and {at[ticket]}"
            at[ticket] = row.facts["window"]
        elif row.kind in ENDS:
            at.pop(ticket, None)


def must_be_rated_once(rows: list[Entry]) -> None:
    rated = [row.facts["serving"] for row in rows if row.kind == "rating.given"]
    assert len(rated) == len(set(rated))
