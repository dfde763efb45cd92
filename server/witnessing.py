"""Takes the journal's hash of each day out of the house: into a folder and to an address, where the hall named them.

A seal that could not be taken out is tried again at every look, so a stick that was pulled or a network that was away
is made up for. Twice the same line or message says nothing new.
"""

from __future__ import annotations

import urllib.request
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import orjson
import structlog

from config.definition import Definition
from server.availability import Availability
from server.concurrency import Threads
from server.domain.actor import Actor, Role
from server.operations import sealing
from server.rounds import again_and_again
from server.store import seals
from server.store.columns import rfc3339
from server.store.database import Store
from server.store.seals import Seal, Way

LOOK_EVERY = 30.0
ANSWERS_WITHIN = 10.0
TRIED_FOR = timedelta(days=14)

log = structlog.stdlib.get_logger("jiaohao.witnessing")


class Witness:
    """Seals the days of all halls of a hub's database and carries the seals out."""

    def __init__(self, store: Store, *, threads: Threads) -> None:
        self._store = store
        self._threads = threads
        self._ways: dict[tuple[str, Way], Availability] = {}

    def start(self) -> None:
        self._threads.task(self._look_forever)

    def look(self) -> None:
        """Seals the day where it is not yet, and carries out what is still in the house."""
        for hall in self._store.halls():
            self._store.change(Actor(hall=hall, role=Role.CLOCK, subject=hall), sealing.seal)
            with self._store.read() as conn:
                definition = self._store.definition(conn, hall)
                waiting = [s for s in seals.newest(conn, hall, limit=14) if s.at + TRIED_FOR > self._store.clock()]
            for seal in reversed(waiting):
                if definition.seal.folder and seal.filed_at is None:
                    self._carry(definition, seal, "filed_at", partial(_file, definition, seal))
                if definition.seal.url and seal.sent_at is None:
                    self._carry(definition, seal, "sent_at", partial(_send, definition, seal))

    def _carry(self, definition: Definition, seal: Seal, way: Way, carry: Callable[[], None]) -> None:
        there = self._ways.setdefault(
            (definition.code, way), Availability(f"the way out of the daily hash ({way})", log)
        )
        try:
            self._threads.off_loop(carry)
        except (OSError, ValueError) as error:  # urllib's errors are of the first kind
            there.lost(str(error))
            return
        there.found()
        now = self._store.clock()
        self._store.write(lambda conn: seals.note(conn, definition.code, seal.day, way, at=now))

    def _look_forever(self) -> None:
        again_and_again(
            self.look, pause=partial(self._threads.sleep, LOOK_EVERY), could_not="could not seal the day", log=log
        )


def _file(definition: Definition, seal: Seal) -> None:
    """Adds a line to the hall's file in the folder, which must be there: a stick that is out is not made up."""
    file = Path(definition.seal.folder) / f"journal-{definition.code}.txt"
    with file.open("a", encoding="ascii") as lines:
        lines.write(f"{seal.day.isoformat()} {seal.seq} {seal.hash}\n")


def _send(definition: Definition, seal: Seal) -> None:
    told = {"hall": definition.code, **sealing.words(seal), "at": rfc3339(seal.at)}
    asked = urllib.request.Request(
        definition.seal.url, data=orjson.dumps(told), headers={"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(asked, timeout=ANSWERS_WITHIN):
        pass
