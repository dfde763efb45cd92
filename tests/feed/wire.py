"""A terminal that reads the wire itself: only when it is told to, every gap an error at once, and away at once."""

from __future__ import annotations

import json
import socket
import time
from typing import Any

import websocket

WITHIN = 10.0


class Wire:
    """Keeps what it was told across its connections; every gap and every repetition is an error at once."""

    def __init__(self, base_url: str, token: str, *, since: int | None = None, epoch: str | None = None) -> None:
        self.url = base_url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
        self.token = token
        self.since = since
        self.epoch = epoch
        self.snapshots: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        self.ticks: list[dict[str, Any]] = []
        self.spoken: list[int] = []
        self._line: websocket.WebSocket | None = None

    @property
    def seqs(self) -> list[int]:
        return [event["seq"] for event in self.events]

    @property
    def heard(self) -> list[tuple[int, str, dict[str, Any]]]:
        """What it was told; where ticks fall in between is the hub's business."""
        return [(event["seq"], event["kind"], event["data"]) for event in self.events]

    def connect(self, *, receive_buffer: int | None = None) -> Wire:
        """``receive_buffer`` in bytes makes a terminal whose network holds little while it does not read."""
        options = [] if receive_buffer is None else [(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)]
        self._line = websocket.create_connection(self.url, timeout=WITHIN, sockopt=options)
        auth = {"token": self.token, "since": self.since, "epoch": self.epoch}
        self._line.send(f"40/feed,{json.dumps(auth)}")
        return self

    def vanish(self) -> None:
        """As a pulled plug: no farewell."""
        if self._line is not None:
            self._line.shutdown()
            self._line = None

    def read_until(self, seq: int) -> Wire:
        """Reads until everything up to ``seq`` was told."""
        while (self.since or 0) < seq or not (self.snapshots or self.ticks or self.events):
            self.read_one()
        return self

    def read_for(self, seconds: float) -> Wire:
        """Reads whatever comes in that time."""
        give_up_at = time.monotonic() + seconds
        assert self._line is not None
        while (left := give_up_at - time.monotonic()) > 0:
            self._line.settimeout(left)
            try:
                self.read_one()
            except websocket.WebSocketTimeoutException:
                break
        self._line.settimeout(WITHIN)
        return self

    def read_one(self) -> None:
        assert self._line is not None
        said = self._line.recv()
        assert isinstance(said, str)
        if said == "2":
            self._line.send("3")
        elif said.startswith("44"):
            raise AssertionError(f"turned away: {said}")
        elif said.startswith("42/feed,"):
            name, data = json.loads(said.removeprefix("42/feed,"))
            getattr(self, f"_{name}", lambda data: None)(data)

    def _snapshot(self, snapshot: dict[str, Any]) -> None:
        self.snapshots.append(snapshot)
        self.since, self.epoch = snapshot["seq"], snapshot["epoch"]

    def _event(self, event: dict[str, Any]) -> None:
        assert event["seq"] > event["after"]
        self._follow(event)
        self.events.append(event)

    def _tick(self, tick: dict[str, Any]) -> None:
        self._follow(tick)
        self.ticks.append(tick)

    def _spoken(self, spoken: dict[str, Any]) -> None:
        self.spoken.append(spoken["seq"])

    def _follow(self, message: dict[str, Any]) -> None:
        assert message["after"] == self.since, f"a gap or a double: at {self.since} it was told {message}"
        self.since = message["seq"]
