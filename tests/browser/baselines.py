"""One picture a page as it is meant to look, and ``python -m tests.browser.baselines`` to take them anew.

The hub's clock and the pages' stand still at 10:42, nothing moves, and nobody's number depends on chance, so two runs
show the same.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.conftest import ARGUMENTS, chromium
from tests.browser.likeness import from_afar
from tests.browser.pages import SIZES, NewContext, at, sign_in
from tests.browser.published_month import published
from tests.browser.scenes.inspector import to_inspect
from tests.browser.still_hub import NOW
from tests.browser.visits import call, finish, take
from tests.hubs import DemoHub

KEPT = Path(__file__).parent / "baselines"
INSPECTOR = "9101"
STOPPED_AT_MS = 1_000
TURNS_MS = 8_000
"""Pages that show one thing after the other do so no faster."""

STILL = f"""
performance.now = () => {STOPPED_AT_MS};
Date = class extends Date {{
  constructor(...given) {{ super(...(given.length ? given : [{NOW.timestamp() * 1000:.0f}])); }}
  static now() {{ return {NOW.timestamp() * 1000:.0f}; }}
}};
const every = window.setInterval;
// What takes turns on a page stays at the first, however long this computer needs.
window.setInterval = (deed, ms, ...given) => every(deed, ms < {TURNS_MS} ? ms : 2 ** 30, ...given);
"""


@dataclass
class StillHall:
    """A hall at one moment, with its pages."""

    hub: DemoHub
    new_context: NewContext

    def open(self, kind: str, path: str, token: str = "") -> Page:
        width, height = SIZES[kind]
        page = self.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce").new_page()
        page.set_default_timeout(30_000)
        page.add_init_script(STILL)
        page.goto(self.hub.page_url + path + (f"#t={token}" if token else ""))
        return page

    def begin(self) -> None:
        """Seven wait, one is called to window 2, one is served at 1, one is asked at 3 how it was; 5 is at lunch."""
        for service in ("A", "A", "B", "B", "D", "H"):
            take(self.hub, service=service)
        for code in ("1", "2", "3", "4", "5", "6"):
            self.hub.staff(code).post(f"/windows/{code}/open")
        self.hub.staff("5").post("/windows/5/pause", {"reason": "lunch"})
        asked = take(self.hub, service="D")
        third = self.hub.staff("3")
        finish(third, call(third, asked, window="3"))
        first, second = self.hub.staff("1"), self.hub.staff("2")
        serving = first.post("/windows/1/call").json()
        first.post(f"/servings/{serving['id']}/start")
        second.post("/windows/2/call")


Moment = Callable[[StillHall], Page]


def _kiosk(hall: StillHall) -> Page:
    page = hall.open("kiosk", "/kiosk/", hall.hub.credentials["devices"]["kiosk"])
    page.locator("jh-tile").first.wait_for()
    return page


def _board(hall: StillHall) -> Page:
    page = hall.open("board", "/display/", hall.hub.credentials["devices"]["display"])
    at(page, "current-number").wait_for()
    page.locator("jh-sound-button").evaluate_all("buttons => buttons.forEach((button) => button.remove())")
    return page


def _window(hall: StillHall) -> Page:
    page = hall.open("window", "/display/window/2", hall.hub.credentials["devices"]["display"])
    at(page, "number").wait_for()
    return page


def _evaluator(hall: StillHall) -> Page:
    page = hall.open("evaluator", "/evaluator/3", hall.hub.credentials["devices"]["evaluator"]["3"])
    at(page, "grade-satisfied").wait_for()
    return page


def _console(hall: StillHall) -> Page:
    page = hall.open("console", "/window/?window=1")
    sign_in(page, hall.hub.credentials["staff"][0])
    at(page, "current-number").wait_for()
    return page


def _sign_in(hall: StillHall) -> Page:
    page = hall.open("manager", "/manager/")
    at(page, "login-submit").wait_for()
    return page


def _manager(hall: StillHall) -> Page:
    page = hall.open("manager", "/manager/")
    sign_in(page, hall.hub.credentials["manager"])
    at(page, "nav-voice").click()
    at(page, "voice-state").wait_for()
    # It counts the catalogues' drafts and names every other page: neither is how this one looks.
    page.locator("nav").evaluate("nav => (nav.style.visibility = 'hidden')")
    return page


def _phone(hall: StillHall) -> Page:
    page = hall.open("phone", "/t/" + take(hall.hub, service="A")["url"].rpartition("/")[2])
    at(page, "cancel").wait_for()
    page.locator("[data-testid=as-of]").wait_for(state="detached")
    return page


def _open(hall: StillHall) -> Page:
    page = hall.open("manager", "/open/")
    # At 10:42 of the hall's first day no month is over.
    page.route("**/api/v1/open/ratings?*", lambda route: route.fulfill(json=published()))
    page.reload()
    at(page, "row-3").wait_for()
    return page


def _inspector(hall: StillHall) -> Page:
    seen = to_inspect(4, lambda seconds: (NOW - timedelta(seconds=seconds)).isoformat())
    kept = json.loads((hall.hub.folder / "data" / "credentials.json").read_text())
    page = hall.open("inspector", "/inspector/")
    page.route("**/api/v1/inspections", lambda route: route.fulfill(json=seen))
    sign_in(page, {"job_number": INSPECTOR, "password": kept["passwords"][INSPECTOR]})
    at(page, "given").wait_for()
    return page


def _launcher(hall: StillHall) -> Page:
    page = hall.open("manager", "/")
    page.locator("a.card").first.wait_for()
    return page


PAGES: dict[str, Moment] = {
    "kiosk": _kiosk,
    "board": _board,
    "window": _window,
    "evaluator": _evaluator,
    "console": _console,
    "sign-in": _sign_in,
    "manager": _manager,
    "open": _open,
    "inspector": _inspector,
    "launcher": _launcher,
    # The last, since it takes a ticket of its own.
    "phone": _phone,
}


def still_hub(folder: Path) -> DemoHub:
    return DemoHub(folder, through=("tests.browser.still_hub",)).start()


def shot(page: Page) -> Image.Image:
    """The page as it stands, once its letters and pictures are there."""
    page.evaluate("() => document.fonts.ready")
    expect(page.locator("jh-icon:not([drawn])")).to_have_count(0, timeout=15_000)
    page.wait_for_load_state("networkidle")
    return Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")


def pictures(hall: StillHall) -> Iterator[tuple[str, Image.Image]]:
    hall.begin()
    for name, moment in PAGES.items():
        page = moment(hall)
        yield name, from_afar(shot(page))
        page.context.close()


def main() -> None:
    KEPT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        hub = still_hub(Path(folder))
        try:
            browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
            for name, picture in pictures(StillHall(hub, browser.new_context)):
                picture.save(KEPT / f"{name}.png", optimize=True)
            browser.close()
        finally:
            hub.stop()


if __name__ == "__main__":
    main()
