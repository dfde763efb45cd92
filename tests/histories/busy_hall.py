"""A busy hall: kiosks and clerks who press what they like, and who remember what they were told."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.histories.history import Client, History
from tests.hubs import Caller

SERVICES = "ABCDEFGHJKLM"
GRADES = ("very_satisfied", "satisfied", "basically_satisfied", "dissatisfied", "very_dissatisfied")
PRIORITIES = ("none", "none", "elderly", "military")
SENSIBLE = {
    "called": ("recall", "recall", "recall", "start", "start", "start", "start", "hold", "no-show", "transfer"),
    "serving": ("finish", "finish", "finish", "hold", "transfer"),
    "held": ("resume",),
    "finished": ("invite",),
}
DEEDS = ("recall", "start", "finish", "hold", "resume", "no-show", "transfer", "invite")
ENDS_WITHIN = 120


@dataclass
class BusyHall:
    """Everybody acts until they have asked ``asks`` things, or get no answer and do not ask ``again``.

    ``credentials`` are the hall's, ``base_urls`` its hubs', which clients share among them.
    """

    base_urls: list[str]
    credentials: dict[str, Any]
    seed: int
    asks: int | None = None
    again: Callable[[], bool] = lambda: False
    kiosks: int = 3
    history: History = field(default_factory=History)

    def run(self) -> History:
        """The history of this crowd, once everybody has gone home."""
        windows = enumerate(login["window"] for login in self.credentials["staff"])
        parts: list[Callable[[], None]] = [_Kiosk(self, n).take_a_ticket for n in range(self.kiosks)]
        parts += [_Clerk(self, window, n).do_something for n, window in windows]
        crowd = [threading.Thread(target=self._act, args=(part,)) for part in parts]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join(timeout=ENDS_WITHIN)
            assert not one.is_alive()
        return self.history

    def _act(self, part: Callable[[], None]) -> None:
        begun = 0
        try:
            while self.asks is None or begun < self.asks:
                part()
                begun += 1
        except ConnectionError:
            return

    def desk(self, window: str, nth: int = 0) -> Client:
        """The clerk of a window, signed in."""
        login = next(login for login in self.credentials["staff"] if login["window"] == window)
        answer = requests.post(f"{self.base_urls[nth % len(self.base_urls)]}/api/v1/sessions", json=login, timeout=30)
        assert answer.status_code == 201, answer.text
        return self.client(f"staff:{login['job_number']}", answer.json()["token"], nth)

    def client(self, name: str, token: str, nth: int) -> Client:
        """A client that asks the ``nth`` hub first."""
        nth %= len(self.base_urls)
        callers = [Caller(url, token) for url in self.base_urls[nth:] + self.base_urls[:nth]]
        return Client(name, callers, self.history, self.again)


class _Kiosk:
    """Where people take tickets, look at them, and from where some go home."""

    def __init__(self, hall: BusyHall, nth: int) -> None:
        self._hall, self._nth = hall, nth
        self._chance = random.Random(f"{hall.seed}/kiosk/{nth}")
        self._kiosk = hall.client("device:kiosk", hall.credentials["devices"]["kiosk"], nth)

    def take_a_ticket(self) -> None:
        body = {"service": self._chance.choice(SERVICES), "priority": self._chance.choice(PRIORITIES)}
        ticket = self._kiosk.post("/tickets", body).told
        then = self._chance.random()
        if then < 0.2:
            self._kiosk.get(f"/tickets/{ticket['id']}")
        elif then < 0.3:
            token = ticket["url"].rpartition("/")[2]
            self._hall.client(f"citizen:{ticket['id']}", token, self._nth).post(f"/tickets/{ticket['id']}/cancel")


class _Clerk:
    """Calls, and presses what is sensible or, now and then, what is not; and the tablet before them."""

    def __init__(self, hall: BusyHall, window: str, nth: int) -> None:
        self._window = window
        self._chance = random.Random(f"{hall.seed}/clerk/{window}")
        self._desk = hall.desk(window, nth)
        tablet = hall.credentials["devices"]["evaluator"][self._window]
        self._tablet = hall.client(f"device:evaluator-{self._window}", tablet, nth)
        self._state: dict[str, str] = {}
        self._sits = False

    def do_something(self) -> None:
        if not self._sits:
            self._desk.post(f"/windows/{self._window}/open")
            self._sits = True
        busy = any(state in ("called", "serving") for state in self._state.values())
        if not busy or self._chance.random() < 0.1:
            self._call()
        for _ in range(self._chance.randint(1, 4)):
            if self._state:
                self._press(self._chance.choice(list(self._state)[-3:]))
        if self._chance.random() < 0.1:
            self._desk.post(f"/windows/{self._window}/pause", {"reason": "break"})
            self._desk.post(f"/windows/{self._window}/resume")

    def _call(self) -> None:
        first = not self._state
        called = self._desk.post(f"/windows/{self._window}/call")
        if called.status != 200:
            self._desk.get(f"/windows/{self._window}")
            return
        self._state[called.told["id"]] = called.told["state"]
        if first or self._chance.random() < 0.1:
            for deed in ("recall", "recall", "no-show"):  # nobody comes
                self._do(called.told["id"], deed)

    def _press(self, serving: str) -> None:
        sensible = SENSIBLE.get(self._state[serving])
        self._do(serving, self._chance.choice(sensible if sensible and self._chance.random() < 0.85 else DEEDS))

    def _do(self, serving: str, deed: str) -> None:
        body = {"service": self._chance.choice(SERVICES), "first": self._chance.random() < 0.3}
        done = self._desk.post(f"/servings/{serving}/{deed}", body if deed == "transfer" else {})
        if done.status != 200:
            return
        self._state[serving] = done.told["state"]
        if deed == "finish":
            press = {"serving": serving, "grade": self._chance.choice(GRADES), "waited_ms": 2000}
            self._tablet.post("/ratings", press)
        elif deed == "no-show":
            self._desk.post(f"/tickets/{done.told['ticket']['id']}/restore")
