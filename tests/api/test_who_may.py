"""Every route, every role: who may and who may not, also when the path leads nowhere."""

import uuid

import pytest
import requests

from tests.hubs import Caller, DemoHub

ROLES = (
    "kiosk", "display", "evaluator", "wall", "staff", "manager", "citizen",
    "supervisor", "auditor", "administrator", "inspector",
)  # fmt: skip
SIGNED_IN = {"staff", "manager", "supervisor", "auditor", "administrator", "inspector"}
READERS = {"manager", "auditor"}
OVERSEERS = READERS | {"supervisor"}
KEEPERS = {"manager", "administrator"}
DEEDS = ("recall", "start", "finish", "no-show", "hold", "resume", "invite", "transfer", "undo")
STEPS_OF_A_DEPARTMENT = ("contact", "finding", "mending", "answer")
STEPS = ("assign", "review", "close", "reopen")
MAY: dict[tuple[str, str], set[str]] = {
    ("GET", "/services"): {"kiosk", "display", "evaluator"} | SIGNED_IN,
    ("POST", "/tickets"): {"kiosk", "staff"},
    ("GET", "/tickets/nothing"): {"kiosk", "staff", "citizen"} | READERS,
    ("POST", "/tickets/nothing/prints"): {"kiosk"},
    ("POST", "/tickets/nothing/cancel"): {"staff", "citizen"},
    ("POST", "/tickets/nothing/postpone"): {"staff", "citizen"},
    ("POST", "/tickets/nothing/restore"): {"staff"},
    ("GET", "/prints/nothing"): {"kiosk"},
    ("POST", "/prints/nothing/report"): {"kiosk"},
    ("POST", "/printer"): {"kiosk"},
    ("GET", "/windows"): SIGNED_IN - {"inspector"},
    ("GET", "/windows/1"): SIGNED_IN - {"inspector"},
    ("GET", "/queue"): {"staff"},
    ("GET", "/me"): SIGNED_IN,
    ("POST", "/me/password"): SIGNED_IN,
    **{("POST", f"/windows/1/{deed}"): {"staff"} for deed in ("open", "pause", "resume", "close", "call", "take-over")},
    **{("POST", f"/servings/nothing/{deed}"): {"staff"} for deed in DEEDS},
    ("POST", "/ratings"): {"evaluator", "citizen"},
    ("POST", "/ratings/cards"): {"manager"},
    ("GET", "/reports/ratings?from=2026-03-01&to=2026-03-02"): OVERSEERS,
    ("GET", "/reports/tickets?from=2026-03-01&to=2026-03-02"): OVERSEERS,
    ("GET", "/reports/cases?from=2026-03-01&to=2026-03-02"): OVERSEERS,
    ("GET", "/reports/figures?from=2026-03-01&to=2026-03-02"): OVERSEERS,
    ("GET", "/reports/ranking?from=2026-03-01&to=2026-03-02"): OVERSEERS,
    ("GET", "/reports/servings?from=2026-03-01&to=2026-03-02"): OVERSEERS,
    ("GET", "/cases"): {"staff", "supervisor"} | READERS,
    ("GET", "/cases/nothing"): {"staff", "supervisor"} | READERS,
    **{("POST", f"/cases/nothing/{step}"): {"manager", "supervisor"} for step in STEPS_OF_A_DEPARTMENT},
    ("GET", "/months"): READERS,
    ("GET", "/months/2026-03/report?format=pdf"): READERS,
    ("GET", "/national/ratings"): READERS,
    ("GET", "/exports"): READERS,
    ("POST", "/exports"): {"manager"},
    ("GET", "/exports/nothing"): READERS,
    ("GET", "/exports/nothing/file"): READERS,
    ("POST", "/exports/nothing/cancel"): {"manager"},
    **{("POST", f"/cases/nothing/{step}"): {"manager"} for step in STEPS},
    ("POST", "/cases/nothing/objection"): {"staff"},
    ("GET", "/personal-data"): READERS | KEEPERS,
    ("GET", "/journal/head"): READERS | KEEPERS,
    ("GET", f"/journal/check?hash={'0' * 64}"): READERS | KEEPERS,
    ("GET", "/suggestions"): {"supervisor"} | READERS,
    ("POST", "/suggestions"): {"manager"},
    ("POST", "/suggestions/nothing/answer"): {"manager", "supervisor"},
    ("GET", "/inspections"): {"inspector"},
    ("POST", "/inspections"): {"inspector"},
    ("GET", "/people"): READERS | KEEPERS,
    ("POST", "/people"): KEEPERS,
    ("POST", "/people/first-passwords"): KEEPERS,
    ("POST", "/people/nothing"): KEEPERS,
    ("POST", "/people/nothing/password"): KEEPERS,
    ("POST", "/people/nothing/sign-out"): KEEPERS,
    ("GET", "/live"): {"wall"} | OVERSEERS,
    ("GET", "/alerts"): {"staff"} | OVERSEERS,
    ("POST", "/alerts/nothing/acknowledge"): {"staff", "manager"},
    ("POST", "/pairings/BCDFGH/approve"): KEEPERS,
    ("POST", "/pairings/BCDFGH/refuse"): KEEPERS,
    ("GET", "/devices"): READERS | KEEPERS,
    ("POST", "/devices/nothing/rename"): KEEPERS,
    ("POST", "/devices/nothing/revoke"): KEEPERS,
    ("POST", "/devices/nothing/board"): KEEPERS,
    ("GET", "/devices/me"): {"kiosk", "display", "evaluator"},
    ("POST", "/devices/me/state"): {"kiosk", "display", "evaluator", "wall"},
    ("GET", "/speech/zh-CN/A001/1.wav"): {"display"} | READERS | KEEPERS,
    ("GET", "/speech/bo/rating/thanks.wav"): {"evaluator"},
    ("PUT", "/voice/rooms/hall/right/0123456789abcdef"): {"display"},
    ("DELETE", "/voice/rooms/hall/right/0123456789abcdef"): {"display"},
    ("GET", "/voice/clips"): READERS | KEEPERS,
    ("GET", "/voice/clips/zh-CN/A.wav"): READERS | KEEPERS,
    ("POST", "/voice/clips/zh-CN/A"): KEEPERS,
    ("POST", "/voice/clips/zh-CN/A/remove"): KEEPERS,
    ("GET", "/speech/bo/prompts/home.wav"): {"kiosk"},
    ("POST", "/services/nothing/notice-prints"): {"kiosk"},
    ("POST", "/appointments"): {"staff", "manager"},
    ("POST", "/appointments/imports"): {"staff", "manager"},
    ("GET", "/appointments"): {"staff"} | READERS,
    ("POST", "/appointments/nothing/check-in"): {"kiosk", "staff"},
    ("POST", "/appointments/nothing/cancel"): {"staff", "manager"},
    ("POST", "/appointments/nothing/move"): {"staff", "manager"},
    ("POST", "/appointments/nothing/no-show"): {"staff", "manager"},
    ("POST", "/kiosk/unlock"): {"kiosk"},
    ("POST", "/kiosk/pin"): KEEPERS,
    ("GET", "/definition"): KEEPERS | {"auditor"},
    ("POST", "/definition"): KEEPERS,
    ("POST", "/definition/check"): KEEPERS,
    ("POST", "/definition/pastes"): KEEPERS,
    ("POST", "/definition/files"): KEEPERS,
    ("GET", "/definition/files/toml"): KEEPERS | {"auditor"},
    ("GET", "/definition/revisions"): KEEPERS | {"auditor"},
    ("POST", "/definition/revisions/0/restore"): KEEPERS,
    ("POST", "/photos"): KEEPERS,
}


