"""Two hubs behind nginx: terminals and people need not know that there are two, nor that one has died."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import socketio
import websocket

from tests.certificates import Certificate
from tests.clusters import Cluster
from tests.deploy.proxy import Proxy
from tests.feed.terminals import RoamingTerminal
from tests.hubs import Caller, free_port


@pytest.fixture(scope="module")
def proxy(cluster: Cluster, certificate: Certificate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    ports = (cluster.hubs[0].port, cluster.hubs[1].port)
    running = Proxy(tmp_path_factory.mktemp("nginx") / "site", ports, certificate).start()
    yield running
    running.stop()


def listen(url: str, token: str, *, session: requests.Session | None = None) -> str:
    """The first thing that a page of this site is told by the feed."""
    with socketio.SimpleClient(http_session=session) as board:
        board.connect(url, auth={"token": token}, namespace="/feed", transports=["websocket"])
        return str(board.receive(timeout=10)[0])


def test_pages_changes_and_the_feed_come_through(cluster: Cluster, proxy: Proxy, certificate: Certificate) -> None:
    token = cluster.first["maqu"].tokens["display"]
    assert requests.get(f"{proxy.base_url}/kiosk/", timeout=10).status_code == 200
    assert listen(proxy.base_url, token) == "snapshot"
    trusting = requests.Session()
    trusting.verify = str(certificate.cert)
    page = requests.get(f"{proxy.tls_url}/display/", timeout=10, verify=str(certificate.cert))
    assert page.status_code == 200
    assert listen(proxy.tls_url, token, session=trusting) == "snapshot"
    trusting.close()


def test_pages_of_other_sites_may_not_listen(proxy: Proxy) -> None:
    feed = f"{proxy.base_url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket"
    websocket.create_connection(feed, origin=proxy.base_url, timeout=10).close()
    with pytest.raises(websocket.WebSocketBadStatusException):
        websocket.create_connection(feed, origin="http://elsewhere.example", timeout=10)


def test_a_dead_hub_is_not_noticed(cluster: Cluster, proxy: Proxy) -> None:
    tokens = cluster.first["maqu"].tokens
    terminals = [RoamingTerminal([proxy.base_url], tokens[device]).begin() for device in ("display", "kiosk") * 2]
    kiosk = Caller(proxy.base_url, tokens["kiosk"])
    before = len(cluster.journal())
    try:
        for n in range(12):
            if n == 4:
                cluster.hubs[0].kill()
                died_at = time.monotonic()
            assert kiosk.post("/tickets", {"service": "F"}).status_code == 201
        rows = cluster.journal()
        for terminal in terminals:
            terminal.wait_until(len(rows))
        assert time.monotonic() - died_at < 5
        assert len([row for row in rows[before:] if row.kind == "ticket.issued"]) == 12
        assert [(t.gaps, len(t.snapshots)) for t in terminals] == [([], 1)] * len(terminals)
    finally:
        for terminal in terminals:
            terminal.leave()
        cluster.hubs[0].start()


def test_when_no_hub_is_there_nginx_says_so_in_clear_words(tmp_path: Path, certificate: Certificate) -> None:
    alone = Proxy(tmp_path / "site", (free_port(), free_port()), certificate).start()
    try:
        answer = Caller(alone.base_url, None).post("/tickets", {"service": "A"})
        assert answer.status_code == 503
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.headers["Retry-After"] == "2"
        assert answer.json()["status"] == 503
    finally:
        alone.stop()


def test_who_guesses_passwords_shuts_out_only_themselves(
    cluster: Cluster, certificate: Certificate, tmp_path: Path
) -> None:
    port = cluster.hubs[1].port
    before_one = Proxy(tmp_path / "site", (port, port), certificate).start()
    try:
        told = [guess(before_one.port, "127.0.0.9") for _ in range(11)]
        assert told == [401] * 5 + [429] * 6, "also when the guesser claims to be somebody else each time"
        assert guess(before_one.port, "127.0.0.8") == 401
    finally:
        before_one.stop()


def guess(port: int, address: str) -> int:
    """The status of a wrong login from an address of this machine, with a forged header."""
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=10, source_address=(address, 0))
    body = json.dumps({"job_number": "1001", "password": "no", "hall": "maqu"})
    forged = {"Content-Type": "application/json", "X-Forwarded-For": f"10.0.0.{time.monotonic_ns() % 250}"}
    asking.request("POST", "/api/v1/sessions", body, forged)
    status = asking.getresponse().status
    asking.close()
    return status
