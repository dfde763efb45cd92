"""What an audience is told: how things stand when it comes, and then each row of the journal as it may see it.

An audience is everybody who may see the same: all boards of a hall, the clerk's pages of one window, one citizen's
phones. Its members have all been told up to the same sequence number, so an event is worked out and encoded once
for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import Connection

from config.definition import Definition
from server.domain.actor import KEEPERS, READERS, Actor, Role
from server.domain.refusal import NotFound
from server.domain.ticket import TicketState
from server.feed import projections, snapshots
from server.feed.projections import Projection
from server.feed.snapshots import Speech
from server.operations.departments import seen_by
from server.operations.views import Json, View
from server.store import cases, devices, journal, tickets
from server.store.database import Store
from server.store.journal import Entry

Message = tuple[str, Json]
SEE_DEVICES = frozenset({*READERS, *KEEPERS})
"""Who hears which devices are connected, beside the journal."""


class SpeechOf(Protocol):
    def __call__(self, hall: str, entry: Entry) -> Json: ...


@dataclass(kw_only=True)
class Audience:
    """Who is told the same. ``told`` is the last sequence number all members know of, ``replayed`` what the last one
    that came back had missed from one number to another, as a parcel.
    """

    room: str
    actor: Actor
    projection: Projection
    told: int
    told_at: float
    members: set[str] = field(default_factory=set)
    replayed: tuple[tuple[int, int], Any] | None = None
    snapshot: tuple[int, Json] | None = None


@dataclass(kw_only=True)
class Teller:
    """Works out what audiences are told. ``present`` names a hall's connected devices."""

    store: Store
    speech: SpeechOf
    present: Callable[[str], list[str]]
    public_url: str

    def newcomers(self, conn: Connection, actor: Actor, *, told: int, told_at: float) -> Audience:
        """An audience that nobody belongs to yet, told up to ``told`` at ``told_at``, in monotonic seconds."""
        projection = self.projection(conn, actor)
        return Audience(room=room_of(actor), actor=actor, projection=projection, told=told, told_at=told_at)

    def projection(self, conn: Connection, actor: Actor) -> Projection:
        """What the actor may see by the hall as it is defined now."""
        view = self._view(conn, actor)
        return Projection(
            role=actor.role,
            subject=actor.subject,
            window=actor.window,
            services=frozenset(_services(view.definition, actor)),
            windows=frozenset(_windows(view.definition, actor)),
            department=seen_by(view.definition, actor) or "",
            speech=self._speech_in(actor.hall),
            card=view.staff_card,
        )

    def snapshot(self, conn: Connection, audience: Audience, head: int) -> Json:
        """How things stand at ``head`` for those who come; for the boards of a hall, of which many come, once."""
        if audience.snapshot is not None and audience.snapshot[0] == head:
            return audience.snapshot[1]
        view = self._view(conn, audience.actor)
        state = snapshots.snapshot(view, audience.actor, head=head, speech=self._speech_in(audience.actor.hall))
        if audience.actor.role in SEE_DEVICES:
            state["devices"] = self.present(audience.actor.hall)
        if audience.actor.role is Role.DISPLAY:
            audience.snapshot = (head, state)
        return state

    def who_is_here(self, conn: Connection, hall: str) -> list[Message]:
        """Of every device whether it is connected: who comes back knows what stood in a snapshot of long ago."""
        here = set(self.present(hall))
        return [
            ("presence", {"device": each.device, "online": each.device in here}) for each in devices.every(conn, hall)
        ]

    def missed(self, conn: Connection, audience: Audience, since: int) -> list[Message]:
        messages: list[Message] = []
        told = since
        while entries := [e for e in journal.after(conn, audience.actor.hall, told) if e.seq <= audience.told]:
            messages += self.worked_out(conn, audience, entries, after=told)
            told = entries[-1].seq
        return messages

    def worked_out(self, conn: Connection, audience: Audience, entries: list[Entry], *, after: int) -> list[Message]:
        """The rows that the audience may see as events, and runs of the others as one tick each."""
        messages: list[Message] = []
        moved = self._moved(conn, audience, entries)
        case_of = self._cases(conn, audience, entries)
        hidden: Entry | None = None
        for entry in entries:
            kind, data = entry.kind, audience.projection.of(entry, case_of=case_of.get(entry.seq))
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

    def _cases(self, conn: Connection, audience: Audience, entries: list[Entry]) -> dict[int, str | None]:
        """For a supervisor: the department that each case is in now, by the rows that tell of one."""
        if audience.actor.role is not Role.SUPERVISOR:
            return {}
        told = {entry.seq: id for entry in entries if (id := projections.case_in(entry)) is not None}
        departments = cases.departments(conn, audience.actor.hall, set(told.values()))
        return {seq: departments.get(id) for seq, id in told.items()}

    def _moved(self, conn: Connection, audience: Audience, entries: list[Entry]) -> tuple[int, Json] | None:
        """For a waiting citizen: the last row that moved the queue or its windows, with the place that it left them."""
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
        able = {window.code for window in view.definition.windows_for(ticket.service)}
        rows = [
            e.seq
            for e in entries
            if (
                e.kind in moving
                and ticket.service in (e.facts.get("service"), e.facts.get("from_service"))
                and e.facts.get("ticket") != ticket.id
            )
            or (e.kind in projections.WINDOWS and e.facts.get("window") in able)
        ]
        if not rows:
            return None
        ahead = view.ahead(ticket)
        staffed = view.windows_open(ticket.service)
        wait = view.wait(ticket.service, ahead=ahead, open_windows=staffed)
        return rows[-1], {"ahead": ahead, "wait": wait, "windows_open": staffed}

    def _speech_in(self, hall: str) -> Speech:
        return lambda entry: self.speech(hall, entry)

    def _view(self, conn: Connection, actor: Actor) -> View:
        return View(
            conn=conn,
            definition=self.store.definition(conn, actor.hall),
            now=self.store.clock(),
            role=actor.role,
            public_url=self.public_url,
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


def room_of(actor: Actor) -> str:
    """Terminals in one room see the same."""
    match actor.role:
        case Role.DISPLAY | Role.MANAGER | Role.AUDITOR | Role.ADMINISTRATOR | Role.WALL:
            bound = ""
        case Role.EVALUATOR | Role.STAFF:
            bound = actor.window or ""
        case _:
            bound = actor.subject
    return f"{actor.hall}/{actor.role.value}/{bound}"
