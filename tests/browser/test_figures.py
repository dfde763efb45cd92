"""The manager asks how the hall was rated, and goes from a figure down to the visit behind it."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import Hall, at
from tests.browser.visits import call, finish, take

WITHIN_MS = 30_000


def test_from_the_menu_to_the_single_serving(open_hall: Hall) -> None:
    number = _visit(open_hall, grade="dissatisfied", said="等了一上午")
    manager = open_hall.manager()
    manager.set_default_timeout(WITHIN_MS)
    at(manager, "nav-figures").click()
    expect(at(manager, "row-1")).to_contain_text("0 / 1", timeout=WITHIN_MS)
    menu = manager.locator("nav")
    assert menu.evaluate("menu => menu.scrollHeight <= menu.clientHeight")

    # One rating is shown with how little it says, and makes nobody the worst.
    at(manager, "figures-two_ways").click()
    window = at(manager, "figures-of-1")
    expect(window).to_contain_text("0.0%")
    expect(window).to_contain_text("0 / 1")
    expect(window).to_contain_text("0–79%")
    expect(at(manager, "standings")).to_contain_text("不排名次")
    expect(at(manager, "total-year")).to_contain_text("—")

    other = _visit(open_hall, grade="satisfied", said="")
    at(manager, "by").select_option("weekday")
    at(manager, "and").select_option("grade")
    expect(_cell(manager, "satisfied")).to_contain_text("1 / 2")
    _cell(manager, "dissatisfied").click()
    expect(at(manager, f"serving-{number}")).to_contain_text("等了一上午")
    expect(at(manager, f"serving-{number}")).to_contain_text("窗口人员业务不熟练")
    expect(at(manager, f"serving-{other}")).to_have_count(0)
    assert open_hall.errors == []


def _cell(manager: Page, grade: str) -> Locator:
    """Whatever weekday it is."""
    return manager.locator(f"[data-testid^=cell-][data-testid$=-{grade}]")


def _visit(hall: Hall, *, grade: str, said: str) -> str:
    """A visit at window 1 and its rating; the number."""
    ticket = take(hall.hub)
    clerk = hall.hub.staff("1")
    serving = call(clerk, ticket)
    finish(clerk, serving)
    tags = ["213"] if grade == "dissatisfied" else []
    press = {"serving": serving, "grade": grade, "tags": tags, "comment": said, "waited_ms": 4000}
    assert hall.hub.evaluator("1").post("/ratings", press).status_code == 201
    return str(ticket["number"])
