"""A kiosk in a hall that has everything: a service that is full, one by appointment, one whose window is at lunch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.pages import at, sign_in
from tests.browser.served_hall import PIN, ServedHall, hall_like, with_services

PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)
LANGUAGES = ("zh-CN", "bo", "en")


def maqu_with_everything(folder: Path) -> ServedHall:
    """Welfare (E) has no ticket left, technical service (M) is by appointment, window 5 is at lunch."""
    definition = with_services(hall_like("maqu"), E={"quota": 0}, M={"appointment_only": True})
    hub = ServedHall(folder, definition=definition).start()
    lunch = hub.staff("5")
    lunch.post("/windows/5/open")
    lunch.post("/windows/5/pause", {"reason": "lunch"})
    return hub


@pytest.fixture(scope="session")
def maqu(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    hub = maqu_with_everything(tmp_path_factory.mktemp("maqu"))
    yield hub
    hub.stop()


@pytest.fixture(scope="session")
def wangjiangjing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    """Fifteen departments, 122 items; its kiosk has a printer of its own, so the test reports what became of paper."""
    printer = {"kind": "network", "by": "agent", "address": "192.168.1.60"}
    definition = hall_like("wangjiangjing", printer=printer)
    hub = ServedHall(tmp_path_factory.mktemp("wangjiangjing"), definition=definition).start()
    yield hub
    hub.stop()


class Kiosks:
    """Opens kiosk pages; the errors of all of them are kept."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.errors: list[str] = []
        self._contexts: list[BrowserContext] = []

    def open(self, hub: ServedHall, size: tuple[int, int] = PORTRAIT, *, clock: bool = False) -> Page:
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce", has_touch=True
        )
        self._contexts.append(context)
        page = context.new_page()
        if clock:
            page.clock.install()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(f"{hub.page_url}/kiosk/#t={hub.credentials['devices']['kiosk']}")
        page.locator("jh-tile").first.wait_for()
        return page

    def manager(self, hub: ServedHall) -> Page:
        """The manager's page, signed in."""
        context = self.browser.new_context(viewport={"width": 1440, "height": 900})
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(f"{hub.page_url}/manager/")
        sign_in(page, hub.credentials["manager"])
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def kiosks(browser: Browser) -> Iterator[Kiosks]:
    opened = Kiosks(browser)
    yield opened
    opened.close()
    assert opened.errors == []


def set_up(page: Page, pin: str = PIN) -> None:
    """The service gesture, and the PIN."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    for _ in range(5):
        page.mouse.click(width - 30, 30)
    for digit in pin:
        page.locator("jh-pin").get_by_test_id(f"key-{digit}").click()
    at(page, "pin-open").click()
