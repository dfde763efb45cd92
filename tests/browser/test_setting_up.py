"""From an empty hall to the first ticket and its call, in the browser alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from config.loading import HALLS, load_definition
from tests.browser.pages import Hall, NewContext, at, sign_in
from tests.browser.served_hall import ServedHall
from tests.browser.test_pairing import code_on

SOON = 20_000
SERVICES = (
    "序号\t业务名称\t所属部门\t等候承诺(分钟)\t天气\n"
    "1\t户籍管理\t公安局\t20\n2\t低保\t民政局\t30\n3\t猎枪证\t猎务局\t30"
)


@pytest.fixture
def empty(tmp_path: Path, new_context: NewContext) -> Iterator[Hall]:
    hub = ServedHall(tmp_path / "hub", definition=load_definition(HALLS / "empty.toml")).start()
    yield Hall(hub, new_context)
    hub.stop()


def let_in(manager: Page, screen: Page, kind: str, name: str) -> None:
    at(manager, "pair-code").fill(code_on(screen))
    at(manager, "pair-as").select_option(kind)
    at(manager, "pair-name").fill(name)
    at(manager, "pair-approve").click()
    expect(at(manager, "pair-done")).to_contain_text(name, timeout=SOON)
    # What is set on a page is gone once it has begun anew.
    screen.evaluate("() => { window.begunBefore = true; }")


def paste(manager: Page, step: str, text: str) -> None:
    at(manager, f"step-{step}").click()
    at(manager, "paste").click()
    at(manager, "pasted").fill(text)


def test_from_an_empty_hall_to_the_first_call(empty: Hall) -> None:
    manager = empty.manager()
    board, kiosk = empty.page("board", "/display/"), empty.page("kiosk", "/kiosk/")
    expect(at(manager, "missing")).to_be_visible(timeout=SOON)
    at(manager, "nav-devices").click()
    at(manager, "pair-approve").click()
    expect(at(manager, "pair-problem")).to_contain_text("配对码是六个字母")
    at(manager, "pair-as").select_option("kiosk")
    expect(at(manager, "pair-name")).to_have_value("取号机 2")
    let_in(manager, kiosk, "kiosk", "门口取号机")
    let_in(manager, board, "display", "大屏")

    at(manager, "nav-setup").click()
    expect(at(manager, "step-services")).to_have_attribute("data-missing", "true", timeout=SOON)
    at(manager, "step-hall").click()
    manager.locator("jh-setup-step input").first.fill("城东政务大厅")
    at(manager, "step-hours").click()
    at(manager, "hours.always").click()
    paste(manager, "departments", "公安局\n民政局")
    at(manager, "take-pasted").click()
    paste(manager, "services", SERVICES)
    expect(at(manager, "pasted-4")).to_have_attribute("data-becomes", "refused", timeout=SOON)
    expect(at(manager, "pasted-4")).to_contain_text("没有叫“猎务局”的")
    expect(at(manager, "passed-over")).to_contain_text("“天气”")
    at(manager, "take-pasted").click()
    expect(at(manager, "name-0-zh-CN")).to_have_value("户籍管理")
    at(manager, "step-windows").click()
    at(manager, "add").click()
    at(manager, "name-0-zh-CN").fill("综合窗口")
    at(manager, "step-staff").click()
    at(manager, "add").click()
    at(manager, "job_number-1").fill("1001")
    at(manager, "name-1").fill("卓玛")
    at(manager, "window-1").select_option("1")
    at(manager, "step-notices").click()
    at(manager, "add").click()
    at(manager, "notice-0-zh-CN").fill("今天试运行")
    expect(at(manager, "ready")).to_contain_text("另有 4 步填好了", timeout=SOON)
    at(manager, "step-staff").click()
    expect(at(manager, "lacks")).to_contain_text("还没有密码,登录不了:卓玛")
    at(manager, "save").click()
    expect(at(manager, "saved")).to_be_visible(timeout=SOON)
    at(manager, "nav-devices").click()
    at(manager, "pair-as").select_option("evaluator")
    expect(at(manager, "pair-window").locator("option")).to_have_count(1, timeout=SOON)
    expect(at(manager, "pair-name")).to_have_value("1号窗评价器")
    at(manager, "nav-today").click()
    expect(manager.get_by_text("门口取号机 · 在线")).to_be_visible(timeout=SOON)
    expect(manager.locator("header b").first).to_have_text("城东政务大厅", timeout=SOON)
    at(manager, "nav-setup").click()
    at(manager, "step-staff").click()
    at(manager, "passwords").click()
    first = at(manager, "first-password")
    expect(first).to_be_visible(timeout=SOON)
    password = first.inner_text()
    # It stays, whatever else is looked at, until it is closed.
    at(manager, "step-hours").click()
    at(manager, "step-staff").click()
    expect(first).to_have_text(password)
    at(manager, "close-passwords").click()
    expect(first).to_have_count(0)

    expect(at(kiosk, "tile-A")).to_be_visible(timeout=SOON)
    expect(board.get_by_text("今天试运行").first).to_be_visible(timeout=SOON)
    for screen in (kiosk, board):
        screen.wait_for_function("() => window.begunBefore === undefined", timeout=SOON)
    at(kiosk, "tile-A").click()
    at(kiosk, "take").click()
    expect(at(kiosk, "ticket-number")).to_have_text("A001", timeout=SOON)

    console = empty.page("console", "/window/?window=1")
    sign_in(console, {"job_number": "1001", "password": password})
    for name in ("new", "again"):
        at(console, f"password-{name}").fill("yak-butter-tea")
    at(console, "password-save").click()
    at(console, "open").click(timeout=SOON)
    at(console, "next").click(timeout=SOON)
    expect(at(board, "current-number")).to_have_text("A001", timeout=SOON)

    at(manager, "step-services").click()
    at(manager, "remove-0").click()
    at(manager, "save").click()
    expect(at(manager, "save-problem")).to_contain_text("“户籍管理”还有 1 人没办完", timeout=SOON)
    at(manager, "discard").click()
    at(manager, "promised_minutes-1").fill("45")
    at(manager, "promised_minutes-1").press("Tab")
    at(manager, "save").click()
    expect(at(manager, "saved")).to_be_visible(timeout=SOON)
    at(manager, "step-history").click()
    newest = manager.locator("[data-testid^=revision-]").first
    expect(newest).to_contain_text("事项 B · 等候承诺(分钟): 30", timeout=SOON)
    newest.locator("button").click()
    at(manager, "take-back-now").click()
    expect(manager.locator("[data-testid^=revision-]").first).to_contain_text("恢复到以前的设置", timeout=SOON)
    at(manager, "step-services").click()
    expect(at(manager, "promised_minutes-1")).to_have_value("30")
    # 422: what a half written row would still lack nobody can say.
    assert [error for error in empty.errors if not any(status in error for status in ("401", "409", "422"))] == []
