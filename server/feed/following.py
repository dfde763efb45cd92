"""Following the journal: each hall's new rows are read once, in order, and told to every audience of this hub."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlalchemy import Connection, bindparam, select

from server.availability import Availability
from server.concurrency import Threads
from server.domain.actor import Actor, Role
from server.feed.sending import Sender
from server.feed.telling import SEE_DEVICES, Audience, Message, SpeechOf, Teller, room_of
from server.operations.views import Json
from server.store import journal
from server.store.columns import from_rfc3339, rfc3339
from server.store.database import AWAY, Store, what_ails
from server.store.journal import Entry
from server.store.prepared import Prepared
from server.store.tables import halls

LOOK_EVERY = 1.0
"""All halls are looked at so often. In between only those of which a hint says that something happened, and of these
only where somebody here is to be told at once: with a hundred hubs none must read what all the others do."""
PAUSE = 0.005
"""After a look, so that in a rush one look tells several changes. A change after a quiet moment never waits for it."""
TICK_EVERY = 4.0
REPLAYED_AT_MOST = 2_000
"""Rows that a returning terminal is caught up with one by one; after more it gets a snapshot."""

FOLLOWING_WITHIN = 5.0

log = structlog.stdlib.get_logger("jiaohao.feed")

_HEADS = select(halls.c.hall, halls.c.seq)
_HEAD = Prepared(select(halls.c.seq, halls.c.epoch).where(halls.c.hall == bindparam("of_hall")))

Listener = Callable[[str, list[Entry]], None]


@dataclass(kw_only=True)
class Hall:
    """One hall as this hub follows it. ``published`` is the last row told to its audiences."""

    lock: Any
    published: int
    audiences: dict[str, Audience] = field(default_factory=dict)
    unheard: list[tuple[Listener, list[Entry]]] = field(default_factory=list)


class NoLonger(Exception):
    """A terminal was revoked while it was coming in."""


class Follower:
    """Tells the rows of all halls of a database to the audiences of this hub.

    ``present`` names a hall's connected devices; ``now`` is monotonic seconds. ``on_told`` hears, after each telling,
    by how many seconds it came after the change.
    """

    def __init__(
        self,
        *,
        store: Store,
        threads: Threads,
        sender: Sender,
        speech: SpeechOf,
        public_url: str,
        present: Callable[[str], list[str]],
        now: Callable[[], float],
    ) -> None:
        self._store = store
        self._threads = threads
        self._sender = sender
        self._teller = Teller(store=store, speech=speech, present=present, public_url=public_url)
        self._now = now
        self._halls: dict[str, Hall] = {}
        self._bell = threads.bell()
        self._journal = Availability("reading the journal", log)
        self._looked_at = self._looked_at_all = now()
        self._hinted: deque[tuple[str, int]] = deque()
        self.listeners: list[Listener] = []
        self.on_told: Callable[[Role, float], None] = lambda role, lag_seconds: None

    def start(self) -> None:
        """Begins to follow from the journal's present end."""
        with self._store.read() as conn:
            for hall, seq in conn.execute(_HEADS):
                self._halls[hall] = Hall(lock=self._threads.lock(), published=seq)
        self._threads.task(self._follow)

    def is_following(self) -> bool:
        """Whether the journal was looked at lately."""
        return self._now() - self._looked_at < FOLLOWING_WITHIN

    def hint(self, hall: str, seq: int, *, here: bool) -> None:
        """A hall's journal has reached ``seq``, written ``here`` or by another hub."""
        if here or (hall in self._halls and self._halls[hall].audiences):
            self._hinted.append((hall, seq))
            self._bell.ring()

    def join(
        self,
        sid: str,
        enter: Callable[[str, str], None],
        actor: Actor,
        *,
        since: int | None,
        epoch: str | None,
        still: Callable[[Connection], bool] = lambda conn: True,
    ) -> None:
        """Brings a terminal up to date and lets it hear what follows. ``enter(sid, room)`` puts it in a room.

        Raises NoLonger where ``still`` says of the moment that the terminal would be told of that it may not be, and
        what ``enter`` raises for a terminal that is gone already; then it is no member of anything.
        """
        hall = self._hall(actor.hall)
        with hall.lock, self._store.read() as conn:
            if not still(conn):
                raise NoLonger
            seq, is_epoch = _HEAD.one(conn, {"of_hall": actor.hall})
            self._advance(conn, actor.hall, hall, seq)
            audience = hall.audiences.get(room_of(actor))
            if audience is None:
                audience = self._teller.newcomers(conn, actor, told=hall.published, told_at=self._now())
                hall.audiences[audience.room] = audience
            good = since is not None and epoch in (None, is_epoch) and seq - REPLAYED_AT_MOST <= since <= seq
            if good and since is not None:
                self._replay(conn, audience, sid, since)
                if actor.role in SEE_DEVICES:
                    self._sender.deliver(self._sender.packed(self._teller.who_is_here(conn, actor.hall)), sid)
            else:
                state = self._teller.snapshot(conn, audience, seq)
                told = {"epoch": is_epoch, "seq": seq, "at": rfc3339(self._store.clock()), "state": state}
                self._sender.send("snapshot", told, sid)
            audience.members.add(sid)
            enter(sid, audience.room)

    def leave(self, sid: str, actor: Actor) -> None:
        """Forgets a terminal, and its audience with the last of it.

        In the hall's lock: an audience must not be forgotten while another terminal is coming into it.
        """
        hall = self._hall(actor.hall)
        room = room_of(actor)
        with hall.lock:
            audience = hall.audiences.get(room)
            if audience is None:
                return
            audience.members.discard(sid)
            if not audience.members:
                del hall.audiences[room]

    def tell(self, code: str, roles: Collection[Role], event: str, data: Json) -> None:
        """Tells the audiences of these roles something beside the journal.

        In the hall's lock: a terminal that is coming in knows it already by what it is told first, or hears it now.
        """
        hall = self._hall(code)
        with hall.lock:
            for audience in hall.audiences.values():
                if audience.actor.role in roles:
                    self._sender.send(event, data, audience.room)

    def members(self, hall: str, role: Role) -> list[Audience]:
        return [a for a in self._hall(hall).audiences.values() if a.actor.role is role]

    def _hall(self, code: str) -> Hall:
        if code not in self._halls:
            # Added since this hub began, so nothing of it was told yet: not even a ticket of its first second.
            self._halls[code] = Hall(lock=self._threads.lock(), published=0)
        return self._halls[code]

    def _follow(self) -> None:
        self._looked_at = self._now()  # a hub that took long to start is not one that has stopped looking
        while True:
            try:
                self._look()
                self._looked_at = self._now()
                self._journal.found()
                self._threads.sleep(PAUSE)
            except AWAY as error:  # the next look tries again
                self._journal.lost(what_ails(error))
                self._threads.sleep(LOOK_EVERY)
            except Exception:  # a hub that stopped following would be worse
                log.exception("could not follow the journal; trying again")
                self._threads.sleep(LOOK_EVERY)
            self._bell.wait(LOOK_EVERY)

    def _look(self) -> None:
        began = self._now()
        hinted: dict[str, int] = {}
        while self._hinted:
            code, seq = self._hinted.popleft()
            hinted[code] = max(seq, hinted.get(code, 0))
        at_all = began - self._looked_at_all >= LOOK_EVERY
        with self._store.read() as conn:
            heads = {row.hall: row.seq for row in conn.execute(_HEADS)} if at_all else hinted
            for code, seq in heads.items():
                hall = self._hall(code)
                if seq > hall.published:
                    with hall.lock:
                        self._advance(conn, code, hall, seq)
        for code in heads:
            self._let_listen(code, self._halls[code])
        if at_all:
            for hall in list(self._halls.values()):
                self._tick(hall)
            self._looked_at_all = began

    def _advance(self, conn: Connection, code: str, hall: Hall, head: int) -> None:
        """Tells every audience what stands from ``published`` to ``head``. The caller holds the hall's lock."""
        while hall.published < head:
            entries = journal.after(conn, code, hall.published)
            if not entries:
                return
            # Everything that asks the database comes first: should it go away, nobody has been told a part.
            audiences = list(hall.audiences.values())
            if any(entry.kind == "definition.changed" for entry in entries):
                for audience in audiences:
                    audience.projection = self._teller.projection(conn, audience.actor)
            worked_out = [self._teller.worked_out(conn, each, entries, after=each.told) for each in audiences]
            hall.published = entries[-1].seq
            hall.unheard += [(listener, entries) for listener in self.listeners]
            for audience, messages in zip(audiences, worked_out, strict=True):
                self._send_all(messages, to=audience.room)
                audience.told, audience.told_at = hall.published, self._now()
                lag = self._store.clock() - from_rfc3339(entries[-1].at)
                self.on_told(audience.actor.role, lag.total_seconds())
            self._let_listen(code, hall)

    def _let_listen(self, code: str, hall: Hall) -> None:
        """Gives the listeners what they have not heard; one that fails hears it again at the next look."""
        while hall.unheard:
            listener, entries = hall.unheard.pop(0)
            try:
                listener(code, entries)
            except AWAY:
                hall.unheard.insert(0, (listener, entries))
                raise

    def _replay(self, conn: Connection, audience: Audience, sid: str, since: int) -> None:
        """After a restart all boards of a hall come back with the same ``since``: it is worked out once for them."""
        # Before anything old: what time it is here, so that a call from before the outage is known to be old.
        now = {"seq": since, "after": since, "at": rfc3339(self._store.clock())}
        self._sender.deliver(self._sender.packed([("tick", now)]), sid)
        stretch = (since, audience.told)
        if audience.replayed is not None and audience.replayed[0] == stretch:
            parcel = audience.replayed[1]
        else:
            parcel = self._sender.packed(self._teller.missed(conn, audience, since))
            if audience.actor.role is Role.DISPLAY:
                audience.replayed = (stretch, parcel)
        self._sender.deliver(parcel, sid)

    def _send_all(self, messages: list[Message], *, to: str) -> None:
        for name, message in messages:
            self._sender.send(name, message, to)

    def _tick(self, hall: Hall) -> None:
        now = self._now()
        for audience in list(hall.audiences.values()):
            if now - audience.told_at >= TICK_EVERY:
                at = rfc3339(self._store.clock())
                self._sender.send("tick", {"seq": audience.told, "after": audience.told, "at": at}, audience.room)
                audience.told_at = now
