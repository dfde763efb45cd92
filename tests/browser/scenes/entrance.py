"""The launcher and the published results."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import Page

from tests.browser.published_month import published
from tests.browser.scenes.all import LANGUAGES, scene, waiting
from tests.browser.scenes.stage import Stage

for _language in LANGUAGES:

    @scene(f"launcher {_language}")
    def _launcher(stage: Stage, language: str = _language) -> Page:
        page = stage.open("manager", "/")
        page.locator("a.card").first.wait_for()
        page.get_by_role("button", name={"zh-CN": "中文", "bo": "བོད་ཡིག", "en": "English"}[language]).click()
        return page


@scene("open results")
def _open_results(stage: Stage) -> Page:
    return waiting(_published(stage, published()), "row-1")


@scene("open empty")
def _open_empty(stage: Stage) -> Page:
    return _published(stage, published(given={}))


@scene("open nothing yet")
def _open_nothing_yet(stage: Stage) -> Page:
    coming = {"month": "2026-11", "on": "2026-12-09"}
    nothing = {"month": None, "months": [], "by": "window", "published_from": None, "rows": [], "total": None}
    return _published(stage, {**nothing, "coming": coming})


def _published(stage: Stage, told: dict[str, Any]) -> Page:
    """The page with a month that is over, which none of the hub that is played at is."""
    page = stage.blank("manager")
    page.route(re.compile("/api/v1/open/ratings"), lambda route: route.fulfill(body=json.dumps(told)))
    page.goto(f"{stage.hub.page_url}/open/")
    page.locator("article").first.wait_for()
    return page


@scene("open offline")
def _open_offline(stage: Stage) -> Page:
    page = _open_results(stage)
    page.unroute_all()
    page.context.set_offline(True)
    page.get_by_test_id("by-department").click()
    return waiting(page, "reconnecting")


@scene("open results bo")
def _open_tibetan(stage: Stage) -> Page:
    with stage.speaking("bo"):
        return _open_results(stage)
