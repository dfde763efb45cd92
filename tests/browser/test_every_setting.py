"""Nothing of a hall needs a file: whatever a definition holds has its field among the steps of setting up."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from config.documents import as_document
from config.settings_sheet import settings
from config.worksheets import BY_NAME
from tests.browser.kiosk_hall import maqu_with_everything
from tests.browser.pages import Hall, at

SOON = 20_000
TABLES = ("departments", "services", "windows", "staff", "tags", "boards")
WITHOUT_FIELD = {"code", "routing.weights.none"}
"""The hall's own name among halls, and what the other weights are measured by."""
FIELDS = """() => {
  const found = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (element.dataset.testid) found.push(element.dataset.testid);
    }
  };
  walk(document);
  return found;
}"""
COLUMNS = """async () => {
  const { COLUMNS } = await import("/assets/manager/setup_columns.js");
  const named = Object.entries(COLUMNS).map(([table, columns]) => [table, columns.map(({ field }) => field)]);
  return Object.fromEntries(named);
}"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, browser: Browser):
    hub = maqu_with_everything(tmp_path_factory.mktemp("hub"))
    yield Hall(hub, browser.new_context)
    hub.stop()


@pytest.fixture
def page(hall: Hall) -> Page:
    page = hall.manager()
    at(page, "nav-setup").click()
    at(page, "step-boards").wait_for(timeout=SOON)
    return page


def fields(page: Page) -> set[str]:
    """What can be set at any step; a printer has other fields for each way it is joined by."""
    found: set[str] = set()
    for step in page.locator("[data-testid^=step-]").evaluate_all("all => all.map(each => each.dataset.testid)"):
        if step == "step-devices":
            continue
        at(page, step).click()
        expect(at(page, step)).to_have_attribute("aria-current", "step")
        found |= set(page.evaluate(FIELDS))
        if step == "step-printer":
            for kind in ("usb", "serial", "network"):
                at(page, f"printer.kind-{kind}").click()
                found |= set(page.evaluate(FIELDS))
    return found


def test_every_setting_of_a_hall_has_its_field(page: Page, hall: Hall) -> None:
    shown = {each.replace("-", ".") for each in fields(page)}
    ways = {
        ".".join(path).replace("-", ".") for path, _, _ in settings(as_document(hall.hub.definition))
    } - WITHOUT_FIELD
    assert {way for way in ways if not any(f"{each}.".startswith(f"{way}.") for each in shown)} == set()
    assert {"proof.military.bo", "add.greetings", "voice.hours"} <= shown


def test_every_column_of_its_tables_can_be_filled_in(page: Page) -> None:
    columns = page.evaluate(COLUMNS)
    for table in TABLES:
        # What a window may serve and whether that is everything are one field.
        assert {field.name for field in BY_NAME[table].fields} - {"general"} == set(columns[table]), table


def test_another_board_and_an_alert_are_set_and_a_wrong_one_is_told(page: Page, hall: Hall) -> None:
    at(page, "step-boards").click()
    place = len(hall.hub.definition.boards)
    at(page, "add").click()
    at(page, f"name-{place}-zh-CN").fill("二楼大屏")
    at(page, f"windows-{place}-2").click()
    at(page, "step-supervision").click()
    notice = at(page, "supervision.idle_minutes.notice")
    notice.fill("30")
    notice.press("Tab")
    at(page, "save").click()
    expect(at(page, "save-problem")).to_be_visible(timeout=SOON)
    expect(page.locator("td .fault")).to_be_visible()
    notice.fill("4")
    notice.press("Tab")
    at(page, "save").click()
    expect(at(page, "saved")).to_be_visible(timeout=SOON)
    board = hall.page("board", f"/display/?board=board-1#t={hall.hub.credentials['devices']['display']}")
    expect(board.locator("jh-title")).to_contain_text("二楼大屏", timeout=SOON)
    expect(board.locator("[data-testid^=window-]")).to_have_count(1, timeout=SOON)


def test_what_is_wrong_with_a_notice_stands_beside_it(page: Page) -> None:
    """Texts have no rule yet that somebody at this page could break; the hub's word is played."""
    at(page, "step-notices").click()
    at(page, "add").click()
    place = page.locator("jh-setup-texts[of=notices] article").count() - 1
    text = at(page, f"notice-{place}-zh-CN")
    text.fill("今天下午学习")
    text.press("Tab")
    fault = {"field": f"notices.{place}.zh-CN", "problem": "太长"}
    refused = {
        "type": "urn:jiaohao:problem:invalid",
        "title": "",
        "status": 422,
        "detail": "大厅没有存上",
        "errors": [fault],
    }
    page.route("**/api/v1/definition", lambda route: route.fulfill(status=422, json=refused))
    at(page, "save").click()
    wrong = page.locator("jh-setup-texts .fault")
    expect(wrong).to_have_text(["太长"], timeout=SOON)
    expect(page.locator("jh-setup-texts[of=notices] article").nth(place).locator(".fault")).to_be_visible()
