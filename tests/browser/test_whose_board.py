"""A manager chooses which board a screen shows, and the screen keeps to it."""

from playwright.sync_api import expect

from tests.browser.pages import Hall, at


def test_a_screen_shows_the_board_that_was_chosen_for_it_also_after_a_power_cut(open_hall: Hall) -> None:
    board, manager = open_hall.board(), open_hall.manager()
    windows = board.locator("jh-windows-now li")
    expect(windows).to_have_count(6)
    at(manager, "nav-devices").click()
    choice = at(manager, "board-display")
    choice.select_option("west")
    expect(windows).to_have_count(3)
    expect(board.locator(".area")).to_contain_text("西区")
    board.goto(f"{open_hall.hub.page_url}/display/")
    expect(board.locator(".area")).to_contain_text("西区")
    manager.reload()
    at(manager, "nav-devices").click()
    expect(choice).to_have_value("west")
    choice.select_option("")
    expect(windows).to_have_count(6)
    assert open_hall.errors == []


def test_only_a_screen_of_the_hall_shows_one_of_its_boards(open_hall: Hall) -> None:
    manager = open_hall.hub.manager()
    for device, board, status, problem in (
        ("display", "north", 422, "unknown_board"),
        ("kiosk", "west", 409, "no_hall_board"),
    ):
        answer = manager.post(f"/devices/{device}/board", {"board": board})
        assert (answer.status_code, answer.json()["type"]) == (status, f"urn:jiaohao:problem:{problem}")
