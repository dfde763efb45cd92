"""The citizen's phone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.pages import at
from tests.browser.scenes.all import LANGUAGES, scene, waiting
from tests.browser.scenes.stage import Stage
from tests.browser.visits import take

STEPS: dict[str, dict[str, object]] = {
    "finding": {"verified": True, "text": "新来的同志不熟"},
    "mending": {"how": "at_once", "text": "请老同志带一周"},
    "answer": {"text": "对不起,让您等了一上午。我们已经请老同志带班,下次来不会再这样。"},
}
"""What is done in a case until the citizen has an answer."""

for _language in LANGUAGES:

    @scene(f"phone waiting {_language}")
    def _phone_waiting(stage: Stage, language: str = _language) -> Page:
        return waiting(stage.phone(take(stage.hub, service="H", language=language)), "cancel")

    @scene(f"phone called {_language}")
    def _phone_called(stage: Stage, language: str = _language) -> Page:
        ticket = take(stage.hub, service="D", language=language)
        stage.call("3", ticket)
        page = stage.phone(ticket)
        expect(at(page, "state")).to_have_attribute("data-state", "called")
        return page

    @scene(f"phone rating {_language}")
    def _phone_rating(stage: Stage, language: str = _language) -> Page:
        ticket, _ = stage.finished("3", "D", language)
        return waiting(stage.phone(ticket), "grade-satisfied")

    @scene(f"phone bad {_language}")
    def _phone_bad(stage: Stage, language: str = _language) -> Page:
        page = _phone_rating(stage, language)  # type: ignore[call-arg]
        at(page, "grade-dissatisfied").click()
        return waiting(page, "comment")


@scene("phone answered")
def _answered(stage: Stage) -> Page:
    ticket = stage.complaint()
    manager = stage.hub.manager()
    case = manager.get("/cases?state=open").json()["cases"][-1]["id"]
    for deed, body in STEPS.items():
        answer = manager.post(f"/cases/{case}/{deed}", body)
        assert answer.status_code == 200, answer.text
    return waiting(stage.phone(ticket), "answer")


@scene("phone cancelled")
def _cancelled(stage: Stage) -> Page:
    ticket = take(stage.hub, service="H")
    stage.hub.citizen(ticket).post(f"/tickets/{ticket['id']}/cancel")
    page = stage.phone(ticket)
    expect(at(page, "state")).to_have_attribute("data-state", "cancelled")
    return page


@scene("phone giving back")
def _giving_back(stage: Stage) -> Page:
    page = waiting(stage.phone(take(stage.hub, service="H")), "cancel")
    at(page, "cancel").click()
    return waiting(page, "confirm-cancel")


@scene("phone offline")
def _phone_offline(stage: Stage) -> Page:
    page = waiting(stage.phone(take(stage.hub, service="H")), "cancel")
    page.context.set_offline(True)
    return waiting(page, "as-of")
