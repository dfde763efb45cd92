"""The citizen's phone: where am I, can I go for tea, and how was it; also on a network that hardly works."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.measuring import faults
from tests.browser.pages import Hall, at
from tests.browser.visits import call, finish, rated, ratings, take, until
from tests.hubs import DemoHub

SECOND = 1_000
KILOBYTES = 60
LISTEN = """() => {
    window.told = { buzzes: 0, tones: 0 };
    navigator.vibrate = () => { window.told.buzzes += 1; return true; };
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) { window.told.tones += 1; return start.apply(this, when); };
}"""


def listening(hall: Hall, ticket: dict[str, Any]) -> Page:
    """A phone that counts how often it buzzed and sounded."""
    phone = hall.phone(ticket["url"])
    phone.evaluate(LISTEN)
    expect(at(phone, "as-of")).to_have_count(0)  # the feed is there
    return phone


def told(phone: Page) -> tuple[int, int]:
    counted = phone.evaluate("window.told")
    return counted["buzzes"], counted["tones"]


def empty(hub: DemoHub, service: str) -> None:
    """Nobody waits for the service any more."""
    clerk = hub.staff("1")
    for ticket in clerk.get("/queue").json()["queue"]:
        if ticket["service"] == service:
            clerk.post(f"/tickets/{ticket['id']}/cancel")


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-CN", "前面还有 1 人"), ("bo", "མདུན་དུ་མི་1ཡོད།"), ("en", "Ahead of you: 1")],
)
def test_number_and_place_stand_in_the_page_itself_before_anything_runs(
    open_hall: Hall, language: str, words: str
) -> None:
    hub = open_hall.hub
    empty(hub, "A")
    take(hub)
    ticket = take(hub, language=language)
    html = requests.get(f"{hub.base_url}/t/{ticket['url'].rpartition('/')[2]}", timeout=10).text
    assert f'<html lang="{language}" ' in html
    served = html.partition("<jh-phone>")[2].partition("</jh-phone>")[0]
    assert ticket["number"] in served
    assert words in served
    assert 'http-equiv="refresh"' in html.partition("<noscript>")[2]
    page = open_hall.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{hub.page_url}/t/{ticket['url'].rpartition('/')[2]}")
    expect(page.locator(".served .number")).to_be_visible()
    phone = open_hall.phone(ticket["url"])
    expect(phone.locator(".served")).to_be_hidden()
    expect(phone.locator("nav button").first).to_have_attribute("data-testid", f"lang-{language}")
    expect(at(phone, "ahead")).to_have_attribute("data-ahead", "1")
    assert faults(phone, text=18, target=60, fits=False) == []


def test_less_than_sixty_kilobytes_come_before_the_feed(open_hall: Hall) -> None:
    """Counted as the network carries them, in a browser that has never been here."""
    ticket = take(open_hall.hub, language="bo")
    page = open_hall.new_context(viewport={"width": 390, "height": 844}).new_page()
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    carried = {"bytes": 0, "feed": False}
    before: list[float] = []

    def came(event: dict[str, Any]) -> None:
        if not carried["feed"]:
            before.append(event["encodedDataLength"])

    def frame(event: dict[str, Any]) -> None:
        carried["feed"] = carried["feed"] or "snapshot" in event["response"]["payloadData"]

    network.on("Network.loadingFinished", came)
    network.on("Network.webSocketFrameReceived", frame)
    page.goto(f"{open_hall.hub.page_url}/t/{ticket['url'].rpartition('/')[2]}")
    expect(at(page, "as-of")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    assert carried["feed"]
    kilobytes = sum(before) / 1000
    assert 10 < kilobytes < KILOBYTES


def test_it_tells_when_two_are_ahead_and_when_it_is_their_turn(open_hall: Hall) -> None:
    hub = open_hall.hub
    empty(hub, "A")
    clerk = hub.staff("1")
    others = [take(hub) for _ in range(3)]
    mine = take(hub)
    phone = listening(open_hall, mine)
    expect(at(phone, "ahead")).to_have_attribute("data-ahead", "3")
    expect(phone).to_have_title(f"{mine['number']} · 前面还有 3 人")
    at(phone, "sound").click()
    expect(at(phone, "sound-on")).to_be_visible()
    assert told(phone) == (0, 2)
    clerk.post(f"/tickets/{others[0]['id']}/cancel")
    expect(at(phone, "ahead")).to_have_attribute("data-ahead", "2", timeout=SECOND)
    expect(at(phone, "state")).to_contain_text("请回到大厅")
    until(lambda: told(phone) == (1, 4))
    clerk.post(f"/tickets/{others[1]['id']}/cancel")
    expect(at(phone, "ahead")).to_have_attribute("data-ahead", "1")
    assert told(phone) == (1, 4)
    call(clerk, mine)
    expect(at(phone, "state")).to_have_attribute("data-state", "called", timeout=SECOND)
    expect(phone).to_have_title(f"{mine['number']} · 请到 1 号窗口")
    until(lambda: told(phone) == (2, 6))
    until(lambda: told(phone) == (3, 8), within=5)
    at(phone, "number").click()
    phone.wait_for_timeout(3_000)
    assert told(phone) == (3, 8)
    (serving,) = [clerk.get("/windows/1").json()["serving"]["id"]]
    finish(clerk, serving)
    assert open_hall.errors == []


def test_who_comes_later_lets_others_go_first_and_keeps_the_number(open_hall: Hall) -> None:
    hub = open_hall.hub
    empty(hub, "A")
    mine, other = take(hub), take(hub)
    phone, others_phone = open_hall.phone(mine["url"]), open_hall.phone(other["url"])
    expect(at(others_phone, "ahead")).to_have_attribute("data-ahead", "1")
    at(phone, "later").click()
    at(phone, "keep").click()
    at(phone, "later").click()
    at(phone, "later-1").click()
    expect(at(phone, "ahead")).to_have_attribute("data-ahead", "1")
    expect(at(phone, "number")).to_have_text(mine["number"])
    expect(at(others_phone, "ahead")).to_have_attribute("data-ahead", "0", timeout=SECOND)
    clerk = hub.staff("1")
    called = clerk.post("/windows/1/call").json()
    assert called["ticket"]["number"] == other["number"]
    finish(clerk, called["id"])
    assert open_hall.errors == []


def test_giving_the_ticket_back_is_asked_once_more(open_hall: Hall) -> None:
    mine = take(open_hall.hub)
    phone = open_hall.phone(mine["url"])
    at(phone, "cancel").click()
    at(phone, "keep").click()
    assert open_hall.hub.citizen(mine).get(f"/tickets/{mine['id']}").json()["state"] == "waiting"
    at(phone, "cancel").click()
    at(phone, "confirm-cancel").click()
    expect(at(phone, "state")).to_have_attribute("data-state", "cancelled")
    expect(phone.locator("jh-choices")).to_have_count(0)


def test_a_rating_made_without_network_is_kept_on_the_phone_and_lands_once(open_hall: Hall) -> None:
    hub = open_hall.hub
    clerk, mine = hub.staff("1"), take(hub, language="en")
    phone = open_hall.phone(mine["url"])
    serving = call(clerk, mine)
    finish(clerk, serving)
    expect(at(phone, "grade-dissatisfied")).to_have_text("Dissatisfied")
    assert faults(phone, text=18, target=60, fits=False) == []
    at(phone, "grade-satisfied").wait_for()
    phone.context.set_offline(True)
    at(phone, "grade-dissatisfied").click()
    at(phone, "tag-214").click()
    assert faults(phone, text=18, target=60, fits=False) == []
    at(phone, "send").click()
    expect(at(phone, "thanks")).to_be_visible()
    expect(phone.locator("jh-phone")).to_contain_text("Kept, and sent when the network is back")
    assert ratings(hub, serving) == []
    phone.context.set_offline(False)
    rating = rated(hub, serving)
    assert (rating["grade"], rating["tags"], rating["channel"]) == ("dissatisfied", ["214"], "3")
    phone.reload()
    expect(at(phone, "thanks")).to_be_visible()
    assert len(ratings(hub, serving)) == 1


def test_a_network_that_lets_no_feed_through_still_tells_the_place(open_hall: Hall) -> None:
    hub = open_hall.hub
    empty(hub, "A")
    other, mine = take(hub), take(hub)
    phone = open_hall.new_context(viewport={"width": 390, "height": 844}).new_page()
    phone.clock.install()
    phone.route_web_socket("**/socket.io/**", lambda feed: feed.close())
    phone.goto(f"{hub.page_url}/t/{mine['url'].rpartition('/')[2]}")
    expect(at(phone, "ahead")).to_have_attribute("data-ahead", "1")
    expect(at(phone, "as-of")).to_be_visible()
    hub.staff("1").post(f"/tickets/{other['id']}/cancel")
    phone.clock.run_for(16_000)
    expect(at(phone, "ahead")).to_have_attribute("data-ahead", "0")
