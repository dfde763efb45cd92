"""Every state of the kiosk, in every language and mode, standing and lying: nothing too small, cut off, unreadable."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import targets_below, texts_below, texts_cut_off, violations
from tests.browser.kiosk_hall import LANDSCAPE, LANGUAGES, PORTRAIT, Kiosks, set_up
from tests.browser.pages import at
from tests.browser.served_hall import ServedHall

SMALLEST_TARGET = 100
SMALLEST_TEXT = 32


def check(page: Page) -> None:
    """In all languages, plain, large and of high contrast; lying, whose elements are the same, axe looks once."""
    stands = page.viewport_size == {"width": PORTRAIT[0], "height": PORTRAIT[1]}
    wrong: dict[str, object] = {}
    for language in LANGUAGES:
        if not at(page, f"lang-{language}").count():
            continue
        at(page, f"lang-{language}").click()
        for mode in (None, "large", "contrast"):
            if mode:
                at(page, f"mode-{mode}").click()
            found = {
                "axe": violations(page) if stands or (language, mode) == ("zh-CN", None) else [],
                "targets": targets_below(page, SMALLEST_TARGET),
                "texts": texts_below(page, SMALLEST_TEXT),
                "cut off": texts_cut_off(page),
            }
            wrong |= {f"{language}, {mode or 'plain'}: {what}": each for what, each in found.items() if each}
            if mode:
                at(page, f"mode-{mode}").click()
    assert wrong == {}


def group(page: Page) -> None:
    at(page, "tile-B").click()


def before(page: Page) -> None:
    at(page, "tile-J").click()
    at(page, "priority-elderly").click()
    at(page, "on-behalf").click()


def full(page: Page) -> None:
    at(page, "tile-E").click()
    expect(at(page, "closed")).to_have_attribute("data-reason", "quota")


def by_appointment(page: Page) -> None:
    at(page, "tile-M").click()
    expect(at(page, "closed")).to_have_attribute("data-reason", "appointment_only")


def check_in_refused(page: Page) -> None:
    at(page, "appointment").click()
    for digit in "000000":
        at(page, f"key-{digit}").click()
    at(page, "check-in").click()
    expect(at(page, "refusal")).to_be_visible()


def search(page: Page) -> None:
    at(page, "find").click()


def found(page: Page) -> None:
    at(page, "find").click()
    for letter in "db":
        at(page, f"key-{letter}").click()
    expect(at(page, "tile-J")).to_be_visible()


def taken(page: Page) -> None:
    at(page, "tile-J").click()
    at(page, "on-behalf").click()
    at(page, "take").click()
    expect(at(page, "print-state")).to_have_attribute("data-state", "printed", timeout=15_000)


def setup(page: Page) -> None:
    set_up(page)
    expect(at(page, "setup")).to_be_visible()


STATES: dict[str, Callable[[Page], None]] = {
    "home": lambda page: None,
    "before the ticket": before,
    "full": full,
    "by appointment": by_appointment,
    "check-in refused": check_in_refused,
    "search": search,
    "found": found,
    "taken": taken,
    "set-up": setup,
}


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("state", STATES)
def test_nothing_is_wrong_with(maqu: ServedHall, kiosks: Kiosks, state: str, size: tuple[int, int]) -> None:
    page = kiosks.open(maqu, size)
    STATES[state](page)
    check(page)


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_nothing_is_wrong_with_a_hall_of_122_items(
    wangjiangjing: ServedHall, kiosks: Kiosks, size: tuple[int, int]
) -> None:
    page = kiosks.open(wangjiangjing, size)
    check(page)
    group(page)
    check(page)
