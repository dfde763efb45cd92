"""What the kiosk costs a slow computer: how soon after the touch the ticket is on the screen."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.bench.measuring import Aim, Row, Run, row
from tests.bench.slow_browser import SLOWDOWN, slow_down
from tests.browser.pages import at
from tests.hubs import DemoHub

OUR_SHARE = """
window.shares = [];
let touched = 0, asked = 0;
addEventListener("click", () => (touched = performance.now()), true);
const ask = window.fetch;
window.fetch = async (path, options) => {
  if (options?.method !== "POST" || path !== "/api/v1/tickets") return ask(path, options);
  asked = performance.now();
  const answer = await ask(path, options);
  const answered = performance.now();
  const look = () => {
    const taken = document.querySelector("jh-kiosk").shadowRoot.querySelector("jh-taken");
    if (!taken?.shadowRoot?.querySelector("[data-testid=ticket-number]")) return requestAnimationFrame(look);
    // The frame that holds it is painted before the next one begins.
    requestAnimationFrame(() => window.shares.push(asked - touched + performance.now() - answered));
  };
  requestAnimationFrame(look);
  return answer;
};
"""


def touched(browser: Browser, hub: DemoHub, *, runs: int) -> Row:
    """From the touch to the end of the frame with the number, without the time that the hub took to answer."""
    page = browser.new_page(viewport={"width": 1080, "height": 1920})
    page.add_init_script(OUR_SHARE)
    page.goto(f"{hub.page_url}/kiosk/#t={hub.credentials['devices']['kiosk']}")
    page.locator("jh-tile").first.wait_for()
    slow_down(page)
    for _ in range(runs + 1):
        at(page, "tile-A").click()
        at(page, "take").click()
        expect(at(page, "ticket-number")).to_be_visible()
        at(page, "home").click()
    shares: list[float] = page.evaluate("window.shares")
    page.close()
    # The first is the one for which everything is drawn for the first time.
    ours = [Run(figure=each) for each in shares[1:]]
    return row(
        f"touch to ticket beyond the answer, CPU {SLOWDOWN}× slower", ours, unit="ms", aim=Aim("figure", most=300)
    )
