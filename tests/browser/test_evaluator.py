"""The tablet at the window: one press, thanked for, kept whatever happens; nothing to press when nobody is asked."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import BrowserType, Page, expect

from tests.browser.conftest import ARGUMENTS, chromium
from tests.browser.measuring import faults
from tests.browser.pages import SIZES, Hall, at
from tests.browser.visits import comments, rated, ratings, until, visit
from tests.hubs import DemoHub, free_port


def too_small(evaluator: Page) -> list[str]:
    return faults(evaluator, text=24, target=100, fits=True)


def asked(evaluator: Page) -> None:
    expect(at(evaluator, "grade-satisfied")).to_be_visible()


def nothing_to_press(evaluator: Page) -> None:
    expect(evaluator.locator("button")).to_have_count(0)


def test_while_nobody_is_asked_it_shows_who_serves_and_greets(open_hall: Hall) -> None:
    hub = open_hall.hub
    evaluator, clerk = open_hall.evaluator("2"), hub.staff("2")
    expect(at(evaluator, "closed")).to_be_visible()
    nothing_to_press(evaluator)
    clerk.post("/windows/2/open")
    expect(at(evaluator, "idle")).to_contain_text("王秀兰")
    expect(at(evaluator, "idle")).to_contain_text("工号 1002")
    expect(at(evaluator, "idle").locator("h1")).to_contain_text("好")
    nothing_to_press(evaluator)
    clerk.post("/windows/2/pause", {"reason": "lunch"})
    expect(at(evaluator, "paused")).to_contain_text("午休")
    nothing_to_press(evaluator)
    assert too_small(evaluator) == []
    evaluator.keyboard.press("1")
    nothing_to_press(evaluator)
    assert open_hall.errors == []


def test_a_good_grade_is_thanked_for_asks_nothing_more_and_goes_out_by_itself(open_hall: Hall) -> None:
    hub = open_hall.hub
    evaluator = open_hall.evaluator("1")
    evaluator.clock.install()
    evaluator.reload()
    expect(at(evaluator, "idle")).to_be_visible()
    serving = visit(hub)
    asked(evaluator)
    at(evaluator, "grade-very_satisfied").click()
    expect(at(evaluator, "chosen")).to_contain_text("谢谢")
    expect(at(evaluator, "comment")).to_have_count(0)
    expect(evaluator.locator("[data-testid^=tag-]")).to_have_count(0)
    assert ratings(hub, serving) == []
    evaluator.clock.run_for(6_500)
    expect(at(evaluator, "thanks")).to_be_visible()
    nothing_to_press(evaluator)
    rating = rated(hub, serving)
    assert (rating["grade"], rating["channel"], rating["tags"]) == ("very_satisfied", "4", [])
    evaluator.clock.run_for(5_000)
    expect(at(evaluator, "idle")).to_be_visible()
    assert "非常满意" not in evaluator.locator("jh-evaluator").inner_text()


def test_a_press_can_be_taken_back_and_a_bad_grade_may_say_why(open_hall: Hall) -> None:
    hub = open_hall.hub
    evaluator = open_hall.evaluator("1")
    serving = visit(hub)
    at(evaluator, "grade-very_satisfied").click()
    at(evaluator, "change").click()
    at(evaluator, "grade-dissatisfied").click()
    at(evaluator, "tag-207").click()
    at(evaluator, "tag-214").click()
    at(evaluator, "tag-207").click()
    at(evaluator, "comment").focus()
    evaluator.keyboard.insert_text("等了很久," * 40)
    assert len(at(evaluator, "comment").input_value()) == 150
    at(evaluator, "send").click()
    expect(at(evaluator, "thanks")).to_be_visible()
    rating = rated(hub, serving)
    assert (rating["grade"], rating["tags"]) == ("dissatisfied", ["214"])
    assert max(map(len, comments(hub))) == 150
    visit(hub)
    asked(evaluator)
    at(evaluator, "grade-dissatisfied").click()
    expect(at(evaluator, "comment")).to_have_value("")
    expect(at(evaluator, "tag-214")).to_have_attribute("aria-pressed", "false")
    at(evaluator, "send").click()


def test_time_out_without_a_press_is_no_rating(open_hall: Hall) -> None:
    hub = open_hall.hub
    evaluator = open_hall.evaluator("1")
    evaluator.clock.install()
    evaluator.reload()
    serving = visit(hub)
    asked(evaluator)
    evaluator.clock.run_for(119_000)
    asked(evaluator)
    evaluator.clock.run_for(2_000)
    expect(at(evaluator, "idle")).to_be_visible()
    nothing_to_press(evaluator)
    assert ratings(hub, serving) == []
    hub.evaluator("1").post("/ratings", {"serving": serving, "grade": "satisfied"})


def test_a_keyboard_like_box_rates_while_somebody_is_asked(open_hall: Hall) -> None:
    hub = open_hall.hub
    evaluator = open_hall.evaluator("1")
    expect(at(evaluator, "idle")).to_be_visible()
    evaluator.keyboard.press("5")
    nothing_to_press(evaluator)
    serving = visit(hub)
    asked(evaluator)
    evaluator.keyboard.press("9")
    asked(evaluator)
    evaluator.keyboard.press("1")
    expect(at(evaluator, "chosen")).to_be_visible()
    evaluator.keyboard.press("4")
    at(evaluator, "comment").focus()
    evaluator.keyboard.type("等了15分钟")
    at(evaluator, "send").click()
    rating = rated(hub, serving)
    assert (rating["grade"], rating["channel"]) == ("dissatisfied", "5")
    assert "等了15分钟" in comments(hub)
    numbered_the_other_way = """async () => {
        const { gradeOfKey } = await import("/assets/evaluator/keypad.js");
        return ["1", "5", "6"].map((key) => gradeOfKey(new KeyboardEvent("keydown", { key }), "worst_first"));
    }"""
    assert evaluator.evaluate(numbered_the_other_way) == ["very_dissatisfied", "very_satisfied", None]


@pytest.mark.parametrize("language", ["zh-CN", "bo", "en"])
def test_everything_is_large_enough_and_nothing_is_cut_off(open_hall: Hall, language: str) -> None:
    evaluator = open_hall.evaluator("1")
    with evaluator.expect_response(lambda answer: "/rating/invitation.wav" in answer.url) as invitation:
        visit(open_hall.hub, language=language)
    asked(evaluator)
    assert (invitation.value.status, invitation.value.headers["content-type"]) == (200, "audio/wav")
    assert f"/speech/{language}/" in invitation.value.url
    assert too_small(evaluator) == []
    for grade in ("satisfied", "very_dissatisfied"):
        at(evaluator, f"grade-{grade}").click()
        expect(at(evaluator, "chosen")).to_be_visible()
        assert too_small(evaluator) == [], grade
        if grade == "satisfied":
            at(evaluator, "change").click()
    with evaluator.expect_response(lambda answer: "/rating/thanks.wav" in answer.url) as thanks:
        at(evaluator, "send").click()
    assert thanks.value.status == 200
    expect(at(evaluator, "thanks")).to_be_visible()
    assert too_small(evaluator) == []
    assert open_hall.errors == []


def test_a_tablet_that_loses_the_network_in_the_middle_of_a_press_rates_once(open_hall: Hall) -> None:
    hub = open_hall.hub
    evaluator = open_hall.evaluator("1")
    serving = visit(hub)
    asked(evaluator)
    at(evaluator, "grade-dissatisfied").click()
    evaluator.context.set_offline(True)
    at(evaluator, "tag-213").click()
    at(evaluator, "send").click()
    expect(at(evaluator, "thanks")).to_be_visible()
    expect(evaluator.locator("jh-evaluator")).to_have_attribute("data-unsent", "1")
    evaluator.wait_for_timeout(1_500)
    assert ratings(hub, serving) == []
    evaluator.context.set_offline(False)
    rating = rated(hub, serving)
    assert (rating["grade"], rating["tags"]) == ("dissatisfied", ["213"])
    expect(evaluator.locator("jh-evaluator")).to_have_attribute("data-unsent", "0")
    evaluator.reload()
    expect(at(evaluator, "idle")).to_be_visible()
    assert len(ratings(hub, serving)) == 1


class Tablet:
    """A browser of its own whose power can be cut; what it has on its disk stays."""

    def __init__(self, folder: Path, browser_type: BrowserType) -> None:
        self._folder = folder
        self._type = browser_type
        self._process: subprocess.Popen[bytes] | None = None

    def open(self, address: str) -> Page:
        port, (width, height) = free_port(), SIZES["evaluator"]
        command = [chromium(), *ARGUMENTS, "--headless=new", f"--user-data-dir={self._folder}"]
        command += [f"--remote-debugging-port={port}", f"--window-size={width},{height}", "about:blank"]
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)
        until(lambda: answers(f"http://127.0.0.1:{port}/json/version"))
        context = self._type.connect_over_cdp(f"http://127.0.0.1:{port}").contexts[0]
        page = context.new_page()
        page.goto(address)
        return page

    def cut_power(self) -> None:
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None


def answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=1).ok
    except requests.ConnectionError:
        return False


@pytest.fixture
def tablet(tmp_path: Path, browser_type: BrowserType) -> Any:
    made = Tablet(tmp_path / "profile", browser_type)
    yield made
    made.cut_power()


def test_a_power_cut_in_the_middle_of_a_press_loses_nothing(open_hub: DemoHub, tablet: Tablet) -> None:
    token = open_hub.credentials["devices"]["evaluator"]["1"]
    address = f"{open_hub.page_url}/evaluator/1#t={token}"
    evaluator = tablet.open(address)
    serving = visit(open_hub)
    asked(evaluator)
    at(evaluator, "grade-very_dissatisfied").click()
    at(evaluator, "tag-115").click()
    time.sleep(0.3)
    tablet.cut_power()
    assert ratings(open_hub, serving) == []
    evaluator = tablet.open(address)
    rating = rated(open_hub, serving)
    assert (rating["grade"], rating["tags"]) == ("very_dissatisfied", ["115"])
    expect(at(evaluator, "idle")).to_be_visible()
    nothing_to_press(evaluator)
