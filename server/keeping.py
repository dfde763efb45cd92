"""What the hub does by itself, by the clock: ends the hall's day, looks over its ratings and adds up its figures,
reminds of cases, tells of what goes wrong, drops printouts that no printer took."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from random import Random

import structlog
from sqlalchemy import Connection

from server.availability import Availability
from server.concurrency import Threads
from server.domain.actor import Actor, Role
from server.operations import closing, counting, doubting, forgetting, printing, rectifying, supervising
from server.rounds import again_and_again
from server.store import credentials, login_failures, pairings
from server.store.database import CLOCK_BEHIND_SECONDS, Store

LOOK_EVERY = 20.0
SETTLING = timedelta(minutes=1)
"""After its start a hub gives devices so long to come back before it takes any for silent."""

log = structlog.stdlib.get_logger("jiaohao.keeping")


class Keeper:
    """The hall's clock. It looks again and again, so a night with the machine off is caught up in the morning."""

    def __init__(self, store: Store, *, threads: Threads) -> None:
        self._store = store
        self._threads = threads
        self._clock = Availability("the right time", log)
        self._started_at: datetime | None = None

    def start(self) -> None:
        self._started_at = self._store.clock()
        self._threads.task(self._look_forever)

    def look(self) -> None:
        """Does what is due now in every hall, and notices a database that can be written to again."""
        if not self._store.writing.is_there and self._store.trouble() is not None:
            return
        self._look_at_clock()
        for hall in self._store.halls():
            clock = Actor(hall=hall, role=Role.CLOCK, subject=hall)
            self._store.change(clock, closing.expire)
            self._store.change(clock, printing.drop_old_prints)
            self._store.change(clock, rectifying.remind)
            self._store.change(clock, forgetting.forget)
            self._look_over_ratings(clock)
            self._store.change(clock, counting.add_up)
            self._supervise(clock)
        self._forget_pairings()
        self._forget_sessions()

    def _look_over_ratings(self, clock: Actor) -> None:
        with self._store.read() as conn:
            definition = self._store.definition(conn, clock.hall)
            days = doubting.due(conn, definition, now=self._store.clock())
        for day in days:
            with self._store.read() as conn:
                look = doubting.found_on(conn, clock.hall, day)
            found = self._threads.off_loop(partial(look, Random()))
            self._store.change(clock, partial(doubting.keep, day=day, found=found))

    def _supervise(self, clock: Actor) -> None:
        """Looks outside the hall's turn, which it takes only where there is something to tell."""
        now = self._store.clock()
        if self._started_at is not None and now - self._started_at < SETTLING:
            return
        with self._store.read() as conn:
            changed = supervising.changes(conn, self._store.definition(conn, clock.hall), now=now)
        if changed:
            self._store.change(clock, supervising.look)

    def _look_at_clock(self) -> None:
        """Says so when the hall's time stands still because the machine's clock was set back."""
        with self._store.read() as conn:
            behind = self._store.clock_behind(conn)
        most = max(behind.values(), default=0.0)
        if most > CLOCK_BEHIND_SECONDS:
            self._clock.lost(f"this machine's clock is {most:.0f} s behind the journal, whose time waits for it")
        else:
            self._clock.found()

    def _forget_pairings(self) -> None:
        over = self._store.clock() - pairings.KEPT
        self._store.write(lambda conn: pairings.forget(conn, older_than=over))

    def _forget_sessions(self) -> None:
        now = self._store.clock()

        def forget(conn: Connection) -> None:
            credentials.forget_ended(conn, now=now)
            login_failures.forget_old(conn, now=now)

        self._store.write(forget)

    def _look_forever(self) -> None:
        again_and_again(
            self.look, pause=partial(self._threads.sleep, LOOK_EVERY), could_not="could not do what was due", log=log
        )
