"""The print agent: hears from the hub what this kiosk asked to print, prints it once, and says what became of it."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from threading import Event
from typing import Any

import structlog

from config.hub_client.api import HubAway, Settled
from kiosk.hub import Hub
from kiosk.printers.printer import Paper
from kiosk.printing import Station
from kiosk.remembering import Remembered

OLDEST_SECONDS = 120
"""A ticket that comes out minutes later is somebody else's surprise."""
PATIENCE_SECONDS = 0.5
ASK_AGAIN_SECONDS = 2.0
LOOK_AT_PAPER_SECONDS = 10.0
SAVE_SECONDS = 30.0

log = structlog.get_logger("kiosk.agent")


class Agent:
    """One printer's worker. ``heard`` and ``began`` may be called from any thread, ``work`` is its own thread."""

    def __init__(
        self,
        *,
        hub: Hub,
        station: Station,
        remembered: Remembered,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._hub = hub
        self._station = station
        self._remembered = remembered
        self._clock = clock
        self._sleep = sleep
        self._patience = patience_seconds
        self._asked: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._told: Paper | None = None
        self._seen: Paper | None = None
        self._silences = 0
        self._quiet_until = self._look_at = self._save_at = 0.0
        for print_id in remembered.asked():
            self._asked.put(print_id)

    def began(self, state: dict[str, Any]) -> None:
        """A snapshot: what the hub believes of this printer."""
        self._told = state.get("printer")
        self._save_at = 0.0  # from here on it can be caught up

    def heard(self, kind: str, data: dict[str, Any]) -> None:
        """An event of the feed."""
        if kind == "print.queued":
            self._remembered.ask(data["id"])
            self._asked.put(data["id"])

    def work(self, stopped: Event) -> None:
        """Prints and reports until ``stopped``. Raises Refused, and OSError when nothing can be remembered."""
        while not stopped.is_set():
            self.turn()

    def turn(self) -> None:
        """One round: a printout if one was asked for, then what the hub is still to be told."""
        try:
            asked: str | None = self._asked.get(timeout=self._patience)
        except queue.Empty:
            asked = None
        now = self._clock()
        if asked and self._print(asked):
            self._remembered.settle(asked)
        elif asked:
            self._asked.put(asked)
            self._sleep(self._patience)
        elif not asked and now >= self._look_at:
            self._look_at = now + LOOK_AT_PAPER_SECONDS
            self._note(self._station.paper())
        if now >= self._quiet_until:
            self._tell_hub()
        if now >= self._save_at:
            self._save_at = now + SAVE_SECONDS
            self._remembered.save()

    def _print(self, print_id: str) -> bool:
        """Prints it unless it is old, settled or was begun before; False when the hub must be asked again."""
        if self._remembered.knows(print_id):
            return True
        try:
            printout = self._hub.show(print_id)
        except HubAway:
            return False
        except Settled:
            return True
        if printout.state != "queued" or printout.age_seconds > OLDEST_SECONDS:
            return True  # the hub drops it by itself
        self._remembered.begin(print_id)
        state, reason = self._on_paper({"id": print_id, **printout.sheet})
        self._remembered.finish(print_id, state=state, reason=reason)
        log.info("ticket", number=printout.sheet.get("number"), state=state, reason=reason)
        self._quiet_until = 0.0  # somebody stands there and waits for this report
        return True

    def _on_paper(self, sheet: dict[str, Any]) -> tuple[str, str | None]:
        """What became of a sheet, and why."""
        try:
            outcome = self._station.print(sheet)
        except Exception:  # a sheet that cannot be drawn must not keep the next citizens from theirs
            log.exception("sheet_not_drawn", print=sheet["id"])
            return "failed", "unknown"
        self._note(outcome.paper)
        return outcome.state, outcome.reason

    def _note(self, paper: Paper) -> None:
        """One silence is not news: another computer may have been printing."""
        self._silences = self._silences + 1 if paper == "unknown" else 0
        if paper != "unknown" or self._seen is None or self._silences > 1:
            self._seen = paper

    def _tell_hub(self) -> None:
        try:
            for print_id, state, reason in self._remembered.unreported():
                try:
                    self._hub.report(print_id, state, reason)
                except Settled as settled:
                    log.info("report_not_needed", print=print_id, why=str(settled))
                self._remembered.reported(print_id)
            if self._seen is not None and self._seen != self._told:
                self._hub.note_paper(self._seen)
                self._told = self._seen
        except HubAway:
            self._quiet_until = self._clock() + ASK_AGAIN_SECONDS
