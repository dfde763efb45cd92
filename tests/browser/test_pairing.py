"""A new screen is let in by its code, stays in, and is sent away with one press."""

from importlib.metadata import version

from playwright.sync_api import Page, expect

from tests.browser.pages import Hall, at
from tests.browser.test_the_whole_way import SECOND

SOON = 8 * SECOND


def code_on(screen: Page) -> str:
    shown = at(screen, "pairing-code")
    expect(shown).to_be_visible(timeout=SOON)
    return shown.get_attribute("data-code") or ""


def test_a_new_screen_is_let_in_and_sent_away_again(hall: Hall) -> None:
    board, manager = hall.page("board", "/display/"), hall.manager()
    at(manager, "nav-devices").click()
    code = code_on(board)
    board.reload()
    assert code_on(board) == code, "a screen that is switched off and on keeps its code"

    at(manager, "pair-code").fill(f"{code[:3]}-{code[3:]}".lower())
    at(manager, "pair-name").fill("东墙大屏")
    at(manager, "pair-approve").click()
    expect(at(manager, "pair-done")).to_contain_text("东墙大屏")
    expect(board.locator("jh-windows-now")).to_be_visible(timeout=SOON)
    board.reload()
    expect(board.locator("jh-windows-now")).to_be_visible(timeout=SOON)
    row = manager.get_by_role("row").filter(has_text="东墙大屏")
    expect(row).to_have_attribute("data-online", "true", timeout=SOON)

    row.get_by_role("button", name="改名").click()
    at(manager, "new-name").fill("西墙大屏")
    at(manager, "new-name").press("Enter")
    row = manager.get_by_role("row").filter(has_text="西墙大屏")
    row.get_by_role("button", name="停用").click()
    expect(row).to_have_count(0, timeout=SOON)
    assert code_on(board) != code
    board.reload()
    code_on(board)
    assert [error for error in hall.errors if "401" not in error] == []


def test_a_screen_becomes_what_the_manager_names_whatever_it_was_opened_as(hall: Hall) -> None:
    tablet, manager = hall.page("evaluator", "/evaluator/1"), hall.manager()
    at(manager, "nav-devices").click()
    at(manager, "pair-code").fill(code_on(tablet))
    at(manager, "pair-refuse").click()
    expect(at(tablet, "pairing-refused")).to_be_visible(timeout=SOON)
    at(manager, "pair-code").fill("BBBBBB")
    at(manager, "pair-name").fill("三号平板")
    at(manager, "pair-approve").click()
    expect(at(manager, "pair-problem")).to_be_visible()

    tablet.reload()
    at(manager, "pair-code").fill(code_on(tablet))
    at(manager, "pair-as").select_option("evaluator")
    at(manager, "pair-window").select_option("3")
    at(manager, "pair-approve").click()
    expect(at(tablet, "closed")).to_be_visible(timeout=SOON)
    assert tablet.url.endswith("/evaluator/3")

    assert [error for error in hall.errors if "404" not in error] == []


def test_the_manager_sees_what_a_device_could_not_do(hall: Hall) -> None:
    board = hall.page("board", "/")
    board.add_init_script("Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'suspended' })")
    board.add_init_script("const now = Date.now; Date.now = () => now() - 3_600_000")
    board.goto(f"{hall.hub.page_url}/display/#t={hall.hub.credentials['devices']['display']}")
    hall.hub.kiosk().post("/printer", {"paper": "no"})
    manager = hall.manager()
    at(manager, "nav-devices").click()
    expect(at(manager, "device-kiosk").locator("[data-trouble=paper_out]")).to_be_visible()
    mine = at(manager, "device-display")
    for trouble in ("sound_blocked", "clock_off"):
        expect(mine.locator(f"[data-trouble={trouble}]")).to_be_visible(timeout=25 * SECOND)
    expect(mine).to_contain_text("60 分钟")
    expect(mine).to_contain_text(version("jiaohao"))
    expect(mine).to_have_attribute("data-online", "true")
