"""What clients asked, when, and what they were told: the history that the journal has to explain."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

import orjson
import requests

from tests.hubs import Caller


class Outcome(StrEnum):
    OK = "ok"
    FAIL = "fail"
    UNKNOWN = "unknown"
    """No answer came, or one that leaves open whether the deed was done."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One thing that one client asked, as often as it took. ``client`` is how the journal calls the client.

    Times are monotonic seconds of this machine: when it was first asked, and when the answer had come.
    """

    client: str
    token: str | None
    method: str
    path: str
    body: dict[str, Any]
    key: str
    asked_at: float
    answered_at: float | None = None
    status: int | None = None
    content: bytes = b""

    @property
    def outcome(self) -> Outcome:
        if self.status is None or self.status >= 500:
            return Outcome.UNKNOWN
        return Outcome.OK if self.status < 300 else Outcome.FAIL

    @property
    def told(self) -> Any:
        """The answer's JSON; None when it has none."""
        return orjson.loads(self.content) if self.content else None

    def __str__(self) -> str:
        return f"{self.client} {self.method} {self.path} {self.body or ''} -> {self.status} {self.content.decode()}"


@dataclass
class History:
    """Everything that was asked. Clients in many threads write into one history."""

    asked: list[Asked] = field(default_factory=list)

    def __iter__(self) -> Iterator[Asked]:
        return iter(self.asked)

    def of(self, outcome: Outcome) -> list[Asked]:
        return [asked for asked in self.asked if asked.outcome is outcome]

    def until(self, cut: float) -> History:
        """The same as it was known at a moment: what was asked later never was, what was not answered is unknown."""
        begun = [asked for asked in self.asked if asked.asked_at < cut]
        known = [a for a in begun if a.answered_at is not None and a.answered_at < cut]
        open_ = [
            replace(a, answered_at=None, status=None, content=b"")
            for a in begun
            if a.answered_at is None or a.answered_at >= cut
        ]
        return History(known + open_)


@dataclass
class Client:
    """Somebody who asks one thing at a time, and writes it down. ``name`` is the journal's name for them.

    ``callers`` are the hubs they may ask, the next when one gives no answer; ``again`` says whether to go on asking
    under the same key, as a kiosk does that lost the answer.
    """

    name: str
    callers: list[Caller]
    history: History
    again: Callable[[], bool] = lambda: False

    def post(self, path: str, body: dict[str, Any] | None = None, *, key: str | None = None) -> Asked:
        """Raises ConnectionError when no answer came; that is in the history, too."""
        return self._ask("POST", path, body or {}, key=key)

    def get(self, path: str) -> Asked:
        """Raises ConnectionError when no answer came."""
        return self._ask("GET", path, {})

    def _ask(self, method: str, path: str, body: dict[str, Any], *, key: str | None = None) -> Asked:
        asked = Asked(
            client=self.name,
            token=self.callers[0].token,
            method=method,
            path=path,
            body=body,
            key=key or str(uuid.uuid4()),
            asked_at=time.monotonic(),
        )
        while True:
            try:
                caller = self.callers[0]
                answer = caller.get(path) if method == "GET" else caller.post(path, body, key=asked.key)
                asked = replace(asked, answered_at=time.monotonic(), status=answer.status_code, content=answer.content)
            except requests.RequestException as error:
                lost: Exception | None = error
            else:
                lost = None
            if asked.outcome is not Outcome.UNKNOWN or not self.again():
                break
            self.callers.append(self.callers.pop(0))
            time.sleep(0.05)
        self.history.asked.append(asked)
        if lost is not None:
            raise ConnectionError(str(lost)) from lost
        return asked
