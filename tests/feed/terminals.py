"""A terminal that listens to the feed as INTERFACE describes it, and notices every gap."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import engineio
import socketio
import websocket

WITHIN = 20.0
PAUSE = 0.2
LOOK_EVERY = 0.02


class _Connection(websocket.WebSocket):
    """Leaves without waiting for the hub's farewell, which the client's own reader takes away from it every so often:
    then it would stand there for three seconds.
    """

    def close(self, status: int = websocket.STATUS_NORMAL, reason: bytes = b"", timeout: int = 0) -> None:
        super().close(status, reason, timeout)


class _Reader(engineio.Client):
    """Handles each message where it is read. The client's own way, a thread a message, lets bursts arrive shuffled."""

    def _trigger_event(self, event: str, *args: Any, **options: Any) -> Any:
        return super()._trigger_event(event, *args, **{**options, "run_async": False})


class _Client(socketio.Client):
    def _engineio_client_class(self) -> type[engineio.Client]:
        return _Reader


class Terminal:
    """Keeps what it was told; ``gaps`` must stay empty. A page comes with a ``cookie`` and without a token."""

    def __init__(
        self,
        base_url: str,
        token: str | None,
        *,
        since: int | None = None,
        epoch: str | None = None,
        cookie: str | None = None,
    ) -> None:
        self.base_url = base_url
        self.token = token
        self.cookie = cookie
        self.since = since
        self.epoch = epoch
        self.snapshots: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        self.ticks: list[dict[str, Any]] = []
        self.presence: list[dict[str, Any]] = []
        self.gaps: list[dict[str, Any]] = []
        self._client = self._new_client()

    def _new_client(self) -> socketio.Client:
        client = _Client(reconnection=False, websocket_extra_options={"class_": _Connection})
        for name in ("snapshot", "event", "tick", "presence"):
            client.on(name, getattr(self, f"_{name}"), namespace="/feed")
        return client

    def connect(self) -> Terminal:
        auth = {"token": self.token, "since": self.since, "epoch": self.epoch}
        headers = {"Cookie": self.cookie} if self.cookie else {}
        ways: dict[str, Any] = {"namespaces": ["/feed"], "transports": ["websocket"], "wait_timeout": 10}
        self._client.connect(self.base_url, headers=headers, auth=auth, **ways)
        return self

    def leave(self) -> None:
        self._client.disconnect()

    def is_connected(self) -> bool:
        return "/feed" in self._client.namespaces

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


class RoamingTerminal(Terminal):
    """One that nobody looks after: when it loses its hub it tries the next, with what it knows, until one takes it."""

    def __init__(self, base_urls: list[str], token: str) -> None:
        super().__init__(base_urls[0], token)
        self._base_urls = itertools.cycle(base_urls)
        self._stopped = threading.Event()
        self._roaming = threading.Thread(target=self._roam, daemon=True)

    def begin(self) -> RoamingTerminal:
        self._roaming.start()
        self.wait_for(lambda t: t.since is not None)
        return self

    def leave(self) -> None:
        self._stopped.set()
        self._roaming.join(timeout=20)
        assert not self._roaming.is_alive()

    def _roam(self) -> None:
        while not self._stopped.wait(PAUSE):
            self.base_url = next(self._base_urls)
            self._client = self._new_client()
            with suppress(socketio.exceptions.ConnectionError):
                self.connect()
            while self._client.connected and not self._stopped.wait(LOOK_EVERY):
                pass
            self._client.disconnect()
