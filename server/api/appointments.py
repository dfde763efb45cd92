"""Appointments: making and importing them, and checking in at the kiosk."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Response
from flask_openapi3 import APIBlueprint

from server.api import answers
from server.api.changes import change, read_view
from server.api.guard import BEARER, allowed, asking
from server.api.requests import (
    AppointmentBody,
    AppointmentMoveBody,
    AppointmentPath,
    AppointmentsBody,
    AppointmentsQuery,
    EmptyBody,
    LanguageBody,
)
from server.domain.actor import READERS, Role
from server.domain.appointment import Appointment
from server.operations import appointing
from server.operations.views import Json, View
from server.store import appointments
from server.store.columns import rfc3339
from server.store.turn import Turn

api = APIBlueprint("appointments", __name__, url_prefix="/api/v1", abp_security=BEARER)


@api.post("/appointments", responses={201: answers.Appointment})
@allowed(Role.STAFF, Role.MANAGER)
def book(body: AppointmentBody) -> Response:
    """Make an appointment. Its code is all that the citizen needs; no name is kept."""
    wish = appointing.Wish(service=body.service, at=body.at)
    return change(asking(), lambda turn, seen: _shown(appointing.book(turn, [wish])[0]), status=201)


@api.post("/appointments/imports", responses={201: answers.Appointments})
@allowed(Role.STAFF, Role.MANAGER)
def import_list(body: AppointmentsBody) -> Response:
    """Make all appointments of a CSV list, or none and say which row is wrong."""

    def deed(turn: Turn, seen: View) -> Json:
        wishes = appointing.read_csv(body.csv, zone=turn.definition.zone)
        return {"appointments": [_shown(each) for each in appointing.book(turn, wishes)]}

    return change(asking(), deed, status=201)


@api.get("/appointments", responses={200: answers.Appointments})
@allowed(Role.STAFF, *READERS)
def list_day(query: AppointmentsQuery) -> Response:
    """The appointments of a hall day, or of several, in the order of their times."""

    def of_day(view: View) -> Json:
        day = query.day or view.day
        first = datetime.combine(day, datetime.min.time(), tzinfo=view.definition.zone)
        found = appointments.between(view.conn, view.hall, first, first + timedelta(days=query.days))
        return {"appointments": [_shown(each) for each in found]}

    return read_view(asking(), of_day)


@api.post("/appointments/<code>/check-in", responses={201: answers.Ticket})
@allowed(Role.KIOSK, Role.STAFF)
def check_in(path: AppointmentPath, body: LanguageBody) -> Response:
    """The citizen is here: their ticket, called at the appointment's time. A second time it is the same ticket."""
    return change(
        asking(),
        lambda turn, seen: seen.ticket(appointing.check_in(turn, path.code, language=body.language)),
        status=201,
    )


@api.post("/appointments/<code>/move", responses={200: answers.Appointment})
@allowed(Role.STAFF, Role.MANAGER)
def move(path: AppointmentPath, body: AppointmentMoveBody) -> Response:
    """Give an appointment another time. Its code stays."""
    return change(asking(), lambda turn, seen: _shown(appointing.move(turn, path.code, at=body.at)))


@api.post("/appointments/<code>/no-show", responses={200: answers.Appointment})
@allowed(Role.STAFF, Role.MANAGER)
def no_show(path: AppointmentPath, body: EmptyBody) -> Response:
    """Note that nobody came. Whoever comes after all may still check in."""
    return change(asking(), lambda turn, seen: _shown(appointing.miss(turn, path.code)))


@api.post("/appointments/<code>/cancel", responses={200: answers.Appointment})
@allowed(Role.STAFF, Role.MANAGER)
def cancel(path: AppointmentPath, body: EmptyBody) -> Response:
    """Take an appointment back."""
    return change(asking(), lambda turn, seen: _shown(appointing.cancel(turn, path.code)))


def _shown(appointment: Appointment) -> Json:
    return {
        "code": appointment.code,
        "service": appointment.service,
        "at": rfc3339(appointment.at),
        "state": appointment.state.value,
        "ticket": appointment.ticket,
    }
