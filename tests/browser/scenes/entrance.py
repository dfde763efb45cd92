"""The launcher and the published results."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Page, Route

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
    stage.morning()
    return waiting(stage.open("manager", "/open/"), "row-1")


@scene("open empty")
def _open_empty(stage: Stage) -> Page:
    def none(route: Route) -> None:
        route.fulfill(body=json.dumps({"month": "2026-11", "months": ["2026-11"], "rows": [], "total": {}}))

    page = stage.blank("manager")
    page.route(re.compile("/api/v1/open/ratings"), none)
    page.goto(f"{stage.hub.page_url}/open/")
    page.locator("article").first.wait_for()
    return page
