"""The print agent's ear: follows the hub's feed, catches up after every loss, and says how far it has come."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, RLock
from typing import Any

import socketio
import structlog

from kiosk.hub import Refused, refused

NAMESPACE = "/feed"
CONNECT_SECONDS = 10
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 5.0
GAP_SECONDS = 1.5
"""How long a message may wait for the one before it: the client hands each to a thread of its own."""

log = structlog.get_logger("kiosk.feed")

Message = dict[str, Any]


class Feed:
    """Follows for ever. ``since`` and ``epoch`` are where an earlier run stopped; None to begin with a snapshot.

    ``on_snapshot(state)`` and ``on_event(kind, data)`` are called one at a time, in order, and
    ``on_moved(since, epoch)`` whenever it has come further.
    """

    def __init__(
        self,
        hub: str,
        token: str,
        *,
        since: int | None,
        epoch: str | None,
        on_snapshot: Callable[[Message], None],
        on_event: Callable[[str, Message], None],
        on_moved: Callable[[int, str | None], None],
    ) -> None:
        self._hub = hub
        self._token = token
        self._since = since
        self._epoch = epoch
        self._on_snapshot = on_snapshot
        self._on_event = on_event
        self._on_moved = on_moved
        self._early: dict[int, tuple[float, Message]] = {}
        self._refused: Refused | None = None
        self._turn = RLock()
        self._client = socketio.Client(reconnection=False)
        self._client.on("connect_error", self._connect_error, namespace=NAMESPACE)
        self._client.on("snapshot", self._snapshot, namespace=NAMESPACE)
        self._client.on("event", self._message, namespace=NAMESPACE)
        self._client.on("tick", self._message, namespace=NAMESPACE)

    def follow(self, stopped: Event) -> None:
        """Stays connected until ``stopped`` is set and ``close`` called. Raises Refused."""
        pause, away = FIRST_PAUSE_SECONDS, False
        while not stopped.is_set():
            try:
                self._connect()
                if away:
                    log.warning("hub_back", hub=self._hub)
                pause, away = FIRST_PAUSE_SECONDS, False
                self._client.wait()
            except socketio.exceptions.ConnectionError as error:
                if self._refused:
                    raise self._refused from error
                if not away:
                    log.warning("hub_away", hub=self._hub, problem=str(error))
                away = True
            stopped.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    def close(self) -> None:
        """Ends the connection; ``follow`` makes another unless it was told to stop."""
        self._client.disconnect()

    def _connect(self) -> None:
        with self._turn:
            self._early.clear()
            auth = {"token": self._token, "since": self._since, "epoch": self._epoch}
        self._client.connect(
            self._hub, auth=auth, transports=["websocket"], namespaces=[NAMESPACE], wait_timeout=CONNECT_SECONDS
        )

    def _connect_error(self, problem: object = None) -> None:
        told = problem.get("data") if isinstance(problem, dict) else None
        status = told.get("status") if isinstance(told, dict) else None
        if status in (401, 403):
            self._refused = refused(status)

    def _snapshot(self, snapshot: Message) -> None:
        with self._turn:
            self._since, self._epoch = snapshot["seq"], snapshot["epoch"]
            self._on_moved(snapshot["seq"], self._epoch)
            self._on_snapshot(snapshot["state"])
            self._deal_with_what_came()

    def _message(self, message: Message) -> None:
        with self._turn:
            self._early[message["seq"]] = (time.monotonic(), message)
            self._deal_with_what_came()
            gap = any(time.monotonic() - came > GAP_SECONDS for came, _ in self._early.values())
        if gap:
            log.warning("feed_gap", after=self._since)
            self.close()

    def _deal_with_what_came(self) -> None:
        """Hands on whatever follows the last message, and keeps what came too early."""
        while self._since is not None and self._early:
            seq = min(self._early)
            message = self._early[seq][1]
            if message["after"] > self._since:
                return
            del self._early[seq]
            if seq > self._since:
                if "kind" in message:
                    self._on_event(message["kind"], message["data"])
                self._since = seq
                self._on_moved(seq, self._epoch)
