"""The live pages of the hall in states that take a hall hours to come to: what the hub says of it is made up here."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page, Route, expect

from server.domain.rating import Grade
from tests.browser.feed_in_hand import LEAVES, Json, at, window
from tests.browser.pages import at as part
from tests.browser.scenes.all import scene
from tests.browser.scenes.stage import Stage
from tests.browser.visits import take

STAFF = ("才让卓玛", "王秀兰", "扎西东珠", "拉毛草", "马成林", "李文涛")
GRADES = tuple(grade.value for grade in Grade)
WATCHES = ("waiting", "idle", "serving", "paused", "silent", "case")


def alert(watch: str, step: str, *, minutes: float = 12, answered: bool = False, **more: Any) -> Json:
    told = {"kind": "alert.raised", "step": step, "at": at(ago=60), "by": {"role": "clock", "job_number": "maqu"}}
    steps = [{**told, "told": [{"role": "staff", "job_number": "1001", "name": STAFF[0]}], "text": None}]
    if answered:
        by = {"role": "manager", "job_number": "9001", "name": "旦正加"}
        said = {
            "kind": "alert.acknowledged",
            "step": step,
            "at": at(ago=20),
            "by": by,
            "told": [],
            "text": "已加开窗口",
        }
        steps.append(said)
    shown = {"id": f"{watch}-{step}", "watch": watch, "subject": "1", "state": "open", "step": step}
    shown |= {"since": at(ago=60 * minutes), "raised_at": at(ago=60), "ended_at": None, "window": "3", "service": "A"}
    shown |= {
        "service_name": LEAVES[0].name,
        "person": {"job_number": "1003", "name": STAFF[2]},
        "number": "A017",
    }
    shown |= {"count": 7, "due": "2026-11-25", "device": "二号窗口评价器", "wants_answer": not answered, "steps": steps}
    return {**shown, **more}


def busy(*, windows: int = 6, queues: int = 5, alerts: list[Json] | None = None) -> Json:
    """A morning with people: most windows serve, one is at lunch, one is free, one is closed."""
    made = [_window(n) for n in range(1, windows + 1)]
    waiting = [
        {
            "code": chr(ord("A") + n),
            "name": LEAVES[n % len(LEAVES)].name,
            "waiting": 9 - n,
            "number": f"{chr(ord('A') + n)}0{n + 11}",
            "since": at(ago=60 * (34 - 6 * n)),
            "promised_minutes": 20,
            "step": ("red", "yellow", "yellow", None, None)[min(n, 4)],
        }
        for n in range(queues)
    ]
    grades = dict(zip(GRADES, (41, 17, 4, 2, 1), strict=True))
    hours = [(8, 12, 4), (9, 31, 22), (10, 38, 35), (11, 24, 30), (12, 3, 9)]
    return {
        "at": at(),
        "hall": {"code": "maqu", "name": {"zh-CN": "玛曲县政务服务中心"}, "languages": ["zh-CN"]},
        "open": True,
        "windows": made,
        "waiting": sum(queue["waiting"] for queue in waiting),
        "services": waiting,
        "hours": [{"hour": hour, "issued": issued, "finished": finished} for hour, issued, finished in hours],
        "ratings": {
            "finished": 100,
            "grades": grades,
            "participation": {"numerator": 65, "denominator": 71, "value": 65 / 71},
            "satisfaction": {"numerator": 62, "denominator": 65, "value": 62 / 65},
        },
        "alerts": alerts or [],
    }


def _window(n: int) -> Json:
    serving = {
        "number": f"A0{n + 10}",
        "state": "serving",
        "since": at(ago=60 * n),
        "service_name": LEAVES[0].name,
    }
    shown = window(str(n), staff=STAFF[n % 6], since=at(ago=600), serving=serving, today=20 - n % 20, step=None)
    match n % 6:
        case 3:
            return {**shown, "serving": None, "step": "yellow"}
        case 4:
            return {**shown, "serving": {**serving, "state": "called"}}
        case 5:
            return {
                **shown,
                "state": "paused",
                "reason": "lunch",
                "until": at(ago=-1200),
                "serving": None,
                "step": "red",
            }
        case 0:
            return {**shown, "state": "closed", "staff": None, "serving": None}
        case _:
            return shown


def empty() -> Json:
    """Nobody has come yet."""
    nothing = {"numerator": 0, "denominator": 0, "value": None}
    hall = busy(queues=0)
    windows = [{**each, "state": "closed", "staff": None, "serving": None, "step": None} for each in hall["windows"]]
    ratings = {"finished": 0, "grades": dict.fromkeys(hall["ratings"]["grades"], 0)}
    ratings |= {"participation": nothing, "satisfaction": nothing}
    return {**hall, "windows": windows, "hours": [], "ratings": ratings}


def everything_wrong() -> list[Json]:
    steps = ("red", "red", "yellow", "yellow", "notice", "notice")
    return [
        alert(watch, step, answered=watch == "idle", minutes=34 - 4 * n)
        for n, (watch, step) in enumerate(zip(WATCHES, steps, strict=True))
    ]


def live(stage: Stage, page: Page, hall: Json) -> None:
    def told(route: Route) -> None:
        route.fulfill(body=json.dumps({**hall, "at": at()}), content_type="application/json")

    page.route("**/api/v1/live", told)


def wall(stage: Stage, hall: Json) -> Page:
    """The screen in the back office, let in for good."""
    page = stage.blank("wall")
    live(stage, page, hall)
    page.goto(f"{stage.hub.page_url}/wall/#t={stage.hub.wall().token}")
    part(page, f"window-{hall['windows'][0]['code']}").wait_for()
    _drawn(page, hall)
    return page


def today(stage: Stage, hall: Json) -> Page:
    page = stage.blank("manager")
    live(stage, page, hall)
    page.goto(f"{stage.hub.page_url}/manager/")
    for field, value in (("login-job", "job_number"), ("login-password", "password")):
        part(page, field).fill(stage.hub.credentials["manager"][value])
    part(page, "login-submit").click()
    part(page, "window-1").wait_for()
    _drawn(page, hall)
    return page


def _drawn(page: Page, hall: Json) -> None:
    if hall["services"]:
        page.locator("jh-waits canvas").wait_for()
    if hall["hours"]:
        page.locator("jh-load canvas").wait_for()


@scene("wall empty")
def _empty(stage: Stage) -> Page:
    return wall(stage, empty())


@scene("wall busy")
def _busy(stage: Stage) -> Page:
    return wall(stage, busy())


@scene("wall red")
def _red(stage: Stage) -> Page:
    return wall(stage, busy(alerts=everything_wrong()))


@scene("wall full")
def _full(stage: Stage) -> Page:
    wrong = [{**each, "id": f"{each['id']}-{n}"} for n in range(3) for each in everything_wrong()]
    return wall(stage, busy(windows=60, queues=9, alerts=wrong))


@scene("wall offline")
def _offline(stage: Stage) -> Page:
    page = wall(stage, busy(alerts=everything_wrong()))
    page.context.set_offline(True)
    expect(part(page, "as-of")).to_be_visible()
    return page


@scene("wall pairing")
def _pairing(stage: Stage) -> Page:
    page = stage.open("wall", "/wall/")
    part(page, "pairing-code").wait_for()
    return page


@scene("manager today red")
def _today_red(stage: Stage) -> Page:
    page = today(stage, busy(alerts=everything_wrong()))
    part(page, "answer-waiting").click()
    part(page, "remark-on_it").wait_for()
    return page


@scene("manager today well")
def _today_well(stage: Stage) -> Page:
    return today(stage, busy())


@scene("manager today empty")
def _today_empty(stage: Stage) -> Page:
    return today(stage, empty())


@scene("manager today offline")
def _today_offline(stage: Stage) -> Page:
    page = today(stage, busy(alerts=everything_wrong()))
    page.context.set_offline(True)
    expect(part(page, "as-of")).to_be_visible()
    return page


@scene("console alerts")
def _console_alerts(stage: Stage) -> Page:
    """A clerk at whose window something is wrong; the hub is made to say so at its next word."""
    told = [alert("idle", "red", window="6"), alert("silent", "notice", window="6", answered=True)]

    clerk = stage.hub.staff("6")

    def with_alerts(route: Route) -> None:
        route.fulfill(json={**clerk.get("/queue").json(), "alerts": told})

    page = stage.console("6")
    page.route("**/api/v1/queue", with_alerts)
    clerk.post("/windows/6/open")
    take(stage.hub, service="L")
    part(page, "answer-idle").wait_for()
    return page
