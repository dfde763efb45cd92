"""A terminal that listens to the feed as INTERFACE describes it, and notices every gap."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import socketio

WITHIN = 8.0


class Terminal:
    """Keeps what it was told; ``gaps`` must stay empty."""

    def __init__(self, base_url: str, token: str | None, *, since: int | None = None, epoch: str | None = None) -> None:
        self.base_url = base_url
        self.token = token
        self.since = since
        self.epoch = epoch
        self.snapshots: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        self.ticks: list[dict[str, Any]] = []
        self.presence: list[dict[str, Any]] = []
        self.gaps: list[dict[str, Any]] = []
        self._client = socketio.Client(reconnection=False)
        for name in ("snapshot", "event", "tick", "presence"):
            self._client.on(name, getattr(self, f"_{name}"), namespace="/feed")

    def connect(self) -> Terminal:
        auth = {"token": self.token, "since": self.since, "epoch": self.epoch}
        self._client.connect(self.base_url, auth=auth, namespaces=["/feed"], transports=["websocket"], wait_timeout=10)
        return self

    def leave(self) -> None:
        self._client.disconnect()

    def say(self, event: str, data: object) -> None:
        self._client.emit(event, data, namespace="/feed")

    def kinds(self) -> list[str]:
        return [event["kind"] for event in self.events]

    def wait_for(self, what: Callable[[Terminal], bool]) -> Terminal:
        give_up_at = time.monotonic() + WITHIN
        while not what(self):
            assert time.monotonic() < give_up_at, f"not told in time; told {self.kinds()} and {len(self.ticks)} ticks"
            time.sleep(0.01)
        return self

    def wait_until(self, seq: int) -> Terminal:
        return self.wait_for(lambda terminal: (terminal.since or 0) >= seq)

    def _snapshot(self, snapshot: dict[str, Any]) -> None:
        self.snapshots.append(snapshot)
        self.since, self.epoch = snapshot["seq"], snapshot["epoch"]

    def _event(self, event: dict[str, Any]) -> None:
        self.events.append(event)
        self._follow(event)

    def _tick(self, tick: dict[str, Any]) -> None:
        self.ticks.append(tick)
        self._follow(tick)

    def _presence(self, presence: dict[str, Any]) -> None:
        self.presence.append(presence)

    def _follow(self, message: dict[str, Any]) -> None:
        if message["after"] != self.since:
            self.gaps.append(message)
        self.since = message["seq"]
