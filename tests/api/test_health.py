"""What machines that watch the hub see: up, ready, figures, and a log line for each change."""

import json
import re

from tests.feed.terminals import Terminal
from tests.hubs import DemoHub


def figures(hub: DemoHub) -> dict[str, float]:
    """The hub's figures by name and labels."""
    text = hub.caller(None).get(f"{hub.base_url}/metrics").text
    return {name: float(value) for name, value in re.findall(r"^([^#\s]+) (\S+)$", text, re.MULTILINE)}


def test_a_hub_says_that_it_is_up_and_ready(hub: DemoHub) -> None:
    anybody = hub.caller(None)
    assert anybody.get(f"{hub.base_url}/healthz").text == "ok\n"
    ready = anybody.get(f"{hub.base_url}/readyz")
    assert (ready.status_code, ready.json()) == (200, {"ready": True, "problems": {}})


def test_figures_follow_what_happens(hub: DemoHub) -> None:
    issued = 'jiaohao_journal_rows_total{hall="maqu",kind="ticket.issued"}'
    before = figures(hub).get(issued, 0)
    clerk = hub.staff("1")
    clerk.post("/windows/1/open")
    board = Terminal(hub.base_url, hub.credentials["devices"]["display"]).connect()
    board.wait_for(lambda t: bool(t.snapshots))
    for _ in range(3):
        hub.kiosk().post("/tickets", {"service": "A"})
    called = clerk.post("/windows/1/call").json()
    board.wait_for(lambda t: "ticket.called" in t.kinds())
    seen = figures(hub)
    assert seen[issued] == before + 3
    assert seen['jiaohao_waiting{hall="maqu",service="A"}'] == 2
    assert seen['jiaohao_longest_wait_seconds{hall="maqu"}'] > 0
    assert seen['jiaohao_wait_seconds_count{hall="maqu"}'] == 1
    assert seen['jiaohao_terminals_connected{hall="maqu",role="display"}'] == 1
    assert seen['jiaohao_terminal_missing{device="display",hall="maqu"}'] == 0
    assert seen['jiaohao_terminal_missing{device="kiosk",hall="maqu"}'] == 1
    assert seen['jiaohao_feed_lag_seconds_count{role="display"}'] >= 1
    assert seen["jiaohao_writer_wait_seconds_count"] >= 4
    assert seen["jiaohao_commit_changes_sum"] >= 4
    assert seen['jiaohao_voice_works{hall="maqu"}'] in (-1, 0, 1)
    board.leave()
    clerk.post(f"/servings/{called['id']}/start")
    clerk.post(f"/servings/{called['id']}/finish")


def test_printers_are_among_the_figures(hub: DemoHub) -> None:
    hub.kiosk().post("/printer", {"paper": "no"})
    assert figures(hub)['jiaohao_printer_paper{device="kiosk",hall="maqu",paper="no"}'] == 1
    hub.kiosk().post("/printer", {"paper": "yes"})
    assert 'jiaohao_printer_paper{device="kiosk",hall="maqu",paper="no"}' not in figures(hub)


def test_each_change_is_one_line_that_can_be_found_by_its_request(hub: DemoHub) -> None:
    answer = hub.kiosk().post("/tickets", {"service": "B"}, headers={"X-Request-Id": "from-the-proxy-7"})
    assert answer.headers["X-Request-Id"] == "from-the-proxy-7"
    made_up = hub.kiosk().get("/services", headers={"X-Request-Id": "not one\x7f"}).headers["X-Request-Id"]
    assert re.fullmatch(r"[0-9a-f]{16}", made_up)
    lines = [json.loads(line) for line in (hub.folder / "hub.log").read_text().splitlines() if line.startswith("{")]
    mine = next(line for line in lines if line.get("request_id") == "from-the-proxy-7")
    assert (mine["hall"], mine["actor"], mine["status"], mine["path"]) == (
        "maqu",
        "device:kiosk",
        201,
        "/api/v1/tickets",
    )
    assert mine["seq"] > 0
    assert not any(line.get("request_id") == made_up for line in lines), "looking is no change"


def test_figures_stay_in_the_hall_unless_a_manager_asks(hub: DemoHub) -> None:
    url = f"{hub.base_url}/metrics"
    from_outside = {"X-Forwarded-For": "203.0.113.7"}
    assert hub.caller(None).get(url).status_code == 200
    for asking in (hub.caller(None), hub.caller("nonsense"), hub.kiosk(), hub.staff("6")):
        assert asking.get(url, headers=from_outside).status_code == 403
    assert hub.manager().get(url, headers=from_outside).status_code == 200


def test_figures_do_not_grow_with_citizens_and_name_none(hub: DemoHub) -> None:
    def visit() -> dict[str, str]:
        ticket: dict[str, str] = hub.kiosk().post("/tickets", {"service": "C"}).json()
        hub.kiosk().post(f"/tickets/{ticket['id']}/cancel")
        hub.citizen(ticket).post(f"/tickets/{ticket['id']}/cancel")
        return ticket

    visit()
    before = set(figures(hub))
    seen = [visit() for _ in range(5)]
    text = hub.caller(None).get(f"{hub.base_url}/metrics").text
    assert set(figures(hub)) == before
    assert not any(told in text for ticket in seen for told in (ticket["id"], ticket["number"], ticket["url"]))
    assert not any(f'"{person["job_number"]}"' in text for person in hub.credentials["staff"])
