"""Two halls in one database: whoever is let into one finds nothing of the other by its names and numbers, and moves
nothing there. Both have the same windows, services and job numbers, as the halls of one county would.
"""

from __future__ import annotations

import json
import re
import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import requests
import socketio.exceptions

from config.definition import Definition
from config.device_token import NoToken, device_token
from config.documents import as_document
from server.concurrency import threads
from server.domain.actor import Actor, Role
from server.first_credentials import FirstCredentials
from server.operations import reporting
from server.store import schema
from server.store.database import Store
from tests import quick_passwords
from tests.api.test_voice import recorded
from tests.browser.served_hall import ServedHall, hall_like
from tests.feed.terminals import Terminal
from tests.hubs import Caller

WITHIN_SECONDS = 30
AT_ONCE = {"notice": 0, "yellow": 0.001, "red": 0.002}
DAYS = {"from": "2026-01-01", "to": "2036-12-31"}
HERE, THERE = "here", "there"
EMPTY_MONTH = {"changes": [], "indicators": []}


PEOPLE = {HERE: ("1001", "9001", "9002", "9003", "9101"), THERE: ("1001", "1002", "9001")}


def hall(code: str) -> Definition:
    """A window is idle, and an alert raised, as soon as somebody waits for it. Few work there: each has a password."""
    staff = [person for person in as_document(hall_like("maqu"))["staff"] if person["job_number"] in PEOPLE[code]]
    return hall_like("maqu", code=code, supervision={"idle_minutes": AT_ONCE}, staff=staff)


@dataclass
class TwoHalls(ServedHall):
    """A hub of two halls, and who is let into each."""

    passwords: dict[str, FirstCredentials] = field(default_factory=dict)

    def _set_up(self) -> None:
        schema.migrate(self.database)
        store = Store(self.database, threads=threads("threading"))
        for code in (HERE, THERE):
            self.passwords[code] = FirstCredentials.made_for(hall(code))
            quick_passwords.set_up(store, hall(code), self.passwords[code], to_change=None)
        clock = Actor(hall=THERE, role=Role.CLOCK, subject=THERE)
        store.change(clock, lambda turn: reporting.keep_month(turn, "2026-01", EMPTY_MONTH))
        store.close()
        self.credentials = {code: first.document(hall(code), base_url="") for code, first in self.passwords.items()}

    def person_of(self, code: str, job_number: str) -> Caller:
        login = {"hall": code, "job_number": job_number, "password": self.passwords[code].passwords[job_number]}
        answer = requests.post(f"{self.base_url}/api/v1/sessions", json=login, timeout=30)
        assert answer.status_code == 201, answer.text
        return self.caller(answer.json()["token"])

    def device_of(self, code: str, device: str) -> Caller:
        return self.caller(self.passwords[code].tokens[device])


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoHalls]:
    folder = tmp_path_factory.mktemp("two-halls")
    running = TwoHalls(folder, through=("tests.quick_hub",))
    running.start()
    yield running
    running.stop()


@dataclass
class Other:
    """What the other hall has, by the names it is asked for."""

    manager: Caller
    clerk: Caller
    ticket: str
    waiting: str
    serving: str
    rated: str
    case: str
    suggestion: str
    export: str
    alert: str
    appointment: str
    head: str


