"""Presses on their way to the hub: again and again under their key, days later too, until it has them."""

from __future__ import annotations

import logging
from threading import Event

from config.hub_client.api import HubApi, HubAway, Settled
from evaluator.presses import Presses

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 30.0
LOOK_SECONDS = 60.0

logger = logging.getLogger(__name__)


class Sender:
    """One worker. ``wake`` may be called from any thread."""

    def __init__(self, hub: HubApi, presses: Presses) -> None:
        self._hub = hub
        self._presses = presses
        self._news = Event()

    def wake(self) -> None:
        """There is a press, or the hub may be back."""
        self._news.set()

    def work(self, stopped: Event) -> None:
        """Sends until ``stopped`` and woken. Raises Refused; what was not sent stays."""
        pause = FIRST_PAUSE_SECONDS
        while not stopped.is_set():
            self._news.clear()
            if self._send_all():
                pause = FIRST_PAUSE_SECONDS
                self._news.wait(LOOK_SECONDS)
            else:
                self._news.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    def _send_all(self) -> bool:
        """Whether the hub has them all now."""
        for press in self._presses.waiting():
            try:
                self._hub.post("/ratings", press.body, key=press.key)
                logger.info("A rating was given")
            except Settled as settled:
                logger.warning("The hub does not take a press, it is let go: %s", settled)
            except HubAway:
                return False
            self._presses.confirmed(press.key)
        return True
