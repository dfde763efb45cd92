"""What the kiosk and the hall board cost a slow computer.

How soon after a touch the ticket is on the screen and a call is painted, and what a day of calls leaves in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.bench.kiosk import touched
from tests.bench.measuring import RUNS, Aim, Row, Run, row
from tests.bench.slow_browser import SLOWDOWN, slow_down
from tests.browser.conftest import ARGUMENTS, chromium
from tests.browser.feed_in_hand import FeedInHand, at, call, window
from tests.hubs import DemoHub

A_DAY = 8_000
AT_ONCE = 200
SHOWN_WITHIN_MS = 2_000
"""Of the page's own clock, after which a call has left the front in a rush."""

TICK_MS = 8_000
"""Of the page's own clock: a page that hears nothing for longer takes the hub for gone."""

ARRIVALS = """
window.painted = [];
const Real = WebSocket;
window.WebSocket = class extends Real {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => {
      const number = /"ticket\\.called".*?"number":"(\\w+)"/.exec(data)?.[1];
      if (!number) return;
      const arrived = performance.now();
      const look = () => {
        const shown = document.querySelector("jh-board").shadowRoot.querySelector("jh-current");
        if (shown?.shadowRoot.querySelector(".number")?.textContent !== number) return requestAnimationFrame(look);
        // The frame that holds it is painted before the next one begins.
        requestAnimationFrame(() => window.painted.push(performance.now() - arrived));
      };
      requestAnimationFrame(look);
    });
  }
};
"""


def rows(folder: Path, *, runs: int = RUNS) -> Iterator[Row]:
    hub = DemoHub(folder / "board").start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
            yield touched(browser, hub, runs=runs + 5)
            yield _painted(browser, hub, calls=runs + 5)
            yield _memory(browser, hub)
            browser.close()
    finally:
        hub.stop()


def _painted(browser: Browser, hub: DemoHub, *, calls: int) -> Row:
    """From the arrival of the event in the page to the end of the frame that shows its number, on a 6× slower CPU."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.add_init_script(ARRIVALS)
    page.goto(_address(hub))
    page.locator("jh-windows-now li").first.wait_for()
    clerk = hub.staff("1")
    clerk.post("/windows/1/open")
    slow_down(page)
    for place in range(calls):
        hub.kiosk().post("/tickets", {"service": "A"})
        serving = clerk.post("/windows/1/call").json()
        page.wait_for_function(f"() => window.painted.length === {place + 1}")
        for step in ("start", "finish"):
            clerk.post(f"/servings/{serving['id']}/{step}")
        page.wait_for_timeout(2_600)  # until the board is free to show the next at once
    painted: list[float] = page.evaluate("window.painted")
    page.close()
    ours = [Run(figure=each) for each in painted]
    return row(f"call to painted, CPU {SLOWDOWN}× slower", ours, unit="ms", aim=Aim("figure", most=100))


def _memory(browser: Browser, hub: DemoHub) -> Row:
    """What the page's heap has grown by over a day of calls, after it is swept; the first 400 calls do not count."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    windows = [window(str(n), services=["A"]) for n in range(1, 101)]
    service = {"code": "A", "name": {"zh-CN": "户籍管理"}, "icon": "file-text", "waiting": 1, "materials": []}
    calls = [{"seq": 1, "at": at(), **call("A000")}]
    feed = FeedInHand(page, {"windows": windows, "services": [service], "calls": calls, "notices": [], "voice": {}})
    page.clock.install()
    page.goto(_address(hub))
    page.locator("jh-windows-now li").first.wait_for()
    session = page.context.new_cdp_session(page)
    _calls(page, feed, 2 * AT_ONCE)
    before = _heap_mb(session)
    _calls(page, feed, A_DAY)
    grown = _heap_mb(session) - before
    page.close()
    return row(f"board's heap after {A_DAY:,} calls", [Run(figure=grown)], unit="MB", aim=Aim("figure", most=1))


def _calls(page: Page, feed: FeedInHand, count: int) -> None:
    for first in range(0, count, AT_ONCE):
        for n in range(first, first + AT_ONCE):
            feed.call(f"A{n % 1000:03}", str(n % 100 + 1))
            feed.tell("serving.finished", {"number": f"A{n % 1000:03}", "window": str(n % 100 + 1), "service": "A"})
        for _ in range(0, AT_ONCE * SHOWN_WITHIN_MS, TICK_MS):
            page.clock.run_for(TICK_MS)
            feed.tick()


def _heap_mb(session: CDPSession) -> float:
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1e6


def _address(hub: DemoHub) -> str:
    return f"{hub.page_url}/display/#t={hub.credentials['devices']['display']}"
