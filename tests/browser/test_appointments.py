"""Appointments at the desk and at the managers': made, moved, taken back, and who comes is checked in."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.browser.pages import Hall, at

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_from_the_call_to_the_window(open_hall: Hall) -> None:
    soon = datetime.now(UTC) + timedelta(minutes=10)
    desk, manager = open_hall.console("1"), open_hall.manager()
    at(desk, "next").wait_for()
    desk.keyboard.press("y")
    expect(at(desk, "no-appointments")).to_be_visible()
    at(desk, "book").press("Enter")
    at(desk, "appointment-service").select_option("A")
    at(desk, "appointment-day").fill(soon.astimezone(SHANGHAI).date().isoformat())
    at(desk, "appointment-time").fill(soon.astimezone(SHANGHAI).strftime("%H:%M"))
    at(desk, "appointment-save").press("Enter")
    said = re.search(r"\d{6}", at(desk, "appointments-told").inner_text())
    assert said
    code = said[0]
    expect(at(desk, f"appointment-{code}")).to_contain_text(soon.astimezone(SHANGHAI).strftime("%H:%M"))

    at(manager, "nav-appointments").click()
    expect(at(manager, f"appointment-{code}")).to_contain_text("户籍管理")
    tomorrow = soon + timedelta(days=1)
    at(manager, f"move-{code}").click()
    at(manager, "appointment-day").fill(tomorrow.astimezone(SHANGHAI).date().isoformat())
    at(manager, "appointment-save").click()
    moved = at(manager, f"appointments-{tomorrow.astimezone(SHANGHAI).date()}")
    expect(moved.get_by_test_id(f"appointment-{code}")).to_be_visible()

    # Another rings up and comes at once; the desk's list, open all the while, has it without being asked.
    other = open_hall.hub.staff("1").post("/appointments", {"service": "A", "at": soon.isoformat()}).json()["code"]
    at(desk, f"arrived-{other}").click()
    expect(at(desk, "appointments-told")).to_contain_text("A001")
    expect(at(desk, f"appointment-{other}")).to_have_attribute("data-state", "checked_in")

    at(manager, f"cancel-{code}").click()
    at(manager, f"cancel-sure-{code}").click()
    expect(at(manager, f"appointment-{code}")).to_have_attribute("data-state", "cancelled")
    expect(at(desk, f"appointment-{code}")).to_have_attribute("data-state", "cancelled")
    desk.keyboard.press("Escape")
    expect(at(desk, "queue-A001")).to_be_visible()
    assert open_hall.errors == []
