"""Signing in: by token for programs, by cookie and CSRF token for pages; only failures are counted."""

import re

import pytest
import requests

from tests.hubs import DemoHub


def login(hub: DemoHub, window: str = "1") -> dict[str, str]:
    return next(s for s in hub.credentials["staff"] if s["window"] == window)


def test_a_session_says_who_it_is(hub: DemoHub) -> None:
    answer = hub.caller(None).post("/sessions", login(hub))
    assert answer.status_code == 201
    session = answer.json()
    assert session["staff"]["job_number"] == "1001"
    assert session["roles"] == ["staff"]
    assert "Idempotency-Replayed" not in answer.headers
    other = hub.caller(None).post("/sessions", login(hub)).json()
    assert other["token"] != session["token"]


def test_sessions_need_no_key_and_are_never_kept(hub: DemoHub) -> None:
    answer = requests.post(f"{hub.base_url}/api/v1/sessions", json=login(hub), timeout=10)
    assert answer.status_code == 201


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"window": "9"}, 422),
        ({"hall": "elsewhere"}, 401),
        ({"password": ""}, 422),
    ],
)
def test_what_makes_no_sense_is_refused(hub: DemoHub, change: dict[str, str], status: int) -> None:
    assert hub.caller(None).post("/sessions", {**login(hub), **change}).status_code == status


def page(hub: DemoHub, path: str) -> tuple[requests.Session, str]:
    """A browser with the page open, and the CSRF token in it."""
    browser = requests.Session()
    html = browser.get(f"{hub.base_url}{path}", timeout=10)
    assert html.status_code == 200
    found = re.search(r'"csrf":"([^"]+)"', html.text)
    assert found is not None
    return browser, found[1]


def test_a_page_signs_in_with_a_cookie_and_a_csrf_token(hub: DemoHub) -> None:
    browser, csrf = page(hub, "/window/")
    own = {"job_number": login(hub, "2")["job_number"], "password": login(hub, "2")["password"]}
    assert browser.post(f"{hub.base_url}/login", json=own, timeout=10).status_code == 403
    answer = browser.post(f"{hub.base_url}/login", json=own, headers={"X-CSRFToken": csrf}, timeout=10)
    assert answer.status_code == 200
    cookie = next(c for c in browser.cookies if c.name == "jiaohao")
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert browser.get(f"{hub.base_url}/api/v1/me", timeout=10).json()["window"] == "2"
    key = {"Idempotency-Key": "7f9f5b3e-52a5-4a3c-b6f5-1f5f8d6a2b11"}
    opening = f"{hub.base_url}/api/v1/windows/2/open"
    assert browser.post(opening, json={}, headers=key, timeout=10).status_code == 403
    fresh = {**key, "X-CSRFToken": answer.json()["csrf"]}
    assert browser.post(opening, json={}, headers=fresh, timeout=10).status_code == 200
    out = browser.post(f"{hub.base_url}/logout", json={}, headers=fresh, timeout=10)
    assert out.status_code == 200
    assert browser.get(f"{hub.base_url}/api/v1/me", timeout=10).status_code == 401


def test_pages_forbid_foreign_scripts(hub: DemoHub) -> None:
    answer = requests.get(f"{hub.base_url}/kiosk/", timeout=10)
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self' 'nonce-" in policy
    assert "'unsafe-inline'" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_only_failures_are_limited(own_hub: DemoHub) -> None:
    stranger = own_hub.caller(None)
    for _ in range(15):
        assert stranger.post("/sessions", login(own_hub)).status_code == 201
    wrong = {**login(own_hub), "password": "wrong"}
    assert [stranger.post("/sessions", wrong).status_code for _ in range(6)] == [401] * 5 + [429]
    refused = stranger.post("/sessions", wrong, headers={"Accept-Language": "zh-CN"})
    assert refused.headers["Content-Type"] == "application/problem+json"
    seconds = int(refused.headers["Retry-After"])
    assert 1 <= seconds <= 15
    assert f"请等 {seconds} 秒" in refused.json()["detail"]
    # The right password does not help before the time is over, nor does starting the hub again.
    own_hub.kill()
    own_hub.start()
    assert own_hub.caller(None).post("/sessions", login(own_hub)).status_code == 429
    assert own_hub.caller(None).post("/sessions", login(own_hub, "2")).status_code == 201, (
        "a colleague is not concerned"
    )


