"""Kiosks and clerks of a hall whose hubs come and go: who gets no answer asks the next hub, under the same key."""

from __future__ import annotations

import itertools
import threading
import uuid
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.clusters import Cluster

PAUSE_SECONDS = 0.02
ASK_AGAIN_SECONDS = 0.1


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was asked for and how it was answered in the end. ``asked`` says how often it took asking."""

    token: str
    path: str
    body: dict[str, Any]
    key: str
    asked: int
    status: int
    content: bytes


@dataclass
class People:
    """Two kiosks and a clerk who go on until they are stopped. ``unclear`` keeps answers that nobody could act on."""

    cluster: Cluster
    said: list[Said] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    refused: int = 0
    _stopped: threading.Event = field(default_factory=threading.Event)
    _crowd: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> People:
        kiosk = str(self.cluster.kiosk(0).token)
        clerk = str(self.cluster.clerk(1, "2").token)
        for deed in (lambda: self._kiosk(kiosk, 0), lambda: self._kiosk(kiosk, 1), lambda: self._clerk(clerk)):
            self._crowd.append(threading.Thread(target=deed, daemon=True))
            self._crowd[-1].start()
        return self

    def stop(self) -> None:
        self._stopped.set()
        for one in self._crowd:
            one.join(timeout=30)
            assert not one.is_alive(), "somebody was never answered"

    def ask(self, token: str, path: str, body: dict[str, Any], *, first: int = 0) -> Any:
        """The answer's JSON, from whichever hub gives one."""
        key = str(uuid.uuid4())
        hubs = itertools.islice(itertools.cycle(self.cluster.hubs), first, None)
        for asked, hub in enumerate(hubs, start=1):
            try:
                answer = hub.caller(token).post(path, body, key=key)
            except requests.RequestException:
                threading.Event().wait(ASK_AGAIN_SECONDS)
                continue
            if answer.status_code < 500:
                self.said.append(
                    Said(
                        token=token,
                        path=path,
                        body=body,
                        key=key,
                        asked=asked,
                        status=answer.status_code,
                        content=answer.content,
                    )
                )
                return answer.json() if answer.content else None
            self._must_be_clear(answer)
            threading.Event().wait(ASK_AGAIN_SECONDS)
        raise AssertionError("unreachable")

    def _must_be_clear(self, answer: requests.Response) -> None:
        self.refused += 1
        is_problem = answer.headers.get("Content-Type") == "application/problem+json"
        if answer.status_code != 503 or not is_problem or "Retry-After" not in answer.headers:
            self.unclear.append(f"{answer.status_code} {answer.text}")

    def _kiosk(self, token: str, hub: int) -> None:
        while not self._stopped.wait(PAUSE_SECONDS):
            self.ask(token, "/tickets", {"service": "C"}, first=hub)

    def _clerk(self, token: str) -> None:
        self.ask(token, "/windows/2/open", {})
        while not self._stopped.wait(PAUSE_SECONDS):
            serving = self.ask(token, "/windows/2/call", {}, first=1)
            if serving is not None and "id" in serving:
                self.ask(token, f"/servings/{serving['id']}/start", {})
                self.ask(token, f"/servings/{serving['id']}/finish", {}, first=1)
