"""Out of paper, a hub that is away, nobody there, somebody who does not read: each is seen, said, and nothing lost."""

from playwright.sync_api import APIResponse, Page, Request, Route, expect

from tests.browser.accessibility import violations
from tests.browser.kiosk_hall import Kiosks
from tests.browser.pages import at
from tests.browser.served_hall import ServedHall


def test_out_of_paper_is_said_before_and_after_and_to_the_manager(maqu: ServedHall, kiosks: Kiosks) -> None:
    kiosk = kiosks.open(maqu)
    maqu.kiosk().post("/printer", {"paper": "no"})
    expect(kiosk.locator(".notice")).to_contain_text("没有打印纸")
    prints = maqu.folder / "data" / "prints"
    kept = prints.with_name("prints-kept")
    if prints.exists():
        prints.rename(kept)
    prints.write_text("something else is where the printer should be")
    at(kiosk, "tile-A").click()
    at(kiosk, "take").click()
    expect(at(kiosk, "print-state")).to_have_attribute("data-state", "failed", timeout=15_000)
    number = at(kiosk, "ticket-number").inner_text()
    expect(at(kiosk, "print-state")).to_contain_text(f"您的号是 {number},已经排上队")
    expect(at(kiosk, "print-state")).to_contain_text("已经告诉工作人员")
    assert kiosk.locator("jh-taken img").evaluate("picture => picture.naturalWidth") > 100
    assert violations(kiosk) == []
    prints.unlink()
    if kept.exists():
        kept.rename(prints)
    at(kiosk, "print-again").click()
    expect(at(kiosk, "print-state")).to_have_attribute("data-state", "printed", timeout=15_000)


def test_a_jam_and_a_printer_that_is_gone_are_said_each_in_its_words(wangjiangjing: ServedHall, kiosks: Kiosks) -> None:
    kiosk, agent = kiosks.open(wangjiangjing), wangjiangjing.kiosk()
    at(kiosk, "tile-C").click()
    at(kiosk, "tile-C01").click()
    manager = kiosks.manager(wangjiangjing)
    press = "take"
    for reason, words in {"paper_out": "没纸了", "cover_open": "盖子没有关好", "offline": "没有反应"}.items():
        with kiosk.expect_response("**/prints") as asked:
            at(kiosk, press).click()
        agent.post(f"/prints/{asked.value.json()['id']}/report", {"state": "failed", "reason": reason})
        expect(at(kiosk, "print-state")).to_contain_text(words)
        expect(at(manager, "printer-kiosk")).to_contain_text("取号机 kiosk")
        press = "print-again"
    manager.reload()
    expect(at(manager, "printer-kiosk")).to_contain_text("没有反应")
    with kiosk.expect_response("**/prints") as asked:
        at(kiosk, press).click()
    agent.post(f"/prints/{asked.value.json()['id']}/report", {"state": "printed"})
    expect(at(manager, "printer-kiosk")).to_have_count(0)


def test_a_picture_that_was_lost_on_the_way_is_asked_for_until_it_is_there(maqu: ServedHall, kiosks: Kiosks) -> None:
    """Whoever does not read has nothing else to go by."""
    kiosk = kiosks.open(maqu)
    lost: list[str] = []

    def lose(route: Route) -> None:
        lost.append(route.request.url)
        route.abort()

    kiosk.route("**/vendor/icons/*", lose, times=2)
    at(kiosk, "tile-A").click()
    expect(at(kiosk, "bring").locator("jh-icon")).to_have_count(4)
    expect(at(kiosk, "bring").locator("jh-icon[drawn]")).to_have_count(4, timeout=15_000)
    assert len(lost) == 2


def test_a_report_that_overtakes_the_answer_to_a_look_is_not_forgotten(
    wangjiangjing: ServedHall, kiosks: Kiosks
) -> None:
    kiosk, agent = kiosks.open(wangjiangjing), wangjiangjing.kiosk()

    def overtaken(route: Route) -> None:
        looked = passed_on(route)
        agent.post(f"/prints/{looked.json()['id']}/report", {"state": "failed", "reason": "paper_out"})
        expect(at(kiosk, "print-state")).to_have_attribute("data-state", "failed")
        route.fulfill(response=looked)

    kiosk.route("**/api/v1/prints/*", overtaken, times=1)
    at(kiosk, "tile-C").click()
    at(kiosk, "tile-C01").click()
    with kiosk.expect_response("**/api/v1/prints/*"):
        at(kiosk, "take").click()
    expect(at(kiosk, "print-again")).to_be_enabled()
    expect(at(kiosk, "print-state")).to_contain_text("没纸了")


def passed_on(route: Route) -> APIResponse:
    """What the hub answers; outside of the browser nobody knows the name of the hall."""
    return route.fetch(url=route.request.url.replace("hall.test", "127.0.0.1"))


def test_a_press_whose_answer_is_lost_gives_one_ticket_and_says_so_calmly(maqu: ServedHall, kiosks: Kiosks) -> None:
    kiosk = kiosks.open(maqu)
    keys: list[str] = []

    def lose(route: Route, request: Request) -> None:
        keys.append(request.headers["idempotency-key"])
        if len(keys) > 2:
            route.continue_()
            return
        passed_on(route)  # the hub did it, and nobody heard
        route.abort("connectionreset")

    kiosk.route("**/api/v1/tickets", lose)
    before = waiting(maqu)
    at(kiosk, "tile-C").click()
    at(kiosk, "take").click()
    expect(at(kiosk, "away")).to_be_visible()
    expect(at(kiosk, "away")).to_contain_text("不用再点")
    assert violations(kiosk) == []
    expect(at(kiosk, "ticket-number")).to_be_visible(timeout=10_000)
    assert (len(keys), len(set(keys))) == (3, 1)
    assert waiting(maqu) == before + 1


