"""A clerk's busiest quarter of an hour by keyboard alone, a wrong press, a second screen and a colleague."""

import re

from playwright.sync_api import Page, expect

from tests.browser.pages import Hall, at, sign_in


def issue(hall: Hall, *, count: int) -> None:
    for _ in range(count):
        assert hall.hub.kiosk().post("/tickets", {"service": "A"}).status_code == 201


BUTTONS = {
    " ": "next",
    "o": "open",
    "r": "recall",
    "s": "start",
    "f": "finish",
    "n": "no-show",
    "h": "hold",
    "t": "transfer",
    "z": "undo",
    "g": "for-someone",
    "c": "close",
}


def press(page: Page, *keys: str) -> None:
    """Each key once its button says that it can be pressed."""
    for key in keys:
        if key in BUTTONS:
            expect(at(page, BUTTONS[key])).to_be_enabled(timeout=15_000)
        page.keyboard.press(key)


def choose(page: Page, what: str) -> None:
    """By the keyboard, once it is there to be chosen."""
    expect(at(page, what)).to_be_visible()
    at(page, what).press("Enter")


def states(page: Page, state: str) -> None:
    expect(at(page, "current-state")).to_have_attribute("data-state", state)


def test_everything_by_one_key(hall: Hall) -> None:
    issue(hall, count=7)
    desk = hall.console("1")
    press(desk, "o")
    states(desk, "open")
    expect(desk).to_have_title("(7) 有人等候,窗口空着")
    press(desk, " ")
    expect(at(desk, "current-number")).to_have_text("A001")
    expect(at(desk, "no-show")).to_be_disabled()
    for calls in (2, 3):
        press(desk, "r")
        expect(desk.get_by_text(f"叫了 {calls} 次")).to_be_visible()
    press(desk, "n")
    expect(at(desk, "missed-A001")).to_be_visible()
    expect(at(desk, "next")).to_be_enabled()
    press(desk, "2")
    expect(at(desk, "current-number")).to_have_text("A003")
    press(desk, "s")
    states(desk, "serving")
    press(desk, "f")
    states(desk, "open")
    expect(at(desk, "undo")).to_contain_text("A003 办完")
    press(desk, "z")
    states(desk, "serving")
    press(desk, "h")
    expect(at(desk, "held-A003")).to_be_visible()
    press(desk, " ")
    expect(at(desk, "current-number")).to_have_text("A002")
    press(desk, "t")
    expect(at(desk, "to-window-2")).to_have_count(0)
    choose(desk, "to-window-6")
    states(desk, "open")
    expect(at(desk, "pause")).to_be_enabled()
    press(desk, "p")
    choose(desk, "pause-lunch")
    states(desk, "paused")
    expect(at(desk, "resume")).to_be_enabled()
    press(desk, "p")
    states(desk, "open")
    press(desk, "g")
    choose(desk, "issue-A")
    expect(at(desk, "queue-A008")).to_be_visible()
    choose(desk, "held-A003")
    expect(at(desk, "current-number")).to_have_text("A003")
    states(desk, "serving")
    press(desk, "f")
    states(desk, "open")
    press(desk, "c")
    choose(desk, "close-yes")
    states(desk, "closed")
    assert hall.errors == []


def test_a_reload_a_second_screen_and_a_colleague(hall: Hall) -> None:
    issue(hall, count=2)
    desk = hall.console("1")
    press(desk, "o", " ", "s")
    states(desk, "serving")
    desk.reload()
    expect(at(desk, "current-number")).to_have_text("A001")
    states(desk, "serving")

    colleague = hall.page("console", "/window/?window=1")
    sign_in(colleague, next(s for s in hall.hub.credentials["staff"] if s["window"] == "2"))
    expect(at(colleague, "taken")).to_contain_text("才让卓玛")
    colleague.keyboard.press("f")
    states(colleague, "serving")
    at(colleague, "take-over").click()
    expect(at(colleague, "finish")).to_be_enabled()
    expect(at(desk, "taken")).to_contain_text("王秀兰")
    press(colleague, "f")
    states(colleague, "open")
    assert hall.errors == []


def test_a_narrow_strip_beside_another_program_shows_what_is_next_first(hall: Hall) -> None:
    issue(hall, count=3)
    desk = hall.console("1")
    desk.set_viewport_size({"width": 400, "height": 900})
    press(desk, "o")
    expect(at(desk, "next")).to_have_class(re.compile("gold"))
    first = at(desk, "next").bounding_box()
    assert first is not None
    others = [at(desk, name).bounding_box() for name in ("recall", "hold", "close")]
    assert all(box is not None and box["y"] > first["y"] for box in others)
    assert desk.evaluate("document.documentElement.scrollWidth") <= 400
