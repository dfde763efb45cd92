"""The whole way with all pages open at once: from the kiosk's button to the manager's spreadsheet."""

import io
import time
import wave
from pathlib import Path

import numpy as np
import openpyxl
import pytest
import requests
from playwright.sync_api import Page, Response, expect

from tests.browser.pages import Hall, at
from tests.hubs import DemoHub
from tests.kiosk.code_reader import read_code
from tests.kiosk.escpos_picture import printed

SECOND = 1_000


def take_ticket(kiosk: Page, service: str, *, language: str = "zh-CN") -> str:
    """Taps through the kiosk and gives the number on its screen."""
    at(kiosk, f"lang-{language}").click()
    at(kiosk, f"tile-{service}").click()
    at(kiosk, "take").click()
    number = at(kiosk, "ticket-number")
    expect(number).to_be_visible()
    return number.inner_text()


def phone_address(hub: DemoHub, number: str) -> str:
    """What a QR reader finds in the picture that the printed bytes decode to."""
    folder = hub.folder / "data" / "prints"
    give_up_at = time.monotonic() + 10
    while not (found := list(folder.glob(f"{number}-*.bin"))):
        assert time.monotonic() < give_up_at, f"{number} was not printed"
        time.sleep(0.05)
    assert list(folder.glob(f"{number}-*.png"))
    return read_code(printed(found[0].read_bytes()).picture)


def heard(sound: bytes) -> tuple[float, float]:
    """Length in seconds and loudness (RMS of full scale) of a WAV."""
    with wave.open(io.BytesIO(sound)) as played:
        assert played.getsampwidth() == 2
        samples = np.frombuffer(played.readframes(played.getnframes()), dtype="<i2") / 32768
        return played.getnframes() / played.getframerate(), float(np.sqrt(np.mean(samples**2)))


@pytest.mark.parametrize("own_hub", ["eventlet", "threading"], indirect=True)
def test_from_the_kiosks_button_to_the_managers_spreadsheet(hall: Hall, tmp_path: Path) -> None:
    hub = hall.hub
    kiosk, board, window, evaluator = hall.kiosk(), hall.board(), hall.window("1"), hall.evaluator("1")
    console, manager = hall.console("1"), hall.manager()
    sounds: list[Response] = []
    board.on("response", lambda answer: sounds.append(answer) if answer.url.endswith(".wav") else None)
    at(console, "open").click()
    expect(at(window, "staff-name")).to_have_text("才让卓玛")

    number = take_ticket(kiosk, "A")
    assert number == "A001"
    expect(at(kiosk, "print-state")).to_have_attribute("data-state", "printed")
    address = phone_address(hub, number)
    assert address.startswith(f"{hub.base_url}/t/")
    phone = hall.phone(address)
    expect(at(phone, "ahead")).to_have_attribute("data-ahead", "0")

    expect(at(console, f"queue-{number}")).to_be_visible()
    at(console, "next").click()
    expect(at(board, "current-number")).to_have_text(number, timeout=SECOND)
    expect(at(board, "current-window")).to_have_attribute("data-window", "1", timeout=SECOND)
    expect(at(window, "number")).to_have_text(number, timeout=SECOND)
    expect(at(phone, "state")).to_have_attribute("data-state", "called", timeout=SECOND)

    give_up_at = time.monotonic() + 15
    while not sounds:
        assert time.monotonic() < give_up_at, "the board fetched no sound"
        board.wait_for_timeout(50)
    assert sounds[0].status == 200
    fetched = requests.get(
        sounds[0].url.replace("hall.test", "127.0.0.1"),
        headers={"Authorization": sounds[0].request.headers["authorization"]},
        timeout=20,
    )
    seconds, loudness = heard(fetched.content)
    assert seconds > 2
    assert loudness > 0.01

    expect(at(console, "current-number")).to_have_text(number)
    at(console, "start").click()
    expect(at(evaluator, "idle")).to_be_visible()
    at(console, "finish").click()
    at(evaluator, "grade-satisfied").click()
    at(evaluator, "send").click()
    expect(at(evaluator, "thanks")).to_be_visible()
    expect(at(phone, "thanks")).to_be_visible()

    at(manager, "nav-figures").click()
    expect(at(manager, "row-1")).to_contain_text("1 / 1")
    with manager.expect_download() as download:
        at(manager, "export-xlsx").click()
    file = tmp_path / "ratings.xlsx"
    download.value.save_as(file)
    table = [[cell.value for cell in row] for row in openpyxl.load_workbook(file).worksheets[0]]
    found = dict(zip(table[0], table[1], strict=True))
    assert (found["窗口"], found["已评"], found["满意"]) == ("1 户籍", 1, 1)
    assert hall.errors == []


@pytest.mark.parametrize("language", ["bo", "en"])
def test_the_same_in_other_languages_with_the_hub_killed_in_the_middle(hall: Hall, language: str) -> None:
    hub = hall.hub
    kiosk, board, window, evaluator = hall.kiosk(), hall.board(), hall.window("2"), hall.evaluator("2")
    console, manager = hall.console("2"), hall.manager()
    at(console, "open").click()
    number = take_ticket(kiosk, "B", language=language)
    expect(at(kiosk, "print-state")).to_have_attribute("data-state", "printed")
    phone = hall.phone(phone_address(hub, number))
    expect(phone.locator("html")).to_have_attribute("lang", language)
    expect(at(console, f"queue-{number}")).to_be_visible()
    at(kiosk, "home").click()

    hub.kill()
    for page in (kiosk, board, console, phone):
        expect(at(page, "reconnecting")).to_be_visible(timeout=10 * SECOND)
    # Pressed while nobody answers: each is done once when the hub is back.
    at(console, "next").click()
    at(kiosk, f"lang-{language}").click()
    at(kiosk, "tile-C").click()
    at(kiosk, "take").click()
    hub.start()

    expect(at(board, "current-number")).to_have_text(number, timeout=15 * SECOND)
    expect(at(window, "number")).to_have_text(number, timeout=10 * SECOND)
    expect(at(phone, "state")).to_have_attribute("data-state", "called", timeout=10 * SECOND)
    expect(at(kiosk, "ticket-number")).to_have_text("C001", timeout=10 * SECOND)
    for page in (kiosk, board, console, phone):
        expect(at(page, "reconnecting")).to_have_count(0, timeout=10 * SECOND)
    at(console, "start").click()
    at(console, "finish").click()
    expect(evaluator.locator("html")).to_have_attribute("lang", language)
    at(evaluator, "grade-very_dissatisfied").click()
    at(evaluator, "send").click()
    expect(at(evaluator, "thanks")).to_be_visible()

    at(manager, "nav-figures").click()
    expect(at(manager, "row-2")).to_contain_text("0.0%")
    desk = hub.staff("2").get("/queue").json()
    assert [ticket["number"] for ticket in desk["queue"]] == ["C001"]
    assert hall.errors == []
