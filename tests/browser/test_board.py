"""The hall board: is it me, and where to? Also in a rush, in a large hall, on every screen, and without the hub."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.feed_in_hand import FeedInHand, hall
from tests.browser.pages import NewContext
from tests.browser.pages import at as named
from tests.hubs import DemoHub

SECOND = 1_000
SCREENS = {"1080p": (1920, 1080), "4K": (3840, 2160), "upright": (1080, 1920)}
NOTE_CALLS = """
element => {
  window.seen = [];
  const note = () => {
    const shown = element.shadowRoot.querySelector("jh-current")?.shadowRoot.querySelector(".number")?.textContent;
    if (shown && shown !== window.seen.at(-1)) window.seen.push(shown);
  };
  const look = () => { note(); requestAnimationFrame(look); };
  look();
}
"""
BOXES = """
element => ["header", "main", "jh-windows-now", "jh-waiting", "jh-notices"].map((name) => {
  const { x, y, width, height } = element.shadowRoot.querySelector(name).getBoundingClientRect();
  return [x, y, width, height].map(Math.round);
})
"""
OUTSIDE = """
element => {
  const outside = [];
  const walk = (root) => root.querySelectorAll("*").forEach((each) => {
    const box = each.getBoundingClientRect();
    if (box.width && (box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1))
      outside.push(each.tagName + "." + each.className);
    if (each.shadowRoot) walk(each.shadowRoot);
  });
  walk(element.shadowRoot);
  return outside;
}
"""
GLYPH_HEIGHT = """
element => {
  const style = getComputedStyle(element), canvas = document.createElement("canvas").getContext("2d");
  canvas.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const { actualBoundingBoxAscent, actualBoundingBoxDescent } = canvas.measureText(element.textContent);
  return actualBoundingBoxAscent + actualBoundingBoxDescent;
}
"""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoHub]:
    running = DemoHub(tmp_path_factory.mktemp("hub")).start()
    yield running
    running.stop()


@pytest.fixture
def board(hub: DemoHub, new_context: NewContext) -> Callable[..., tuple[Page, FeedInHand]]:
    def opened(
        state: dict[str, Any], *, screen: str = "1080p", query: str = "", clock: bool = False
    ) -> tuple[Page, FeedInHand]:
        width, height = SCREENS[screen]
        page = new_context(viewport={"width": width, "height": height}).new_page()
        feed = FeedInHand(page, state)
        if clock:
            page.clock.install()
        page.goto(f"{hub.page_url}/display/{query}#t={hub.credentials['devices']['display']}")
        expect(page.locator("jh-windows-now li").first).to_be_visible()
        return page, feed

    return opened


Board = Callable[..., tuple[Page, FeedInHand]]


def test_no_number_is_skipped_however_fast_the_calls_come(board: Board) -> None:
    """Sixty calls at once: each stands in front by itself, in order, and all pass through the list."""
    page, feed = board(hall(calls=1), clock=True)
    page.locator("jh-board").evaluate(NOTE_CALLS)
    numbers = [f"B{n:03}" for n in range(1, 61)]
    for number in numbers:
        feed.call(number, "2")
    expect(named(page, "current-number")).to_have_text("B001")
    for _ in range(130):
        page.clock.run_for(600)
        feed.tick()
    seen = page.evaluate("window.seen")
    assert seen[seen.index("B001") :] == numbers
    listed = page.locator("jh-last-calls .call .number:first-child").all_inner_texts()
    assert listed == ["B059", "B058", "B057", "B056", "B055"]


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_moves_whatever_the_hall_is_like(board: Board, screen: str) -> None:
    """One window or a hundred, one call or many, waiting or not, calm or gold: every part stays in its place."""
    seen = []
    for state in (
        hall(windows=1, calls=0, services=1),
        hall(windows=6, calls=1),
        hall(windows=100, calls=6, services=120),
        hall(windows=6, calls=6, ago=900),
    ):
        page, _ = board(state, screen=screen)
        seen.append(page.locator("jh-board").evaluate(BOXES))
        assert page.locator("jh-board").evaluate(OUTSIDE) == []
        page.context.close()
    assert all(boxes == seen[0] for boxes in seen)


def test_a_call_moves_nothing_but_itself(board: Board) -> None:
    page, feed = board(hall())
    before = page.locator("jh-board").evaluate(BOXES)
    feed.call("AB1234", "12")
    expect(named(page, "current-number")).to_have_text("AB1234")
    feed.tell("ticket.issued", {"number": "C001", "service": "C", "waiting": 112})
    expect(named(page, "waiting-C")).to_contain_text("112")
    assert page.locator("jh-board").evaluate(BOXES) == before
    assert page.locator("jh-board").evaluate(OUTSIDE) == []


@pytest.mark.parametrize("screen", ["1080p", "4K"])
def test_the_number_is_three_tenths_of_the_screen(board: Board, screen: str) -> None:
    page, _ = board(hall(), screen=screen)
    assert named(page, "current-number").evaluate(GLYPH_HEIGHT) >= 0.3 * SCREENS[screen][1]


def test_upright_the_number_is_as_wide_as_the_screen(board: Board) -> None:
    page, _ = board(hall(), screen="upright")
    number = named(page, "current-number")
    number.evaluate("element => Promise.all(element.getAnimations().map((each) => each.finished))")
    width = number.evaluate(
        "element => { const all = document.createRange(); all.selectNodeContents(element);"
        " return all.getBoundingClientRect().width }"
    )
    assert 0.8 * 1080 < width < 1080


def test_windows_show_their_state_and_whom_they_serve(board: Board) -> None:
    page, feed = board(hall())
    feed.call("A031", "3")
    expect(named(page, "window-3")).to_contain_text("A031")
    expect(named(page, "window-3")).to_contain_text("请过去")
    feed.tell("serving.started", {"number": "A031", "window": "3", "service": "A"})
    expect(named(page, "window-3")).to_contain_text("办理中")
    feed.tell("serving.finished", {"number": "A031", "window": "3", "service": "A"})
    expect(named(page, "window-3")).to_contain_text("可办理")
    feed.tell("window.paused", {"window": "3", "state": "paused", "reason": "lunch", "staff": None})
    expect(named(page, "window-3")).to_contain_text("暂停服务")
    feed.tell("window.closed", {"window": "3", "state": "closed", "reason": None, "staff": None})
    expect(named(page, "window-3")).to_contain_text("未开")


def test_of_a_hundred_windows_those_that_are_staffed_come_round(board: Board) -> None:
    state = hall(windows=100)
    for each in state["windows"][:60]:
        each["state"] = "closed"
    page, feed = board(state, clock=True)
    seen: set[str] = set()
    for _ in range(4):
        seen |= set(page.locator("jh-windows-now b").all_inner_texts())
        page.clock.run_for(9_000)
        feed.tick()
    assert seen == {str(n) for n in range(61, 101)}


def test_after_a_while_without_a_call_the_gold_goes_and_the_hall_is_told_what_to_bring(board: Board) -> None:
    page, _ = board(hall(ago=170), clock=True)
    expect(named(page, "current-number")).to_be_visible()
    page.clock.run_for(20_000)
    expect(named(page, "current-number")).to_have_count(0)
    expect(page.locator("main > jh-calm")).to_contain_text("办这件事请带")
    expect(named(page, "call-A030")).to_be_visible()


def test_the_halls_results_are_shown_when_there_are_enough_of_them(board: Board, hub: DemoHub) -> None:
    page, _ = board(hall(calls=0), clock=True)
    total = {"satisfaction": {"numerator": 89, "denominator": 96, "value": 0.927}}

    def answer(route: Any) -> None:
        route.fulfill(body=json.dumps({"month": "2026-11", "months": [], "rows": [], "total": total}))

    page.route(re.compile("/api/v1/open/ratings"), answer)
    page.reload()
    expect(page.locator("jh-windows-now li").first).to_be_visible()
    page.clock.run_for(12_100)
    expect(named(page, "results")).to_contain_text("92.7%")
    expect(named(page, "results")).to_contain_text("96 位评价,89 位满意")


def test_each_board_shows_its_own_area_in_its_own_languages(board: Board) -> None:
    state = hall(windows=6, calls=0)
    for each, code in zip(state["windows"], "ABCDEF", strict=True):
        each["services"] = [code]
    page, feed = board(state, query="?board=east")
    expect(page.locator("jh-windows-now li")).to_have_count(3)
    assert page.locator("jh-waiting li .name span:first-child").all_inner_texts() == [
        "社会救助",
        "社会福利",
        "计划生育",
    ]
    feed.call("A031", "1")
    feed.call("D005", "4", service="D")
    expect(named(page, "current-number")).to_have_text("D005")
    expect(page.locator("jh-last-calls .call")).to_have_count(0)
    assert "Window 4" not in page.locator("jh-current").inner_text()
    expect(page.locator("header .title")).to_contain_text("东区")


def test_a_board_that_is_not_defined_is_not_there(hub: DemoHub) -> None:
    assert hub.caller(None).get(f"{hub.base_url}/display/?board=north").status_code == 404


def test_without_the_hub_the_last_calls_stay_and_it_says_so(board: Board) -> None:
    page, feed = board(hall())
    before = page.locator("jh-board").evaluate(BOXES)
    feed.lose()
    expect(named(page, "reconnecting")).to_be_visible(timeout=10 * SECOND)
    expect(named(page, "current-number")).to_have_text("A030")
    assert page.locator("jh-board").evaluate(BOXES) == before
    feed.away = False
    expect(named(page, "reconnecting")).to_have_count(0, timeout=15 * SECOND)
