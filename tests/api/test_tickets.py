"""Taking a ticket over the API, and every way of asking wrongly."""

import uuid

import pytest
import requests

from tests.hubs import DemoHub


def test_a_ticket_has_a_number_a_place_and_a_page(hub: DemoHub) -> None:
    answer = hub.kiosk().post("/tickets", {"service": "A", "priority": "none", "language": "zh-CN"})
    assert answer.status_code == 201
    ticket = answer.json()
    assert ticket["number"].startswith("A")
    assert ticket["state"] == "waiting"
    assert ticket["issued_at"].endswith("Z")
    assert ticket["url"].startswith(f"{hub.base_url}/t/")
    again = hub.citizen(ticket).get(f"/tickets/{ticket['id']}")
    assert again.json()["number"] == ticket["number"]


def test_the_same_key_fifty_times_is_one_ticket_and_one_answer(own_hub: DemoHub) -> None:
    key = str(uuid.uuid4())
    kiosk = own_hub.kiosk()
    first = kiosk.post("/tickets", {"service": "A"}, key=key)
    assert "Idempotency-Replayed" not in first.headers
    answers = [kiosk.post("/tickets", {"service": "A"}, key=key) for _ in range(25)]
    own_hub.kill()
    own_hub.start()
    # The same JSON in other words is the same body.
    spaced = {"Content-Type": "application/json"}
    answers += [kiosk.post("/tickets", key=key, headers=spaced, data='{ "service" : "A" }') for _ in range(24)]
    assert {answer.content for answer in answers} == {first.content}
    assert {answer.status_code for answer in answers} == {201}
    assert all(answer.headers["Idempotency-Replayed"] == "true" for answer in answers)
    assert kiosk.post("/tickets", {"service": "A"}).json()["number"] == "A002"


def test_the_same_key_with_another_body_is_refused(hub: DemoHub) -> None:
    key = str(uuid.uuid4())
    hub.kiosk().post("/tickets", {"service": "A"}, key=key)
    refused = hub.kiosk().post("/tickets", {"service": "B"}, key=key)
    assert refused.status_code == 422
    assert refused.json()["type"].endswith("key_reused")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "service"),
        ({"service": "Z"}, "service"),
        ({"service": "A", "priority": "king"}, "priority"),
        ({"service": "A", "language": "fr"}, "language"),
        ({"service": "A", "servce": 1}, "servce"),
        ({"service": ["A"]}, "service"),
        ({"service": "A" * 100}, "service"),
    ],
)
def test_bad_input_names_the_field(hub: DemoHub, body: object, field: str) -> None:
    refused = hub.kiosk().post("/tickets", body)
    assert refused.status_code == 422
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert field in [error["field"] for error in refused.json()["errors"]]


@pytest.mark.parametrize("raw", [b"{", b"\xff\xfe", b'{"service": "A", "service": }', b"[" * 30_000])
def test_a_body_that_is_no_json_is_a_bad_request(hub: DemoHub, raw: bytes) -> None:
    refused = hub.kiosk().post("/tickets", headers={"Content-Type": "application/json"}, data=raw)
    assert refused.status_code == 400
    assert refused.json()["status"] == 400


@pytest.mark.parametrize(
    "raw", [b'{"service": "\\ud800"}', b'{"service": 1e999}', b"[1]", b'"A"', b"12345678901234567890"]
)
def test_json_that_makes_no_sense_is_bad_input(hub: DemoHub, raw: bytes) -> None:
    refused = hub.kiosk().post("/tickets", headers={"Content-Type": "application/json"}, data=raw)
    assert refused.status_code in (400, 422)
    assert refused.headers["Content-Type"] == "application/problem+json"


def test_an_oversized_body_is_refused(hub: DemoHub) -> None:
    refused = hub.kiosk().post("/tickets", {"service": "A" * 100_000})
    assert refused.status_code == 413
    assert refused.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("key", ["", "one", "123"])
def test_a_change_without_a_key_is_a_bad_request(hub: DemoHub, key: str) -> None:
    refused = hub.kiosk().post("/tickets", {"service": "A"}, headers={"Idempotency-Key": key})
    assert refused.status_code == 400
    assert refused.json()["type"].endswith("missing_key")


@pytest.mark.parametrize("header", [None, "Bearer nonsense", "Basic abc", "Bearer", "Bearer \u00e9"])
def test_without_a_valid_token_nobody_gets_in(hub: DemoHub, header: str | None) -> None:
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    if header is not None:
        headers["Authorization"] = header.encode("utf-8")  # type: ignore[assignment]
    refused = requests.post(f"{hub.base_url}/api/v1/tickets", json={"service": "A"}, headers=headers, timeout=10)
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"] == "Bearer"


def test_errors_speak_the_callers_language(hub: DemoHub) -> None:
    said = {
        language: hub.kiosk().post("/tickets", {}, headers={"Accept-Language": language}).json()["title"]
        for language in ("zh-CN", "en", "bo")
    }
    assert len(set(said.values())) == 3
    assert said["en"] == "Bad input"


def test_a_citizen_gives_back_their_own_ticket_and_no_other(hub: DemoHub) -> None:
    mine, other = (hub.kiosk().post("/tickets", {"service": "B"}).json() for _ in range(2))
    citizen = hub.citizen(mine)
    assert citizen.post(f"/tickets/{other['id']}/cancel").status_code == 403
    assert citizen.get(f"/tickets/{other['id']}").status_code == 403
    assert citizen.post(f"/tickets/{mine['id']}/cancel").json()["state"] == "cancelled"
    assert citizen.post(f"/tickets/{mine['id']}/cancel").status_code == 409


def test_staff_never_get_the_key_to_the_rating(hub: DemoHub) -> None:
    ticket = hub.kiosk().post("/tickets", {"service": "B"}).json()
    assert hub.staff("2").get(f"/tickets/{ticket['id']}").json()["url"] is None
    assert hub.staff("2").post("/tickets", {"service": "B"}).json()["url"] is None


def test_the_ticket_of_nobody_is_not_found(hub: DemoHub) -> None:
    assert hub.kiosk().get("/tickets/nothing").status_code == 404
    assert hub.kiosk().get("/no/such/route").status_code == 404
    assert hub.kiosk().post("/services").status_code == 405


def test_the_services_say_who_waits_and_what_to_bring(hub: DemoHub) -> None:
    tree = hub.kiosk().get("/services").json()
    household = next(service for service in tree["services"] if service["code"] == "A")
    assert household["name"]["zh-CN"] == "户籍管理"
    assert household["materials"][0]["zh-CN"] == "身份证"
    assert household["open"] is True
    assert len([service for service in tree["services"] if service["leaf"]]) == 12
