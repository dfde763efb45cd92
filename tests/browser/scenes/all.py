"""Every scene by ``<page> <state>``, in the order in which one hub shows them."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.pages import at
from tests.browser.scenes.stage import Stage

Scene = Callable[[Stage], Page]
LANGUAGES = ("zh-CN", "bo", "en")
SCENES: dict[str, Scene] = {}
"""By ``<page> <state>``."""


ALSO: dict[str, Scene] = {}
"""Scenes of what another one shows, on another screen: for looking at; measuring them again would say nothing new."""


def scene(name: str, *, also: bool = False) -> Callable[[Scene], Scene]:
    def kept(made: Scene) -> Scene:
        (ALSO if also else SCENES)[name] = made
        return made

    return kept


def waiting(page: Page, *testids: str) -> Page:
    """The page, once all of these are on it."""
    for testid in testids:
        at(page, testid).first.wait_for()
    return page
