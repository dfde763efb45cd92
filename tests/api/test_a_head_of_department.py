"""The head of the police sees the police's figures, servings, cases and windows, and by no question anybody else's.

Window 1 is the police's and window 2 the labour office's; window 6 serves everybody.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import openpyxl
import pytest

from server.reports.grouping import DIMENSIONS
from tests.hubs import Caller, DemoHub

DAYS = "from=2026-01-01&to=2036-12-31"
POLICE, LABOUR = "A", "B"
VISITS = (
    ("1", POLICE, "very_satisfied", "好"),
    ("1", POLICE, "dissatisfied", "打 13812341234"),
    ("6", POLICE, "satisfied", "综合窗口"),
    ("2", LABOUR, "dissatisfied", "劳动的事"),
    ("6", LABOUR, "very_dissatisfied", "劳动的事"),
)
OTHERS = ("劳动", "人社", "1002")
"""What stands in nothing that a head of the police reads."""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoHub]:
    """In one of the two ways to run it: what somebody sees does not depend on that."""
    running = DemoHub(tmp_path_factory.mktemp("hub")).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def servings(hub: DemoHub) -> dict[str, list[str]]:
    """The servings of each service."""
    made: dict[str, list[str]] = {POLICE: [], LABOUR: []}
    clerks = {window: hub.staff(window) for window in ("1", "2", "6")}
    for window, clerk in clerks.items():
        clerk.post(f"/windows/{window}/open")
    for window, service, grade, said in VISITS:
        clerk = clerks[window]
        hub.kiosk().post("/tickets", {"service": service})
        serving = clerk.post(f"/windows/{window}/call").json()
        for deed in ("start", "finish"):
            assert clerk.post(f"/servings/{serving['id']}/{deed}").status_code == 200
        press = {"serving": serving["id"], "grade": grade, "comment": said}
        assert hub.evaluator(window).post("/ratings", press).status_code == 201
        made[service].append(serving["id"])
    for service in (POLICE, LABOUR, LABOUR):
        hub.kiosk().post("/tickets", {"service": service})
    return made


@pytest.fixture(scope="module")
def head(hub: DemoHub, servings: dict[str, list[str]]) -> Caller:
    return hub.person("9002")


def told(caller: Caller, path: str) -> dict[str, Any]:
    answer = caller.get(path)
    assert answer.status_code == 200, answer.text
    assert not [word for word in OTHERS if word in answer.text], answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize("by", [*[(each,) for each in DIMENSIONS], *list(combinations(DIMENSIONS, 2))[::7]])
def test_figures_by_whatever_are_their_departments(head: Caller, by: tuple[str, ...]) -> None:
    query = "&".join(f"{name}={each}" for name, each in zip(("by", "and"), by, strict=False))
    found = told(head, f"/reports/figures?{DAYS}&{query}")
    assert (found["total"]["finished"], found["total"]["rated"]) == (3, 3)
    if found["of_visits"]:
        assert found["total"]["issued"] == 4
        assert sum(row["finished"] for row in found["rows"]) == 3
    if by == ("hall",):
        assert found["rows"][0]["labels"] == ["公安局"]
    if by == ("department",):
        assert [row["keys"] for row in found["rows"]] == [["police"]]


@pytest.mark.parametrize("by", ["window", "staff", "service", "department", "day", "hour"])
def test_reports_are_their_departments_in_every_format(head: Caller, by: str) -> None:
    rated = told(head, f"/reports/ratings?{DAYS}&by={by}")
    assert (rated["total"]["finished"], rated["total"]["grades"]["very_dissatisfied"]) == (3, 0)
    assert told(head, f"/reports/tickets?{DAYS}&by={by}")["total"]["issued"] == 4
    assert told(head, f"/reports/cases?{DAYS}&by={by}")["total"]["opened"] == 1
    assert (rated["department"], told(head, f"/reports/tickets?{DAYS}&by={by}")["department"]) == ("police", "police")
    answer = head.get(f"/reports/ratings?{DAYS}&by={by}&format=csv")
    csv = answer.content.decode("utf-8-sig")
    assert not [word for word in OTHERS if word in csv]
    assert "-maqu-police-" in answer.headers["Content-Disposition"]
    assert csv.splitlines()[-1].startswith("合计 · 公安局,")
    book = openpyxl.load_workbook(io.BytesIO(head.get(f"/reports/cases?{DAYS}&by={by}&format=xlsx").content))
    assert book.sheetnames[0].endswith(" · 公安局")


def test_a_report_of_the_hall_names_no_department(hub: DemoHub, head: Caller) -> None:
    answer = hub.manager().get(f"/reports/ratings?{DAYS}&by=window&format=csv")
    assert "-maqu-2026" in answer.headers["Content-Disposition"]
    assert answer.content.decode("utf-8-sig").splitlines()[-1].startswith("合计,")
    assert hub.manager().get(f"/reports/ratings?{DAYS}&by=window").json()["department"] is None


@pytest.mark.parametrize("by", ["window", "staff", "service", "department"])
def test_ranking_is_among_their_own(head: Caller, by: str) -> None:
    found = told(head, f"/reports/ranking?{DAYS}&by={by}")
    assert (found["hall"]["numerator"], found["hall"]["denominator"]) == (2, 3)
    assert {unit["key"] for unit in [*found["rows"], *found["unrated"]]} <= {"1", "6", "1001", "1006", "A", "police"}


def test_a_figure_leads_to_its_servings_and_no_further(head: Caller, servings: dict[str, list[str]]) -> None:
    found = told(head, f"/reports/servings?{DAYS}")["servings"]
    assert {each["id"] for each in found} == set(servings[POLICE])
    assert {each["rating"]["comment"] for each in found} == {"好", "打 13812341234", "综合窗口"}
    for reaching in ("window=2", "staff=1002", "service=B", "grade=very_dissatisfied"):
        assert told(head, f"/reports/servings?{DAYS}&{reaching}")["servings"] == []
    assert len(told(head, f"/reports/servings?{DAYS}&window=6")["servings"]) == 1
    assert len(told(head, f"/reports/servings?{DAYS}&department=police")["servings"]) == 3
    for after in servings[LABOUR]:
        found = told(head, f"/reports/servings?{DAYS}&after={after}")["servings"]
        assert {each["id"] for each in found} <= set(servings[POLICE])
    refused = head.get(f"/reports/servings?{DAYS}&department=labour")
    assert (refused.status_code, refused.json()["type"].rpartition(":")[2]) == (403, "not_your_department")


def test_who_calls_nobody_back_reads_no_number_in_a_comment(hub: DemoHub, head: Caller) -> None:
    for caller, said in ((head, "打 13812341234"), (hub.person("9003"), "打 138****1234")):
        (found,) = told(caller, f"/reports/servings?{DAYS}&grade=dissatisfied&window=1")["servings"]
        assert found["rating"]["comment"] == said


def test_the_live_view_shows_their_windows_queues_and_ratings(hub: DemoHub, head: Caller) -> None:
    found = told(head, "/live")
    assert [window["code"] for window in found["windows"]] == ["1"]
    assert (found["waiting"], [queue["code"] for queue in found["services"]]) == (1, ["A"])
    assert (found["ratings"]["finished"], found["ratings"]["grades"]["very_dissatisfied"]) == (3, 0)
    assert sum(hour["issued"] for hour in found["hours"]) == 4
    assert sum(hour["finished"] for hour in found["hours"]) == 3
    whole = hub.manager().get("/live").json()
    assert (whole["waiting"], whole["ratings"]["finished"], len(whole["windows"])) == (3, 5, 6)


def test_cases_are_their_departments(hub: DemoHub, head: Caller) -> None:
    assert [case["service"] for case in told(head, "/cases")["cases"]] == ["A"]
    every = hub.manager().get("/cases").json()["cases"]
    for case in every:
        assert (head.get(f"/cases/{case['id']}").status_code == 200) is (case["service"] == POLICE)


def test_they_are_told_which_department_they_see(hub: DemoHub, head: Caller) -> None:
    assert head.get("/me").json()["department"]["code"] == "police"
    assert hub.manager().get("/me").json()["department"] is None
