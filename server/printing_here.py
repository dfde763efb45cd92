"""Printing where a kiosk's printer hangs at the hub itself and not at the kiosk."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from typing import Protocol

from config.definition import Definition
from config.equipment import Printer as PrinterRules
from server.concurrency import Threads
from server.domain.actor import Actor, Role
from server.domain.refusal import Refusal
from server.operations import printing
from server.operations.views import Json, View
from server.store import prints
from server.store.database import AWAY, Store
from server.store.journal import Entry
from server.store.patience import patiently
from server.store.printers import Paper
from server.store.turn import Turn

LOOK_EVERY = 20.0
TRY_AGAIN_SECONDS = 1.0

log = logging.getLogger("jiaohao.printing")


class Printed(Protocol):
    """What became of a sheet: ``printed``, ``failed`` (why) or ``unknown``; and whether paper is left."""

    @property
    def state(self) -> str: ...
    @property
    def reason(self) -> str | None: ...
    @property
    def paper(self) -> Paper: ...


class Drive(Protocol):
    """Draws a sheet and sends it to the printer of these rules."""

    def __call__(self, rules: PrinterRules, sheet: Json) -> Printed: ...


class PrintingHere:
    """One worker: takes printouts in the order they were asked for, each once, also where several hubs drive it."""

    def __init__(
        self,
        store: Store,
        *,
        threads: Threads,
        definition: Callable[[str], Definition],
        drive: Drive,
        public_url: str,
    ) -> None:
        self._store = store
        self._threads = threads
        self._definition = definition
        self._drive = drive
        self._public_url = public_url
        self._waiting: deque[tuple[str, str]] = deque()
        self._bell = threads.bell()

    def start(self) -> None:
        self._threads.task(self._work)

    def on_rows(self, hall: str, entries: list[Entry]) -> None:
        """Takes up what was queued."""
        asked = [entry.facts["id"] for entry in entries if entry.kind == "print.queued"]
        if asked and self._hangs_here(hall):
            self._waiting.extend((hall, id) for id in asked)
            self._bell.ring()

    def _hangs_here(self, hall: str) -> bool:
        rules = self._definition(hall).printer
        return rules.by == "hub" and rules.kind != "none"

    def _work(self) -> None:
        self._patiently(self._take_up_what_was_left)
        while True:
            while self._waiting:
                hall, id = self._waiting.popleft()
                try:
                    # Other hubs that drive the same printer wait, and then find the printout settled.
                    with self._store.alone(f"printing/{hall}"):
                        self._print(hall, id)
                except AWAY as error:
                    log.warning("printout %s of %s waits for the database: %s", id, hall, error)
                    self._waiting.appendleft((hall, id))
                    self._threads.sleep(TRY_AGAIN_SECONDS)
                except Refusal as refusal:  # dropped or reported in the meantime
                    log.info("printout %s of %s is settled already: %s", id, hall, refusal.code)
                except Exception:  # one bad sheet must not stop the others
                    log.exception("could not print %s of %s", id, hall)
            self._bell.wait(LOOK_EVERY)

    def _take_up_what_was_left(self) -> None:
        """What a hub that died had queued; it is dropped when it is older than two minutes."""
        for hall in self._store.halls():
            if self._hangs_here(hall):
                with self._store.read() as conn:
                    self._waiting.extend((hall, left.id) for left in prints.queued(conn, hall))

    def _print(self, hall: str, id: str) -> None:
        definition = self._definition(hall)
        with self._store.read() as conn:
            asked = prints.get(conn, hall, id)
            now = self._store.clock()
            if asked.state != "queued" or asked.created_at + printing.DROPPED_AFTER < now:
                return
            kiosk = Actor(hall=hall, role=Role.KIOSK, subject=asked.device)
            seen = View(conn=conn, definition=definition, now=now, role=Role.KIOSK, public_url=self._public_url).print(
                asked
            )
        # Drawing takes a tenth of a second of pure computing, which must not hold up the calls.
        done = self._threads.off_loop(lambda: self._drive(definition.printer, {"id": id, **seen["sheet"]}))

        def note(turn: Turn) -> None:
            printing.note_paper(turn, done.paper)
            printing.report_print(turn, id, state=done.state, reason=done.reason)

        # The sheet is out, so this must not be forgotten: it would be printed again.
        self._patiently(lambda: self._store.change(kiosk, note))

    def _patiently(self, act: Callable[[], object]) -> None:
        patiently(act, threads=self._threads, pause=TRY_AGAIN_SECONDS)