def test_who_stops_waiting_and_presses_again_still_gets_one_ticket(maqu: ServedHall, kiosks: Kiosks) -> None:
    kiosk = kiosks.open(maqu)
    lost = []

    def lose(route: Route) -> None:
        lost.append(passed_on(route))
        route.abort("connectionreset")

    before = waiting(maqu)
    kiosk.route("**/api/v1/tickets", lose, times=1)
    at(kiosk, "tile-C").click()
    at(kiosk, "take").click()
    at(kiosk, "stop-waiting").click()
    expect(at(kiosk, "away")).to_be_hidden()
    at(kiosk, "take").click()
    expect(at(kiosk, "ticket-number")).to_have_text(lost[0].json()["number"])
    assert waiting(maqu) == before + 1


def test_a_kiosk_that_is_started_anew_in_the_middle_of_a_press_shows_its_ticket(
    maqu: ServedHall, kiosks: Kiosks
) -> None:
    kiosk = kiosks.open(maqu)
    lost = []

    def lose(route: Route) -> None:
        lost.append(passed_on(route))
        route.abort("connectionreset")

    before = waiting(maqu)
    kiosk.route("**/api/v1/tickets", lose, times=3)
    at(kiosk, "tile-C").click()
    at(kiosk, "take").click()
    expect(at(kiosk, "away")).to_be_visible()
    kiosk.reload()
    expect(at(kiosk, "ticket-number")).to_have_text(lost[0].json()["number"], timeout=15_000)
    assert waiting(maqu) == before + 1
    kiosk.reload()
    expect(at(kiosk, "tile-C")).to_be_visible()


def waiting(hub: ServedHall) -> int:
    count: int = next(s for s in hub.kiosk().get("/services").json()["services"] if s["code"] == "C")["waiting"]
    return count


def test_it_goes_back_to_the_start_after_a_pause_that_is_announced_and_can_be_made_longer(
    maqu: ServedHall, kiosks: Kiosks
) -> None:
    kiosk = kiosks.open(maqu, clock=True)
    at(kiosk, "lang-en").click()
    for mode in ("large", "contrast"):
        at(kiosk, f"mode-{mode}").click()
    at(kiosk, "tile-A").click()
    kiosk.clock.run_for(45_000)
    expect(at(kiosk, "more-time")).to_be_hidden()
    kiosk.clock.run_for(10_000)
    expect(at(kiosk, "more-time")).to_be_visible()
    at(kiosk, "more-time").click()
    expect(at(kiosk, "more-time")).to_be_hidden()
    kiosk.clock.run_for(55_000)
    at(kiosk, "slower").click()
    kiosk.clock.run_for(180_000)
    expect(at(kiosk, "more-time")).to_be_hidden()
    expect(at(kiosk, "take")).to_be_visible()
    kiosk.clock.run_for(35_000)
    expect(at(kiosk, "tile-A")).to_be_visible()
    # Nothing of the visit is left for the next one: not its language, nor its modes.
    expect(kiosk.locator("html")).to_have_attribute("lang", "zh-CN")
    for mode in ("large", "contrast"):
        expect(at(kiosk, f"mode-{mode}")).to_have_attribute("aria-pressed", "false")


def spoken(page: Page) -> list[str]:
    """The steps whose sound was fetched, in order."""
    steps: list[str] = []

    def heard(request: Request) -> None:
        if "/prompts/" in request.url:
            steps.append(request.url.split("/speech/")[1].replace(".wav", ""))

    page.on("request", heard)
    return steps


def test_a_grandmother_hears_every_step(maqu: ServedHall, kiosks: Kiosks) -> None:
    kiosk = kiosks.open(maqu)
    steps = spoken(kiosk)
    with kiosk.expect_response("**/prompts/home.wav*") as sound:
        at(kiosk, "mode-spoken").click()
    assert sound.value.status == 200
    at(kiosk, "tile-J").click()
    with kiosk.expect_response("**/prompts/taken*") as sound:
        at(kiosk, "take").click()
    assert sound.value.status == 200
    expect(at(kiosk, "print-state")).to_have_attribute("data-state", "printed", timeout=15_000)
    kiosk.wait_for_timeout(300)
    at(kiosk, "home").click()
    expect(at(kiosk, "mode-spoken")).to_have_attribute("aria-pressed", "false")
    assert [step.partition("?")[0] for step in steps][:2] == ["zh-CN/prompts/home", "zh-CN/prompts/before"]
    assert steps[1].endswith("?service=J")
    assert [step.partition("?")[0].rpartition("/")[2] for step in steps][-1] == "printed"


def test_tibetan_without_recordings_promises_no_voice(maqu: ServedHall, kiosks: Kiosks) -> None:
    kiosk = kiosks.open(maqu)
    at(kiosk, "lang-bo").click()
    expect(at(kiosk, "mode-large")).to_be_visible()
    expect(at(kiosk, "mode-spoken")).to_have_count(0)
