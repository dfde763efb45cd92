"""A busy hall: kiosks and clerks who press what they like, and who remember what they were told."""

from __future__ import annotations

import random
import threading
import uuid
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.hubs import Caller, DemoHub

SERVICES = "ABCDEFGHJKLM"
WINDOWS = "123456"
GRADES = ("very_satisfied", "satisfied", "basically_satisfied", "dissatisfied", "very_dissatisfied")
DEEDS = ("recall", "start", "start", "start", "finish", "finish", "finish", "hold", "resume", "no-show", "transfer")


@dataclass(frozen=True)
class Said:
    """A change that was asked for; ``status`` and ``content`` are None when no answer came."""

    caller: Caller
    path: str
    body: dict[str, Any]
    key: str
    status: int | None = None
    content: bytes | None = None

    @property
    def acknowledged(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


@dataclass
class Load:
    """Everybody acts until the hub is gone. ``said`` is all that anybody asked for, and what came back."""

    hub: DemoHub
    seed: int
    said: list[Said] = field(default_factory=list)

    def run(self) -> None:
        people = [lambda n=n: self._citizens(random.Random(f"{self.seed}/kiosk/{n}")) for n in range(3)]
        clerks = {window: self.hub.staff(window) for window in WINDOWS}
        people += [lambda w=w: self._clerk(clerks[w], w, random.Random(f"{self.seed}/{w}")) for w in WINDOWS]
        crowd = [threading.Thread(target=one) for one in people]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join(timeout=60)
            assert not one.is_alive()

    def _ask(self, caller: Caller, path: str, body: dict[str, Any]) -> Any:
        """The answer's JSON, None when there is none. Raises ConnectionError when the hub is gone."""
        key = str(uuid.uuid4())
        try:
            answer = caller.post(path, body, key=key)
        except requests.RequestException as error:
            self.said.append(Said(caller, path, body, key))
            raise ConnectionError from error
        self.said.append(Said(caller, path, body, key, answer.status_code, answer.content))
        return answer.json() if answer.content else None

    def _citizens(self, chance: random.Random) -> None:
        kiosk = self.hub.kiosk()
        try:
            while True:
                body = {"service": chance.choice(SERVICES), "priority": chance.choice(["none", "elderly", "military"])}
                ticket = self._ask(kiosk, "/tickets", body)
                if chance.random() < 0.1:
                    self._ask(self.hub.citizen(ticket), f"/tickets/{ticket['id']}/cancel", {})
        except ConnectionError:
            return

    def _clerk(self, clerk: Caller, window: str, chance: random.Random) -> None:
        tablet = self.hub.evaluator(window)
        mine: list[str] = []
        try:
            self._ask(clerk, f"/windows/{window}/open", {})
            while True:
                called = self._ask(clerk, f"/windows/{window}/call", {})
                if called is not None and "id" in called:
                    mine.append(called["id"])
                for _ in range(chance.randint(1, 4)):
                    if mine:
                        self._press(clerk, tablet, mine[-chance.randint(1, min(3, len(mine)))], chance)
        except ConnectionError:
            return

    def _press(self, clerk: Caller, tablet: Caller, serving: str, chance: random.Random) -> None:
        deed = chance.choice(DEEDS)
        body = {"service": chance.choice(SERVICES)} if deed == "transfer" else {}
        self._ask(clerk, f"/servings/{serving}/{deed}", body)
        if deed == "finish":
            self._ask(tablet, "/ratings", {"serving": serving, "grade": chance.choice(GRADES), "waited_ms": 2000})