@pytest.fixture(scope="module")
def other(hub: TwoHalls, tmp_path_factory: pytest.TempPathFactory) -> Other:
    manager, clerk = hub.person_of(THERE, "9001"), hub.person_of(THERE, "1001")
    kiosk, tablet = hub.device_of(THERE, "kiosk"), hub.device_of(THERE, "evaluator-1")
    clerk.post("/windows/1/open")
    servings = []
    for _ in range(2):
        ticket = kiosk.post("/tickets", {"service": "A"}).json()["id"]
        serving = clerk.post("/windows/1/call").json()["id"]
        for deed in ("start", "finish"):
            assert clerk.post(f"/servings/{serving}/{deed}").status_code == 200
        servings.append(serving)
    press = {"serving": servings[0], "grade": "dissatisfied", "contact": {"name": "卓玛", "phone": "13812341234"}}
    assert tablet.post("/ratings", press).status_code == 201
    waiting = kiosk.post("/tickets", {"service": "A"}).json()["id"]
    proposed = {"channel": "paper", "text": "加几把椅子", "phone": "13812341234"}
    clip = recorded(tmp_path_factory.mktemp("clip") / "a.wav", seconds=0.4)
    assert manager.post("/voice/clips/zh-CN/A", clip).status_code == 201
    at = f"{date.today().year + 1}-01-05T02:00:00Z"
    return Other(
        manager=manager,
        clerk=clerk,
        ticket=ticket,
        waiting=waiting,
        serving=servings[1],
        rated=servings[0],
        case=manager.get("/cases").json()["cases"][0]["id"],
        suggestion=manager.post("/suggestions", proposed).json()["id"],
        export=manager.post("/exports", {"what": "servings", "format": "csv", **DAYS}).json()["id"],
        alert=raised(manager),
        appointment=manager.post("/appointments", {"service": "A", "at": at}).json()["code"],
        head=manager.get("/journal/head").json()["hash"],
    )


def raised(manager: Caller) -> str:
    """An alert, once the hub has looked."""
    until = time.monotonic() + WITHIN_SECONDS
    while time.monotonic() < until:
        if alerts := manager.get("/alerts").json()["alerts"]:
            id: str = alerts[0]["id"]
            return id
        time.sleep(0.05)
    raise AssertionError("no alert was raised")


READ = (
    "/tickets/{ticket}",
    "/cases/{case}",
    "/exports/{export}",
    "/exports/{export}/file",
    "/months/2026-01/report",
    "/months/2026-01/ledger",
    "/voice/clips/zh-CN/A.wav",
    "/reports/servings?from=2026-01-01&to=2036-12-31&after={serving}",
)
CHANGED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    *(("1001", f"/servings/{{serving}}/{deed}", {}) for deed in ("recall", "start", "finish", "invite", "undo")),
    ("1001", "/servings/{serving}/transfer", {"window": "2"}),
    ("1001", "/tickets/{waiting}/cancel", {}),
    ("1001", "/tickets/{waiting}/postpone", {"places": 1}),
    ("1001", "/tickets/{waiting}/restore", {}),
    ("1001", "/cases/{case}/objection", {"text": "不是我"}),
    ("1001", "/alerts/{alert}/acknowledge", {"text": "马上"}),
    ("1001", "/appointments/{appointment}/check-in", {}),
    ("9001", "/appointments/{appointment}/cancel", {}),
    ("9001", "/cases/{case}/assign", {"department": "labour"}),
    ("9001", "/cases/{case}/contact", {"reached": True}),
    ("9001", "/cases/{case}/finding", {"verified": True, "text": "是"}),
    ("9001", "/cases/{case}/answer", {"text": "对不起"}),
    ("9001", "/cases/{case}/close", {}),
    ("9002", "/cases/{case}/finding", {"verified": True, "text": "是"}),
    ("9001", "/alerts/{alert}/acknowledge", {"text": "马上"}),
    ("9001", "/exports/{export}/cancel", {}),
    ("9001", "/suggestions/{suggestion}/answer", {"text": "好"}),
    ("9001", "/voice/clips/zh-CN/A/remove", {}),
    ("9101", "/inspections", {"serving": "{serving}", "grade": "satisfied"}),
    ("kiosk", "/tickets/{waiting}/prints", {}),
    ("evaluator-1", "/ratings", {"serving": "{serving}", "grade": "satisfied"}),
)


def told_there(hub: TwoHalls) -> int:
    """How much the other hall's journal tells of what anybody did; its clock goes on by itself."""
    with closing(sqlite3.connect(hub.folder / "data" / "jiaohao.db")) as conn:
        query = "SELECT count(*) FROM journal WHERE hall = ? AND actor NOT LIKE 'clock:%'"
        count: int = conn.execute(query, (THERE,)).fetchone()[0]
        return count


def named(text: str, other: Other) -> str:
    return text.format(**vars(other)) if "{" in text else text


