"""Something goes wrong in the hall: the manager's page and the wall in the back office say so by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request, expect

from tests.browser.pages import Hall, at
from tests.browser.served_hall import ServedHall, hall_like

AT_ONCE = {"notice": 0, "yellow": 0.001, "red": 0.002}
STATE = "/api/v1/devices/me/state"


@pytest.fixture
def hasty(tmp_path: Path) -> Iterator[ServedHall]:
    """A hall in which a window is idle, and red, as soon as somebody waits for it."""
    definition = hall_like("maqu", supervision={"idle_minutes": AT_ONCE})
    hub = ServedHall(tmp_path / "hub", definition=definition, through=("tests.quick_hub",)).start()
    yield hub
    hub.stop()


def test_an_empty_window_is_seen_on_the_page_and_the_wall_answered_and_over(
    hasty: ServedHall, browser: Browser
) -> None:
    hall = Hall(hasty, browser.new_context)
    manager = hall.manager()
    wall = hall.page("wall", f"/wall/#t={hasty.wall().token}")
    for page in (manager, wall):
        expect(at(page, "no-alerts")).to_be_visible()
    asked: list[str] = []
    wall.on("request", lambda request: _note(asked, request))

    clerk = hasty.staff("1")
    clerk.post("/windows/1/open")
    ticket = hasty.kiosk().post("/tickets", {"service": "A"}).json()
    for page in (manager, wall):
        expect(at(page, "alert-idle")).to_have_attribute("data-step", "red")
        expect(at(page, "window-1")).to_contain_text("空着")
        expect(page.locator("jh-waits canvas")).to_be_visible()
    expect(at(wall, "alert-idle")).to_contain_text("还没有人处置")
    at(manager, "answer-idle").click()
    at(manager, "remark-on_it").click()
    expect(at(wall, "alert-idle")).to_contain_text("有人在处置")
    expect(at(manager, "alert-idle")).to_contain_text("旦正加:我去看看")

    hasty.kill()
    expect(at(wall, "as-of")).to_be_visible()
    expect(at(manager, "as-of")).to_be_visible()
    hasty.start()
    expect(at(wall, "as-of")).to_have_count(0)
    clerk.post(f"/tickets/{ticket['id']}/cancel")
    for page in (manager, wall):
        expect(at(page, "no-alerts")).to_be_visible()
    at(manager, "alerts-all").click()
    expect(at(manager, "alert-idle").first).to_have_attribute("data-state", "over")
    assert set(filter(lambda path: path.startswith("/api/"), asked)) <= {"/api/v1/live", STATE}
    assert hall.errors == []


def _note(asked: list[str], request: Request) -> None:
    asked.append("/" + request.url.split("/", 3)[3])
