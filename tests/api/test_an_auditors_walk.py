"""An auditor walks through the hall: what each role finds of windows, cases, citizens and figures, and what stays shut.

Two citizens were badly served and left their numbers: one at the police's window, one at the labour office's.
"""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.hubs import Caller, DemoHub

WHOLE, MASKED, NOTHING, SHUT = "whole", "masked", "nothing", "shut"
POLICE, LABOUR = "1001", "1002"


@dataclass(frozen=True)
class Sight:
    """What a role sees: windows, whose cases, the citizens' numbers in them, suggestions, figures, people, record."""

    windows: str
    cases: str
    contact: str
    words: str
    suggestions: str
    figures: bool
    people: bool
    record: bool
    may_close: bool = False


WALK = {
    #                      windows   cases          contact  words    suggestions      figures people record close
    "staff 1001": Sight("123456", POLICE, NOTHING, NOTHING, SHUT, False, False, False),
    "staff 1003": Sight("123456", "", NOTHING, NOTHING, SHUT, False, False, False),
    "supervisor 9002": Sight("1", POLICE, WHOLE, WHOLE, "police", True, False, False),
    "manager 9001": Sight("123456", f"{POLICE} {LABOUR}", WHOLE, WHOLE, "police labour", True, True, True, True),
    "auditor 9003": Sight("123456", f"{POLICE} {LABOUR}", MASKED, MASKED, "police labour", True, True, True),
    "administrator 9004": Sight("123456", SHUT, NOTHING, NOTHING, SHUT, False, True, True),
    "inspector 9101": Sight(SHUT, SHUT, NOTHING, NOTHING, SHUT, False, False, False),
}
NUMBER = "13812341234"


@pytest.fixture(scope="module")
def visited(hub: DemoHub) -> DemoHub:
    for window, service, department in (("1", "A", "police"), ("2", "B", "labour")):
        clerk = hub.staff(window)
        clerk.post(f"/windows/{window}/open")
        hub.kiosk().post("/tickets", {"service": service})
        serving = clerk.post(f"/windows/{window}/call").json()
        for deed in ("start", "finish"):
            assert clerk.post(f"/servings/{serving['id']}/{deed}").status_code == 200
        contact = {"name": "卓玛", "phone": NUMBER}
        press = {"serving": serving["id"], "grade": "dissatisfied", "comment": f"打 {NUMBER}", "contact": contact}
        assert hub.evaluator(window).post("/ratings", press).status_code == 201
        proposed = {"channel": "paper", "text": "加几把椅子", "department": department, "phone": NUMBER}
        assert hub.manager().post("/suggestions", proposed).status_code == 201
    return hub


def caller(hub: DemoHub, who: str) -> Caller:
    return hub.person(who.split()[1])


def rows(caller: Caller, path: str, name: str) -> list[dict[str, Any]] | None:
    """What a list holds, None where it is shut."""
    answer = caller.get(path)
    if answer.status_code == 403:
        return None
    found: list[dict[str, Any]] = answer.json()[name]
    return found


def read(text: str | None) -> str:
    """How much of the citizen's number stands in a text."""
    if not text:
        return NOTHING
    return WHOLE if NUMBER in text else MASKED if "138****1234" in text else NOTHING


@pytest.mark.parametrize("who", WALK)
def test_what_a_role_sees(visited: DemoHub, who: str) -> None:
    seen, expected = caller(visited, who), WALK[who]
    windows = rows(seen, "/windows", "windows")
    assert (SHUT if windows is None else "".join(w["code"] for w in windows)) == expected.windows
    cases = rows(seen, "/cases", "cases")
    assert (SHUT if cases is None else " ".join(sorted(c["person"]["job_number"] for c in cases))) == expected.cases
    for case in cases or []:
        file = seen.get(f"/cases/{case['id']}").json()
        assert read((file.get("contact") or {}).get("phone")) == expected.contact
        assert read(file.get("comment")) == expected.words
    proposed = rows(seen, "/suggestions", "suggestions")
    departments = SHUT if proposed is None else " ".join(reversed([s["department"] for s in proposed]))
    assert departments == expected.suggestions
    assert {read(s["phone"]) for s in proposed or []} <= {expected.contact}
    for path, is_open in (
        ("/reports/ratings?from=2026-03-01&to=2026-03-02", expected.figures),
        ("/people", expected.people),
        ("/journal/head", expected.record),
        ("/personal-data", expected.record),
    ):
        assert (seen.get(path).status_code == 200) is is_open, path


@pytest.mark.parametrize("who", WALK)
def test_nobody_touches_a_case_that_is_not_theirs(visited: DemoHub, who: str) -> None:
    every = visited.manager().get("/cases").json()["cases"]
    others = next(case for case in every if case["person"]["job_number"] == LABOUR)
    seen = caller(visited, who)
    if who != "manager 9001":
        assert seen.post(f"/cases/{others['id']}/finding", {"verified": True, "text": "x"}).status_code == 403
        assert seen.post(f"/cases/{others['id']}/objection", {"text": "x"}).status_code == 403
    closed = seen.post(f"/cases/{others['id']}/close")
    assert (closed.status_code != 403) is WALK[who].may_close
    assert LABOUR in WALK[who].cases or seen.get(f"/cases/{others['id']}").status_code == 403


def test_no_number_stands_in_what_is_handed_on(visited: DemoHub) -> None:
    """Neither in the journal that the feed tells, nor in the answers to staff, nor in what is published."""
    for text in (
        visited.staff("1").get("/cases").text,
        visited.staff("1").get("/queue").text,
        visited.manager().get("/people").text,
        visited.caller(None).get("/open/ratings").text,
    ):
        assert NUMBER not in text
