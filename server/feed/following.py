"""Following the journal: each hall's new rows are read once, in order, and told to every audience of this hub.

An audience is everybody who may see the same: all boards of a hall, the clerk's pages of one window, one citizen's
phones. Its members have all been told up to the same sequence number, so an event is worked out and encoded once
for all of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

import structlog
from sqlalchemy import Connection, select

from config.definition import Definition
from server.availability import Availability
from server.concurrency import Threads
from server.domain.actor import READERS, Actor, Role
from server.domain.refusal import NotFound
from server.domain.ticket import TicketState
from server.feed import projections, snapshots
from server.feed.projections import Projection
from server.feed.snapshots import Speech
from server.operations.views import Json, View
from server.store import journal, tickets
from server.store.columns import from_rfc3339, rfc3339
from server.store.database import AWAY, Store, what_ails
from server.store.journal import Entry
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

Send = Callable[[str, Json, str], None]
Message = tuple[str, Json]
Listener = Callable[[str, list[Entry]], None]


class SpeechOf(Protocol):
    def __call__(self, hall: str, entry: Entry) -> Json: ...


@dataclass(kw_only=True)
class Audience:
    """Who is told the same. ``told`` is the last sequence number all members know of, ``replayed`` what the last one
    that came back had missed from one number to another.
    """

    room: str
    actor: Actor
    projection: Projection
    told: int
    told_at: float
    members: set[str] = field(default_factory=set)
    replayed: tuple[tuple[int, int], list[Message]] | None = None


@dataclass(kw_only=True)
class Hall:
    """One hall as this hub follows it. ``published`` is the last row told to its audiences."""

    lock: Any
    published: int
    audiences: dict[str, Audience] = field(default_factory=dict)
    snapshots: dict[str, tuple[int, Json]] = field(default_factory=dict)
    unheard: list[tuple[Listener, list[Entry]]] = field(default_factory=list)


class Follower:
    """Tells the rows of all halls of a database to the audiences of this hub.

    ``send(event, data, to)`` emits to a room or a single terminal; ``present`` names a hall's connected devices;
    ``now`` is monotonic seconds. ``on_told`` hears, after each telling, by how many seconds it came after the change.
    """

    def __init__(
        self,
        *,
        store: Store,
        threads: Threads,
        send: Send,
        speech: SpeechOf,
        public_url: str,
        present: Callable[[str], list[str]],
        now: Callable[[], float],
    ) -> None:
        self._store = store
        self._threads = threads
        self._send = send
        self._speech = speech
        self._public_url = public_url
        self._present = present
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
            for hall, seq in conn.execute(select(halls.c.hall, halls.c.seq)):
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
        self, sid: str, room_of: Callable[[str, str], None], actor: Actor, *, since: int | None, epoch: str | None
    ) -> None:
        """Brings a terminal up to date and lets it hear what follows. ``room_of(sid, room)`` puts it in a room.

        Raises what ``room_of`` raises for a terminal that is gone already; then it is no member of anything.
        """
        hall = self._hall(actor.hall)
        with hall.lock, self._store.read() as conn:
            head = conn.execute(select(halls.c.seq, halls.c.epoch).where(halls.c.hall == actor.hall)).one()
            self._advance(conn, actor.hall, hall, head.seq)
            audience = self._audience(conn, hall, actor)
            good = (
                since is not None and epoch in (None, head.epoch) and head.seq - REPLAYED_AT_MOST <= since <= head.seq
            )
            if good and since is not None:
                self._replay(conn, audience, sid, since)
            else:
                state = self._snapshot(conn, hall, audience, head.seq)
                told = {"epoch": head.epoch, "seq": head.seq, "at": rfc3339(self._store.clock()), "state": state}
                self._send("snapshot", told, sid)
            audience.members.add(sid)
            room_of(sid, audience.room)

    def leave(self, sid: str, actor: Actor) -> None:
        """Forgets a terminal, and its audience with the last of it.

        In the hall's lock: an audience must not be forgotten while another terminal is coming into it.
        """
        hall = self._hall(actor.hall)
        room = _room(actor)
        with hall.lock:
            audience = hall.audiences.get(room)
            if audience is None:
                return
            audience.members.discard(sid)
            if not audience.members:
                del hall.audiences[room]

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
                    audience.projection = self._projection(conn, audience.actor)
            worked_out = [self._worked_out(conn, each, entries, after=each.told) for each in audiences]
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
        self._send("tick", {"seq": since, "after": since, "at": rfc3339(self._store.clock())}, sid)
        stretch = (since, audience.told)
        if audience.replayed is not None and audience.replayed[0] == stretch:
            messages = audience.replayed[1]
        else:
            messages = self._missed(conn, audience, since)
            if audience.actor.role is Role.DISPLAY:
                audience.replayed = (stretch, messages)
        self._send_all(messages, to=sid)

    def _send_all(self, messages: list[Message], *, to: str) -> None:
        for name, message in messages:
            self._send(name, message, to)

    def _missed(self, conn: Connection, audience: Audience, since: int) -> list[Message]:
        messages: list[Message] = []
        told = since
        while entries := [e for e in journal.after(conn, audience.actor.hall, told) if e.seq <= audience.told]:
            messages += self._worked_out(conn, audience, entries, after=told)
            told = entries[-1].seq
        return messages

    def _worked_out(self, conn: Connection, audience: Audience, entries: list[Entry], *, after: int) -> list[Message]:
        """The rows that the audience may see as events, and runs of the others as one tick each."""
        messages: list[Message] = []
        moved = self._moved(conn, audience, entries)
        hidden: Entry | None = None
        for entry in entries:
            kind, data = entry.kind, audience.projection.of(entry)
            if moved is not None and entry.seq == moved[0]:
                kind, data = "queue.moved", moved[1]
            if data is None:
                hidden = entry
                continue
            event = {"seq": entry.seq, "after": after, "at": entry.at, "kind": kind, "data": data}
            messages.append(("event", event))
            after, hidden = entry.seq, None
        if hidden is not None:
            messages.append(("tick", {"seq": hidden.seq, "after": after, "at": hidden.at}))
        return messages

    def _moved(self, conn: Connection, audience: Audience, entries: list[Entry]) -> tuple[int, Json] | None:
        """For a waiting citizen: the last row that moved the queue, with the place that it left them."""
        if audience.actor.role is not Role.CITIZEN:
            return None
        view = self._view(conn, audience.actor)
        try:
            ticket = tickets.get(conn, audience.actor.hall, audience.actor.subject)
        except NotFound:
            return None
        if ticket.state is not TicketState.WAITING:
            return None
        moving = projections.QUEUE | projections.CALLS
        rows = [
            e.seq
            for e in entries
            if e.kind in moving
            and ticket.service in (e.facts.get("service"), e.facts.get("from_service"))
            and e.facts.get("ticket") != ticket.id
        ]
        if not rows:
            return None
        ahead = view.ahead(ticket)
        return rows[-1], {"ahead": ahead, "wait": view.wait(ticket.service, ahead=ahead)}

    def _tick(self, hall: Hall) -> None:
        now = self._now()
        for audience in list(hall.audiences.values()):
            if now - audience.told_at >= TICK_EVERY:
                at = rfc3339(self._store.clock())
                self._send("tick", {"seq": audience.told, "after": audience.told, "at": at}, audience.room)
                audience.told_at = now

    def _snapshot(self, conn: Connection, hall: Hall, audience: Audience, head: int) -> Json:
        kept = hall.snapshots.get(audience.room)
        if kept is not None and kept[0] == head and audience.actor.role is Role.DISPLAY:
            return kept[1]
        view = self._view(conn, audience.actor)
        state = snapshots.snapshot(view, audience.actor, head=head, speech=self._speech_in(audience.actor.hall))
        if audience.actor.role in (*READERS, Role.ADMINISTRATOR):
            state["devices"] = self._present(audience.actor.hall)
        if audience.actor.role is Role.DISPLAY:
            hall.snapshots[audience.room] = (head, state)
        return state

    def _audience(self, conn: Connection, hall: Hall, actor: Actor) -> Audience:
        room = _room(actor)
        if room not in hall.audiences:
            hall.audiences[room] = Audience(
                room=room,
                actor=actor,
                projection=self._projection(conn, actor),
                told=hall.published,
                told_at=self._now(),
            )
        return hall.audiences[room]

    def _projection(self, conn: Connection, actor: Actor) -> Projection:
        """What the actor may see by the hall as it is defined now."""
        view = self._view(conn, actor)
        return Projection(
            role=actor.role,
            subject=actor.subject,
            window=actor.window,
            services=frozenset(_services(view.definition, actor)),
            windows=frozenset(_windows(view.definition, actor)),
            speech=self._speech_in(actor.hall),
            card=view.staff_card,
        )

    def _speech_in(self, hall: str) -> Speech:
        return lambda entry: self._speech(hall, entry)

    def _view(self, conn: Connection, actor: Actor) -> View:
        return View(
            conn=conn,
            definition=self._store.definition(conn, actor.hall),
            now=self._store.clock(),
            role=actor.role,
            public_url=self._public_url,
        )


def _services(definition: Definition, actor: Actor) -> Iterable[str]:
    """Whose queues somebody hears: a clerk those of their window, a supervisor those of their department."""
    if actor.role is Role.SUPERVISOR:
        department = definition.department_led_by(actor.subject)
        return [leaf.code for leaf in definition.leaves if definition.department_of(leaf.code) == department]
    window = definition.window(actor.window) if actor.window else None
    return definition.may_serve(window) if window else ()


def _windows(definition: Definition, actor: Actor) -> Iterable[str]:
    if actor.role is not Role.SUPERVISOR:
        return ()
    department = definition.department_led_by(actor.subject)
    return [window.code for window in definition.windows if definition.is_of(window, department)]


def _room(actor: Actor) -> str:
    """Terminals in one room see the same."""
    match actor.role:
        case Role.DISPLAY | Role.MANAGER | Role.AUDITOR | Role.ADMINISTRATOR | Role.WALL:
            bound = ""
        case Role.EVALUATOR | Role.STAFF:
            bound = actor.window or ""
        case _:
            bound = actor.subject
    return f"{actor.hall}/{actor.role.value}/{bound}"
