"""What was asked for earlier and is answered later, or not at all, undoes nothing on the page."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.browser.pages import Hall, at
from tests.browser.published_month import published

SOON = 20_000
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def answer(page: Page, route: Route, told: Any) -> None:
    """Answers what waited, and lets the page draw what it makes of it."""
    url = route.request.url
    with page.expect_response(lambda response: response.url == url, timeout=SOON) as came:
        route.fulfill(json=told)
    came.value.finished()
    page.evaluate(DRAWN)


def ask(page: Page, waiting: list[Route]) -> Route:
    """Has the list of devices asked for once more."""
    with page.expect_request("**/api/v1/devices", timeout=SOON):
        page.locator("jh-let-in").dispatch_event("let-in")
    page.evaluate(DRAWN)
    return waiting[-1]


def test_a_device_is_renamed_whatever_comes_late_or_not_at_all(open_hall: Hall) -> None:
    page = open_hall.manager()
    at(page, "nav-devices").click()
    row = at(page, "device-evaluator-1")
    expect(row).to_be_visible(timeout=SOON)
    before = open_hall.hub.manager().get("/devices").json()
    waiting: list[Route] = []
    page.route("**/api/v1/devices", lambda route: waiting.append(route))
    early = ask(page, waiting)

    at(page, "rename-evaluator-1").click()
    at(page, "new-name").fill("靠窗的")
    answer(page, ask(page, waiting), {**before, "devices": before["devices"][::-1]})
    expect(row.get_by_test_id("new-name")).to_have_value("靠窗的")
    expect(at(page, "new-name")).to_be_focused()

    page.route("**/devices/evaluator-1/rename", lambda route: route.abort(), times=1)
    at(page, "new-name").press("Enter")
    expect(page.locator("jh-devices").get_by_role("alert")).to_be_visible(timeout=SOON)
    expect(row.get_by_test_id("new-name")).to_have_value("靠窗的")
    expect(row.locator("b")).to_have_text("靠窗的", timeout=SOON)
    expect(page.locator("jh-devices").get_by_role("alert")).to_have_count(0)
    answer(page, early, before)
    expect(row.locator("b")).to_have_text("靠窗的")

    page.unroute_all(behavior="ignoreErrors")
    named = {each["device"]: each["name"] for each in open_hall.hub.manager().get("/devices").json()["devices"]}
    assert named["evaluator-1"] == "靠窗的"


def test_published_results_are_those_that_were_asked_for_last(open_hall: Hall) -> None:
    page = open_hall.page("manager", "/")
    waiting: list[Route] = []
    page.route(re.compile("/api/v1/open/ratings"), lambda route: waiting.append(route))
    with page.expect_request(re.compile("/api/v1/open/ratings"), timeout=SOON):
        page.goto(f"{open_hall.hub.page_url}/open/")
    page.evaluate(DRAWN)
    answer(page, waiting[0], published())
    page.get_by_role("button", name="上个月").click()
    at(page, "by-department").click()
    page.evaluate(DRAWN)
    month, by = waiting[1:]
    answer(page, by, {**published(), "by": "department"})
    expect(at(page, "by-window")).to_be_visible()
    answer(page, month, published(month="2026-09"))
    expect(at(page, "by-window")).to_be_visible()
