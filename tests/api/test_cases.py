"""A bad press becomes a case that a manager puts right, the clerk objects to, and the citizen reads the end of."""

from typing import Any

import pytest

from tests.api.test_servings import called
from tests.feed.terminals import Terminal
from tests.hubs import Caller, DemoHub


@pytest.fixture
def bad(hub: DemoHub) -> tuple[Caller, dict[str, Any]]:
    """A citizen who was served at window 1 and pressed 不满意 on their phone, and their case."""
    clerk, serving = called(hub, "1", "A")
    ticket = hub.kiosk().get(f"/tickets/{serving['ticket']['id']}").json()
    for step in ("start", "finish"):
        clerk.post(f"/servings/{serving['id']}/{step}")
    phone = hub.citizen(ticket)
    contact = {"name": "卓玛", "phone": "138 1234 1234"}
    press = {"serving": serving["id"], "grade": "dissatisfied", "tags": ["213"], "contact": contact}
    assert phone.post("/ratings", press).status_code == 201
    known = hub.manager().get("/cases").json()["cases"]
    return phone, next(case for case in known if case["serving"] == serving["id"])


def every_case(manager: Caller, *, limit: int) -> list[str]:
    """All of them, so many at once."""
    found: list[str] = []
    after = ""
    while True:
        told = manager.get(f"/cases?state=all&limit={limit}{after}").json()
        found += [case["id"] for case in told["cases"]]
        if told["next"] is None:
            return found
        after = f"&after={told['next']}"


def test_the_way_of_a_case(hub: DemoHub, bad: tuple[Caller, dict[str, Any]]) -> None:
    phone, case = bad
    manager, path = hub.manager(), f"/cases/{case['id']}"
    assert (case["state"], case["named"], case["grade"], case["tags"]) == ("open", True, "dissatisfied", ["213"])
    assert manager.get(path).json()["contact"] == {"name": "卓玛", "phone": "138 1234 1234"}
    served_by = manager.get(path).json()["served_by"]
    assert served_by == case["person"]
    assert (
        manager.post(f"{path}/assign", {"person": "1002", "text": "代为整改"}).json()["person"]["job_number"] == "1002"
    )
    assert manager.get(path).json()["served_by"] == served_by
    watching = Terminal(hub.base_url, phone.token).connect()
    watching.wait_for(lambda t: bool(t.snapshots))
    assert watching.snapshots[0]["state"]["answer"] is None
    refused = manager.post(f"{path}/close")
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:jiaohao:problem:case_not_found")
    for step, body in {
        "contact": {"reached": True, "text": "已回访"},
        "finding": {"verified": True, "text": "业务不熟"},
        "mending": {"how": "by_date", "by": "2100-01-01", "text": "组织培训"},
        "answer": {"text": "我们已经安排培训,谢谢您"},
        "close": {},
    }.items():
        answer = manager.post(f"{path}/{step}", body)
        assert answer.status_code == 200, answer.text
    assert answer.json()["state"] == "closed"
    watching.wait_for(lambda t: "case.answered" in t.kinds())
    assert {event["kind"] for event in watching.events} == {"case.answered"}
    watching.leave()
    assert phone.get(f"/tickets/{phone_ticket(phone, hub)}").json()["answer"]["text"] == "我们已经安排培训,谢谢您"
    days = f"from={case['opened_on']}&to={case['due']}"
    assert manager.get(f"/reports/cases?{days}&by=window").json()["total"]["closed"] >= 1
    assert manager.get(f"/reports/cases?{days}&by=window&format=csv").content.startswith(b"\xef\xbb\xbf")
    assert case["id"] not in {each["id"] for each in manager.get("/cases").json()["cases"]}
    assert case["id"] in {each["id"] for each in manager.get("/cases?state=all").json()["cases"]}
    one_by_one = every_case(manager, limit=1)
    assert one_by_one == every_case(manager, limit=200)
    assert one_by_one.count(case["id"]) == 1
    assert manager.get("/cases?state=all&after=nonsense").status_code == 404


def phone_ticket(phone: Caller, hub: DemoHub) -> str:
    """The id of the phone's own ticket, as its feed tells it."""
    terminal = Terminal(hub.base_url, phone.token).connect()
    terminal.wait_for(lambda t: bool(t.snapshots))
    terminal.leave()
    id: str = terminal.snapshots[0]["state"]["ticket"]["id"]
    return id


def test_a_step_repeated_under_its_key_is_taken_once(hub: DemoHub, bad: tuple[Caller, dict[str, Any]]) -> None:
    manager, path = hub.manager(), f"/cases/{bad[1]['id']}/answer"
    key = "7f1b4e0a-5a7e-4c59-9f0c-0b6f7f5f3c11"
    first = manager.post(path, {"text": "谢谢"}, key=key)
    again = manager.post(path, {"text": "谢谢"}, key=key)
    assert (first.content, again.headers["Idempotency-Replayed"]) == (again.content, "true")
    assert [step["kind"] for step in again.json()["steps"]] == ["case.opened", "case.answered"]


def test_the_clerk_sees_their_own_case_and_objects_but_no_other(
    hub: DemoHub, bad: tuple[Caller, dict[str, Any]]
) -> None:
    case, clerk, other = bad[1], hub.staff("1"), hub.staff("2")
    (seen,) = [each for each in clerk.get("/cases").json()["cases"] if each["id"] == case["id"]]
    assert not {"number", "serving", "window", "comment", "named"} & {name for name, value in seen.items() if value}
    assert case["id"] not in {each["id"] for each in other.get("/cases").json()["cases"]}
    assert other.get(f"/cases/{case['id']}").status_code == 403
    assert other.post(f"/cases/{case['id']}/objection", {"text": "不"}).status_code == 403
    assert clerk.post(f"/cases/{case['id']}/objection", {"text": "当时不在"}).status_code == 200
    assert hub.manager().post(f"/cases/{case['id']}/review", {"finding": "upheld", "text": "属实"}).status_code == 200


def test_the_window_is_not_told_that_there_is_a_case(hub: DemoHub) -> None:
    clerk, serving = called(hub, "3", "D")
    for step in ("start", "finish"):
        clerk.post(f"/servings/{serving['id']}/{step}")
    console = Terminal(hub.base_url, clerk.token).connect()
    console.wait_for(lambda t: bool(t.snapshots))
    hub.evaluator("3").post("/ratings", {"serving": serving["id"], "grade": "very_dissatisfied"})
    clerk.post("/windows/3/pause", {"reason": "break"})
    console.wait_for(lambda t: "window.paused" in t.kinds())
    assert console.kinds() == ["window.paused"]
    console.leave()


@pytest.mark.parametrize(
    ("step", "body"),
    [
        ("finding", {"verified": True, "text": "  "}),
        ("mending", {"how": "by_date", "text": "改"}),
        ("assign", {"person": "7777"}),
        ("assign", {"department": "nowhere"}),
        ("contact", {"reached": "perhaps"}),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(
    hub: DemoHub, bad: tuple[Caller, dict[str, Any]], step: str, body: dict[str, Any]
) -> None:
    answer = hub.manager().post(f"/cases/{bad[1]['id']}/{step}", body)
    assert answer.status_code in (409, 422)
    assert answer.status_code == 409 or answer.json()["errors"][0]["field"]
