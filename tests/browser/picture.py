"""``python -m tests.browser.picture OUT.png``: README's picture, taken from the demonstration hall as it runs."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, chromium
from tests.browser.pages import Hall, at
from tests.hubs import DemoHub

GAP = 20
PAPER = "#dfd8cb"
WAITING = [
    ("A", "none"),
    ("A", "elderly"),
    ("B", "none"),
    ("D", "none"),
    ("D", "military"),
    ("H", "none"),
    ("K", "none"),
]


def main(out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        hub = DemoHub(Path(folder)).start()
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        pictures = _take(Hall(hub, browser.new_context), Path(folder))
        browser.close()
        hub.stop()
    _together(pictures).save(out, optimize=True)


def _take(hall: Hall, folder: Path) -> dict[str, Image.Image]:
    """A moment in the hall: some wait, one is called, one is asked how it was."""
    kiosk, board, evaluator, console = hall.kiosk(), hall.board(), hall.evaluator("3"), hall.console("1")
    for service, priority in WAITING:
        hall.hub.kiosk().post("/tickets", {"service": service, "priority": priority})
    relief = hall.hub.staff("3")
    relief.post("/windows/3/open")
    serving = relief.post("/windows/3/call").json()
    for step in ("start", "finish"):
        relief.post(f"/servings/{serving['id']}/{step}")
    work = hall.hub.staff("2")
    work.post("/windows/2/open")
    work.post("/windows/2/call")
    at(console, "open").click()
    at(console, "next").click()
    at(console, "start").click()
    at(evaluator, "grade-satisfied").wait_for()
    board.wait_for_timeout(30_000)
    pages: dict[str, Page] = {"kiosk": kiosk, "board": board, "evaluator": evaluator, "console": console}
    pictures = {}
    for name, page in pages.items():
        file = folder / f"{name}.png"
        page.screenshot(path=file)
        pictures[name] = Image.open(file).convert("RGB")
    return pictures


def _together(pictures: dict[str, Image.Image]) -> Image.Image:
    """The kiosk on the left, the hall board above the evaluator and the console."""
    board = _wide(pictures["board"], 1080)
    evaluator = _wide(pictures["evaluator"], (1080 - GAP) // 2)
    console = _wide(pictures["console"], 1080 - GAP - evaluator.width)
    height = board.height + GAP + max(evaluator.height, console.height)
    kiosk = pictures["kiosk"].resize((height * 1080 // 1920, height), Image.Resampling.LANCZOS)
    sheet = Image.new("RGB", (kiosk.width + GAP + board.width + 2 * GAP, height + 2 * GAP), PAPER)
    left = kiosk.width + 2 * GAP
    sheet.paste(kiosk, (GAP, GAP))
    sheet.paste(board, (left, GAP))
    sheet.paste(evaluator, (left, board.height + 2 * GAP))
    sheet.paste(console, (left + evaluator.width + GAP, board.height + 2 * GAP))
    return sheet


def _wide(picture: Image.Image, width: int) -> Image.Image:
    return picture.resize((width, picture.height * width // picture.width), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
