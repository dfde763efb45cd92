"""A press that waits for a moment is no trouble of the hall's."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.served_hall import ServedHall


def test_a_manager_hears_of_a_press_only_when_it_has_waited_a_minute(maqu: ServedHall, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.install()
    page.goto(f"{maqu.page_url}/healthz")
    page.evaluate("""async () => {
        const { Unsent } = await import("/assets/evaluator/unsent.js");
        window.told = [];
        window.unsent = new Unsent((count) => window.told.push(count));
        window.unsent.note(1);
    }""")
    page.clock.run_for(50_000)
    page.evaluate("window.unsent.note(0); window.unsent.note(1)")
    page.clock.run_for(50_000)
    assert page.evaluate("window.told") == [0]
    page.evaluate("window.unsent.note(2)")
    page.clock.run_for(20_000)
    page.evaluate("window.unsent.note(0)")
    assert page.evaluate("window.told") == [0, 2, 0]
    context.close()
