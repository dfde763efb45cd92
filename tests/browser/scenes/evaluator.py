"""The evaluator."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.pages import at
from tests.browser.scenes.all import LANGUAGES, scene, waiting
from tests.browser.scenes.stage import Stage

for _language in LANGUAGES:

    @scene(f"evaluator invited {_language}")
    def _invited(stage: Stage, language: str = _language) -> Page:
        stage.finished("1", "A", language)
        return stage.evaluator("1", "grade-satisfied")

    @scene(f"evaluator good {_language}")
    def _good(stage: Stage, language: str = _language) -> Page:
        page = _invited(stage, language)  # type: ignore[call-arg]
        at(page, "grade-very_satisfied").click()
        return waiting(page, "chosen")

    @scene(f"evaluator bad {_language}")
    def _bad(stage: Stage, language: str = _language) -> Page:
        page = _invited(stage, language)  # type: ignore[call-arg]
        at(page, "grade-dissatisfied").click()
        return waiting(page, "comment")

    @scene(f"evaluator thanks {_language}")
    def _thanks(stage: Stage, language: str = _language) -> Page:
        page = _bad(stage, language)  # type: ignore[call-arg]
        at(page, "send").click()
        return waiting(page, "thanks")


@scene("evaluator offline")
def _evaluator_offline(stage: Stage) -> Page:
    stage.finished("1", "A")
    page = stage.evaluator("1", "grade-satisfied")
    page.context.set_offline(True)
    return waiting(page, "reconnecting")


@scene("evaluator pairing")
def _tablet_pairing(stage: Stage) -> Page:
    return waiting(stage.open("evaluator", "/evaluator/1"), "pairing-code")


@scene("evaluator closed")
def _evaluator_closed(stage: Stage) -> Page:
    stage.hub.staff("6").post("/windows/6/close")
    return stage.evaluator("6", "closed")


@scene("evaluator paused")
def _evaluator_paused(stage: Stage) -> Page:
    return stage.evaluator("5", "paused")


@scene("evaluator idle")
def _evaluator_idle(stage: Stage) -> Page:
    stage.hub.staff("6").post("/windows/6/open")
    return stage.evaluator("6", "idle")


@scene("evaluator idle bo")
def _idle_tibetan(stage: Stage) -> Page:
    stage.hub.staff("6").post("/windows/6/open")
    with stage.speaking("bo"):
        return stage.evaluator("6", "idle")
