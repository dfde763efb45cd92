"""A hub dies, Redis or PostgreSQL restarts, in the middle of a busy hall: nothing is lost, and all are live again."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from server.domain.actor import Actor, Role
from server.store import turn
from server.store.database import AWAY, Store
from tests.clusters import Cluster
from tests.databases import PostgreSQL
from tests.feed.persistent_people import People
from tests.feed.terminals import RoamingTerminal

LIVE_AGAIN_WITHIN = 5.0
AWAY_SECONDS = 0.7
BUSY_SECONDS = 0.7
DEVICES = ("display", "display", "kiosk", "evaluator-2")


@pytest.fixture
def terminals(cluster: Cluster) -> Iterator[list[RoamingTerminal]]:
    urls = [hub.base_url for hub in cluster.hubs]
    roaming = []
    for n, device in enumerate(DEVICES):
        token = cluster.first["maqu"].tokens[device]
        roaming.append(RoamingTerminal(urls if n % 2 else urls[::-1], token).begin())
    yield roaming
    for terminal in roaming:
        terminal.leave()


@pytest.mark.parametrize("trouble", ["a hub", "redis", "postgresql, fast", "postgresql, immediate"])
def test_nothing_is_lost_and_every_terminal_is_live_again(
    trouble: str, cluster: Cluster, postgresql: PostgreSQL, terminals: list[RoamingTerminal]
) -> None:
    before = cluster.journal()
    people = People(cluster).begin()
    time.sleep(BUSY_SECONDS)
    try:
        # 1. Something goes, and is there again (of a hub: another one).
        match trouble:
            case "a hub":
                cluster.hubs[0].kill()
            case "redis":
                cluster.redis.stop()
                time.sleep(AWAY_SECONDS)
                cluster.redis.start()
            case "postgresql, fast":
                postgresql.stop("fast")
                time.sleep(AWAY_SECONDS)
                postgresql.start()
            case "postgresql, immediate":
                postgresql.stop("immediate")
                time.sleep(AWAY_SECONDS)
                postgresql.start()
        back_at = time.monotonic()
        # 2. A ticket taken from now on reaches every terminal in time.
        people.ask(str(cluster.kiosk(1).token), "/tickets", {"service": "D"}, first=1)
        head = len(cluster.journal())
        for terminal in terminals:
            terminal.wait_until(head)
        took = time.monotonic() - back_at
        assert took < LIVE_AGAIN_WITHIN
        time.sleep(BUSY_SECONDS)
    finally:
        people.stop()
        if trouble == "a hub":
            cluster.hubs[0].start()
    assert people.unclear == []
    must_hold_what_was_answered(cluster, people, first_row=len(before))
    must_have_told_all(cluster, terminals)


def must_hold_what_was_answered(cluster: Cluster, people: People, *, first_row: int) -> None:
    """Each answer once in the journal, and the same answer again from either hub."""
    rows = cluster.journal()[first_row:]
    issued = [row.facts["number"] for row in rows if row.kind == "ticket.issued"]
    answered = [json.loads(said.content)["number"] for said in people.said if said.path == "/tickets"]
    assert Counter(answered) == Counter(issued), "each request gave one ticket"
    assert len(set(issued)) == len(issued)
    kinds = Counter(row.kind for row in rows)
    done = Counter(said.path.rpartition("/")[2] for said in people.said if said.status == 200)
    assert (kinds["ticket.called"], kinds["serving.finished"]) == (done["call"], done["finish"])
    asked_twice = [said for said in people.said if said.asked > 1]
    for n, said in enumerate(asked_twice + people.said[:: max(len(people.said) // 20, 1)]):
        if 200 <= said.status < 300:
            again = cluster.hubs[n % 2].caller(said.token).post(said.path, said.body, key=said.key)
            assert (again.status_code, again.content) == (said.status, said.content)
            assert again.headers["Idempotency-Replayed"] == "true"


def must_have_told_all(cluster: Cluster, terminals: list[RoamingTerminal]) -> None:
    """Every call since it came, to every board: none missing, none twice, in order."""
    rows = cluster.journal()
    for terminal, device in zip(terminals, DEVICES, strict=True):
        terminal.wait_until(len(rows))
        assert terminal.gaps == []
        assert len(terminal.snapshots) == 1
        seqs = [event["seq"] for event in terminal.events]
        assert seqs == sorted(set(seqs))
        if device == "display":
            began = terminal.snapshots[0]["seq"]
            calls = [row.seq for row in rows if row.kind == "ticket.called" and row.seq > began]
            assert [event["seq"] for event in terminal.events if event["kind"] == "ticket.called"] == calls


def test_a_database_that_is_away_is_said_in_clear_words(cluster: Cluster, postgresql: PostgreSQL) -> None:
    postgresql.stop("fast")
    try:
        kiosk = cluster.kiosk(0)
        for answer in (kiosk.get("/services"), kiosk.post("/tickets", {"service": "A"})):
            assert answer.status_code == 503
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.json()["type"] == "urn:jiaohao:problem:database_away"
            assert int(answer.headers["Retry-After"]) > 0
        assert requests.get(f"{cluster.hubs[0].base_url}/healthz", timeout=5).status_code == 200
        ready = requests.get(f"{cluster.hubs[0].base_url}/readyz", timeout=5)
        assert ready.status_code == 503
        assert "database" in ready.json()["problems"]
    finally:
        postgresql.start()
    assert cluster.kiosk(0).post("/tickets", {"service": "A"}).status_code == 201


def test_while_the_database_hangs_the_hub_still_answers(cluster: Cluster, postgresql: PostgreSQL) -> None:
    kiosks = [cluster.kiosk(0) for _ in range(20)]
    with ThreadPoolExecutor(len(kiosks)) as crowd:
        with postgresql.frozen():
            tickets = [crowd.submit(kiosk.post, "/tickets", {"service": "E"}) for kiosk in kiosks]
            time.sleep(0.3)
            for _ in range(3):
                asked_at = time.monotonic()
                assert requests.get(f"{cluster.hubs[0].base_url}/healthz", timeout=5).status_code == 200
                assert time.monotonic() - asked_at < 1.5
        answers = [ticket.result() for ticket in tickets]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["number"] for answer in answers}) == len(kiosks)


def test_a_hub_that_stands_still_in_its_turn_does_not_stop_the_hall(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "LONGEST_STANDSTILL_MS", 500)
    frozen = Store(cluster.database, threads=None)
    stands, goes_on = threading.Event(), threading.Event()

    def stand_still(_: turn.Turn) -> None:
        stands.set()
        goes_on.wait(30)

    with ThreadPoolExecutor(1) as hub:
        clock = Actor(hall="maqu", role=Role.CLOCK, subject="maqu")
        change = hub.submit(frozen.change, clock, stand_still)
        stands.wait(10)
        try:
            assert cluster.kiosk(0).post("/tickets", {"service": "A"}).status_code == 201
        finally:
            goes_on.set()
        with pytest.raises(AWAY):
            change.result()
    frozen.close()


@pytest.mark.parametrize("path", ["/kiosk/?hall=%00", "/evaluator/%00", "/t/%00", "/qr/%00.svg", "/api/v1/tickets/%00"])
def test_what_postgresql_cannot_read_is_a_mistake_of_the_caller(path: str, cluster: Cluster) -> None:
    url = path if path.startswith("/api") else f"{cluster.hubs[0].base_url}{path}"
    answer = cluster.kiosk(0).get(url.removeprefix("/api/v1"))
    assert 400 <= answer.status_code < 500, answer.text
