"""The feed as terminals live with it: snapshot, events in order, catch-up, and only what their role may see."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests
import socketio.exceptions

from tests.feed.terminals import Terminal
from tests.hubs import DemoHub


@contextmanager
def listening(hub: DemoHub, token: str, **where: Any) -> Iterator[Terminal]:
    terminal = Terminal(hub.base_url, token, **where).connect()
    terminal.wait_for(lambda t: bool(t.snapshots or t.ticks or t.events))
    yield terminal
    assert terminal.gaps == []
    terminal.leave()


def board(hub: DemoHub) -> str:
    token: str = hub.credentials["devices"]["display"]
    return token


def serve(hub: DemoHub, window: str, service: str, *, grade: str | None = None) -> dict[str, Any]:
    """One citizen from the kiosk to the end; gives the serving."""
    clerk = hub.staff(window)
    if clerk.get(f"/windows/{window}").json()["state"] == "closed":
        clerk.post(f"/windows/{window}/open")
    ticket = hub.kiosk().post("/tickets", {"service": service, "language": "en"}).json()
    serving: dict[str, Any] = clerk.post(f"/windows/{window}/call", {"ticket": ticket["number"]}).json()
    for step in ("recall", "start", "finish"):
        assert clerk.post(f"/servings/{serving['id']}/{step}").status_code == 200
    if grade is not None:
        hub.evaluator(window).post("/ratings", {"serving": serving["id"], "grade": grade})
    return {**serving, "ticket_token": ticket["url"].rpartition("/")[2]}


def head(hub: DemoHub) -> int:
    with_all = Terminal(hub.base_url, hub.manager().token).connect()
    seq: int = with_all.wait_for(lambda t: bool(t.snapshots)).snapshots[0]["seq"]
    with_all.leave()
    return seq


def test_first_a_snapshot_then_every_event_in_order(hub: DemoHub) -> None:
    with listening(hub, board(hub)) as terminal:
        begun = terminal.snapshots[0]
        assert set(begun) == {"epoch", "seq", "at", "state"}
        assert {"windows", "services", "calls", "notices"} <= set(begun["state"])
        serve(hub, "1", "A", grade="satisfied")
        terminal.wait_until(head(hub))
        told = [kind for kind in terminal.kinds() if not kind.startswith("window")]
        assert told == ["ticket.issued", "ticket.called", "ticket.recalled", "serving.started", "serving.finished"]
        assert [event["seq"] for event in terminal.events] == sorted({event["seq"] for event in terminal.events})


def test_a_call_carries_its_words_and_its_sound(hub: DemoHub) -> None:
    with listening(hub, board(hub)) as terminal:
        serving = serve(hub, "2", "B")
        call = terminal.wait_for(lambda t: "ticket.called" in t.kinds()).events
        data = next(event["data"] for event in call if event["kind"] == "ticket.called")
        assert (data["number"], data["window"], data["calls"]) == (serving["ticket"]["number"], "2", 1)
        assert [speech["language"] for speech in data["speech"]] == ["en", "zh-CN", "bo"]
        english, chinese, tibetan = data["speech"]
        assert english["text"].startswith("Ticket B zero zero")
        assert chinese["text"].startswith("请B零零")
        assert tibetan["audio"] is None
        sound = requests.get(
            f"{hub.base_url}{chinese['audio']}", headers={"Authorization": f"Bearer {board(hub)}"}, timeout=20
        )
        assert sound.content[:4] == b"RIFF"
        terminal.say("spoken", {"seq": 1})


def test_a_terminal_that_was_away_is_told_each_event_once(hub: DemoHub) -> None:
    with listening(hub, board(hub)) as before:
        serve(hub, "3", "D")
        before.wait_until(head(hub))
    missed_from = before.since
    for _ in range(3):
        serve(hub, "3", "D")
    with listening(hub, board(hub), since=missed_from, epoch=before.epoch) as after:
        after.wait_until(head(hub))
        assert after.snapshots == []
        seqs = [event["seq"] for event in after.events]
        assert seqs == sorted(set(seqs))
        assert min(seqs) > (missed_from or 0)
        assert after.kinds().count("ticket.called") == 3


@pytest.mark.parametrize(
    ("since", "epoch"), [(10**9, None), (0, "another"), (-1, None), ("x", None), (True, None), (1.5, None)]
)
def test_what_cannot_be_continued_begins_anew(hub: DemoHub, since: Any, epoch: str | None) -> None:
    terminal = Terminal(hub.base_url, board(hub), since=since, epoch=epoch).connect()
    terminal.wait_for(lambda t: len(t.snapshots) == 1)
    terminal.leave()


def test_a_hub_that_is_killed_and_comes_back_leaves_no_gap(own_hub: DemoHub) -> None:
    with listening(own_hub, board(own_hub)) as before:
        serve(own_hub, "1", "A")
        before.wait_until(head(own_hub))
        own_hub.kill()
    own_hub.start()
    serve(own_hub, "1", "A")
    with listening(own_hub, board(own_hub), since=before.since, epoch=before.epoch) as after:
        after.wait_until(head(own_hub))
        assert after.kinds().count("ticket.called") == 1


def test_a_page_comes_with_its_cookie_until_it_is_signed_out(hub: DemoHub) -> None:
    browser = requests.Session()
    found = re.search(r'"csrf":"([^"]+)"', browser.get(f"{hub.base_url}/window/", timeout=10).text)
    assert found is not None
    clerk = next(known for known in hub.credentials["staff"] if known["window"] == "3")
    own = {"job_number": clerk["job_number"], "password": clerk["password"]}
    entry = browser.post(f"{hub.base_url}/login", json=own, headers={"X-CSRFToken": found[1]}, timeout=10)
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    page = Terminal(hub.base_url, None, cookie=cookie).connect()
    assert page.wait_for(lambda t: bool(t.snapshots)).snapshots[0]["state"]["window"]["code"] == "3"
    page.leave()
    browser.post(f"{hub.base_url}/logout", json={}, headers={"X-CSRFToken": entry.json()["csrf"]}, timeout=10)
    with pytest.raises(socketio.exceptions.ConnectionError):
        Terminal(hub.base_url, None, cookie=cookie).connect()


def test_a_terminal_hears_something_every_five_seconds(hub: DemoHub) -> None:
    with listening(hub, board(hub)) as terminal:
        terminal.wait_for(lambda t: len(t.ticks) >= 1)
        assert terminal.ticks[0]["seq"] == terminal.snapshots[0]["seq"]


def test_boards_never_hear_of_ratings_nor_staff_of_grades(hub: DemoHub) -> None:
    clerk = hub.staff("4")
    with (
        listening(hub, board(hub)) as display,
        listening(hub, clerk.token or "") as staff,
        listening(hub, hub.credentials["devices"]["evaluator"]["4"]) as tablet,
        listening(hub, hub.credentials["devices"]["evaluator"]["5"]) as other_tablet,
        listening(hub, hub.credentials["devices"]["kiosk"]) as kiosk,
        listening(hub, hub.manager().token or "") as manager,
    ):
        serve(hub, "4", "H", grade="dissatisfied")
        seq = head(hub)
        for terminal in (display, staff, tablet, other_tablet, kiosk, manager):
            terminal.wait_until(seq)
        assert "rating.given" not in display.kinds() + staff.kinds() + kiosk.kinds()
        assert "dissatisfied" not in str([t.events for t in (display, staff, tablet, other_tablet, kiosk)])
        assert "rating.invited" in tablet.kinds()
        assert other_tablet.events == []
        given = next(event for event in manager.events if event["kind"] == "rating.given")
        assert given["data"]["grade"] == "dissatisfied"


def test_a_citizen_hears_of_their_own_ticket_only(hub: DemoHub) -> None:
    mine, other = (hub.kiosk().post("/tickets", {"service": "J"}).json() for _ in range(2))
    with listening(hub, mine["url"].rpartition("/")[2]) as phone:
        assert phone.snapshots[0]["state"]["ticket"]["number"] == mine["number"]
        clerk = hub.staff("3")
        if clerk.get("/windows/3").json()["state"] == "closed":
            clerk.post("/windows/3/open")
        called = clerk.post("/windows/3/call", {"ticket": other["number"]}).json()
        clerk.post(f"/servings/{called['id']}/start")
        clerk.post(f"/servings/{called['id']}/finish")
        clerk.post("/windows/3/call", {"ticket": mine["number"]})
        phone.wait_for(lambda t: "ticket.called" in t.kinds())
        assert other["number"] not in str(phone.events)


def moves(phone: Terminal) -> list[Any]:
    """Where the queue and its windows stood, as the phone was told."""
    return [event["data"] for event in phone.events if event["kind"] == "queue.moved"]


def test_the_way_shortens_as_others_are_called(hub: DemoHub) -> None:
    first, mine = (hub.kiosk().post("/tickets", {"service": "L"}).json() for _ in range(2))
    with listening(hub, mine["url"].rpartition("/")[2]) as phone:
        ahead = phone.snapshots[0]["state"]["ticket"]["ahead"]
        clerk = hub.staff("5")
        clerk.post("/windows/5/open")
        clerk.post("/windows/5/call", {"ticket": first["number"]})
        phone.wait_for(lambda t: {"ahead": ahead - 1, "wait": None, "windows_open": 1} in moves(t))
        # That somebody sits down at a window is told, too.
        assert {"ahead": ahead, "wait": None, "windows_open": 1} in moves(phone)


@pytest.mark.parametrize("token", ["nonsense", "", None, 7])
def test_strangers_are_turned_away(hub: DemoHub, token: Any) -> None:
    with pytest.raises(socketio.exceptions.ConnectionError):
        Terminal(hub.base_url, token).connect()


def test_managers_see_devices_come_and_go(hub: DemoHub) -> None:
    with listening(hub, hub.manager().token or "") as manager:
        with listening(hub, hub.credentials["devices"]["evaluator"]["6"]):
            manager.wait_for(lambda t: {"device": "evaluator-6", "online": True} in t.presence)
        manager.wait_for(lambda t: {"device": "evaluator-6", "online": False} in t.presence)


def test_who_is_moved_to_another_department_by_a_new_definition_hears_no_more(hub: DemoHub) -> None:
    """As under People; the page signs them in anew, and they hear of the other department."""
    head, other = (Terminal(hub.base_url, caller.token).connect() for caller in (hub.person("9002"), hub.manager()))
    for terminal in (head, other):
        terminal.wait_for(lambda each: bool(each.snapshots))
    defined = hub.manager().get("/definition").json()
    for person in defined["definition"]["staff"]:
        if person["job_number"] == "9002":
            person["department"] = "labour"
    changed = hub.manager().post("/definition", {"definition": defined["definition"], "revision": defined["revision"]})
    assert changed.status_code == 200, changed.text
    other.wait_for(lambda terminal: "definition.changed" in terminal.kinds())
    head.wait_for(lambda terminal: not terminal.is_connected())
    assert other.is_connected()
    other.leave()
