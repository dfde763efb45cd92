"""Every page looks as it was meant to: compared with a picture that was looked at, so that a change is seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Browser

from tests.browser.baselines import KEPT, PAGES, StillHall, shot, still_hub
from tests.browser.likeness import FEW, different_cells, from_afar

SEEN = Path(__file__).parents[2] / "test-results" / "baselines"
LOWER = "() => (document.body.style.paddingTop = '16px')"
ONE_BLOCK_LOWER = "element => (element.style.transform = 'translateY(16px)')"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[StillHall]:
    hub = still_hub(tmp_path_factory.mktemp("still"))
    still = StillHall(hub, browser.new_context)
    still.begin()
    yield still
    hub.stop()


def differ(now: Image.Image, name: str) -> int:
    """In how many cells the page is not as it was meant to be; its picture is kept when it is not."""
    seen, meant = from_afar(now), Image.open(KEPT / f"{name}.png")
    cells = different_cells(seen, meant)
    if len(cells) > FEW:
        SEEN.mkdir(parents=True, exist_ok=True)
        seen.save(SEEN / f"{name}.png")
    return len(cells)


@pytest.mark.parametrize("name", PAGES)
def test_it_looks_as_it_was_meant_to(hall: StillHall, name: str) -> None:
    """And would be seen not to, if all of it stood sixteen pixels lower."""
    page = PAGES[name](hall)
    assert differ(shot(page), name) <= FEW, f"see {SEEN / name}.png; `make baselines` keeps the pages as they are now"
    page.evaluate(LOWER)
    assert differ(shot(page), name) > 5 * FEW
    page.context.close()


def test_one_block_that_moved_is_seen_and_letters_drawn_otherwise_are_not(hall: StillHall) -> None:
    page = PAGES["evaluator"](hall)
    now = shot(page)
    assert differ(now.filter(ImageFilter.GaussianBlur(0.7)), "evaluator") <= FEW
    lower_by_one = now.copy()
    lower_by_one.paste(now, (0, 1))
    assert differ(lower_by_one, "evaluator") <= FEW
    page.locator("[data-testid=grade-satisfied]").evaluate(ONE_BLOCK_LOWER)
    assert differ(shot(page), "evaluator") > FEW
    page.context.close()
