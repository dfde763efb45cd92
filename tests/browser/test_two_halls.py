"""Somebody who opens a page of a hub of two halls, and is asked which."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.api.test_two_halls import HERE, THERE, TwoHalls
from tests.browser.pages import NewContext, at, sign_in


@pytest.fixture
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoHalls]:
    running = TwoHalls(tmp_path_factory.mktemp("two-halls"))
    running.start()
    yield running
    running.stop()


def test_signing_in_enters_the_hall_that_was_chosen(hub: TwoHalls, new_context: NewContext) -> None:
    browser = new_context()
    manager = browser.new_page()
    manager.goto(f"{hub.page_url}/manager/")
    # Both are called the same.
    expect(at(manager, f"hall-{HERE}")).to_contain_text(HERE, timeout=30_000)
    at(manager, f"hall-{THERE}").click()
    expect(at(manager, "login-job")).to_be_visible(timeout=30_000)
    browser.new_page().goto(f"{hub.page_url}/manager/?hall={HERE}")  # another tab, of the other hall
    manager.bring_to_front()
    sign_in(manager, {"job_number": "9001", "password": hub.passwords[THERE].passwords["9001"]})
    expect(at(manager, "account")).to_be_visible(timeout=30_000)

    other = browser.new_page()
    other.goto(f"{hub.page_url}/manager/?hall={HERE}")
    expect(at(other, "login-job")).to_be_visible(timeout=30_000)
