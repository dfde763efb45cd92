"""Which devices are connected, at whichever hub of the database: told to managers, never journalled.

Each hub writes down which devices it sees, and renews its word; from the others' it knows theirs. What a hub that
died saw is gone a minute and a half later.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy.exc import DBAPIError

from server.availability import Availability
from server.concurrency import Threads
from server.feed.terminals import Terminals
from server.store import presences
from server.store.database import Store
from server.store.presences import Key
from server.store.presences import Presence as Seen

LOOK_EVERY = 3.0
RENEW_EVERY_SECONDS = 30.0

log = structlog.stdlib.get_logger("jiaohao.presence")


class Presence:
    """``tell(hall, device, online)`` hears of each device that comes or goes."""

    def __init__(
        self, store: Store, *, terminals: Terminals, threads: Threads, tell: Callable[[str, str, bool], None]
    ) -> None:
        self._store = store
        self._terminals = terminals
        self._threads = threads
        self._tell = tell
        self._hub = secrets.token_hex(6)
        self._bell = threads.bell()
        self._here: dict[Key, datetime] = {}
        self._elsewhere: dict[Key, Seen] = {}
        self._told: set[Key] = set()
        self._unwritten: set[Key] = set()
        self._renewed_at: datetime | None = None
        self._database = Availability("the database", log)

    def start(self) -> None:
        self._threads.task(self._look_forever)

    def changed(self) -> None:
        """A terminal of this hub came or went."""
        self._bell.ring()

    def online(self, hall: str) -> list[str]:
        """The devices of a hall that are connected to any hub."""
        elsewhere = {device for (of, device), seen in self._elsewhere.items() if of == hall and seen.online}
        return sorted({*self._terminals.devices(hall), *elsewhere})

    def every(self, hall: str) -> dict[str, Seen]:
        """All devices of a hall that were ever seen."""
        now = self._store.clock()
        with self._store.read() as conn:
            known = presences.every(conn, now=now)
        found = {device: seen for (of, device), seen in known.items() if of == hall}
        here = set(self.online(hall))
        for device in found.keys() - here:
            found[device] = Seen(online=False, since=found[device].since, seen_at=found[device].seen_at)
        for device in here:
            since = self._here.get((hall, device), found[device].since if device in found else now)
            found[device] = Seen(online=True, since=since, seen_at=now)
        return found

    def look(self) -> None:
        """Writes down what this hub sees, reads what the others see, and tells what is new."""
        now = self._store.clock()
        here = self._terminals.every_device()
        came, gone = here - self._here.keys(), self._here.keys() - here
        self._here = {key: self._here.get(key, now) for key in here}
        self._tell_changes()
        self._unwritten |= came | gone
        due = self._renewed_at is None or (now - self._renewed_at).total_seconds() >= RENEW_EVERY_SECONDS
        if self._unwritten or (due and self._here):
            self._write(now, everything=due)
        with self._store.read() as conn:
            self._elsewhere = presences.every(conn, now=now, but_of=self._hub)
        self._tell_changes()

    def _write(self, now: datetime, *, everything: bool) -> None:
        here = {key: since for key, since in self._here.items() if everything or key in self._unwritten}
        gone = self._unwritten - self._here.keys()
        self._store.write(lambda conn: presences.renew(conn, self._hub, here, gone, now=now))
        self._unwritten = set()
        if everything:
            self._renewed_at = now

    def _tell_changes(self) -> None:
        online = {*self._here, *(key for key, seen in self._elsewhere.items() if seen.online)}
        changed, self._told = online ^ self._told, online
        for hall, device in sorted(changed):
            is_here = (hall, device) in online
            log.info("device came" if is_here else "device went", hall=hall, device=device)
            self._tell(hall, device, is_here)

    def _look_forever(self) -> None:
        while True:
            self._bell.wait(LOOK_EVERY)
            try:
                self.look()
                self._database.found()
            except DBAPIError as error:  # the next look tries again
                self._database.lost(error.orig)
            except Exception:  # managers would never hear of a device again
                log.exception("could not look who is here; trying again")
