"""Busy halls, whose journals must explain everything that anybody was told, on one hub and on two.

``JIAOHAO_CRASH_SEEDS=200`` runs as many seeds (``make test-crash``). Kills on SQLite: tests/crash.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.loading import HALLS, load_definition
from tests.clusters import Redis, ServingHub, set_up_maqu
from tests.crash.seeds import seeds
from tests.databases import new_postgresql
from tests.feed.terminals import Terminal
from tests.histories.busy_hall import BusyHall
from tests.histories.checking import faults
from tests.histories.hall_record import hall_record
from tests.histories.history import History, Outcome
from tests.histories.rows import KINDS
from tests.histories.telling import told_wrongly
from tests.hubs import DemoHub

ASKED_AGAIN_FOR = 90.0
NOT_DONE_HERE = {"window.closed"}


def board_of(base_url: str, token: str) -> Terminal:
    return Terminal(base_url, token).connect().wait_for(lambda t: bool(t.snapshots))


@pytest.mark.parametrize("seed", seeds(1))
def test_the_journal_explains_a_busy_hour_of_one_hub(tmp_path: Path, seed: int) -> None:
    hub = DemoHub(tmp_path / "hub").start()
    try:
        board = board_of(hub.base_url, hub.credentials["devices"]["display"])
        history = BusyHall([hub.base_url], hub.credentials, seed, asks=20).run()
        rows, hall = hall_record(hub.database)
        board.wait_until(rows[-1].seq).leave()
    finally:
        hub.stop()
    assert history.of(Outcome.UNKNOWN) == []
    assert faults(history, rows, hall) == []
    assert told_wrongly(board, rows) == []
    assert {row.kind for row in rows} >= KINDS - NOT_DONE_HERE, "this crowd is too lazy to show anything"


@contextmanager
def killed_now_and_then(hubs: list[ServingHub], history: History, chance: random.Random) -> Iterator[None]:
    """Kills one hub after the other, each after some more has been asked, and starts it again."""
    over = threading.Event()

    def kill_and_start() -> None:
        for hub in hubs:
            enough = len(history.asked) + chance.randint(30, 60)
            while len(history.asked) < enough:
                if over.wait(0.02):
                    return
            hub.kill()
            hub.start()

    killer = threading.Thread(target=kill_and_start)
    killer.start()
    try:
        yield
    finally:
        over.set()
        killer.join()


@pytest.mark.parametrize("seed", seeds(1))
def test_the_journal_explains_a_busy_hour_of_two_hubs_that_are_killed(
    postgresql_server: str, tmp_path: Path, seed: int
) -> None:
    database = new_postgresql(postgresql_server)
    first = set_up_maqu(database)
    redis = Redis(tmp_path).start()
    hubs = [ServingHub(tmp_path / name, database, redis.url) for name in ("one", "two", "boards")]
    try:
        for hub in hubs:
            hub.start()
        board = board_of(hubs[2].base_url, first.tokens["display"])
        credentials = first.document(load_definition(HALLS / "maqu.toml"), base_url="")
        urls, history, give_up_at = [hub.base_url for hub in hubs[:2]], History(), time.monotonic() + ASKED_AGAIN_FOR
        with killed_now_and_then(hubs[:2], history, random.Random(seed)):
            crowd = BusyHall(urls, credentials, seed, asks=12, history=history)
            crowd.again = lambda: time.monotonic() < give_up_at
            crowd.run()
        rows, hall = hall_record(database)
        board.wait_until(rows[-1].seq).leave()
    finally:
        for hub in hubs:
            hub.kill()
        redis.stop()
    assert len(history.of(Outcome.OK)) > 100
    assert faults(history, rows, hall) == []
    assert told_wrongly(board, rows) == []
