"""The managers' pages."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.pages import at
from tests.browser.scenes.all import scene, waiting
from tests.browser.scenes.stage import Stage


@scene("manager sign-in")
def _manager_sign_in(stage: Stage) -> Page:
    return waiting(stage.open("manager", "/manager/"), "login-submit")


@scene("manager today")
def _today(stage: Stage) -> Page:
    stage.morning()
    return waiting(stage.manager("today"), "window-1")


@scene("manager figures of days without any")
def _no_figures(stage: Stage) -> Page:
    page = _two_ways(stage)
    at(page, "by").select_option("grade")
    page.get_by_test_id("from").fill("2001-01-01")
    page.get_by_test_id("to").fill("2001-01-31")
    return waiting(page, "no-figures")


@scene("manager ratings")
def _ratings(stage: Stage) -> Page:
    stage.morning()
    return waiting(stage.manager("figures"), "row-total")


@scene("manager tickets")
def _tickets(stage: Stage) -> Page:
    page = stage.manager("figures")
    at(page, "figures-tickets").click()
    return waiting(page, "row-total")


def _two_ways(stage: Stage) -> Page:
    page = stage.manager("figures")
    at(page, "figures-two_ways").click()
    return page


@scene("manager figures beside a year before")
def _figures(stage: Stage) -> Page:
    page = _two_ways(stage)
    at(page, "beside").select_option("year")
    return waiting(page, "table", "standings")


@scene("manager figures down to the single serving")
def _down(stage: Stage) -> Page:
    page = _two_ways(stage)
    at(page, "by").select_option("weekday")
    at(page, "and").select_option("hour")
    page.locator("jh-heat-map button").first.click()
    page.locator("[data-testid=singles] table").wait_for()
    return page


@scene("manager cases")
def _cases(stage: Stage) -> Page:
    stage.complaint()
    return waiting(stage.manager("cases"), "case-file", "step-send")


@scene("manager months")
def _months(stage: Stage) -> Page:
    page = stage.manager("months")
    page.get_by_test_id("order").click()
    return waiting(page, "download")


@scene("manager appointments")
def _appointments(stage: Stage) -> Page:
    stage.appointments()
    page = stage.manager("appointments")
    page.locator("li[data-state]").first.wait_for()
    return page


@scene("manager appointment moved")
def _moving(stage: Stage) -> Page:
    page = _appointments(stage)
    page.locator("li[data-state=booked] [data-testid^=move-]").first.click()
    return waiting(page, "appointment-save")


@scene("manager suggestions")
def _suggestions(stage: Stage) -> Page:
    proposed = {"channel": "telephone", "text": "请在门口多放几把椅子", "name": "卓玛", "phone": "13812341234"}
    assert stage.hub.manager().post("/suggestions", proposed).status_code == 201
    return waiting(stage.manager("suggestions"), "suggestion")


@scene("manager people")
def _people(stage: Stage) -> Page:
    return waiting(stage.manager("accounts"), "people")


@scene("manager record")
def _record(stage: Stage) -> Page:
    return waiting(stage.manager("record"), "head-hash", "personal-data")


@scene("manager devices")
def _devices(stage: Stage) -> Page:
    page = stage.manager("devices")
    page.locator("tr[data-online]").first.wait_for()
    return page


@scene("manager voice")
def _voice(stage: Stage) -> Page:
    return waiting(stage.manager("voice"), "voice-state")


def _set_up(stage: Stage, step: str, shows: str) -> Page:
    page = stage.manager("setup")
    page.get_by_test_id(f"step-{step}").click()
    return waiting(page, shows)


@scene("manager setup services")
def _services(stage: Stage) -> Page:
    page = _set_up(stage, "services", "more-1")
    page.get_by_test_id("more-1").click()
    page.get_by_test_id("promised_minutes-0").fill("25")
    page.get_by_test_id("promised_minutes-0").press("Tab")
    return waiting(page, "save")


PASTED = """
编码\t名称\t部门\t上级
Z\t猎枪登记\t猎务局\t
Q1\t草原证办理\t自然资源局\t
Q2\t草原证换发\t自然资源局\t
""".strip()


@scene("manager setup services pasted")
def _pasted(stage: Stage) -> Page:
    page = _set_up(stage, "services", "paste")
    page.get_by_test_id("paste").click()
    page.get_by_test_id("pasted").fill(PASTED)
    return waiting(page, "pasted-2")


@scene("manager setup boards")
def _boards(stage: Stage) -> Page:
    page = _set_up(stage, "boards", "add")
    page.get_by_test_id("add").click()
    page.get_by_test_id("name-0-zh-CN").fill("二楼大屏")
    page.get_by_test_id("windows-0-2").click()
    page.get_by_test_id("more-0").click()
    return waiting(page, "save")


@scene("manager setup limits refused")
def _refused(stage: Stage) -> Page:
    page = _set_up(stage, "supervision", "supervision.idle_minutes.red")
    page.get_by_test_id("supervision.idle_minutes.notice").fill("30")
    page.get_by_test_id("supervision.idle_minutes.notice").press("Tab")
    page.get_by_test_id("save").click()
    return waiting(page, "save-problem")


for _step, _shows in {
    "hall": "time_zone",
    "windows": "add",
    "staff": "add",
    "priorities": "proof.military-zh-CN",
    "rating": "add-greetings",
    "voice": "voice-always",
    "printer": "printer.kind-usb",
    "notices": "add",
    "supervision": "supervision.idle_minutes.red",
    "access": "seal.folder",
    "files": "step-files",
    "history": "step-history",
}.items():

    @scene(f"manager setup {_step}")
    def _one_step(stage: Stage, step: str = _step, shows: str = _shows) -> Page:
        return _set_up(stage, step, shows)


@scene("manager setup supervision bo")
def _tibetan_step(stage: Stage) -> Page:
    with stage.speaking("bo"):
        return _set_up(stage, "supervision", "supervision.idle_minutes.red")


@scene("manager today bo")
def _tibetan_today(stage: Stage) -> Page:
    stage.morning()
    with stage.speaking("bo"):
        return waiting(stage.manager("today"), "window-1")


@scene("manager ratings offline")
def _ratings_offline(stage: Stage) -> Page:
    page = _ratings(stage)
    page.context.set_offline(True)
    page.get_by_test_id("by").select_option("service")
    return waiting(page, "reconnecting")


@scene("manager setup hours")
def _hours(stage: Stage) -> Page:
    page = _set_up(stage, "hours", "hours.always")
    page.get_by_role("button", name="按周").click()
    return waiting(page, "usual-hours")
