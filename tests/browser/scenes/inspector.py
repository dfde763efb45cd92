"""The page of the invited inspectors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Route

from tests.browser.feed_in_hand import LEAVES
from tests.browser.feed_in_hand import at as moment
from tests.browser.pages import at
from tests.browser.scenes.all import scene, waiting
from tests.browser.scenes.stage import Stage


def to_inspect(seen: int, before: Callable[[float], str]) -> dict[str, Any]:
    """So many servings that nobody rated in time, and one rating that was given; ``before`` writes a moment so many
    seconds ago. A hub takes minutes to have any.
    """
    servings = [
        {
            "id": f"serving-{n}",
            "number": f"{LEAVES[n].code}{n + 7:03}",
            "window": str(n % 6 + 1),
            "service_name": LEAVES[n].name,
            "finished_at": before(240 * (n + 1)),
        }
        for n in range(seen)
    ]
    given = [{"id": "1", "window": "2", "grade": "satisfied", "at": before(3600)}] if seen else []
    return {"servings": servings, "given": given}


def desk(stage: Stage, seen: int) -> Page:
    def told(route: Route) -> None:
        answer = to_inspect(seen, lambda seconds: moment(ago=seconds))
        route.fulfill(json={"id": "2"} if route.request.method == "POST" else answer)

    page = stage.inspector()
    page.route("**/api/v1/inspections", told)
    page.reload()
    return page


@scene("inspector sign-in")
def _sign_in(stage: Stage) -> Page:
    return waiting(stage.open("inspector", "/inspector/"), "login-submit")


@scene("inspector nobody")
def _nobody(stage: Stage) -> Page:
    return waiting(desk(stage, 0), "logout")


@scene("inspector choosing")
def _choosing(stage: Stage) -> Page:
    return waiting(desk(stage, 5), "serving-A007", "given")


@scene("inspector rating")
def _rating(stage: Stage) -> Page:
    page = _choosing(stage)
    at(page, "serving-A007").click()
    return waiting(page, "grade-satisfied")


@scene("inspector bad bo")
def _bad(stage: Stage) -> Page:
    with stage.speaking("bo"):
        page = _rating(stage)
    at(page, "grade-dissatisfied").click()
    return waiting(page, "comment")


@scene("inspector thanks")
def _thanks(stage: Stage) -> Page:
    page = _rating(stage)
    at(page, "grade-very_satisfied").click()
    return waiting(page, "said")


@scene("inspector offline")
def _offline(stage: Stage) -> Page:
    page = _rating(stage)
    page.context.set_offline(True)
    page.unroute("**/api/v1/inspections")
    at(page, "grade-satisfied").click()
    return waiting(page, "reconnecting")
