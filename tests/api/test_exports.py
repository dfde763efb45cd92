"""Files that a manager orders over HTTP, and the months as they were reported."""

import json
import time

import pytest

from tests.api.test_servings import called
from tests.feed.test_feed import serve
from tests.hubs import Caller, DemoHub

DAYS = {"from": "2026-01-01", "to": "2036-12-31"}
WITHIN_SECONDS = 60


def ready(manager: Caller, id: str) -> dict[str, object]:
    """The ordered file once it has ended."""
    until = time.monotonic() + WITHIN_SECONDS
    while time.monotonic() < until:
        told: dict[str, object] = manager.get(f"/exports/{id}").json()
        if told["state"] not in ("waiting", "running"):
            return told
        time.sleep(0.1)
    raise AssertionError(f"export {id} did not end: {told}")


def test_a_file_is_ordered_written_and_fetched(hub: DemoHub) -> None:
    clerk, serving = called(hub, "1", "A")
    for step in ("start", "finish"):
        clerk.post(f"/servings/{serving['id']}/{step}")
    manager = hub.manager()
    ordered = manager.post("/exports", {"what": "servings", "format": "csv", **DAYS})
    assert ordered.status_code == 202
    told = ordered.json()
    assert (told["from"], told["to"], told["ordered_by"]) == ("2026-01-01", "2036-12-31", "9001")
    assert ready(manager, told["id"])["state"] == "ready"
    file = manager.get(f"/exports/{told['id']}/file")
    assert 'filename="servings-maqu-2026-01-01-2036-12-31.csv"' in file.headers["Content-Disposition"]
    assert file.content.startswith(b"\xef\xbb\xbf")
    assert serving["ticket"]["number"] in file.content.decode()
    assert [each["id"] for each in manager.get("/exports").json()["exports"]] == [told["id"]]
    assert manager.post(f"/exports/{told['id']}/cancel").status_code == 409


@pytest.mark.parametrize(
    "change",
    [{"format": "pdf"}, {"from": "2037-01-01"}, {"what": "everything"}, {"format": "doc"}, {"by": "window"}],
)
def test_an_order_that_makes_no_sense_is_refused(hub: DemoHub, change: dict[str, str]) -> None:
    body = {"what": "servings", "format": "csv", **DAYS, **change}
    assert hub.manager().post("/exports", body).status_code == 422


def test_a_month_that_was_not_reported_is_not_there(hub: DemoHub) -> None:
    manager = hub.manager()
    assert manager.get("/months").json() == {"months": []}
    assert manager.get("/months/2026-03/report").status_code == 404
    assert manager.get("/months/2026-13/report").status_code == 422
    assert manager.get("/months/2026-03/ledger?format=doc").status_code == 422


def test_ratings_for_the_national_interface_are_fetched_on_from_the_last(hub: DemoHub) -> None:
    serve(hub, "2", "B", grade="satisfied")
    auditor = hub.person("9003")
    answer = auditor.get("/national/ratings")
    assert answer.headers["Content-Type"].startswith("application/x-ndjson")
    last = json.loads(answer.text.splitlines()[-1])
    assert (last["taskCode"], last["satisfaction"], last["pf"]) == ("B", 4, "4")
    assert auditor.get(f"/national/ratings?after={last['seq']}").content == b""
    beyond = auditor.get("/national/ratings?after=1000000")
    assert beyond.status_code == 422
    assert beyond.json()["errors"][0]["field"] == "after"
