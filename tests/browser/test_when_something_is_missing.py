"""No sound yet, no printer, no network: each is seen, said, and nothing is lost."""

from playwright.sync_api import BrowserType, expect

from tests.browser.conftest import ARGUMENTS, chromium
from tests.browser.pages import Hall, at
from tests.browser.test_the_whole_way import SECOND, take_ticket


def test_a_board_that_may_not_play_sound_yet_asks_for_one_touch(hall: Hall, browser_type: BrowserType) -> None:
    arguments = [argument for argument in ARGUMENTS if "autoplay" not in argument]
    arguments.append("--autoplay-policy=document-user-activation-required")
    strict = browser_type.launch(executable_path=chromium(), args=arguments)
    board = strict.new_page()
    board.goto(f"{hall.hub.page_url}/display/#t={hall.hub.credentials['devices']['display']}")
    at(board, "enable-sound").click()
    expect(at(board, "enable-sound")).to_have_count(0)
    strict.close()


def test_without_a_printer_the_ticket_stands_and_is_printed_later(hall: Hall) -> None:
    prints = hall.hub.folder / "data" / "prints"
    prints.write_text("something else is where the printer should be")
    kiosk = hall.kiosk()
    number = take_ticket(kiosk, "A")
    expect(at(kiosk, "print-state")).to_have_attribute("data-state", "failed", timeout=15 * SECOND)
    expect(at(kiosk, "print-state")).to_contain_text(number)
    expect(kiosk.locator("jh-taken img")).to_be_visible()
    assert kiosk.locator("jh-taken img").evaluate("picture => picture.naturalWidth") > 100
    waiting = hall.hub.staff("1").get("/queue").json()["queue"]
    assert [ticket["number"] for ticket in waiting] == [number]

    prints.unlink()
    at(kiosk, "print-again").click()
    expect(at(kiosk, "print-state")).to_have_attribute("data-state", "printed", timeout=15 * SECOND)
    assert len(list(prints.glob(f"{number}-*.png"))) == 1
    assert hall.errors == []


def test_a_press_made_while_the_hub_is_away_lands_once_also_after_a_reload(hall: Hall) -> None:
    hub = hall.hub
    evaluator = hall.evaluator("1")
    clerk = hub.staff("1")
    clerk.post("/windows/1/open")
    hub.kiosk().post("/tickets", {"service": "A"})
    serving = clerk.post("/windows/1/call").json()
    for step in ("start", "finish"):
        clerk.post(f"/servings/{serving['id']}/{step}")
    expect(at(evaluator, "grade-dissatisfied")).to_be_visible()
    hub.kill()
    at(evaluator, "grade-dissatisfied").click()
    at(evaluator, "send").click()
    expect(at(evaluator, "thanks")).to_be_visible()
    hub.start()
    evaluator.reload()
    expect(at(evaluator, "idle")).to_be_visible()
    figures = None
    for _ in range(100):
        figures = hub.manager().get("/reports/ratings?from=2026-01-01&to=2036-12-31").json()["total"]
        if figures["rated"]:
            break
        evaluator.wait_for_timeout(100)
    assert figures is not None
    assert figures["grades"]["dissatisfied"] == figures["rated"] == 1


def test_every_page_says_that_it_reconnects_and_goes_on(hall: Hall) -> None:
    pages = {
        "kiosk": hall.kiosk(),
        "board": hall.board(),
        "window": hall.window("1"),
        "evaluator": hall.evaluator("1"),
        "console": hall.console("1"),
        "manager": hall.manager(),
    }
    expect(at(pages["console"], "open")).to_be_visible()
    expect(at(pages["manager"], "figure-satisfaction")).to_be_visible()
    hall.hub.kill()
    for page in pages.values():
        expect(at(page, "reconnecting")).to_be_visible(timeout=10 * SECOND)
    hall.hub.start()
    for page in pages.values():
        expect(at(page, "reconnecting")).to_have_count(0, timeout=15 * SECOND)
    at(pages["console"], "open").click()
    expect(at(pages["window"], "staff-name")).to_have_text("才让卓玛")
    expect(at(pages["manager"], "window-1")).to_contain_text("才让卓玛")
    assert hall.errors == []
