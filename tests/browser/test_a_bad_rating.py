"""A bad rating at the tablet becomes a case; it is put right; the citizen reads the answer on the phone; the county's
report shows it.
"""

import io
import re
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pypdfium2
from playwright.sync_api import Page, Route, expect

from tests.browser.pages import Hall, at

SHOWN = ("等了一上午", "新来的同志不熟", "请老同志带一周", "对不起,我们已经改了")
WITHIN_MS = 90_000
CLOSED = {
    "state": "closed",
    "standing": "closed",
    "opened_on": "2026-03-02",
    "due": "2026-03-23",
    "complexity": "ordinary",
    "person": {"job_number": "1001", "name": "甲"},
    "service_name": {"zh-CN": "户籍"},
    "window": "1",
    "grade": "dissatisfied",
    "tags": [],
}
"""A case as a row of the list."""


def test_from_the_press_to_the_answer(hall: Hall) -> None:
    ticket = hall.hub.kiosk().post("/tickets", {"service": "A"}).json()
    clerk = hall.hub.staff("1")
    clerk.post("/windows/1/open")
    serving = clerk.post("/windows/1/call").json()
    for step in ("start", "finish"):
        clerk.post(f"/servings/{serving['id']}/{step}")
    press = {
        "serving": serving["id"],
        "grade": "dissatisfied",
        "tags": ["213"],
        "comment": "等了一上午",
        "waited_ms": 4000,
    }
    assert hall.hub.evaluator("1").post("/ratings", press).status_code == 201

    phone, manager = hall.phone(ticket["url"]), hall.manager()
    expect(at(phone, "thanks")).to_be_visible()
    expect(at(phone, "answer")).to_have_count(0)
    at(manager, "nav-cases").click()
    expect(at(manager, "case-file")).to_contain_text("等了一上午")
    expect(at(manager, "case-file")).to_contain_text("窗口人员业务不熟练")
    for choice, said in (("true", "新来的同志不熟"), ("at_once", "请老同志带一周"), (None, "对不起,我们已经改了")):
        if choice is None:
            expect(at(manager, "step-answer")).to_have_attribute("aria-pressed", "true")
        else:
            at(manager, f"choice-{choice}").click()
        at(manager, "step-text").fill(said)
        at(manager, "step-send").click()
        expect(at(manager, "did").first).to_contain_text(said)
    expect(at(phone, "answer")).to_contain_text("对不起,我们已经改了")
    at(manager, "step-send").click()
    expect(at(manager, "case-file")).to_contain_text("已办结")
    expect(at(manager, "cases_all")).to_be_visible()

    at(manager, "nav-months").click()
    with pypdfium2.PdfDocument(handed_in(manager, "pdf")) as report:
        printed = "".join(page.get_textpage().get_text_range() for page in report)
    printed = printed.replace("\u200b", "").replace("\r\n", "")
    for said in (*SHOWN, "填报人", "审核人", "负责人", "已办结"):
        assert said in printed
    book = openpyxl.load_workbook(io.BytesIO(handed_in(manager, "xlsx")))
    heads, *cases = book["差评整改台账"].iter_rows(values_only=True)
    case = next(dict(zip(heads, row, strict=True)) for row in cases if row[0] == ticket["number"])
    assert case["群众意见"] == "窗口人员业务不熟练\n等了一上午"
    assert (case["核实情况"], case["答复群众"]) == ("新来的同志不熟", "对不起,我们已经改了")
    assert (case["整改情况"], case["按期"], case["状态"]) == ("立行立改\n请老同志带一周", "是", "已办结")
    assert hall.errors == []


def handed_in(manager: Page, format: str) -> bytes:
    """The report of the month so far, ordered and fetched on the manager's page."""
    at(manager, "order-format").select_option(format)
    at(manager, "order").click()
    line = manager.locator("li[data-testid^=export-]").filter(has_text=format.upper())
    with manager.expect_download(timeout=WITHIN_MS) as fetched:
        line.get_by_test_id("download").click(timeout=WITHIN_MS)
    return fetched.value.path().read_bytes()


def test_whoever_reads_far_back_keeps_their_place_when_something_happens(hall: Hall) -> None:
    """More cases opened out than the hub gives at once; any event of the hall brings all of them anew."""
    manager = hall.manager()
    number = "001"

    def answer(route: Route) -> None:
        asked = parse_qs(urlsplit(route.request.url).query)
        if asked.get("state") != ["all"]:
            return route.fulfill(json={"cases": [], "next": None, "people": []})
        limit = int(asked["limit"][0])
        assert limit <= 200
        begin = int(asked["after"][0]) + 1 if "after" in asked else 0
        shown = [{**CLOSED, "id": str(place), "number": number} for place in range(begin, begin + limit)]
        return route.fulfill(json={"cases": shown, "next": shown[-1]["id"], "people": []})

    manager.route(re.compile(r"/api/v1/cases/"), lambda route: route.abort())
    manager.route(re.compile(r"/api/v1/cases(\?|$)"), answer)
    at(manager, "nav-cases").click()
    at(manager, "cases_all").click()
    for count in range(20, 240, 20):
        expect(at(manager, f"case-{count - 1}")).to_be_visible(timeout=WITHIN_MS)
        at(manager, "more").click()
    expect(at(manager, "case-239")).to_be_visible(timeout=WITHIN_MS)
    number = "002"
    hall.hub.kiosk().post("/tickets", {"service": "A"})
    expect(at(manager, "case-0")).to_contain_text("002", timeout=WITHIN_MS)
    expect(at(manager, "case-239")).to_contain_text("002", timeout=WITHIN_MS)
