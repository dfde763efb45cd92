"""The clerk's console."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.pages import at, sign_in
from tests.browser.scenes.all import scene, waiting
from tests.browser.scenes.stage import STRIP, Stage


@scene("console sign-in")
def _console_sign_in(stage: Stage) -> Page:
    return waiting(stage.open("console", "/window/?window=2"), "login-submit")


@scene("console sign-in refused")
def _refused(stage: Stage) -> Page:
    page = stage.open("console", "/window/?window=2")
    sign_in(page, {"job_number": "1099", "password": "not this one"})
    return waiting(page, "login-problem")


@scene("console closed")
def _console_closed(stage: Stage) -> Page:
    return waiting(stage.console("2"), "open")


@scene("console waiting")
def _consolewaiting(stage: Stage) -> Page:
    for priority in ("none", "elderly", "none", "military", "none"):
        stage.hub.kiosk().post("/tickets", {"service": "B", "priority": priority})
    stage.hub.staff("2").post("/windows/2/open")
    return waiting(stage.console("2"), "queue-B001")


@scene("console full")
def _console_full(stage: Stage) -> Page:
    """Window 6 serves everything; sixty wait."""
    for n in range(60):
        stage.hub.kiosk().post("/tickets", {"service": "ADFGHJKL"[n % 8], "priority": "none"})
    stage.hub.staff("6").post("/windows/6/open")
    page = waiting(stage.console("6"), "next")
    page.locator("[data-testid^=queue-]").nth(20).wait_for()
    return page


@scene("console called")
def _console_called(stage: Stage) -> Page:
    stage.hub.staff("2").post("/windows/2/call")
    return waiting(stage.console("2"), "current-number")


@scene("console serving")
def _console_serving(stage: Stage) -> Page:
    desk = stage.hub.staff("2")
    desk.post(f"/servings/{desk.get('/windows/2').json()['serving']['id']}/start")
    return waiting(stage.console("2"), "current-number", "queue-B001")


@scene("console serving bo")
def _console_tibetan(stage: Stage) -> Page:
    with stage.speaking("bo"):
        return waiting(stage.console("2"), "current-number", "queue-B001")


@scene("console transfer")
def _console_transfer(stage: Stage) -> Page:
    page = _console_serving(stage)
    at(page, "transfer").click()
    return waiting(page, "dialog-cancel")


@scene("console narrow strip")
def _strip(stage: Stage) -> Page:
    return waiting(stage.console("2", STRIP), "current-number")


@scene("console colleague")
def _colleague(stage: Stage) -> Page:
    return waiting(stage.console("2", by="3"), "taken")


@scene("console pause")
def _console_pause(stage: Stage) -> Page:
    desk = stage.hub.staff("2")
    desk.post(f"/servings/{desk.get('/windows/2').json()['serving']['id']}/finish")
    page = stage.console("2")
    expect(at(page, "pause")).to_be_enabled()
    at(page, "pause").click()
    return waiting(page, "pause-lunch")


@scene("console appointments")
def _console_appointments(stage: Stage) -> Page:
    stage.appointments()
    page = stage.console("2")
    at(page, "appointments").click()
    at(page, "book").click()
    page.locator("li[data-state]").first.wait_for()
    return waiting(page, "appointment-save")


@scene("console offline")
def _console_offline(stage: Stage) -> Page:
    page = stage.console("2")
    page.context.set_offline(True)
    return waiting(page, "reconnecting")