@pytest.fixture(scope="module")
def here(hub: TwoHalls) -> dict[str, Caller]:
    people = {job_number: hub.person_of(HERE, job_number) for job_number in PEOPLE[HERE]}
    people["1001"].post("/windows/1/open")
    return people | {device: hub.device_of(HERE, device) for device in ("kiosk", "evaluator-1")}


@pytest.mark.parametrize("path", READ)
@pytest.mark.parametrize("who", ["9001", "9003"])
def test_nothing_of_the_other_hall_is_read(here: dict[str, Caller], other: Other, who: str, path: str) -> None:
    answer = here[who].get(named(path, other))
    assert answer.status_code == 404, answer.text
    if "months" not in path:  # to write one takes long
        assert other.manager.get(named(path, other)).status_code in (200, 409), "it is there, for whom it belongs to"


@pytest.mark.parametrize(("who", "path", "body"), CHANGED, ids=lambda value: str(value)[:40])
def test_nothing_of_the_other_hall_is_moved(
    hub: TwoHalls, here: dict[str, Caller], other: Other, who: str, path: str, body: dict[str, Any]
) -> None:
    before = told_there(hub)
    meant = {name: named(value, other) if isinstance(value, str) else value for name, value in body.items()}
    answer = here[who].post(named(path, other), meant)
    assert answer.status_code == 404, answer.text
    assert told_there(hub) == before, "something was written there"


def test_lists_and_figures_hold_their_own_hall_only(here: dict[str, Caller], other: Other) -> None:
    manager = here["9001"]
    for path, name in (("/cases?state=all", "cases"), ("/suggestions", "suggestions"), ("/exports", "exports")):
        ours, theirs = ({each["id"] for each in caller.get(path).json()[name]} for caller in (manager, other.manager))
        assert getattr(other, name.removesuffix("s")) in theirs, path
        assert ours.isdisjoint(theirs), path
    assert [len(caller.get("/months").json()["months"]) for caller in (manager, other.manager)] == [0, 1]
    period = "from=2026-01-01&to=2036-12-31"
    assert manager.get(f"/reports/figures?{period}").json()["total"]["finished"] == 0
    assert manager.get(f"/reports/servings?{period}").json()["servings"] == []
    assert manager.get("/live").json()["waiting"] == 0
    assert manager.get("/national/ratings").content == b""
    assert manager.get(f"/journal/check?hash={other.head}").json()["known"] is False
    assert other.manager.get(f"/journal/check?hash={other.head}").json()["known"] is True


def test_the_same_key_is_another_request_in_another_hall(here: dict[str, Caller], other: Other) -> None:
    key, body = str(uuid.uuid4()), {"channel": "letter", "text": "两个厅"}
    made = [caller.post("/suggestions", body, key=key) for caller in (here["9001"], other.manager)]
    assert [answer.status_code for answer in made] == [201, 201]
    assert made[0].json()["id"] != made[1].json()["id"]
    assert "Idempotency-Replayed" not in made[1].headers


def test_a_definition_of_the_other_hall_does_not_become_ours(here: dict[str, Caller], other: Other) -> None:
    theirs = other.manager.get("/definition").json()
    for path, body in (("", {"revision": 0}), ("/check", {})):
        refused = here["9001"].post(f"/definition{path}", {"definition": theirs["definition"], **body})
        assert refused.status_code == 422
        assert refused.json()["type"].endswith("another_hall")


def test_nobody_signs_in_with_the_other_halls_password(hub: TwoHalls) -> None:
    login = {"hall": HERE, "job_number": "9001", "password": hub.passwords[THERE].passwords["9001"]}
    assert requests.post(f"{hub.base_url}/api/v1/sessions", json=login, timeout=30).status_code == 401


def test_devices_are_let_out_by_their_own_hall_only(here: dict[str, Caller], hub: TwoHalls) -> None:
    """They are called the same in both. No other test uses this one."""
    assert here["9001"].post("/devices/evaluator-2/revoke").status_code == 204
    assert hub.device_of(HERE, "evaluator-2").get("/services").status_code == 401
    assert hub.device_of(THERE, "evaluator-2").get("/services").status_code == 200


