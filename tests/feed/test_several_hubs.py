"""Two hub processes serve one hall on PostgreSQL; Redis only hints, and losing it loses a second at most."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from server.first_credentials import FirstCredentials
from server.store import verifying
from server.store.database import Store
from tests.clusters import Redis, ServingHub, set_up_maqu
from tests.databases import new_postgresql
from tests.feed.terminals import Terminal
from tests.hubs import Caller

pytestmark = pytest.mark.xdist_group("postgresql")


@dataclass
class Cluster:
    hubs: list[ServingHub]
    redis: Redis
    first: FirstCredentials
    database: str

    def clerk(self, hub: int, window: str) -> Caller:
        login = {"job_number": f"100{window}", "password": self.first.passwords[f"100{window}"], "window": window}
        answer = requests.post(f"{self.hubs[hub].base_url}/api/v1/sessions", json=login, timeout=30)
        return self.hubs[hub].caller(answer.json()["token"])

    def kiosk(self, hub: int) -> Caller:
        return self.hubs[hub].caller(self.first.tokens["kiosk"])

    def board(self, hub: int, **where: object) -> Terminal:
        return Terminal(self.hubs[hub].base_url, self.first.tokens["display"], **where).connect()  # type: ignore[arg-type]


@pytest.fixture
def cluster(postgresql_server: str, tmp_path: Path) -> Iterator[Cluster]:
    database = new_postgresql(postgresql_server)
    first = set_up_maqu(database)
    redis = Redis(tmp_path).start()
    hubs = [ServingHub(tmp_path / name, database, redis.url).start() for name in ("one", "two")]
    yield Cluster(hubs, redis, first, database)
    for hub in hubs:
        hub.kill()
    redis.stop()


def test_what_one_hub_does_the_other_tells_within_a_second(cluster: Cluster) -> None:
    board = cluster.board(1)
    board.wait_for(lambda t: bool(t.snapshots))
    clerk = cluster.clerk(0, "1")
    clerk.post("/windows/1/open")
    cluster.kiosk(0).post("/tickets", {"service": "A"})
    called_at = time.monotonic()
    clerk.post("/windows/1/call")
    board.wait_for(lambda t: "ticket.called" in t.kinds())
    assert time.monotonic() - called_at < 1
    assert board.gaps == []
    board.leave()


def test_a_key_used_at_one_hub_is_known_at_the_other(cluster: Cluster) -> None:
    key = str(uuid.uuid4())
    first = cluster.kiosk(0).post("/tickets", {"service": "A"}, key=key)
    again = cluster.kiosk(1).post("/tickets", {"service": "A"}, key=key)
    assert again.content == first.content
    assert again.headers["Idempotency-Replayed"] == "true"


def test_both_hubs_give_out_one_row_of_numbers(cluster: Cluster) -> None:
    kiosks = [cluster.kiosk(n % 2) for n in range(8)]
    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda n: kiosks[n % 8].post("/tickets", {"service": "B"}).json(), range(120)))
    assert sorted(answer["number"] for answer in answers) == [f"B{n:03}" for n in range(1, 121)]
    store = Store(cluster.database, threads=None)
    with store.read() as conn:
        assert verifying.verify(conn, "maqu") == 120
    store.close()


def test_a_terminal_moves_to_the_other_hub_when_its_own_dies(cluster: Cluster) -> None:
    board = cluster.board(0)
    board.wait_for(lambda t: bool(t.snapshots))
    for _ in range(3):
        cluster.kiosk(0).post("/tickets", {"service": "A"})
    board.wait_until(2)
    cluster.hubs[0].kill()
    for _ in range(3):
        cluster.kiosk(1).post("/tickets", {"service": "A"})
    moved = cluster.board(1, since=board.since, epoch=board.epoch)
    moved.wait_until(6)
    assert moved.snapshots == moved.gaps == []
    seqs = [event["seq"] for event in board.events + moved.events]
    assert seqs == list(range(1, 7))
    moved.leave()


def test_without_redis_the_hubs_look_every_second(cluster: Cluster) -> None:
    board = cluster.board(1)
    board.wait_for(lambda t: bool(t.snapshots))
    cluster.redis.stop()
    assert cluster.kiosk(0).post("/tickets", {"service": "A"}).status_code == 201
    board.wait_until(1)
    cluster.redis.start()
    assert cluster.kiosk(0).post("/tickets", {"service": "A"}).status_code == 201
    board.wait_until(2)
    assert board.gaps == []
    board.leave()
