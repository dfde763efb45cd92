"""Two hub processes serve the same halls on PostgreSQL; Redis only hints, and losing it loses a second at most."""

from __future__ import annotations

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.clusters import Cluster
from tests.feed.terminals import Terminal
from tests.hubs import Caller

ANSWERED_WITHIN = 1.5


def board_at(cluster: Cluster, hub: int, **where: object) -> Terminal:
    """A board that has been told how things stand."""
    token = cluster.first["maqu"].tokens["display"]
    board = Terminal(cluster.hubs[hub].base_url, token, **where).connect()  # type: ignore[arg-type]
    return board.wait_for(lambda t: t.since is not None)


def test_what_one_hub_does_the_other_tells_within_a_second(cluster: Cluster) -> None:
    board = board_at(cluster, 1)
    clerk = cluster.clerk(0, "1")
    clerk.post("/windows/1/open")
    cluster.kiosk(0).post("/tickets", {"service": "A"})
    called_at = time.monotonic()
    serving = clerk.post("/windows/1/call").json()
    board.wait_for(lambda t: "ticket.called" in t.kinds())
    assert time.monotonic() - called_at < 1
    clerk.post(f"/servings/{serving['id']}/start")
    clerk.post(f"/servings/{serving['id']}/finish")
    assert board.gaps == []
    board.leave()


def test_a_key_used_at_one_hub_is_known_at_the_other(cluster: Cluster) -> None:
    key = str(uuid.uuid4())
    first = cluster.kiosk(0).post("/tickets", {"service": "A"}, key=key)
    again = cluster.kiosk(1).post("/tickets", {"service": "A"}, key=key)
    assert again.content == first.content
    assert again.headers["Idempotency-Replayed"] == "true"


def test_both_hubs_give_out_one_row_of_numbers_in_each_of_many_halls(cluster: Cluster) -> None:
    kiosks = {hall: [cluster.kiosk(n % 2, hall) for n in range(8)] for hall in ("maqu", "nyima")}

    def take(n: int) -> tuple[str, str]:
        hall = "maqu" if n % 3 else "nyima"
        return hall, kiosks[hall][n % 8].post("/tickets", {"service": "B"}).json()["number"]

    with ThreadPoolExecutor(8) as crowd:
        given = list(crowd.map(take, range(120)))
    for hall, count in (("maqu", 80), ("nyima", 40)):
        assert sorted(number for of, number in given if of == hall) == [f"B{n:03}" for n in range(1, count + 1)]
        issued = [row.facts["number"] for row in cluster.journal(hall) if row.kind == "ticket.issued"]
        assert len([number for number in issued if number.startswith("B")]) == count


def test_a_terminal_moves_to_the_other_hub_when_its_own_dies(cluster: Cluster) -> None:
    board = board_at(cluster, 0)
    began = board.since or 0
    for _ in range(3):
        cluster.kiosk(0).post("/tickets", {"service": "A"})
    board.wait_until(began + 2)
    cluster.hubs[0].kill()
    for _ in range(3):
        cluster.kiosk(1).post("/tickets", {"service": "A"})
    moved = board_at(cluster, 1, since=board.since, epoch=board.epoch)
    moved.wait_until(began + 6)
    assert moved.snapshots == moved.gaps == []
    seqs = [event["seq"] for event in board.events + moved.events]
    assert seqs == list(range(began + 1, began + 7))
    moved.leave()
    cluster.hubs[0].start()


def test_without_redis_the_hubs_look_every_second(cluster: Cluster) -> None:
    board = board_at(cluster, 1)
    began = board.since or 0
    cluster.redis.stop()
    for told in (1, 2):
        asked_at = time.monotonic()
        assert cluster.kiosk(0).post("/tickets", {"service": "A"}).status_code == 201
        assert time.monotonic() - asked_at < ANSWERED_WITHIN, "nobody waits for Redis"
        board.wait_until(began + told)
    cluster.redis.start()
    assert cluster.kiosk(0).post("/tickets", {"service": "A"}).status_code == 201
    board.wait_until(began + 3)
    assert board.gaps == []
    board.leave()


def test_a_redis_that_hangs_holds_nobody_up(cluster: Cluster) -> None:
    with cluster.redis.frozen():
        for _ in range(3):
            asked_at = time.monotonic()
            assert cluster.kiosk(0).post("/tickets", {"service": "A"}).status_code == 201
            assert time.monotonic() - asked_at < ANSWERED_WITHIN


def test_a_ticket_is_printed_once_though_both_hubs_drive_its_printer(cluster: Cluster) -> None:
    kiosk = cluster.kiosk(0)
    ticket = kiosk.post("/tickets", {"service": "A"}).json()
    before = len(sheets(cluster))
    asked = [kiosk.post(f"/tickets/{ticket['id']}/prints").json()["id"] for _ in range(3)]
    give_up_at = time.monotonic() + 10
    while not {row.facts["id"] for row in cluster.journal() if row.kind == "print.reported"} >= set(asked):
        assert time.monotonic() < give_up_at
        time.sleep(0.1)
    time.sleep(0.5)  # for a hub that would print it once more
    assert len(sheets(cluster)) - before == 3


def sheets(cluster: Cluster) -> list[Path]:
    """What the file printers of both hubs have printed."""
    return [file for hub in cluster.hubs for file in (hub.folder / "data").rglob("*.png")]


def test_a_board_paired_at_one_hub_is_seen_and_sent_away_at_the_other(cluster: Cluster) -> None:
    one, two = (Caller(hub.base_url, None) for hub in cluster.hubs)
    begun = one.post("/pairings", {"hall": "maqu"}).json()
    login = {"job_number": "9001", "password": cluster.first["maqu"].passwords["9001"], "hall": "maqu"}
    manager = Caller(two.base_url, two.post("/sessions", login).json()["token"])
    device = manager.post(f"/pairings/{begun['code']}/approve", {"kind": "display", "name": "东墙"}).json()["device"]
    told = one.get(f"/pairings/{begun['poll']}").json()
    assert two.get(f"/pairings/{begun['poll']}").json() == told

    watching = Terminal(two.base_url, manager.token).connect().wait_for(lambda t: bool(t.snapshots))
    board = Terminal(one.base_url, told["token"]).connect()
    assert two.get(f"/pairings/{begun['poll']}").json() == {"state": "used"}
    watching.wait_for(lambda t: {"device": device, "online": True} in t.presence)
    listed = {row["device"]: row["online"] for row in manager.get("/devices").json()["devices"]}
    assert (listed[device], listed["kiosk"]) == (True, False)

    assert manager.post(f"/devices/{device}/revoke").status_code == 204
    board.wait_for(lambda t: not t.is_connected())
    watching.wait_for(lambda t: {"device": device, "online": False} in t.presence)
    watching.leave()
