"""Every page in every state, as people meet it who see little, press with effort or use a keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.accessibility import targets_below, texts_below, violations
from tests.browser.kiosk_hall import maqu_with_everything
from tests.browser.scenes import SCENES, TOUCHED, Stage

SMALLEST_TARGET, SMALLEST_TEXT = 60, 18
PAGES = list(dict.fromkeys(kind for name in SCENES if (kind := name.partition(" ")[0]) != "kiosk"))
"""The kiosk, with its languages and modes, has test_kiosk_for_everybody."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Stage]:
    hub = maqu_with_everything(tmp_path_factory.mktemp("hub"))
    yield Stage(hub, browser.new_context)
    hub.stop()


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_is_wrong_with_any_state_of(stage: Stage, kind: str) -> None:
    """axe-core finds nothing, contrast included; all can be read, and hit where it is touched."""
    wrong: list[str] = []
    for name, bring_about in SCENES.items():
        if name.partition(" ")[0] != kind:
            continue
        page = bring_about(stage)
        for fault in violations(page):
            wrong += [f"{name}: {fault['rule']} at {where}: {why}" for where, why in fault["where"]]
        wrong += [f"{name}: {size} px is small for {text}" for text, size in texts_below(page, SMALLEST_TEXT)]
        if kind in TOUCHED:
            small = targets_below(page, SMALLEST_TARGET)
            wrong += [f"{name}: {width}x{height} is small for {what}" for what, width, height in small]
        page.context.close()
    assert wrong == [], "\n".join(wrong)
    assert stage.errors == []
