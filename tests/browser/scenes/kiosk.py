"""The kiosk, standing and lying, in its languages and modes."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.kiosk_hall import set_up
from tests.browser.pages import at
from tests.browser.scenes.all import LANGUAGES, scene, waiting
from tests.browser.scenes.stage import LYING, Stage

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


@scene("kiosk set-up")
def _set_up(stage: Stage) -> Page:
    page = stage.kiosk()
    set_up(page)
    return waiting(page, "setup")


@scene("kiosk pairing")
def _kiosk_pairing(stage: Stage) -> Page:
    return waiting(stage.open("kiosk", "/kiosk/"), "pairing-code")
