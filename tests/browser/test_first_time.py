"""People who are here for the first time, from the kiosk's first picture to the thank-you at the window.

The clerk's busiest quarter of an hour by keyboard alone is in ``test_clerk``, the tablet that loses the network in the
middle of a press in ``test_evaluator``.
"""

from __future__ import annotations

import io
import re
import wave

from playwright.sync_api import Page, Response, expect

from tests.browser.pages import Hall, at
from tests.browser.visits import call, finish, rated

SHOWN = """() => {
  const said = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (element.matches("style, script") || !element.checkVisibility({visibilityProperty: true})) continue;
      said.push(...[...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()));
    }
  };
  walk(document);
  return said.filter(Boolean);
}"""
HAN = re.compile("[\u4e00-\u9fff]")


def chinese_on(page: Page) -> list[str]:
    """What somebody who reads no Chinese cannot read here, but the button that leads to it."""
    return [text for text in page.evaluate(SHOWN) if HAN.search(text) and text != "中文"]


def seconds(sound: Response) -> float:
    """How long the sound is; it has to be one."""
    assert (sound.status, sound.headers["content-type"]) == (200, "audio/wav")
    with wave.open(io.BytesIO(sound.body())) as file:
        assert any(file.readframes(file.getnframes()))
        return file.getnframes() / file.getframerate()


def test_a_grandmother_who_does_not_read_hears_her_way_through(open_hall: Hall) -> None:
    kiosk, board = open_hall.kiosk(), open_hall.board()
    heard: list[str] = []

    def hears(step: str, *, touching: str) -> None:
        with kiosk.expect_response(re.compile(rf"/prompts/{step}\.wav"), timeout=30_000) as sound:
            at(kiosk, touching).click()
        assert seconds(sound.value) > 1
        heard.append(step)

    clerk = open_hall.hub.staff("3")
    clerk.post("/windows/3/open")
    hears("home", touching="mode-spoken")
    hears("before", touching="tile-E")
    at(kiosk, "priority-elderly").click()
    expect(at(kiosk, "proof")).to_be_visible()
    hears("taken_next", touching="take")
    number = at(kiosk, "ticket-number").inner_text()
    expect(at(kiosk, "print-state")).to_have_attribute("data-state", "printed", timeout=15_000)
    at(kiosk, "home").click()
    # The next one finds the kiosk as she found it: silent, and at the start.
    expect(at(kiosk, "mode-spoken")).to_have_attribute("aria-pressed", "false")
    expect(at(kiosk, "tile-E")).to_be_visible()
    assert heard == ["home", "before", "taken_next"]

    tablet = open_hall.evaluator("3")
    serving = call(clerk, {"number": number}, window="3")
    assert clerk.get("/windows/3").json()["serving"]["ticket"]["priority"] == "elderly"
    expect(at(board, "current-number")).to_have_text(number)
    expect(at(board, "current-window")).to_have_attribute("data-window", "3")
    finish(clerk, serving)
    at(tablet, "grade-very_satisfied").click()
    expect(at(tablet, "chosen")).to_contain_text("谢谢")
    at(tablet, "send").click()
    assert rated(open_hall.hub, serving)["grade"] == "very_satisfied"
    assert open_hall.errors == []


def test_a_herder_meets_his_own_language_everywhere(open_hall: Hall) -> None:
    kiosk = open_hall.kiosk()
    expect(at(kiosk, "tile-K")).to_be_visible()
    assert chinese_on(kiosk) != []
    at(kiosk, "lang-bo").click()
    expect(at(kiosk, "tile-K")).to_contain_text("ཞིང་འབྲོག་ཁ་གསབ།")
    assert chinese_on(kiosk) == []
    at(kiosk, "tile-K").click()
    expect(at(kiosk, "take")).to_be_visible()
    assert chinese_on(kiosk) == []
    with kiosk.expect_response("**/api/v1/tickets") as taken:
        at(kiosk, "take").click()
    ticket = taken.value.json()
    expect(at(kiosk, "print-state")).to_have_attribute("data-state", "printed", timeout=15_000)
    assert chinese_on(kiosk) == []
    at(kiosk, "home").click()

    phone, tablet = open_hall.phone(ticket["url"]), open_hall.evaluator("5")
    expect(at(phone, "cancel")).to_be_visible()
    assert chinese_on(phone) == []
    clerk = open_hall.hub.staff("5")
    clerk.post("/windows/5/open")
    serving = call(clerk, ticket, window="5")
    expect(at(phone, "state")).to_have_attribute("data-state", "called")
    assert chinese_on(phone) == []
    finish(clerk, serving)
    faces = at(tablet, "grade-dissatisfied")
    expect(faces).to_contain_text("ཡིད་མི་ཚིམ་པ།")
    faces.click()
    expect(at(tablet, "comment")).to_be_visible()
    tablet.locator("jh-why button").first.click()
    at(tablet, "send").click()
    expect(at(tablet, "thanks")).to_contain_text("བཀའ་དྲིན་ཆེ།")
    rating = rated(open_hall.hub, serving)
    assert (rating["grade"], len(rating["tags"])) == ("dissatisfied", 1)
    expect(at(phone, "thanks")).to_be_visible()
    assert chinese_on(phone) == []
    assert open_hall.errors == []
