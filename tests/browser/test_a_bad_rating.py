"""A bad rating at the tablet becomes a case; it is put right; the citizen reads the answer on the phone."""

from playwright.sync_api import expect

from tests.browser.pages import Hall, at


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
    assert hall.errors == []
