"""The right to speak in a room (话语权): of all terminals that are heard there, one has it for some seconds at a time.

It is kept at the hub, asked for again before it ends, and given back when this announcer stops. Whoever cannot reach
the hub loses it by this computer's own clock, earlier than the hub gives it to another.
"""

from __future__ import annotations

import json
import logging
import secrets
import time
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from threading import Event, Thread
from typing import Any
from urllib.parse import quote

ASK_EVERY_SECONDS = 2.5
LOOK_SECONDS = 0.1
ANSWER_WITHIN_SECONDS = 4.0

logger = logging.getLogger(__name__)

Ask = Callable[[str, dict[str, Any] | None], dict[str, Any]]
"""Sends PUT with a body, or DELETE without one, and gives the answer. Raises OSError, HTTPException, ValueError."""


class Right:
    """Asks again and again in a thread of its own. ``volume`` is the hall's, 0 to 1.

    ``spoken`` is the sequence number of the last call that was heard in this room, by whomever.
    """

    def __init__(self, ask: Ask, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._clock = clock
        self._until = 0.0
        self._said = 0
        self._stopped = Event()
        self.spoken = 0
        self.volume = 1.0

    @classmethod
    def at(cls, hub: str, token: str, room: str) -> Right:
        """The right as the hub gives it."""
        address = f"{hub}/api/v1/voice/rooms/{quote(room, safe='')}/right/{secrets.token_hex(8)}"

        def ask(method: str, body: dict[str, Any] | None) -> dict[str, Any]:
            request = urllib.request.Request(
                address,
                method=method,
                data=None if body is None else json.dumps(body).encode(),
                headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
            )
            with urllib.request.urlopen(request, timeout=ANSWER_WITHIN_SECONDS) as answer:
                told: dict[str, Any] = json.loads(answer.read() or b"{}")
                return told

        return cls(ask)

    def holds(self, seconds: float = 0.0) -> bool:
        """Whether a sound of this length may begin: it must end before the right does."""
        return self._clock() + seconds < self._until

    def waits_for(self, seconds: float) -> bool:
        """Whether a sound of this length may begin, at the latest once the right has been renewed."""
        give_up_at = self._clock() + ASK_EVERY_SECONDS + LOOK_SECONDS
        while not self.holds(seconds):
            if self._clock() > give_up_at or self._stopped.wait(LOOK_SECONDS):
                return False
        return True

    def said(self, seq: int) -> None:
        """This announcer said the call; whoever comes after it goes on behind."""
        self._said = self.spoken = max(seq, self.spoken)

    def start(self) -> None:
        Thread(target=self._keep_asking, name="right", daemon=True).start()

    def close(self) -> None:
        """Stops asking, and lets another terminal speak at once."""
        self._stopped.set()
        if self.holds():
            self._until = 0.0
            try:
                self._ask("DELETE", None)
            except (OSError, HTTPException, ValueError):
                logger.info("The hub is away; the right to speak ends by itself")

    def look(self) -> None:
        """Asks once."""
        asked_at = self._clock()
        try:
            told = self._ask("PUT", {"spoken": self._said} if self._said else {})
        except (OSError, HTTPException, ValueError) as error:
            # Without an answer the right runs out by itself, and then another speaks.
            logger.info("The hub does not say who speaks in this room: %s", error)
            return
        if not self._stopped.is_set():
            self._until = max(self._until, asked_at + told["seconds"]) if told["speaks"] else 0.0
        self.spoken = max(self.spoken, told["spoken"])
        self.volume = told["volume"] / 100

    def _keep_asking(self) -> None:
        while not self._stopped.is_set():
            self.look()
            self._stopped.wait(ASK_EVERY_SECONDS)
