"""The hub that all scenes are played at, and its pages at the size of their screens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.feed_in_hand import FeedInHand
from tests.browser.pages import SIZES, NewContext, at, sign_in
from tests.browser.served_hall import ServedHall
from tests.browser.visits import call, finish, take

UPRIGHT, LYING, LARGE, STRIP = (1080, 1920), (1920, 1080), (3840, 2160), (400, 900)

FIRST = """(() => {
  document.addEventListener("readystatechange", () => {
    const served = document.getElementById("page");
    if (document.readyState !== "interactive" || !served) return;
    const facts = JSON.parse(served.textContent);
    const others = facts.hall.languages.filter((tag) => tag !== "TAG");
    facts.hall.languages = ["TAG", ...others];
    facts.language = document.documentElement.lang = "TAG";
    served.textContent = JSON.stringify(facts);
  });
})()"""
"""The page as a hall is served it whose first language is another one."""

GIVEN = {"1": "VVSVB", "2": "VSV", "3": "SVVVSD", "4": "VV", "6": "VBS"}
"""By window, the first letters of the grades of a morning."""
GRADES = {"V": "very_satisfied", "S": "satisfied", "B": "basically_satisfied", "D": "dissatisfied"}


@dataclass
class Stage:
    """Opens pages of one hub at the size of their screens."""

    hub: ServedHall
    new_context: NewContext
    errors: list[str] = field(default_factory=list)
    rated: bool = False
    booked: bool = False
    first: str | None = None
    inspector_password: str | None = None

    @contextmanager
    def speaking(self, tag: str) -> Iterator[None]:
        """Pages that are opened meanwhile are those of a hall where this language comes first."""
        self.first = tag
        yield
        self.first = None

    def blank(self, kind: str, size: tuple[int, int] | None = None) -> Page:
        width, height = size or SIZES[kind]
        size_of_screen = {"width": width, "height": height}
        page = self.new_context(viewport=size_of_screen, reduced_motion="reduce", locale="zh-CN").new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.errors.append(f"{kind}: {error}"))
        if self.first:
            page.add_init_script(FIRST.replace("TAG", self.first))
        return page

    def open(self, kind: str, path: str, size: tuple[int, int] | None = None) -> Page:
        page = self.blank(kind, size)
        page.goto(self.hub.page_url + path)
        return page

    def device(self, kind: str, path: str, size: tuple[int, int] | None = None) -> Page:
        devices = self.hub.credentials["devices"]
        token = devices["evaluator"][path.rpartition("/")[2]] if kind == "evaluator" else devices[kind]
        return self.open({"display": "window"}.get(kind, kind), f"{path}#t={token}", size)

    def kiosk(self, size: tuple[int, int] = UPRIGHT, *, language: str = "", modes: tuple[str, ...] = ()) -> Page:
        page = self.device("kiosk", "/kiosk/", size)
        page.locator("jh-tile").first.wait_for()
        if language:
            at(page, f"lang-{language}").click()
        for mode in modes:
            at(page, f"mode-{mode}").click()
        return page

    def board(self, state: dict[str, Any], size: tuple[int, int] = LYING) -> tuple[Page, FeedInHand]:
        page = self.blank("board", size)
        feed = FeedInHand(page, state)
        page.goto(f"{self.hub.page_url}/display/#t={self.hub.credentials['devices']['display']}")
        page.locator("jh-windows-now").wait_for()
        return page, feed

    def evaluator(self, code: str, shows: str) -> Page:
        page = self.device("evaluator", f"/evaluator/{code}")
        at(page, shows).wait_for()
        return page

    def console(self, code: str, size: tuple[int, int] | None = None, *, by: str | None = None) -> Page:
        page = self.open("console", f"/window/?window={code}", size)
        sign_in(page, next(s for s in self.hub.credentials["staff"] if s["window"] == (by or code)))
        at(page, "logout").wait_for()
        return page

    def manager(self, shown: str) -> Page:
        page = self.open("manager", "/manager/")
        sign_in(page, self.hub.credentials["manager"])
        at(page, f"nav-{shown}").click()
        return page

    def inspector(self) -> Page:
        """The page of an invited inspector, signed in; the first time they choose a password of their own."""
        job_number = next(p.job_number for p in self.hub.definition.staff if "inspector" in p.roles)
        page = self.open("inspector", "/inspector/")
        if self.inspector_password:
            sign_in(page, {"job_number": job_number, "password": self.inspector_password})
        else:
            first = self.hub.manager().post(f"/people/{job_number}/password").json()["password"]
            sign_in(page, {"job_number": job_number, "password": first})
            self.inspector_password = "yak-butter-tea"
            for name in ("new", "again"):
                at(page, f"password-{name}").fill(self.inspector_password)
            at(page, "password-save").click()
        at(page, "logout").wait_for()
        return page

    def phone(self, ticket: dict[str, Any]) -> Page:
        page = self.open("phone", "/t/" + ticket["url"].rpartition("/")[2])
        expect(at(page, "as-of")).to_have_count(0)
        return page

    def call(self, code: str, ticket: dict[str, Any]) -> str:
        """Calls the ticket to the window, whoever was there before, and gives the id of its serving."""
        clerk = self.hub.staff(code)
        clerk.post(f"/windows/{code}/open")
        if before := clerk.get(f"/windows/{code}").json()["serving"]:
            finish(clerk, before["id"])
        return call(clerk, ticket, window=code)

    def finished(self, code: str, service: str, language: str = "zh-CN") -> tuple[dict[str, Any], str]:
        """A visit to its end: the ticket, and the id of its serving."""
        ticket = take(self.hub, service=service, language=language)
        serving = self.call(code, ticket)
        finish(self.hub.staff(code), serving)
        return ticket, serving

    def morning(self) -> None:
        """Some visits at most of the windows, and how they were rated; once."""
        if self.rated:
            return
        self.rated = True
        for code, grades in GIVEN.items():
            for letter in grades:
                _, serving = self.finished(code, {"2": "B", "3": "D", "4": "F"}.get(code, "A"))
                self.rate(code, serving, grade=GRADES[letter])

    def appointments(self) -> None:
        """Some for today and the coming days; one of them is here, one was taken back. Once."""
        if self.booked:
            return
        self.booked = True
        clerk = self.hub.staff("2")
        for minutes, service in ((10, "B"), (25, "C"), (40, "M"), (24 * 60, "B"), (25 * 60, "G"), (26 * 60, "C")):
            at = (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat()
            made = clerk.post("/appointments", {"service": service, "at": at}).json()
            if minutes == 10:
                clerk.post(f"/appointments/{made['code']}/check-in", {})
            if minutes == 26 * 60:
                clerk.post(f"/appointments/{made['code']}/cancel", {})

    def complaint(self) -> dict[str, Any]:
        """Somebody was not satisfied at window 1, and said why; the ticket."""
        ticket, serving = self.finished("1", "A")
        self.rate("1", serving, grade="dissatisfied", tags=["213"], comment="等了一上午")
        return ticket

    def rate(self, code: str, serving: str, *, grade: str, **said: Any) -> None:
        press = {"serving": serving, "grade": grade, "tags": [], "comment": "", "waited_ms": 4000, **said}
        answer = self.hub.evaluator(code).post("/ratings", press)
        assert answer.status_code == 201, answer.text
