"""Alerts (电子监察): what goes wrong in the hall, who was told, and what they do about it."""

from __future__ import annotations

from flask import Response
from flask_openapi3 import APIBlueprint

from server.api import alert_messages as messages
from server.api.changes import change, read_view
from server.api.guard import BEARER, allowed, asking
from server.domain.actor import OVERSEERS, Role
from server.operations import alert_views, supervising
from server.operations.views import Json, View
from server.store.turn import Turn

api = APIBlueprint("alerts", __name__, url_prefix="/api/v1/alerts", abp_security=BEARER)


@api.get("", responses={200: messages.Alerts})
@allowed(*OVERSEERS, Role.STAFF)
def show(query: messages.AlertsQuery) -> Response:
    """The alerts, the worst first; all of some days the newest first, at most 500.

    Staff see those of their window, supervisors those of their department.
    """
    actor = asking()

    def look(view: View) -> Json:
        if query.state == "open":
            shown = alert_views.open_ones(view, actor)
        else:
            first, last = query.from_ or view.day, query.to or view.day
            shown = alert_views.of_days(view, actor, first, last)
        return {"today": view.day.isoformat(), "alerts": shown}

    return read_view(actor, look)


@api.post("/<alert>/acknowledge", responses={200: messages.Alert})
@allowed(Role.MANAGER, Role.STAFF)
def acknowledge(path: messages.AlertPath, body: messages.AcknowledgeBody) -> Response:
    """Say what is done about an alert; once a step. Staff answer for their own window's."""
    actor = asking()

    def deed(turn: Turn, seen: View) -> Json:
        answered = supervising.acknowledge(turn, path.alert, said=body.text)
        (shown,) = alert_views.shown(seen, actor, [answered])
        return shown

    return change(actor, deed)
