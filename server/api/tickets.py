"""Tickets: taking, looking, printing, giving back, coming back."""

from __future__ import annotations

from flask import Response
from flask_openapi3 import APIBlueprint

from server.api import answers
from server.api.changes import change, read_view
from server.api.guard import BEARER, allowed, asking
from server.api.requests import (
    EmptyBody,
    IssueBody,
    PostponeBody,
    TicketPath,
)
from server.domain.actor import READERS, Actor, Role
from server.domain.refusal import NotYours
from server.operations import case_views, issuing
from server.operations.views import Json, View
from server.store import tickets

api = APIBlueprint("tickets", __name__, url_prefix="/api/v1", abp_security=BEARER)


def _must_be_own(actor: Actor, ticket: str) -> None:
    if actor.role is Role.CITIZEN and actor.subject != ticket:
        raise NotYours("not_your_ticket")


@api.post("/tickets", responses={201: answers.Ticket})
@allowed(Role.KIOSK, Role.STAFF)
def issue(body: IssueBody) -> Response:
    """Take a ticket. Never prints, needs no open window."""

    return change(
        asking(),
        lambda turn, seen: seen.issued(
            issuing.issue(
                turn,
                service=body.service,
                priority=body.priority,
                language=body.language,
                on_behalf=body.on_behalf,
            )
        ),
        status=201,
    )


@api.get("/tickets/<ticket>", responses={200: answers.Ticket})
@allowed(Role.KIOSK, Role.STAFF, *READERS, Role.CITIZEN)
def show(path: TicketPath) -> Response:
    """The ticket as it stands."""
    _must_be_own(asking(), path.ticket)

    def look(view: View) -> Json:
        seen = view.ticket(tickets.get(view.conn, view.hall, path.ticket))
        return seen | {"answer": case_views.answer_of(view, path.ticket)} if view.role is Role.CITIZEN else seen

    return read_view(asking(), look)


@api.post("/tickets/<ticket>/cancel", responses={200: answers.Ticket})
@allowed(Role.STAFF, Role.CITIZEN)
def cancel(path: TicketPath, body: EmptyBody) -> Response:
    """Give the ticket back."""
    _must_be_own(asking(), path.ticket)
    return change(asking(), lambda turn, seen: seen.ticket(issuing.cancel(turn, path.ticket)))


@api.post("/tickets/<ticket>/postpone", responses={200: answers.Ticket})
@allowed(Role.STAFF, Role.CITIZEN)
def postpone(path: TicketPath, body: PostponeBody) -> Response:
    """Come later: let some people behind go first. Nobody is called later for it."""
    _must_be_own(asking(), path.ticket)
    return change(asking(), lambda turn, seen: seen.ticket(issuing.postpone(turn, path.ticket, places=body.places)))


@api.post("/tickets/<ticket>/restore", responses={200: answers.Ticket})
@allowed(Role.STAFF)
def restore(path: TicketPath, body: EmptyBody) -> Response:
    """Put a missed ticket back in its queue, behind a few other calls."""
    return change(asking(), lambda turn, seen: seen.ticket(issuing.restore(turn, path.ticket)))
