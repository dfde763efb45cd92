"""Pairing over HTTP as a screen, a manager and an attacker meet it, and what revoking does to a connected device."""

import time
import uuid
from typing import Any

import pytest
import requests
from socketio.exceptions import ConnectionError as ConnectionRefused

from tests.feed.terminals import Terminal
from tests.hubs import Caller, DemoHub


def begin(hub: DemoHub) -> dict[str, Any]:
    answer = requests.post(f"{hub.base_url}/api/v1/pairings", json={}, timeout=10)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    begun: dict[str, Any] = answer.json()
    return begun


def ask(hub: DemoHub, begun: dict[str, Any]) -> dict[str, Any]:
    answer = hub.caller(None).get(f"/pairings/{begun['poll']}")
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def paired(hub: DemoHub, manager: Caller, **named: Any) -> tuple[dict[str, Any], str]:
    """A device that was let in, and its token."""
    begun = begin(hub)
    body = {"kind": "display", "name": "东墙大屏", **named}
    answer = manager.post(f"/pairings/{begun['code']}/approve", body)
    assert answer.status_code == 200, answer.text
    return answer.json(), ask(hub, begun)["token"]


@pytest.fixture(scope="module")
def manager(hub: DemoHub) -> Caller:
    return hub.manager()


def test_a_new_tablet_becomes_the_evaluator_of_its_window(hub: DemoHub, manager: Caller) -> None:
    begun = begin(hub)
    assert begun["approve_at"].endswith("/manager/")
    assert 60 <= begun["expires_in"] <= 1800
    assert ask(hub, begun) == {"state": "pending", "interval": begun["interval"]}
    key, body = str(uuid.uuid4()), {"kind": "evaluator", "name": "3号窗口平板", "window": "3"}
    approved = manager.post(f"/pairings/{begun['code']}/approve", body, key=key)
    again = manager.post(f"/pairings/{begun['code']}/approve", body, key=key)
    assert again.content == approved.content
    assert again.headers["Idempotency-Replayed"] == "true"
    twice = manager.post(f"/pairings/{begun['code']}/approve", body)
    assert (twice.status_code, twice.json()["type"]) == (409, "urn:jiaohao:problem:pairing_settled")

    told = ask(hub, begun)
    assert told["state"] == "approved"
    assert told["token"] not in approved.text
    assert {name: told[name] for name in ("kind", "window", "name")} == body
    assert ask(hub, begun) == told
    tablet = hub.caller(told["token"])
    assert tablet.get("/services").status_code == 200
    assert ask(hub, begun) == {"state": "used"}

    said = tablet.post("/devices/me/state", {"sound": "blocked", "unsent": 2, "version": "0.1.0"})
    assert said.status_code == 200, said.text
    listed = {d["device"]: d for d in manager.get("/devices").json()["devices"]}
    mine = listed[told["device"]]
    assert (mine["name"], mine["online"], mine["unsent"]) == ("3号窗口平板", False, 2)
    assert mine["troubles"] == ["sound_blocked", "unsent"]
    renamed = manager.post(f"/devices/{told['device']}/rename", {"name": " 三号平板 "})
    assert renamed.json()["name"] == "三号平板"
    assert {"kiosk", "display", "evaluator-1"} <= set(listed)


def test_nobody_but_a_manager_lets_a_screen_in(hub: DemoHub) -> None:
    begun = begin(hub)
    body = {"kind": "kiosk", "name": "x"}
    for caller, status in ((hub.staff("1"), 403), (hub.kiosk(), 403), (hub.caller("guessed"), 401)):
        for deed in ("approve", "refuse"):
            assert caller.post(f"/pairings/{begun['code']}/{deed}", body).status_code == status
    keyless = requests.post(
        f"{hub.base_url}/api/v1/pairings/{begun['code']}/approve",
        json=body,
        headers={"Authorization": f"Bearer {hub.manager().token}"},
        timeout=10,
    )
    assert keyless.status_code == 400
    assert ask(hub, begun)["state"] == "pending"


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "kiosk"},
        {"name": "x"},
        {"kind": "manager", "name": "x"},
        {"kind": "evaluator", "name": "x"},
        {"kind": "evaluator", "name": "x", "window": "99"},
        {"kind": "kiosk", "name": "   "},
        {"kind": "kiosk", "name": "x", "device": "kiosk"},
    ],
)
def test_what_makes_no_sense_lets_nobody_in(hub: DemoHub, manager: Caller, body: dict[str, str]) -> None:
    begun = begin(hub)
    assert manager.post(f"/pairings/{begun['code']}/approve", body).status_code == 422
    assert ask(hub, begun)["state"] == "pending"


def test_a_revoked_board_is_cut_off_at_once_and_cannot_come_back(hub: DemoHub, manager: Caller) -> None:
    device, token = paired(hub, manager)
    watching = Terminal(hub.base_url, manager.token).connect()
    board = Terminal(hub.base_url, token).connect()
    board.wait_for(lambda t: bool(t.snapshots))
    watching.wait_for(lambda t: {"device": device["device"], "online": True} in t.presence)
    mine = next(d for d in manager.get("/devices").json()["devices"] if d["device"] == device["device"])
    assert (mine["online"], mine["since"] is not None) == (True, True)

    began = time.monotonic()
    assert manager.post(f"/devices/{device['device']}/revoke").status_code == 204
    board.wait_for(lambda t: not t.is_connected())
    assert time.monotonic() - began < 2
    with pytest.raises(ConnectionRefused):
        Terminal(hub.base_url, token).connect()
    assert hub.caller(token).get("/services").status_code == 401
    watching.wait_for(lambda t: {"device": device["device"], "online": False} in t.presence)
    watching.wait_for(lambda t: "device.revoked" in t.kinds())
    assert device["device"] not in {d["device"] for d in manager.get("/devices").json()["devices"]}
    watching.leave()


def test_guesses_are_counted(own_hub: DemoHub) -> None:
    stranger, manager = own_hub.caller(None), own_hub.manager()
    begun = begin(own_hub)
    guesses = [stranger.get(f"/pairings/{'x' * 30}{n:02}").status_code for n in range(22)]
    assert guesses == [404] * 20 + [429] * 2
    limited = stranger.get(f"/pairings/{'y' * 40}")
    assert limited.headers["Content-Type"] == "application/problem+json"
    body = {"kind": "kiosk", "name": "x"}
    wrong = "BBBBBB" if begun["code"] != "BBBBBB" else "CCCCCC"
    codes = [manager.post(f"/pairings/{wrong}/approve", body).status_code for _ in range(22)]
    assert codes == [404] * 20 + [429] * 2
    log = (own_hub.folder / "hub.log").read_text()
    assert begun["poll"] not in log
