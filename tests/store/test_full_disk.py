"""A disk that is full: who asks is told, nothing is half done, and the hub goes on when there is room again.

A real limit on a real hub: the operating system lets its process write no file beyond a size, which needs no rights
and can be lifted again from outside.
"""

from __future__ import annotations

import json
import resource
import uuid
from pathlib import Path

import pytest

from server.store import verifying
from server.store.database import Store
from tests.hubs import DemoHub

NO_LIMIT = resource.RLIM_INFINITY


def limit_files(hub: DemoHub, size: int) -> None:
    assert hub.process is not None
    resource.prlimit(hub.process.pid, resource.RLIMIT_FSIZE, (size, NO_LIMIT))


def fill(hub: DemoHub) -> None:
    """From now on no file of the hub grows."""
    limit_files(hub, (Path(hub.folder) / "data" / "jiaohao.db-wal").stat().st_size)


def lines(hub: DemoHub, event: str) -> list[str]:
    log = (hub.folder / "hub.log").read_text().splitlines()
    told = [json.loads(line) for line in log if line.startswith("{")]
    return [line["what"] for line in told if line["event"] == event]


@pytest.mark.parametrize("own_hub", ["eventlet", "threading"], indirect=True)
def test_a_full_disk_is_said_and_nothing_is_lost(own_hub: DemoHub) -> None:
    hub, kiosk = own_hub, own_hub.kiosk()
    numbers = [kiosk.post("/tickets", {"service": "A"}).json()["number"] for _ in range(3)]
    fill(hub)
    key = str(uuid.uuid4())
    words = {"zh-CN": "磁盘已满", "en": "disk is full", "bo": "སྡུད་སྡེར་གང་འདུག"}

    for language in (*words, "en"):
        headers = {"Accept-Language": language}
        answer = kiosk.post("/tickets", {"service": "A"}, key=key, headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (503, "urn:jiaohao:problem:disk_full")
        assert words[language] in answer.json()["detail"]
        assert answer.headers["Content-Language"] == language
    # What needs no writing still works, and machines that watch are told.
    assert kiosk.get("/services").status_code == 200
    assert hub.caller(None).get(f"{hub.base_url}/healthz").status_code == 200
    for _ in range(2):
        ready = hub.caller(None).get(f"{hub.base_url}/readyz")
        assert (ready.status_code, ready.json()["ready"]) == (503, False)
        assert "disk" in ready.json()["problems"]["database"]
    assert lines(hub, "away") == ["writing to the database"], "said once, however many are refused"

    limit_files(hub, NO_LIMIT)
    assert hub.caller(None).get(f"{hub.base_url}/readyz").status_code == 200
    assert lines(hub, "back") == ["writing to the database"]
    # The kiosk asks again under its key and gets the next number: the refused ones took none.
    numbers += [kiosk.post("/tickets", {"service": "A"}, key=key).json()["number"]]
    numbers += [kiosk.post("/tickets", {"service": "A"}).json()["number"]]
    assert numbers == ["A001", "A002", "A003", "A004", "A005"]
    assert [line for line in lines(hub, "away") if "writing" in line] == ["writing to the database"]
    hub.kill()
    store = Store(hub.database, threads=None)
    with store.read() as conn:
        assert verifying.verify(conn, "maqu") == 5
    store.close()
