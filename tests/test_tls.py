"""A hub that speaks TLS itself: pages, API and feed."""

from __future__ import annotations

import socket
from pathlib import Path

import requests
import socketio

from tests.certificates import Certificate
from tests.clusters import ServingHub, set_up_halls


def test_the_hub_speaks_tls_to_pages_and_terminals(tmp_path: Path, certificate: Certificate) -> None:
    database = f"sqlite:///{tmp_path / 'hall.db'}"
    first = set_up_halls(database, "maqu")["maqu"]
    options = ("--tls-cert", str(certificate.cert), "--tls-key", str(certificate.key))
    hub = ServingHub(tmp_path / "hub", database, options=options, trusts=certificate.cert).start()
    silent = socket.create_connection(("127.0.0.1", hub.port))  # a caller that never begins holds up nobody
    try:
        page = requests.get(f"{hub.base_url}/kiosk/", timeout=10, verify=str(certificate.cert))
        assert page.status_code == 200
        assert "Secure" in page.headers["Set-Cookie"]
        kiosk = hub.caller(first.tokens["kiosk"])
        assert kiosk.post("/tickets", {"service": "A"}, verify=str(certificate.cert)).status_code == 201
        session = requests.Session()
        session.verify = str(certificate.cert)
        with socketio.SimpleClient(http_session=session) as board:
            board.connect(
                hub.base_url, auth={"token": first.tokens["display"]}, namespace="/feed", transports=["websocket"]
            )
            assert board.receive(timeout=10)[0] == "snapshot"
    finally:
        silent.close()
        hub.kill()
