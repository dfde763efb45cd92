"""How tickets, servings, windows and services look from outside: the JSON of INTERFACE, from one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from config.definition import Definition
from config.pictures import picture_of
from server.domain.actor import Role
from server.domain.forecast import Wait, forecast
from server.domain.numbering import hall_day
from server.domain.routing import Queue
from server.domain.serving import Serving, ServingState
from server.domain.ticket import Ticket, TicketState
from server.domain.window import Window
from server.operations.calling_order import calling_order
from server.operations.issuing import Issued
from server.store import servings, tickets, windows
from server.store.columns import rfc3339
from server.store.prints import Print

Json = dict[str, Any]
HOLDERS = (Role.KIOSK, Role.CITIZEN)
"""Who is told a ticket's address. It is also the key to rating the serving, so staff never are."""


@dataclass(kw_only=True)
class View:
    """One hall at one moment, for one kind of reader. ``public_url`` has no slash at its end; "" when unknown."""

    conn: Connection
    definition: Definition
    now: datetime
    role: Role
    public_url: str = ""

    @property
    def hall(self) -> str:
        return self.definition.code

    @property
    def day(self) -> date:
        return hall_day(self.now, self.definition.zone)

    def hall_card(self) -> Json:
        d = self.definition
        return {"code": d.code, "name": d.name, "languages": list(d.languages), "time_zone": d.time_zone}

    def issued(self, issued: Issued) -> Json:
        """A ticket that was taken just now."""
        return self._ticket(issued.ticket, ahead=issued.ahead, token=issued.token)

    def ticket(self, ticket: Ticket) -> Json:
        ahead = self.ahead(ticket) if ticket.state is TicketState.WAITING else None
        token = tickets.token(self.conn, self.hall, ticket.id) if self.role in HOLDERS else None
        return self._ticket(ticket, ahead=ahead, token=token)

    def _ticket(self, ticket: Ticket, *, ahead: int | None, token: str | None) -> Json:
        service = self.definition.service(ticket.service)
        waits = ticket.state is TicketState.WAITING
        staffed = self.windows_open(ticket.service) if waits else None
        serving = servings.last(self.conn, self.hall, ticket.id) if ticket.first_called_at else None
        return {
            "id": ticket.id,
            "number": ticket.number,
            "service": ticket.service,
            "priority": ticket.priority,
            "state": ticket.state.value,
            "issued_at": rfc3339(ticket.issued_at),
            "ahead": ahead,
            "wait": None if ahead is None else self.wait(ticket.service, ahead=ahead, open_windows=staffed),
            "windows_open": staffed,
            "url": f"{self.public_url}/t/{token}" if self.role in HOLDERS else None,
            "day": ticket.day.isoformat(),
            "language": ticket.language,
            "service_name": service.name if service else {},
            "materials": list(service.materials) if service else [],
            "window": serving.window if serving else ticket.window,
            "calls": serving.calls if serving else 0,
            "serving": serving.id if serving else None,
            "rated": serving.rated if serving else False,
            "waiting_since": rfc3339(ticket.waiting_since),
            "postponed": ticket.postponed,
            "on_behalf": ticket.on_behalf,
            "due_at": rfc3339(ticket.due_at) if ticket.due_at else None,
        }

    def serving(self, serving: Serving) -> Json:
        ticket = tickets.get(self.conn, self.hall, serving.ticket)
        person = self.definition.person(serving.staff)
        service = self.definition.service(serving.service)
        return {
            "id": serving.id,
            "ticket": {
                "id": ticket.id,
                "number": ticket.number,
                "service": ticket.service,
                "priority": ticket.priority,
                "on_behalf": ticket.on_behalf,
            },
            "window": serving.window,
            "staff": {"job_number": serving.staff, "name": person.name if person else serving.staff},
            "state": serving.state.value,
            "calls": serving.calls,
            "called_at": rfc3339(serving.called_at),
            "started_at": rfc3339(serving.started_at) if serving.started_at else None,
            "finished_at": rfc3339(serving.finished_at) if serving.finished_at else None,
            # How it was rated staff never learn, and that it was only once it is over.
            "rated": serving.rated and serving.state is ServingState.FINISHED,
            "invitation": serving.invitation,
            "invited_at": rfc3339(serving.invited_at) if serving.invited_at else None,
            "language": ticket.language,
            "service_name": service.name if service else {},
            "waited_seconds": int(serving.waited_after(ticket.issued_at).total_seconds()),
        }

    def window(self, code: str, *, state: Window | None = None, waiting: dict[str, int] | None = None) -> Json:
        defined = self.definition.window(code)
        assert defined is not None  # callers look it up first
        known = state or windows.get(self.conn, self.hall, code)
        counted = tickets.counts_waiting(self.conn, self.hall) if waiting is None else waiting
        services = self.definition.may_serve(defined)
        current = servings.current(self.conn, self.hall, code)
        return {
            "code": code,
            "name": defined.name,
            "state": known.state.value,
            "reason": known.reason,
            "until": rfc3339(known.until) if known.until else None,
            "staff": self.staff_card(known.staff),
            "services": list(services),
            "serving": self.serving(current) if current else None,
            "waiting": sum(counted.get(service, 0) for service in services),
            "today": servings.finished_count(self.conn, self.hall, self.day, code),
        }

    def windows(self, *, of: str | None = None) -> list[Json]:
        """All windows, or those of one department."""
        states = windows.every(self.conn, self.hall)
        waiting = tickets.counts_waiting(self.conn, self.hall)
        return [
            self.window(w.code, state=states.get(w.code, Window(code=w.code)), waiting=waiting)
            for w in self.definition.windows
            if of is None or self.definition.is_of(w, of)
        ]

    def staff_card(self, job_number: str | None) -> Json | None:
        person = self.definition.person(job_number) if job_number else None
        if person is None:
            return None
        return {
            "job_number": person.job_number,
            "name": person.name,
            "post": person.post,
            "photo": person.photo,
        }

    def ahead(self, ticket: Ticket) -> int:
        """How many of the same service would be called before this waiting ticket, as things stand."""
        return self.queue().place(ticket, tickets.waiting(self.conn, self.hall, [ticket.service]))

    def windows_open(self, service: str) -> int:
        """At how many windows somebody sits who may serve it, as things stand."""
        staffed = windows.open_ones(self.conn, self.hall)
        return sum(window.code in staffed for window in self.definition.windows_for(service))

    def wait(self, service: str, *, ahead: int, open_windows: int | None = None) -> Json | None:
        if open_windows is None:
            open_windows = self.windows_open(service)
        if open_windows == 0:
            return None
        known: Wait | None = forecast(
            ahead=ahead,
            windows=open_windows,
            serving_minutes=servings.recent_minutes(self.conn, self.hall, service),
        )
        return None if known is None else vars(known)

    def queue(self) -> Queue:
        return calling_order(self.conn, self.definition, now=self.now)

    def print(self, asked: Print) -> Json:
        """A printout with all that its printer's agent needs to draw it."""
        return {
            "id": asked.id,
            "ticket": asked.ticket,
            "service": asked.service,
            "state": asked.state,
            "reason": asked.reason,
            "created_at": rfc3339(asked.created_at),
            "sheet": self._notice_sheet(asked) if asked.ticket is None else self._ticket_sheet(asked.ticket),
        }

    def _ticket_sheet(self, id: str) -> Json:
        ticket = tickets.get(self.conn, self.hall, id)
        seen = self.ticket(ticket)
        return {
            "kind": "ticket",
            "hall": self.definition.name,
            "number": ticket.number,
            "service": seen["service_name"],
            "ahead": seen["ahead"],
            "wait": seen["wait"],
            "issued_at": seen["issued_at"],
            "time_zone": self.definition.time_zone,
            "materials": seen["materials"],
            # Without a public address a phone could not open it, so no QR is printed.
            "url": seen["url"] if self.public_url else None,
            "language": ticket.language,
            "on_behalf": ticket.on_behalf,
        }

    def _notice_sheet(self, asked: Print) -> Json:
        """What a service asks people to bring, as they take it home with them."""
        service = self.definition.service(asked.service or "")
        materials = service.materials if service else ()
        return {
            "kind": "notice",
            "hall": self.definition.name,
            "service": service.name if service else {},
            "code": asked.service,
            "materials": list(materials),
            "pictures": [picture_of(each, self.definition.pictures) for each in materials],
            "windows": [window.code for window in self.definition.windows_for(asked.service or "")],
            "issued_at": rfc3339(asked.created_at),
            "time_zone": self.definition.time_zone,
            "language": asked.language,
        }
