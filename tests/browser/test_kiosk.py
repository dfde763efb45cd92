"""The way through the kiosk: what people find, what they are told before a tap is wasted, what they hold after it."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.kiosk_hall import LANDSCAPE, PORTRAIT, Kiosks, set_up
from tests.browser.pages import at
from tests.browser.served_hall import PIN, ServedHall


def body_of(request: Request) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(request.post_data or "{}")
    return body


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_any_of_122_items_is_two_taps_away(wangjiangjing: ServedHall, kiosks: Kiosks, size: tuple[int, int]) -> None:
    kiosk = kiosks.open(wangjiangjing, size)
    tree = wangjiangjing.kiosk().get("/services").json()["services"]
    groups = [service["code"] for service in tree if service["parent"] is None]
    reached = 0
    at(kiosk, "lang-en").click()
    for group in groups:
        expect(at(kiosk, f"tile-{group}")).to_be_in_viewport(ratio=0.99)
    at(kiosk, "lang-zh-CN").click()
    for group in groups:
        at(kiosk, f"tile-{group}").click()
        for item in [service for service in tree if service["parent"] == group]:
            expect(at(kiosk, f"tile-{item['code']}")).to_be_in_viewport(ratio=0.99)
            reached += 1
        assert kiosk.locator("jh-tile:not([small])").count() <= 8
        at(kiosk, "back").click()
    assert (len(groups), reached) == (15, 122)


def test_a_tile_says_how_many_wait_and_about_how_long(maqu: ServedHall, kiosks: Kiosks) -> None:
    kiosk = kiosks.open(maqu)
    clerk = maqu.staff("4")
    clerk.post("/windows/4/open")
    for _ in range(8):
        maqu.kiosk().post("/tickets", {"service": "H"})
    for _ in range(5):
        serving = clerk.post("/windows/4/call").json()
        for step in ("start", "finish"):
            clerk.post(f"/servings/{serving['id']}/{step}")
    expect(at(kiosk, "tile-H")).to_contain_text("3 人等候")
    expect(at(kiosk, "tile-H")).to_contain_text("分钟")
    expect(at(kiosk, "tile-F")).to_contain_text("不用等")


@pytest.mark.parametrize(("letters", "code"), [("sfz", "A"), ("hj", "A"), ("yb", "H"), ("hospital", "H")])
def test_it_is_found_by_pinyin_initials_and_other_words(
    maqu: ServedHall, kiosks: Kiosks, letters: str, code: str
) -> None:
    kiosk = kiosks.open(maqu)
    at(kiosk, "find").click()
    for letter in letters:
        at(kiosk, f"key-{letter}").click()
    at(kiosk, f"tile-{code}").click()
    expect(at(kiosk, "take")).to_be_visible()


def test_it_is_found_by_a_word_that_people_say(maqu: ServedHall, kiosks: Kiosks) -> None:
    kiosk = kiosks.open(maqu)
    at(kiosk, "find").click()
    at(kiosk, "word-身份证").click()
    expect(at(kiosk, "tile-A")).to_be_visible()
    at(kiosk, "key-clear").click()
    kiosk.keyboard.type("zzz")
    expect(at(kiosk, "nothing-found")).to_be_visible()
    at(kiosk, "lang-bo").click()
    at(kiosk, "key-clear").click()
    at(kiosk, "word-སྨན་བཅོས།").click()
    expect(at(kiosk, "tile-H")).to_be_visible()


def test_what_cannot_be_had_is_said_before_a_tap_is_wasted(maqu: ServedHall, kiosks: Kiosks) -> None:
    kiosk = kiosks.open(maqu)
    expect(at(kiosk, "tile-E")).to_contain_text("今天的号取完了")
    expect(at(kiosk, "tile-E")).to_contain_text("明天 00:00 再取号")
    expect(at(kiosk, "tile-M")).to_contain_text("要先预约")
    expect(at(kiosk, "tile-G")).to_contain_text("午休,可先取号")
    general = maqu.staff("6")
    general.post("/windows/6/open")
    at(kiosk, "tile-E").click()
    expect(at(kiosk, "closed")).to_contain_text("请到 6 号窗口问一问")
    expect(at(kiosk, "take")).to_have_count(0)
    expect(at(kiosk, "bring")).to_contain_text("残疾人证")
    general.post("/windows/6/close")


def test_what_to_bring_is_printed_by_itself(maqu: ServedHall, kiosks: Kiosks) -> None:
    kiosk = kiosks.open(maqu)
    at(kiosk, "tile-H").click()
    expect(at(kiosk, "bring").locator("li jh-icon")).to_have_count(4)
    at(kiosk, "print-list").click()
    expect(at(kiosk, "print-list")).to_have_attribute("data-state", "printed", timeout=15_000)
    assert len(list((maqu.folder / "data" / "prints").glob("notice-H-*.bin"))) == 1
    expect(at(kiosk, "take")).to_be_enabled()


def test_who_may_go_first_and_for_whom_stands_on_the_ticket(maqu: ServedHall, kiosks: Kiosks) -> None:
    kiosk = kiosks.open(maqu)
    at(kiosk, "tile-D").click()
    at(kiosk, "priority-military").click()
    expect(at(kiosk, "proof")).to_contain_text("优待证")
    at(kiosk, "on-behalf").click()
    with kiosk.expect_request("**/api/v1/tickets") as asked:
        at(kiosk, "take").click()
    assert body_of(asked.value) == {"service": "D", "priority": "military", "language": "zh-CN", "on_behalf": True}
    expect(kiosk.locator("jh-taken")).to_contain_text("代办")
    number = at(kiosk, "ticket-number").inner_text()
    waiting = maqu.staff("3").get("/queue").json()["queue"]
    assert [t["on_behalf"] for t in waiting if t["number"] == number] == [True]


def test_an_appointment_is_checked_in_by_typing_and_by_scanning(maqu: ServedHall, kiosks: Kiosks) -> None:
    clerk = maqu.staff("1")
    at_time = datetime.now(UTC) + timedelta(minutes=10)
    codes = [clerk.post("/appointments", {"service": "M", "at": at_time.isoformat()}).json()["code"] for _ in range(2)]
    kiosk = kiosks.open(maqu)
    at(kiosk, "appointment").click()
    for digit in codes[0]:
        at(kiosk, f"key-{digit}").click()
    at(kiosk, "check-in").click()
    expect(at(kiosk, "ticket-ahead")).to_contain_text("左右叫您")
    first = at(kiosk, "ticket-number").inner_text()
    at(kiosk, "home").click()
    kiosk.keyboard.type(f"https://hall.example/a/{codes[1]}")
    kiosk.keyboard.press("Enter")
    expect(at(kiosk, "ticket-number")).to_be_visible()
    assert at(kiosk, "ticket-number").inner_text() != first
    at(kiosk, "home").click()
    kiosk.keyboard.type("999999")
    kiosk.keyboard.press("Enter")
    expect(at(kiosk, "refusal")).to_contain_text("没有这个预约号")


def test_a_code_of_the_hand_is_no_scanner(maqu: ServedHall, kiosks: Kiosks) -> None:
    kiosk = kiosks.open(maqu)
    kiosk.keyboard.type("123456", delay=100)
    kiosk.keyboard.press("Enter")
    kiosk.wait_for_timeout(200)
    expect(at(kiosk, "check-in")).to_have_count(0)


def test_everything_can_be_done_by_keyboard(maqu: ServedHall, kiosks: Kiosks) -> None:
    kiosk = kiosks.open(maqu)
    at(kiosk, "tile-L").focus()
    kiosk.keyboard.press("Enter")
    expect(at(kiosk, "take")).to_be_visible()
    for _ in range(12):
        kiosk.keyboard.press("Tab")
        if at(kiosk, "take").evaluate("button => button.matches(':focus')"):
            break
    kiosk.keyboard.press("Enter")
    expect(at(kiosk, "ticket-number")).to_be_visible()
    expect(at(kiosk, "home")).to_be_visible()


def locked(page: Page) -> dict[str, bool]:
    found: dict[str, bool] = page.evaluate("""() => {
      const prevented = (name, init) => !window.dispatchEvent(Object.assign(new Event(name, {cancelable: true}), init));
      return {
        menu: prevented("contextmenu"), drag: prevented("dragstart"), select: prevented("selectstart"),
        zoom: prevented("wheel", {ctrlKey: true}), scroll: !prevented("wheel", {ctrlKey: false}),
        pinch: prevented("touchmove", {touches: [1, 2]}), swipe: !prevented("touchmove", {touches: [1]}),
        reload: prevented("keydown", {key: "F5"}), back: prevented("keydown", {key: "ArrowLeft", altKey: true}),
        address: prevented("keydown", {key: "l", ctrlKey: true}), letters: !prevented("keydown", {key: "l"}),
      };
    }""")
    return found


def test_a_passing_child_cannot_leave_the_page(maqu: ServedHall, kiosks: Kiosks) -> None:
    kiosk = kiosks.open(maqu)
    assert all(locked(kiosk).values()), locked(kiosk)
    at(kiosk, "tile-A").click()
    kiosk.go_back()
    kiosk.go_back()
    expect(at(kiosk, "take")).to_be_visible()
    assert kiosk.url == f"{maqu.page_url}/kiosk/"
    assert kiosk.locator("a").count() == 0


def test_the_service_gesture_opens_set_up_with_the_pin_only(maqu: ServedHall, kiosks: Kiosks) -> None:
    kiosk = kiosks.open(maqu)
    set_up(kiosk, "000000")
    expect(at(kiosk, "pin-problem")).to_contain_text("服务密码不对")
    at(kiosk, "pin-close").click()
    expect(at(kiosk, "tile-A")).to_be_visible()
    set_up(kiosk, PIN)
    expect(at(kiosk, "setup")).to_contain_text("kiosk · maqu")
    expect(at(kiosk, "setup")).to_contain_text(maqu.page_url)
    at(kiosk, "test-print").click()
    expect(at(kiosk, "test-print")).to_have_attribute("data-state", "printed", timeout=15_000)
    at(kiosk, "usual-bo").click()
    at(kiosk, "setup-close").click()
    expect(kiosk.locator("html")).to_have_attribute("lang", "bo")
    set_up(kiosk, PIN)
    at(kiosk, "forget").click()
    at(kiosk, "forget").click()
    expect(kiosk.locator("jh-not-set-up")).to_be_visible()
    assert kiosk.evaluate("() => localStorage.getItem('jiaohao.kiosk')") is None