def test_whoever_tries_many_people_waits_too(own_hub: DemoHub) -> None:
    stranger = own_hub.caller(None)
    answers = [stranger.post("/sessions", {"job_number": f"x{n}", "password": "guess"}).status_code for n in range(21)]
    assert answers == [401] * 20 + [429]
    assert stranger.post("/sessions", login(own_hub)).status_code == 429


def test_a_password_is_changed_and_every_other_session_ends(own_hub: DemoHub) -> None:
    here, elsewhere = own_hub.staff("1"), own_hub.staff("1")
    given = login(own_hub)["password"]
    own = {"old": given, "new": "草原上的雨下了三天"}
    assert here.post("/me/password", {**own, "old": "not this"}).json()["errors"][0]["field"] == "old"
    assert here.post("/me/password", {**own, "new": "1001abcd"}).status_code == 422
    assert here.post("/me/password", {"old": given, "new": given}).status_code == 422
    assert here.post("/me/password", own).status_code == 204
    assert here.post("/me/password", own).status_code == 204, "doing it twice is doing it once"
    assert here.get("/me").status_code == 200
    assert elsewhere.get("/me").status_code == 401
    assert own_hub.caller(None).post("/sessions", login(own_hub)).status_code == 401
    new = {**login(own_hub), "password": own["new"]}
    third = own_hub.caller(own_hub.caller(None).post("/sessions", new).json()["token"])
    assert third.post("/me/sessions/end").status_code == 204
    assert [caller.get("/me").status_code for caller in (here, third)] == [401, 401]
    assert own_hub.staff("2").get("/me").status_code == 200


def test_somebody_new_chooses_a_password_before_anything_else(hub: DemoHub) -> None:
    manager = hub.manager()
    new = {"job_number": "1077", "name": "央金", "window": "1"}
    given = manager.post("/people", new).json()["password"]
    assert manager.post("/people", new).status_code == 409
    session = hub.caller(None).post("/sessions", {"job_number": "1077", "password": given}).json()
    assert session["first_password"] is True
    clerk = hub.caller(session["token"])
    refused = clerk.get("/queue")
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:jiaohao:problem:first_password")
    assert clerk.get("/me").json()["first_password"] is True
    assert clerk.post("/me/password", {"old": given, "new": "雪山下的小河 七"}).status_code == 204
    assert clerk.get("/queue").status_code == 200
    assert manager.post("/people/1077", {"disabled": True}).status_code == 204
    assert clerk.get("/queue").status_code == 401
    row = next(each for each in manager.get("/people").json()["people"] if each["job_number"] == "1077")
    assert (row["disabled"], row["first_password"], row["sessions"]) == (True, False, 0)
    again = hub.caller(None).post("/sessions", {"job_number": "1077", "password": "雪山下的小河 七"})
    assert again.status_code == 401


def test_files_outside_the_rooms_are_not_served(hub: DemoHub) -> None:
    for path in (
        "/assets/shared/../../../pyproject.toml",
        "/assets/kiosk/%2e%2e/%2e%2e/kiosk/agent.py",
        "/vendor/npm/lit/package.json",
        "/vendor/npm/typescript/lib/tsc.js",
        "/vendor/icons/..%2f..%2fpackage.svg",
        "/t/nothing",
        "/qr/nothing.svg",
        "/fonts/maqu/nothing/hans-400.woff2",
        "/display/window/99",
    ):
        assert requests.get(f"{hub.base_url}{path}", timeout=10).status_code == 404, path
