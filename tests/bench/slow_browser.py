"""A computer as halls have them: its browser gets a sixth of this machine's CPU."""

from __future__ import annotations

from playwright.sync_api import Page

SLOWDOWN = 6


def slow_down(page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
