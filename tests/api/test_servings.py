"""The clerk's deeds over the API, in their order and out of it."""

from typing import Any

import pytest

from tests.hubs import Caller, DemoHub


def called(hub: DemoHub, window: str, service: str) -> tuple[Caller, dict[str, Any]]:
    """A clerk with a citizen just called to an open window."""
    clerk = hub.staff(window)
    if clerk.get(f"/windows/{window}").json()["state"] == "closed":
        assert clerk.post(f"/windows/{window}/open").status_code == 200
    ticket = hub.kiosk().post("/tickets", {"service": service}).json()
    answer = clerk.post(f"/windows/{window}/call", {"ticket": ticket["number"]})
    assert answer.status_code == 200, answer.text
    return clerk, answer.json()


def test_a_whole_serving(hub: DemoHub) -> None:
    clerk, serving = called(hub, "1", "A")
    assert (serving["state"], serving["calls"], serving["window"]) == ("called", 1, "1")
    assert serving["staff"]["job_number"] == "1001"
    path = f"/servings/{serving['id']}"
    assert clerk.post(f"{path}/recall").json()["calls"] == 2
    assert clerk.post(f"{path}/start").json()["state"] == "serving"
    finished = clerk.post(f"{path}/finish").json()
    assert (finished["state"], finished["rated"]) == ("finished", False)
    rated = hub.evaluator("1").post("/ratings", {"serving": serving["id"], "grade": "satisfied", "tags": ["407"]})
    assert rated.status_code == 201
    assert rated.json()["serving"] == serving["id"]
    again = hub.evaluator("1").post("/ratings", {"serving": serving["id"], "grade": "dissatisfied"})
    assert again.status_code == 409


@pytest.mark.parametrize("deed", ["finish", "resume", "invite", "no-show"])
def test_what_its_state_does_not_allow_is_a_conflict(hub: DemoHub, deed: str) -> None:
    clerk, serving = called(hub, "2", "B")
    refused = clerk.post(f"/servings/{serving['id']}/{deed}")
    assert refused.status_code == 409
    assert refused.headers["Content-Type"] == "application/problem+json"
    for step in ("start", "finish"):
        assert clerk.post(f"/servings/{serving['id']}/{step}").status_code == 200


def test_nobody_waits(hub: DemoHub) -> None:
    clerk = hub.staff("4")
    clerk.post("/windows/4/open")
    answer = clerk.post("/windows/4/call")
    assert answer.status_code == 204
    assert answer.content == b""


def test_while_somebody_is_there_nobody_else_is_called(hub: DemoHub) -> None:
    clerk, serving = called(hub, "3", "D")
    hub.kiosk().post("/tickets", {"service": "D"})
    assert clerk.post("/windows/3/call").status_code == 409
    assert clerk.post("/windows/3/close").status_code == 409
    assert clerk.post(f"/servings/{serving['id']}/hold").json()["state"] == "held"
    assert clerk.post("/windows/3/call").status_code == 200


def test_passed_on_the_same_number_waits_again(hub: DemoHub) -> None:
    clerk, serving = called(hub, "5", "K")
    path = f"/servings/{serving['id']}/transfer"
    assert clerk.post(path, {}).status_code == 422
    assert clerk.post(path, {"service": "Z"}).status_code == 422
    assert clerk.post(path, {"window": "1"}).status_code == 409
    assert clerk.post(path, {"service": "L", "first": True}).json()["state"] == "transferred"
    ticket = hub.kiosk().get(f"/tickets/{serving['ticket']['id']}").json()
    assert (ticket["number"], ticket["state"], ticket["service"]) == (serving["ticket"]["number"], "waiting", "L")


def test_another_window_is_none_of_their_business(hub: DemoHub) -> None:
    clerk, serving = called(hub, "6", "M")
    other = hub.staff("1")
    assert other.post(f"/servings/{serving['id']}/start").status_code == 403
    assert other.post("/windows/6/call").status_code == 403
    assert clerk.post("/windows/9/open").status_code == 404
    assert clerk.post("/windows/6/pause", {"reason": "tea"}).status_code == 422


def test_the_desk_shows_who_is_there_and_who_waits(hub: DemoHub) -> None:
    hub.kiosk().post("/tickets", {"service": "D", "priority": "elderly"})
    desk = hub.staff("3").get("/queue").json()
    assert desk["window"]["code"] == "3"
    assert {"D"} >= {ticket["service"] for ticket in desk["queue"]} - {"E", "J"}
    assert desk["queue"][0]["state"] == "waiting"
