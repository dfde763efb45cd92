"""A terminal's ear: the hub's feed by Socket.IO, in order and without holes, for as long as the hall stands."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Event, RLock, Thread
from typing import Any

import socketio

from config.hub_client.api import Refused, remedy
from config.hub_client.clock import HubClock

NAMESPACE = "/feed"
CONNECT_SECONDS = 10
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 5.0
GAP_SECONDS = 1.0
"""How long a message may wait for one before it: the client hands each to a thread of its own, so they overtake."""
SILENT_SECONDS = 12.0
"""The hub says something every 5 s; a connection that is silent for longer is dead, though nobody closed it."""
LOOK_SECONDS = 0.25

logger = logging.getLogger(__name__)

Message = dict[str, Any]


class Feed:
    """Follows the feed for ever: connects again after every loss, and asks for what it missed.

    ``kind`` is what the token must be paired as, ``needs`` what only the snapshot of that kind holds. ``since`` and
    ``epoch`` are where an earlier run stopped, None to begin with a snapshot. All of these are called one at a time
    and in order: ``on_snapshot`` with a snapshot, ``on_event`` with an event and its age in seconds by the hub's own
    clock, ``on_moved(since, epoch)`` whenever the feed was followed further. What a snapshot tells is no event: it
    happened before this terminal listened.
    """

    def __init__(
        self,
        hub: str,
        token: str,
        *,
        kind: str,
        needs: str,
        on_event: Callable[[Message, float], None],
        on_snapshot: Callable[[Message], None] = lambda snapshot: None,
        on_moved: Callable[[int, str | None], None] = lambda since, epoch: None,
        since: int | None = None,
        epoch: str | None = None,
    ) -> None:
        self._hub = hub
        self._token = token
        self._kind = kind
        self._needs = needs
        self._on_event = on_event
        self._on_snapshot_taken = on_snapshot
        self._on_moved = on_moved
        self._since = since
        self._epoch = epoch
        self._early: list[tuple[float, Message]] = []
        self._heard_at = 0.0
        self._clock = HubClock()
        self._refused: str | None = None
        self._order = RLock()
        self._client = self._new_client()

    def follow(self, stopped: Event) -> None:
        """Stays connected until ``stopped``. Raises Refused for a token the hub does not take."""
        pause, away = FIRST_PAUSE_SECONDS, False
        while not stopped.is_set():
            try:
                self._connect()
                logger.log(logging.WARNING if away else logging.INFO, "Connected to the hub at %s", self._hub)
                pause, away = FIRST_PAUSE_SECONDS, False
                self._listen(stopped)
            except socketio.exceptions.ConnectionError as error:
                if not (away or self._refused):
                    logger.warning("The hub at %s cannot be reached (%s); trying again", self._hub, error)
                away = True
            if self._refused:
                raise Refused(self._refused)
            self._leave()
            stopped.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    def spoken(self, seq: int) -> None:
        """Tells the hub that a call was heard; while the hub is away, nobody."""
        try:
            self._client.emit("spoken", {"seq": seq}, namespace=NAMESPACE)
        except socketio.exceptions.SocketIOError:
            logger.info("The hub is away and was not told that call %s was heard", seq)

    def _new_client(self) -> socketio.Client:
        """A client for one connection: one that has lost its connection is not always ready for another."""
        client = socketio.Client(reconnection=False, handle_sigint=False)
        client.on("connect_error", self._on_connect_error, namespace=NAMESPACE)
        client.on("snapshot", self._on_snapshot, namespace=NAMESPACE)
        client.on("event", self._on_message, namespace=NAMESPACE)
        client.on("tick", self._on_message, namespace=NAMESPACE)
        return client

    def _connect(self) -> None:
        self._refused = None
        self._client = self._new_client()
        with self._order:
            self._early.clear()
            auth = {"token": self._token, "since": self._since, "epoch": self._epoch}
        self._client.connect(
            self._hub, auth=auth, transports=["websocket"], namespaces=[NAMESPACE], wait_timeout=CONNECT_SECONDS
        )

    def _listen(self, stopped: Event) -> None:
        """Returns when the connection is lost or must be made anew."""
        self._heard_at = time.monotonic()
        while self._client.connected and not self._refused and not stopped.wait(LOOK_SECONDS):
            with self._order:
                now = time.monotonic()
                gap = any(now - came > GAP_SECONDS for came, _ in self._early)
                silent = now - self._heard_at > SILENT_SECONDS
            if gap or silent:
                reason = f"has a gap after {self._since}" if gap else f"is silent for {SILENT_SECONDS:g} s"
                logger.warning("The feed %s; connecting again", reason)
                return

    def _leave(self) -> None:
        """Ends the connection, but waits for nothing: to close it politely takes the client three seconds."""
        Thread(target=self._client.disconnect, name="leaving", daemon=True).start()

    def _on_connect_error(self, problem: object = None) -> None:
        told = problem.get("data") if isinstance(problem, dict) else None
        status = told.get("status") if isinstance(told, dict) else None
        if status in (401, 403):
            self._refused = f"the hub refused the token ({status}); {remedy(self._kind)}"

    def _on_snapshot(self, snapshot: Message) -> None:
        if self._needs not in snapshot["state"]:
            self._refused = f"this token is for something else; {remedy(self._kind)}"
            return
        with self._order:
            self._epoch, self._since = snapshot["epoch"], snapshot["seq"]
            self._heard_at = time.monotonic()
            self._clock.age(snapshot["at"])
            self._on_moved(snapshot["seq"], self._epoch)
            self._on_snapshot_taken(snapshot)
            self._deliver()

    def _on_message(self, message: Message) -> None:
        with self._order:
            self._heard_at = time.monotonic()
            self._early.append((self._heard_at, message))
            self._deliver()

    def _deliver(self) -> None:
        """Hands on whatever follows the last message, and keeps what came too early."""
        if self._since is None:
            return
        self._early.sort(key=lambda early: early[1]["seq"])
        while self._early and self._early[0][1]["after"] <= self._since:
            _, message = self._early.pop(0)
            age = self._clock.age(message["at"])
            if message["seq"] > self._since:
                if "kind" in message:
                    self._on_event(message, age)
                self._since = message["seq"]
                self._on_moved(self._since, self._epoch)
