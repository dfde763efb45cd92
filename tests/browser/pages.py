"""The pages of a hall, each on its own device, at the size of its screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Locator, Page

from tests.hubs import DemoHub

NewContext = Callable[..., BrowserContext]
SIZES = {
    "kiosk": (1080, 1920),
    "board": (1920, 1080),
    "window": (1920, 1080),
    "evaluator": (1280, 800),
    "console": (1440, 900),
    "manager": (1440, 900),
    "wall": (1920, 1080),
    "inspector": (1280, 800),
    "phone": (390, 844),
}


@dataclass
class Hall:
    """Opens pages over plain HTTP under a name, as on a hall's LAN; every error on any page is kept."""

    hub: DemoHub
    new_context: NewContext
    errors: list[str] = field(default_factory=list)

    def page(self, kind: str, path: str) -> Page:
        width, height = SIZES[kind]
        page = self.new_context(viewport={"width": width, "height": height}).new_page()
        page.on("pageerror", lambda error: self.errors.append(f"{kind}: {error}"))
        page.on("console", lambda said: self._note(kind, said.type, said.text))
        page.goto(f"{self.hub.page_url}{path}")
        return page

    def _note(self, kind: str, type: str, text: str) -> None:
        # A hub that is away is seen by the browser as failed connections; everything else on the console is a fault.
        away = "ERR_CONNECTION" in text or "WebSocket connection" in text or "ERR_EMPTY_RESPONSE" in text
        if type == "error" and not away:
            self.errors.append(f"{kind}: {text}")

    def kiosk(self) -> Page:
        return self.page("kiosk", f"/kiosk/#t={self.hub.credentials['devices']['kiosk']}")

    def board(self) -> Page:
        return self.page("board", f"/display/#t={self.hub.credentials['devices']['display']}")

    def window(self, code: str) -> Page:
        return self.page("window", f"/display/window/{code}#t={self.hub.credentials['devices']['display']}")

    def evaluator(self, code: str) -> Page:
        return self.page("evaluator", f"/evaluator/{code}#t={self.hub.credentials['devices']['evaluator'][code]}")

    def console(self, code: str) -> Page:
        """The console of a window, its clerk signed in."""
        page = self.page("console", f"/window/?window={code}")
        login = next(s for s in self.hub.credentials["staff"] if s["window"] == code)
        sign_in(page, login)
        return page

    def manager(self) -> Page:
        page = self.page("manager", "/manager/")
        sign_in(page, self.hub.credentials["manager"])
        return page

    def phone(self, url: str) -> Page:
        return self.page("phone", "/t/" + url.rpartition("/")[2])


def sign_in(page: Page, login: dict[str, str]) -> None:
    page.get_by_test_id("login-job").fill(login["job_number"])
    page.get_by_test_id("login-password").fill(login["password"])
    page.get_by_test_id("login-submit").click()


def at(page: Page, testid: str) -> Locator:
    return page.get_by_test_id(testid)
