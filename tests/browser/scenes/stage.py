"""Every page in every state that people see it in: for looking at (``screenshots.py``) and for measuring.

One hub shows them all, in the order they stand in; each brings about what it needs at windows nobody else uses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.browser.feed_in_hand import FeedInHand, hall, window
from tests.browser.kiosk_hall import set_up
from tests.browser.pages import SIZES, NewContext, at, sign_in
from tests.browser.served_hall import ServedHall
from tests.browser.visits import call, finish, take

UPRIGHT, LYING, STRIP = (1080, 1920), (1920, 1080), (400, 900)
TOUCHED = ("kiosk", "evaluator", "phone")


@dataclass
class Stage:
    """Opens pages of one hub at the size of their screens."""

    hub: ServedHall
    new_context: NewContext
    errors: list[str] = field(default_factory=list)

    def blank(self, kind: str, size: tuple[int, int] | None = None) -> Page:
        width, height = size or SIZES[kind]
        page = self.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce").new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.errors.append(f"{kind}: {error}"))
        return page

    def open(self, kind: str, path: str, size: tuple[int, int] | None = None) -> Page:
        page = self.blank(kind, size)
        page.goto(self.hub.page_url + path)
        return page

    def device(self, kind: str, path: str, size: tuple[int, int] | None = None) -> Page:
        devices = self.hub.credentials["devices"]
        token = devices["evaluator"][path.rpartition("/")[2]] if kind == "evaluator" else devices[kind]
        return self.open({"display": "window"}.get(kind, kind), f"{path}#t={token}", size)

    def kiosk(self, size: tuple[int, int] = UPRIGHT, *, language: str = "", modes: tuple[str, ...] = ()) -> Page:
        page = self.device("kiosk", "/kiosk/", size)
        page.locator("jh-tile").first.wait_for()
        if language:
            at(page, f"lang-{language}").click()
        for mode in modes:
            at(page, f"mode-{mode}").click()
        return page

    def board(self, state: dict[str, Any], size: tuple[int, int] = LYING) -> tuple[Page, FeedInHand]:
        page = self.blank("board", size)
        feed = FeedInHand(page, state)
        page.goto(f"{self.hub.page_url}/display/#t={self.hub.credentials['devices']['display']}")
        page.locator("jh-windows-now").wait_for()
        return page, feed

    def evaluator(self, code: str, shows: str) -> Page:
        page = self.device("evaluator", f"/evaluator/{code}")
        at(page, shows).wait_for()
        return page

    def console(self, code: str, size: tuple[int, int] | None = None, *, by: str | None = None) -> Page:
        page = self.open("console", f"/window/?window={code}", size)
        sign_in(page, next(s for s in self.hub.credentials["staff"] if s["window"] == (by or code)))
        at(page, "logout").wait_for()
        return page

    def manager(self, shown: str) -> Page:
        page = self.open("manager", "/manager/")
        sign_in(page, self.hub.credentials["manager"])
        at(page, f"nav-{shown}").click()
        return page

    def phone(self, ticket: dict[str, Any]) -> Page:
        page = self.open("phone", "/t/" + ticket["url"].rpartition("/")[2])
        expect(at(page, "as-of")).to_have_count(0)
        return page

    def call(self, code: str, ticket: dict[str, Any]) -> str:
        """Calls the ticket to the window, whoever was there before, and gives the id of its serving."""
        clerk = self.hub.staff(code)
        clerk.post(f"/windows/{code}/open")
        if before := clerk.get(f"/windows/{code}").json()["serving"]:
            finish(clerk, before["id"])
        return call(clerk, ticket, window=code)

    def finished(self, code: str, service: str, language: str = "zh-CN") -> tuple[dict[str, Any], str]:
        """A visit to its end: the ticket, and the id of its serving."""
        ticket = take(self.hub, service=service, language=language)
        serving = self.call(code, ticket)
        finish(self.hub.staff(code), serving)
        return ticket, serving


Scene = Callable[[Stage], Page]
SCENES: dict[str, Scene] = {}
"""By ``<page> <state>``."""


def scene(name: str) -> Callable[[Scene], Scene]:
    def kept(made: Scene) -> Scene:
        SCENES[name] = made
        return made

    return kept


def _waiting(page: Page, *testids: str) -> Page:
    for testid in testids:
        at(page, testid).first.wait_for()
    return page


for _language in ("zh-CN", "bo", "en"):

    @scene(f"kiosk home {_language}")
    def _home(stage: Stage, language: str = _language) -> Page:
        return stage.kiosk(language=language)

    @scene(f"launcher {_language}")
    def _launcher(stage: Stage, language: str = _language) -> Page:
        page = stage.open("manager", "/")
        page.locator("a.card").first.wait_for()
        page.get_by_role("button", name={"zh-CN": "中文", "bo": "བོད་ཡིག", "en": "English"}[language]).click()
        return page

    @scene(f"phone waiting {_language}")
    def _phone_waiting(stage: Stage, language: str = _language) -> Page:
        return _waiting(stage.phone(take(stage.hub, service="H", language=language)), "cancel")

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
        return _waiting(stage.phone(ticket), "grade-satisfied")

    @scene(f"phone bad {_language}")
    def _phone_bad(stage: Stage, language: str = _language) -> Page:
        page = _phone_rating(stage, language)  # type: ignore[call-arg]
        at(page, "grade-dissatisfied").click()
        return _waiting(page, "comment")

    @scene(f"evaluator invited {_language}")
    def _invited(stage: Stage, language: str = _language) -> Page:
        stage.finished("1", "A", language)
        return stage.evaluator("1", "grade-satisfied")

    @scene(f"evaluator good {_language}")
    def _good(stage: Stage, language: str = _language) -> Page:
        page = _invited(stage, language)  # type: ignore[call-arg]
        at(page, "grade-very_satisfied").click()
        return _waiting(page, "chosen")

    @scene(f"evaluator bad {_language}")
    def _bad(stage: Stage, language: str = _language) -> Page:
        page = _invited(stage, language)  # type: ignore[call-arg]
        at(page, "grade-dissatisfied").click()
        return _waiting(page, "comment")

    @scene(f"evaluator thanks {_language}")
    def _thanks(stage: Stage, language: str = _language) -> Page:
        page = _bad(stage, language)  # type: ignore[call-arg]
        at(page, "send").click()
        return _waiting(page, "thanks")


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
    return _waiting(page, "take")


@scene("kiosk full")
def _full(stage: Stage) -> Page:
    page = stage.kiosk()
    at(page, "tile-E").click()
    return _waiting(page, "closed")


@scene("kiosk search")
def _search(stage: Stage) -> Page:
    page = stage.kiosk()
    at(page, "find").click()
    for letter in "db":
        at(page, f"key-{letter}").click()
    return _waiting(page, "tile-J")


@scene("kiosk taken bo large")
def _taken(stage: Stage) -> Page:
    page = stage.kiosk(language="bo", modes=("large",))
    at(page, "tile-A").click()
    at(page, "take").click()
    expect(at(page, "print-state")).to_have_attribute("data-state", "printed", timeout=15_000)
    return page


@scene("kiosk set-up")
def _set_up(stage: Stage) -> Page:
    page = stage.kiosk()
    set_up(page)
    return _waiting(page, "setup")


@scene("kiosk pairing")
def _kiosk_pairing(stage: Stage) -> Page:
    return _waiting(stage.open("kiosk", "/kiosk/"), "pairing-code")


@scene("board pairing")
def _pairing(stage: Stage) -> Page:
    return _waiting(stage.open("board", "/display/"), "pairing-code")


@scene("evaluator pairing")
def _tablet_pairing(stage: Stage) -> Page:
    return _waiting(stage.open("evaluator", "/evaluator/1"), "pairing-code")


@scene("board busy")
def _busy(stage: Stage) -> Page:
    state = hall()
    for each, number in zip(state["windows"], (30, 29, 28), strict=False):
        each["serving"] = {"number": f"A{number:03}", "state": "serving", "service": "A"}
    return stage.board(state)[0]


@scene("board busy upright")
def _upright(stage: Stage) -> Page:
    return stage.board(hall(), UPRIGHT)[0]


@scene("board calm")
def _calm(stage: Stage) -> Page:
    return stage.board(hall(ago=900))[0]


@scene("board calm upright")
def _calm_upright(stage: Stage) -> Page:
    return stage.board(hall(ago=900), UPRIGHT)[0]


@scene("board full")
def _board_full(stage: Stage) -> Page:
    return stage.board(hall(windows=100, services=120))[0]


@scene("board empty")
def _board_empty(stage: Stage) -> Page:
    return stage.board(hall(windows=1, calls=0, services=1))[0]


@scene("board closed")
def _board_closed(stage: Stage) -> Page:
    state = hall(calls=0)
    state["windows"] = [window(str(n), state="closed") for n in range(1, 7)]
    for each in state["services"]:
        each["waiting"] = 0
    return stage.board(state)[0]


@scene("board offline")
def _board_offline(stage: Stage) -> Page:
    page, feed = stage.board(hall())
    at(page, "current-number").wait_for()
    feed.lose()
    return _waiting(page, "reconnecting")


def _display(stage: Stage, code: str, shows: str) -> Page:
    return _waiting(stage.device("display", f"/display/window/{code}"), shows)


@scene("window closed")
def _window_closed(stage: Stage) -> Page:
    return _display(stage, "2", "state")


@scene("window idle")
def _window_idle(stage: Stage) -> Page:
    stage.hub.staff("4").post("/windows/4/open")
    return _display(stage, "4", "staff-name")


@scene("window called")
def _window_called(stage: Stage) -> Page:
    take(stage.hub, service="F", language="bo")
    stage.hub.staff("4").post("/windows/4/call")
    return _display(stage, "4", "number")


@scene("window paused")
def _window_paused(stage: Stage) -> Page:
    return _display(stage, "5", "reason")


@scene("window paused until")
def _paused_until(stage: Stage) -> Page:
    clerk = stage.hub.staff("5")
    clerk.post("/windows/5/resume")
    clerk.post("/windows/5/pause", {"reason": "lunch", "minutes": 20})
    return _display(stage, "5", "until")


@scene("evaluator closed")
def _evaluator_closed(stage: Stage) -> Page:
    return stage.evaluator("2", "closed")


@scene("evaluator paused")
def _evaluator_paused(stage: Stage) -> Page:
    return stage.evaluator("5", "paused")


@scene("evaluator idle")
def _evaluator_idle(stage: Stage) -> Page:
    stage.hub.staff("6").post("/windows/6/open")
    return stage.evaluator("6", "idle")


@scene("console sign-in")
def _console_sign_in(stage: Stage) -> Page:
    return _waiting(stage.open("console", "/window/?window=2"), "login-submit")


@scene("console sign-in refused")
def _refused(stage: Stage) -> Page:
    page = stage.open("console", "/window/?window=2")
    sign_in(page, {"job_number": "1002", "password": "not this one"})
    return _waiting(page, "login-problem")


@scene("console closed")
def _console_closed(stage: Stage) -> Page:
    return _waiting(stage.console("2"), "open")


@scene("console waiting")
def _console_waiting(stage: Stage) -> Page:
    for priority in ("none", "elderly", "none", "military", "none"):
        stage.hub.kiosk().post("/tickets", {"service": "B", "priority": priority})
    stage.hub.staff("2").post("/windows/2/open")
    return _waiting(stage.console("2"), "queue-B001")


@scene("console called")
def _console_called(stage: Stage) -> Page:
    stage.hub.staff("2").post("/windows/2/call")
    return _waiting(stage.console("2"), "current-number")


@scene("console serving")
def _console_serving(stage: Stage) -> Page:
    desk = stage.hub.staff("2")
    desk.post(f"/servings/{desk.get('/windows/2').json()['serving']['id']}/start")
    return _waiting(stage.console("2"), "current-number", "queue-B001")


@scene("console transfer")
def _console_transfer(stage: Stage) -> Page:
    page = _console_serving(stage)
    at(page, "transfer").click()
    return _waiting(page, "dialog-cancel")


@scene("console narrow strip")
def _strip(stage: Stage) -> Page:
    return _waiting(stage.console("2", STRIP), "current-number")


@scene("console colleague")
def _colleague(stage: Stage) -> Page:
    return _waiting(stage.console("2", by="3"), "taken")


@scene("console pause")
def _console_pause(stage: Stage) -> Page:
    desk = stage.hub.staff("2")
    desk.post(f"/servings/{desk.get('/windows/2').json()['serving']['id']}/finish")
    page = stage.console("2")
    expect(at(page, "pause")).to_be_enabled()
    at(page, "pause").click()
    return _waiting(page, "pause-lunch")


@scene("console offline")
def _console_offline(stage: Stage) -> Page:
    page = stage.console("2")
    page.context.set_offline(True)
    return _waiting(page, "reconnecting")


def _complaint(stage: Stage) -> dict[str, Any]:
    """Somebody was not satisfied at window 1, and said why; the ticket."""
    ticket, serving = stage.finished("1", "A")
    press = {"serving": serving, "grade": "dissatisfied", "tags": ["213"], "comment": "等了一上午", "waited_ms": 4000}
    assert stage.hub.evaluator("1").post("/ratings", press).status_code == 201
    return ticket


@scene("manager sign-in")
def _manager_sign_in(stage: Stage) -> Page:
    return _waiting(stage.open("manager", "/manager/"), "login-submit")


@scene("manager today")
def _today(stage: Stage) -> Page:
    return _waiting(stage.manager("today"), "window-1")


@scene("manager ratings")
def _ratings(stage: Stage) -> Page:
    return _waiting(stage.manager("ratings"), "row-total")


@scene("manager tickets")
def _tickets(stage: Stage) -> Page:
    return _waiting(stage.manager("tickets"), "row-total")


@scene("manager cases")
def _cases(stage: Stage) -> Page:
    _complaint(stage)
    return _waiting(stage.manager("cases"), "case-file", "step-send")


@scene("manager devices")
def _devices(stage: Stage) -> Page:
    page = stage.manager("devices")
    page.locator("tr[data-online]").first.wait_for()
    return page


@scene("manager voice")
def _voice(stage: Stage) -> Page:
    return _waiting(stage.manager("voice"), "voice-state")


@scene("phone answered")
def _answered(stage: Stage) -> Page:
    return _waiting(stage.phone(_complaint(stage)), "thanks")


@scene("phone cancelled")
def _cancelled(stage: Stage) -> Page:
    ticket = take(stage.hub, service="H")
    stage.hub.citizen(ticket).post(f"/tickets/{ticket['id']}/cancel")
    page = stage.phone(ticket)
    expect(at(page, "state")).to_have_attribute("data-state", "cancelled")
    return page


@scene("phone giving back")
def _giving_back(stage: Stage) -> Page:
    page = _waiting(stage.phone(take(stage.hub, service="H")), "cancel")
    at(page, "cancel").click()
    return _waiting(page, "confirm-cancel")


@scene("phone offline")
def _phone_offline(stage: Stage) -> Page:
    page = _waiting(stage.phone(take(stage.hub, service="H")), "cancel")
    page.context.set_offline(True)
    return _waiting(page, "as-of")


@scene("open results")
def _open_results(stage: Stage) -> Page:
    return _waiting(stage.open("manager", "/open/"), "row-1")


@scene("open empty")
def _open_empty(stage: Stage) -> Page:
    def none(route: Route) -> None:
        route.fulfill(body=json.dumps({"month": "2026-11", "months": ["2026-11"], "rows": [], "total": {}}))

    page = stage.blank("manager")
    page.route(re.compile("/api/v1/open/ratings"), none)
    page.goto(f"{stage.hub.page_url}/open/")
    page.locator("article").first.wait_for()
    return page