def test_who_has_not_chosen_a_password_hears_nothing_and_changes_nothing(
    here: dict[str, Caller], hub: TwoHalls
) -> None:
    new = {"job_number": "1777", "name": "新来", "roles": ["manager"]}
    password = here["9001"].post("/people", new).json()["password"]
    login = {"hall": HERE, "job_number": "1777", "password": password}
    token = requests.post(f"{hub.base_url}/api/v1/sessions", json=login, timeout=30).json()["token"]
    with pytest.raises(socketio.exceptions.ConnectionError):
        Terminal(hub.base_url, token).connect()
    for path in ("/live", "/cases", "/reports/figures?from=2026-01-01&to=2026-01-02", "/exports"):
        assert hub.caller(token).get(path).json()["type"].endswith("first_password"), path
    refused = hub.caller(token).post("/suggestions", {"channel": "letter", "text": "x"})
    assert refused.json()["type"].endswith("first_password")


def test_an_alert_of_another_window_is_not_a_clerks_to_answer(hub: TwoHalls, other: Other) -> None:
    stranger = hub.person_of(THERE, "1002")
    refused = stranger.post(f"/alerts/{other.alert}/acknowledge", {"text": "不是我的"})
    assert (refused.status_code, refused.json()["type"].rpartition(":")[2]) == (403, "not_your_alert")
    assert other.clerk.post(f"/alerts/{other.alert}/acknowledge", {"text": "马上"}).status_code == 200


def facts(page: requests.Response) -> dict[str, Any]:
    """What the page was served with."""
    told = re.search(r'id="page">(.*?)</script>', page.text)
    assert told is not None, page.text
    found: dict[str, Any] = json.loads(told[1])
    return found


@pytest.mark.parametrize("path", ["/", "/manager/", "/window/?window=1", "/wall/", "/inspector/", "/open/", "/?hall="])
def test_a_page_whose_address_names_no_hall_asks_which(hub: TwoHalls, path: str) -> None:
    choices = facts(requests.get(f"{hub.base_url}{path}", timeout=30))["halls"]
    assert [choice["code"] for choice in choices] == [HERE, THERE]
    for choice in choices:
        chosen = facts(requests.get(f"{hub.base_url}{choice['href']}", timeout=30))
        assert chosen["hall"]["code"] == choice["code"]
        assert "halls" not in chosen
    assert ("window=1" in choices[0]["href"]) is ("window=1" in path)


def test_every_address_of_the_launcher_stays_in_its_hall(hub: TwoHalls) -> None:
    links = facts(requests.get(f"{hub.base_url}/?hall={THERE}", timeout=30))["links"]
    assert {facts(requests.get(hub.base_url + link["href"], timeout=30))["hall"]["code"] for link in links} == {THERE}


def test_a_screen_stays_in_the_hall_that_it_showed(hub: TwoHalls) -> None:
    with requests.Session() as browser:
        for path in (f"/kiosk/?hall={THERE}", "/kiosk/"):
            assert facts(browser.get(hub.base_url + path, timeout=30))["hall"]["code"] == THERE


def test_who_is_signed_in_opens_their_own_hall(hub: TwoHalls) -> None:
    with requests.Session() as browser:
        csrf = facts(browser.get(f"{hub.base_url}/manager/?hall={THERE}", timeout=30))["csrf"]
        browser.get(f"{hub.base_url}/manager/?hall={HERE}", timeout=30)  # in another tab
        login = {"hall": THERE, "job_number": "9001", "password": hub.passwords[THERE].passwords["9001"]}
        entered = browser.post(f"{hub.base_url}/login", json=login, headers={"X-CSRFToken": csrf}, timeout=30)
        assert (entered.status_code, entered.json()["hall"]) == (200, THERE)
        assert facts(browser.get(f"{hub.base_url}/manager/", timeout=30))["hall"]["code"] == THERE


def test_a_program_that_pairs_without_a_hall_is_told_the_option_once(hub: TwoHalls, tmp_path: Path) -> None:
    with pytest.raises(NoToken) as refused:
        device_token(hub.base_url, None, tmp_path / "token", kind="kiosk", hall=None, say=print)
    assert str(refused.value) == (
        f"the hub does not pair: Name one of the halls: {HERE}, {THERE} (give it with --hall)"
    )
