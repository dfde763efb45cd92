"""Printouts: a kiosk asks for one, its printer's agent draws it and says what became of it."""

from __future__ import annotations

from flask import Response
from flask_openapi3 import APIBlueprint

from server.api import answers
from server.api.changes import change, read_view
from server.api.guard import BEARER, allowed, asking
from server.api.requests import (
    EmptyBody,
    LanguageBody,
    PrinterBody,
    PrintPath,
    PrintReportBody,
    ServicePath,
    TicketPath,
)
from server.domain.actor import Role
from server.domain.refusal import NotFound
from server.operations import printing
from server.operations.views import Json, View
from server.store import prints
from server.store.turn import Turn

api = APIBlueprint("prints", __name__, url_prefix="/api/v1", abp_security=BEARER)


@api.post("/tickets/<ticket>/prints", responses={202: answers.Print})
@allowed(Role.KIOSK)
def queue_print(path: TicketPath, body: EmptyBody) -> Response:
    """Queue a printout for this kiosk's printer."""
    return change(asking(), lambda turn, seen: seen.print(printing.queue_print(turn, path.ticket)), status=202)


@api.post("/services/<service>/notice-prints", responses={202: answers.Print})
@allowed(Role.KIOSK)
def queue_notice(path: ServicePath, body: LanguageBody) -> Response:
    """Queue the list of what to bring (一次性告知) for this kiosk's printer; no ticket is needed for it."""
    return change(
        asking(),
        lambda turn, seen: seen.print(printing.queue_notice(turn, path.service, language=body.language)),
        status=202,
    )


@api.get("/prints/<print>", responses={200: answers.Print})
@allowed(Role.KIOSK)
def show_print(path: PrintPath) -> Response:
    """A printout, with what its printer needs to draw it."""

    def mine(v: View) -> Json:
        found = prints.get(v.conn, v.hall, path.print)
        if found.device != asking().subject:
            raise NotFound("print", id=path.print)
        return v.print(found)

    return read_view(asking(), mine)


@api.post("/prints/<print>/report", responses={200: answers.Print})
@allowed(Role.KIOSK)
def report_print(path: PrintPath, body: PrintReportBody) -> Response:
    """What became of a printout, as its printer's agent says."""
    return change(
        asking(),
        lambda turn, seen: seen.print(printing.report_print(turn, path.print, state=body.state, reason=body.reason)),
    )


@api.post("/printer", responses={200: answers.PrinterState})
@allowed(Role.KIOSK)
def note_paper(body: PrinterBody) -> Response:
    """Whether this kiosk's printer has paper, as its agent says."""

    def deed(turn: Turn, seen: View) -> Json:
        printing.note_paper(turn, body.paper)
        return {"paper": body.paper}

    return change(asking(), deed)
