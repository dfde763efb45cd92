"""The hall board and the displays over windows."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.feed_in_hand import hall, window
from tests.browser.pages import at
from tests.browser.scenes.all import scene, waiting
from tests.browser.scenes.stage import LARGE, UPRIGHT, Stage
from tests.browser.visits import take


@scene("board pairing")
def _pairing(stage: Stage) -> Page:
    return waiting(stage.open("board", "/display/"), "pairing-code")


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


@scene("board calm large")
def _calm_large(stage: Stage) -> Page:
    return stage.board(hall(ago=900), LARGE)[0]


@scene("board full upright")
def _full_upright(stage: Stage) -> Page:
    return stage.board(hall(windows=30, services=20), UPRIGHT)[0]


@scene("board one window upright")
def _one_upright(stage: Stage) -> Page:
    return stage.board(hall(windows=1, calls=1, services=1), UPRIGHT)[0]


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


@scene("board busy large", also=True)
def _busy_large(stage: Stage) -> Page:
    return stage.board(hall(), LARGE)[0]


@scene("board full large", also=True)
def _full_large(stage: Stage) -> Page:
    return stage.board(hall(windows=100, services=120), LARGE)[0]


@scene("board one window", also=True)
def _one(stage: Stage) -> Page:
    return stage.board(hall(windows=1, calls=3, services=1))[0]


@scene("board one window large", also=True)
def _one_large(stage: Stage) -> Page:
    return stage.board(hall(windows=1, calls=3, services=1), LARGE)[0]


@scene("board closed upright", also=True)
def _closed_upright(stage: Stage) -> Page:
    state = hall(calls=0)
    state["windows"] = [window(str(n), state="closed") for n in range(1, 7)]
    return stage.board(state, UPRIGHT)[0]


@scene("board calm bo")
def _calm_tibetan(stage: Stage) -> Page:
    with stage.speaking("bo"):
        return stage.board(hall(ago=900))[0]


@scene("board busy bo upright", also=True)
def _tibetan_upright(stage: Stage) -> Page:
    with stage.speaking("bo"):
        return stage.board(hall(), UPRIGHT)[0]


@scene("board busy bo")
def _tibetan(stage: Stage) -> Page:
    with stage.speaking("bo"):
        return stage.board(hall())[0]


@scene("board offline upright", also=True)
def _offline_upright(stage: Stage) -> Page:
    page, feed = stage.board(hall(), UPRIGHT)
    at(page, "current-number").wait_for()
    feed.lose()
    return waiting(page, "reconnecting")


@scene("board offline")
def _board_offline(stage: Stage) -> Page:
    page, feed = stage.board(hall())
    at(page, "current-number").wait_for()
    feed.lose()
    return waiting(page, "reconnecting")


def _display(stage: Stage, code: str, shows: str) -> Page:
    return waiting(stage.device("display", f"/display/window/{code}"), shows)


@scene("window closed")
def _window_closed(stage: Stage) -> Page:
    return _display(stage, "2", "state")


@scene("window idle")
def _window_idle(stage: Stage) -> Page:
    stage.hub.staff("4").post("/windows/4/open")
    return _display(stage, "4", "staff-name")


@scene("window called")
def _window_called(stage: Stage) -> Page:
    stage.hub.staff("4").post("/windows/4/open")
    take(stage.hub, service="F", language="bo")
    stage.hub.staff("4").post("/windows/4/call")
    return _display(stage, "4", "number")


@scene("window called bo")
def _called_bo(stage: Stage) -> Page:
    with stage.speaking("bo"):
        return _display(stage, "4", "number")


@scene("window offline")
def _window_offline(stage: Stage) -> Page:
    page = _display(stage, "4", "number")
    page.context.set_offline(True)
    return waiting(page, "reconnecting")


@scene("window pairing")
def _window_pairing(stage: Stage) -> Page:
    return waiting(stage.open("window", "/display/window/2"), "pairing-code")


@scene("window upright", also=True)
def _window_upright(stage: Stage) -> Page:
    stage.call("4", take(stage.hub, service="F"))
    return waiting(stage.device("display", "/display/window/4", UPRIGHT), "number")


@scene("window paused")
def _window_paused(stage: Stage) -> Page:
    return _display(stage, "5", "reason")


@scene("window paused until")
def _paused_until(stage: Stage) -> Page:
    clerk = stage.hub.staff("5")
    clerk.post("/windows/5/resume")
    clerk.post("/windows/5/pause", {"reason": "lunch", "minutes": 20})
    return _display(stage, "5", "until")