@pytest.fixture(scope="module")
def callers(hub: DemoHub) -> dict[str, Caller]:
    ticket = hub.kiosk().post("/tickets", {"service": "A"}).json()
    return {
        "kiosk": hub.kiosk(),
        "display": hub.display(),
        "evaluator": hub.evaluator("2"),
        "wall": hub.wall(),
        "staff": hub.staff("2"),
        "manager": hub.manager(),
        "citizen": hub.citizen(ticket),
        "supervisor": hub.person("9002"),
        "auditor": hub.person("9003"),
        "administrator": hub.person("9004"),
        "inspector": hub.person("9101"),
    }


def ask(caller: Caller, method: str, path: str) -> requests.Response:
    match method:
        case "GET":
            return caller.get(path)
        case "POST":
            return caller.post(path, {"window": "2"})
        case _:
            return caller.ask(method, path)


@pytest.mark.parametrize(("method", "path"), MAY, ids=lambda value: str(value).split("?")[0])
def test_who_may(hub: DemoHub, callers: dict[str, Caller], method: str, path: str) -> None:
    for role in ROLES:
        answer = ask(callers[role], method, path)
        if role in MAY[method, path]:
            # Their own window is not theirs to see or move; a body or path that makes no sense is said after that.
            assert answer.status_code in (200, 201, 202, 204, 403, 404, 409, 422), role
            assert answer.status_code != 403 or answer.json()["type"].rpartition(":")[2].startswith("not_your"), role
        else:
            assert answer.status_code == 403, role
            assert answer.json()["type"].endswith("forbidden"), role


def test_an_auditor_changes_nothing() -> None:
    """Of everything that can be asked with POST, PUT or DELETE an auditor may only change their own password."""
    changing = {path for (method, path), roles in MAY.items() if method != "GET" and "auditor" in roles}
    assert changing == {"/me/password"}


def test_an_auditor_reads_whatever_a_manager_reads() -> None:
    read = {role: {path for (method, path), who in MAY.items() if method == "GET" and role in who} for role in ROLES}
    assert read["manager"] == read["auditor"]


@pytest.mark.parametrize(("method", "path"), MAY, ids=lambda value: str(value).split("?")[0])
def test_nobody_without_a_token(hub: DemoHub, method: str, path: str) -> None:
    stranger = hub.caller(str(uuid.uuid4()))
    answer = ask(stranger, method, path)
    assert answer.status_code == 401


def test_the_document_describes_every_route_that_exists(hub: DemoHub) -> None:
    document = hub.caller(None).get("/openapi.json").json()
    described = {
        (method.upper(), path) for path, item in document["paths"].items() for method in item if path != "/healthz"
    }
    asked = {(method, path.partition("?")[0]) for method, path in MAY}
    asked.add(("POST", "/me/sessions/end"))  # not in the table: who asks it is out
    for method, path in asked:
        assert any(_matches(path, template) for verb, template in described if verb == method), (method, path)


def _matches(path: str, template: str) -> bool:
    wanted = template.removeprefix("/api/v1").split("/")
    given = path.split("/")
    return len(wanted) == len(given) and all("{" in w or w == g for w, g in zip(wanted, given, strict=True))
