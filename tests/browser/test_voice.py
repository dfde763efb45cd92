"""The boards of a room and the page of the hall's voice, with a real hub and real sound."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import Hall, NewContext, at
from tests.display.hearing import record
from tests.hubs import DemoHub

SECOND = 1_000


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoHub]:
    running = DemoHub(tmp_path_factory.mktemp("hub")).start()
    yield running
    running.stop()


@pytest.fixture
def hall(hub: DemoHub, new_context: NewContext) -> Hall:
    return Hall(hub, new_context)


def call_to(hub: DemoHub, window: str, service: str) -> None:
    clerk = hub.staff(window)
    clerk.post(f"/windows/{window}/open")
    hub.kiosk().post("/tickets", {"service": service})
    assert clerk.post(f"/windows/{window}/call").status_code == 200


def saying(board: Page) -> str | None:
    said: str | None = board.locator("jh-board").evaluate("element => element.saying")
    return said


def test_of_the_boards_in_a_room_one_speaks_and_the_next_when_it_is_switched_off(hall: Hall) -> None:
    boards = [hall.board(), hall.board()]
    for board in boards:
        expect(board.locator("jh-windows-now li").first).to_be_visible()
    call_to(hall.hub, "1", "A")
    for board in boards:
        expect(at(board, "current-number")).to_have_text("A001")
    for _ in range(100):
        speaking = [board for board in boards if saying(board)]
        if speaking:
            break
        boards[0].wait_for_timeout(50)
    assert [saying(board) for board in speaking] == ["A001"]
    other = next(board for board in boards if board not in speaking)
    for _ in range(20):
        assert saying(other) is None
        other.wait_for_timeout(50)
    speaking[0].close()
    call_to(hall.hub, "2", "B")
    expect(at(other, "current-number")).to_have_text("B001")
    other.wait_for_function("() => document.querySelector('jh-board').saying !== null", timeout=8 * SECOND)
    assert hall.errors == []


def test_a_manager_sees_what_is_missing_and_uploads_and_removes_a_clip(hall: Hall, tmp_path: Path) -> None:
    """On plain HTTP, as in a hall: the page says that it cannot record here, and takes files."""
    manager = hall.manager()
    at(manager, "nav-voice").click()
    at(manager, "voice-bo").click()
    expect(at(manager, "cannot-record")).to_be_visible()
    expect(at(manager, "voice-state")).to_contain_text("没有人声")
    expect(at(manager, "hear-call")).to_be_disabled()
    missing = manager.locator("jh-clip .missing")
    before = missing.count()
    assert before > 10
    spoken = record(tmp_path / "three.wav", hertz=300, seconds=0.5, silence=0.4, rate=44_100, channels=2)
    at(manager, "upload-3").set_input_files(str(spoken))
    expect(at(manager, "hear-3")).to_be_visible()
    expect(at(manager, "clip-3")).to_contain_text("0.5 秒")
    assert missing.count() == before - 1
    if folder := os.environ.get("JIAOHAO_PICTURES"):
        manager.screenshot(path=f"{folder}/manager-voice.png")
    nothing = tmp_path / "nothing.wav"
    nothing.write_bytes(b"RIFF")
    at(manager, "upload-4").set_input_files(str(nothing))
    expect(at(manager, "clip-4")).to_contain_text("不是能放的声音")
    at(manager, "remove-3").click()
    expect(at(manager, "hear-3")).to_have_count(0)
    at(manager, "only-missing").click()
    assert missing.count() == manager.locator("jh-clip").count() == before
    assert hall.errors == []


def test_a_paused_window_says_why_and_until_when(hall: Hall) -> None:
    display = hall.window("4")
    console, clerk = hall.console("4"), hall.hub.staff("4")
    at(console, "open").click()
    at(console, "pause").click()
    at(console, "pause-minutes-30").click()
    if folder := os.environ.get("JIAOHAO_PICTURES"):
        console.screenshot(path=f"{folder}/console-pause.png")
    at(console, "pause-lunch").click()
    expect(at(display, "until")).to_be_visible()
    told = clerk.get("/windows/4").json()
    expect(at(display, "reason")).to_contain_text("午休")
    expect(at(display, "until")).to_contain_text("回来")
    hour, minute = (int(part) for part in told["until"][11:16].split(":"))
    expect(at(display, "until")).to_contain_text(f"{(hour + 8) % 24:02}:{minute:02}")
    expect(at(display, "staff-name")).to_have_text("拉毛草")
    if folder := os.environ.get("JIAOHAO_PICTURES"):
        display.screenshot(path=f"{folder}/window-paused.png")
    assert clerk.post("/windows/4/pause", {"reason": "lunch", "minutes": 0}).status_code == 422
    clerk.post("/windows/4/resume")
    hall.hub.kiosk().post("/tickets", {"service": "H"})
    clerk.post("/windows/4/call")
    expect(at(display, "number")).to_have_text("H001")
    expect(at(display, "service")).to_contain_text("农合医疗")
    if folder:
        display.screenshot(path=f"{folder}/window-called.png")
    expect(at(display, "until")).to_have_count(0)
    assert hall.hub.staff("4").get("/windows/4").json()["until"] is None
