"""The kiosk, standing and lying, in its languages and modes."""

from __future__ import annotations

import json

from playwright.sync_api import Page, expect

from tests.browser.kiosk_hall import set_up
from tests.browser.pages import at
from tests.browser.scenes.all import LANGUAGES, scene, waiting
from tests.browser.scenes.stage import LYING, UPRIGHT, Stage

for _language in LANGUAGES:

    @scene(f"kiosk home {_language}")
    def _home(stage: Stage, language: str = _language) -> Page:
        return stage.kiosk(language=language)


@scene("kiosk home large")
def _large(stage: Stage) -> Page:
    return stage.kiosk(modes=("large",))


@scene("kiosk home contrast")
def _contrast(stage: Stage) -> Page:
    return stage.kiosk(modes=("contrast",))


@scene("kiosk home lying bo large")
def _lying(stage: Stage) -> Page:
    return stage.kiosk(LYING, language="bo", modes=("large",))


@scene("kiosk before")
def _before(stage: Stage) -> Page:
    page = stage.kiosk()
    at(page, "tile-J").click()
    return waiting(page, "take")


@scene("kiosk full")
def _full(stage: Stage) -> Page:
    page = stage.kiosk()
    at(page, "tile-E").click()
    return waiting(page, "closed")


@scene("kiosk search")
def _search(stage: Stage) -> Page:
    page = stage.kiosk()
    at(page, "find").click()
    for letter in "db":
        at(page, f"key-{letter}").click()
    return waiting(page, "tile-J")


def _taken(page: Page) -> Page:
    at(page, "tile-A").click()
    at(page, "take").click()
    expect(at(page, "print-state")).to_have_attribute("data-state", "printed", timeout=15_000)
    return page


@scene("kiosk taken")
def _taken_upright(stage: Stage) -> Page:
    return _taken(stage.kiosk())


@scene("kiosk taken bo large")
def _taken_large(stage: Stage) -> Page:
    return _taken(stage.kiosk(language="bo", modes=("large",)))


@scene("kiosk taken lying large")
def _taken_lying(stage: Stage) -> Page:
    return _taken(stage.kiosk(LYING, modes=("large",)))


@scene("kiosk before bo large")
def _before_large(stage: Stage) -> Page:
    page = stage.kiosk(language="bo", modes=("large",))
    at(page, "next-page").click()
    at(page, "tile-J").click()
    return waiting(page, "take")


@scene("kiosk check-in refused")
def _check_in(stage: Stage) -> Page:
    page = stage.kiosk()
    at(page, "appointment").click()
    for digit in "1234":
        at(page, f"key-{digit}").click()
    at(page, "check-in").click()
    return waiting(page, "refusal")


@scene("kiosk words")
def _words(stage: Stage) -> Page:
    page = stage.kiosk()
    at(page, "find").click()
    page.locator("[data-testid^=word-]").first.wait_for()
    return page


@scene("kiosk hub away")
def _away(stage: Stage) -> Page:
    page = stage.kiosk()
    at(page, "tile-A").click()
    page.context.set_offline(True)
    at(page, "take").click()
    return waiting(page, "away", "reconnecting")


@scene("kiosk home lying")
def _home_lying(stage: Stage) -> Page:
    return stage.kiosk(LYING)


@scene("kiosk home lying contrast")
def _lying_contrast(stage: Stage) -> Page:
    return stage.kiosk(LYING, modes=("contrast",))


@scene("kiosk before lying")
def _before_lying(stage: Stage) -> Page:
    page = stage.kiosk(LYING)
    at(page, "tile-A").click()
    at(page, "priority-elderly").click()
    return waiting(page, "take")


@scene("kiosk before contrast")
def _before_contrast(stage: Stage) -> Page:
    page = stage.kiosk(modes=("contrast",))
    at(page, "tile-A").click()
    return waiting(page, "take")


@scene("kiosk full lying bo")
def _full_lying(stage: Stage) -> Page:
    page = stage.kiosk(LYING, language="bo")
    at(page, "tile-E").click()
    return waiting(page, "closed")


@scene("kiosk taken lying")
def _taken_lying_plain(stage: Stage) -> Page:
    return _taken(stage.kiosk(LYING))


@scene("kiosk hub away lying")
def _away_lying(stage: Stage) -> Page:
    page = stage.kiosk(LYING)
    at(page, "tile-A").click()
    page.context.set_offline(True)
    at(page, "take").click()
    return waiting(page, "away", "reconnecting")


def _closed(stage: Stage, size: tuple[int, int]) -> Page:
    """After hours, as the hub says it at its first word."""
    page = stage.kiosk(size)
    told = stage.hub.kiosk().get("/services").json() | {"open": False, "opens_at": "2026-11-25T09:00:00+08:00"}
    for each in told["services"]:
        each |= {"available": False, "reason": "closed"}
    page.route("**/api/v1/services", lambda route: route.fulfill(body=json.dumps(told)))
    stage.hub.kiosk().post("/tickets", {"service": "A"})
    return page


@scene("kiosk closed")
def _closed_upright(stage: Stage) -> Page:
    page = _closed(stage, UPRIGHT)
    page.locator(".notice").wait_for()
    return page


@scene("kiosk closed lying")
def _closed_lying(stage: Stage) -> Page:
    page = _closed(stage, LYING)
    page.locator(".notice").wait_for()
    return page


def _out_of_paper(stage: Stage, size: tuple[int, int], language: str) -> Page:
    """Said before a ticket is taken, and on the ticket."""
    agent = stage.hub.kiosk()
    agent.post("/printer", {"paper": "no"})
    page = stage.kiosk(size, language=language)
    page.locator(".notice").wait_for()
    at(page, "tile-A").click()
    page.route(
        "**/api/v1/prints/*", lambda route: route.fulfill(json={"id": "p", "state": "failed", "reason": "paper_out"})
    )
    page.route(
        "**/api/v1/tickets/*/prints",
        lambda route: route.fulfill(status=201, json={"id": "p", "state": "failed", "reason": "paper_out"}),
    )
    at(page, "take").click()
    expect(at(page, "print-state")).to_have_attribute("data-state", "failed", timeout=15_000)
    agent.post("/printer", {"paper": "yes"})
    return page


@scene("kiosk out of paper")
def _no_paper(stage: Stage) -> Page:
    return _out_of_paper(stage, UPRIGHT, "")


@scene("kiosk out of paper lying bo")
def _no_paper_lying(stage: Stage) -> Page:
    return _out_of_paper(stage, LYING, "bo")


@scene("kiosk set-up")
def _set_up(stage: Stage) -> Page:
    page = stage.kiosk()
    set_up(page)
    return waiting(page, "setup")


@scene("kiosk pairing")
def _kiosk_pairing(stage: Stage) -> Page:
    return waiting(stage.open("kiosk", "/kiosk/"), "pairing-code")
