"""A hall without a printer, before anybody sits at a window: kiosk and phone say what is true."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.kiosk_hall import Kiosks
from tests.browser.pages import at
from tests.browser.served_hall import ServedHall, hall_like


@pytest.fixture
def early(tmp_path: Path) -> Iterator[ServedHall]:
    hub = ServedHall(tmp_path, definition=hall_like("maqu", printer={"kind": "none"})).start()
    yield hub
    hub.stop()


def test_no_window_is_open_and_nothing_is_printed(early: ServedHall, browser: Browser, kiosks: Kiosks) -> None:
    kiosk = kiosks.open(early)
    printed: list[str] = []
    kiosk.on("request", lambda request: printed.append(request.url) if "prints" in request.url else None)
    expect(at(kiosk, "tile-F")).to_contain_text("窗口还没开")
    expect(at(kiosk, "tile-F")).not_to_contain_text("不用等")
    at(kiosk, "tile-F").click()
    expect(kiosk.locator("jh-kiosk-header")).to_contain_text("窗口还没开")
    expect(at(kiosk, "print-list")).to_have_count(0)
    with kiosk.expect_response(lambda answer: answer.url.endswith("/api/v1/tickets")) as taken:
        at(kiosk, "take").click()
    expect(at(kiosk, "ticket-ahead")).to_have_text("窗口一开就叫您")
    expect(at(kiosk, "remember")).to_contain_text("请记住您的号")
    for printing in ("print-state", "print-again"):
        expect(at(kiosk, printing)).to_have_count(0)

    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    unscripted = context.new_page()
    unscripted.goto(taken.value.json()["url"])
    expect(unscripted.locator("body")).to_contain_text("窗口一开就叫您")
    context.close()
    phone = browser.new_page(viewport={"width": 390, "height": 844})
    phone.goto(taken.value.json()["url"])
    expect(at(phone, "ahead")).to_have_text("窗口一开就叫您")
    serving_f = next(each for each in early.kiosk().get("/services").json()["services"] if each["code"] == "F")
    window = serving_f["windows"][0]
    assert early.staff(window).post(f"/windows/{window}/open").status_code == 200
    expect(at(phone, "ahead")).to_have_text("下一位就是您", timeout=15_000)
    expect(at(kiosk, "ticket-ahead")).to_have_text("下一位就是您", timeout=15_000)
    phone.close()
    assert printed == []
