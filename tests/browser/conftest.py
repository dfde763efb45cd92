"""A real Chromium for the pages, and a hall with all of its pages open at once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.kiosk_hall import kiosks, maqu, wangjiangjing
from tests.browser.pages import Hall, NewContext
from tests.hubs import DemoHub

__all__ = ["kiosks", "maqu", "wangjiangjing"]

expect.set_options(timeout=20_000)
"""A page is waited for so long, since the machine may be busy; what is there sooner is seen sooner."""

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--autoplay-policy=no-user-gesture-required",
    "--host-resolver-rules=MAP hall.test 127.0.0.1",
)


def chromium() -> str:
    """Where Chromium is."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail("The browser tests need Chromium. On Debian or Ubuntu: apt-get install chromium", pytrace=False)
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium(), "args": list(ARGUMENTS)}


@pytest.fixture
def hall(own_hub: DemoHub, new_context: NewContext) -> Hall:
    return Hall(own_hub, new_context)


@pytest.fixture(scope="module")
def open_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoHub]:
    """The demonstration hall, once for the browser tests of a module; window 1 is open."""
    running = DemoHub(tmp_path_factory.mktemp("hub")).start()
    running.staff("1").post("/windows/1/open")
    yield running
    running.stop()


@pytest.fixture
def open_hall(open_hub: DemoHub, new_context: NewContext) -> Hall:
    return Hall(open_hub, new_context)
