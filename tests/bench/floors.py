"""The bare routes that stand beside the real ones while the hub is measured."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_openapi3 import APIBlueprint

from server.api.guard import allowed, asking
from server.api.requests import IssueBody
from server.app import Hub
from server.domain.actor import READERS, Role
from server.feed import connections


def add(hub: Hub) -> Hub:
    """The hub with its floors."""
    floors = APIBlueprint("floors", __name__, url_prefix="/bench")
    last: dict[str, Any] = {"ticket": b"{}", "call": {}, "sent": 0}

    @hub.app.after_request
    def remember(answer: Response) -> Response:
        if request.path == "/api/v1/tickets" and answer.status_code == 201:
            last["ticket"] = answer.get_data()
        return answer

    @floors.get("/nothing")
    @allowed(*READERS)
    def nothing() -> Response:
        asking()
        return Response(b"{}", content_type="application/json")

    @floors.post("/tickets")
    @allowed(Role.KIOSK)
    def issue(body: IssueBody) -> Response:
        asking()
        return Response(last["ticket"], status=201, content_type="application/json")

    emit = hub.socketio.emit

    def watched(event: str, data: Any, **where: Any) -> None:
        if event == "event" and data.get("kind") == "ticket.called":
            last["call"] = data
        emit(event, data, **where)

    hub.socketio.emit = watched

    @floors.post("/broadcast")
    def broadcast() -> Response:
        last["sent"] += 1
        emit("event", {**last["call"], "seq": last["sent"]}, namespace="/bare")
        return Response(str(last["sent"]))

    @hub.socketio.on("connect", namespace="/bare")
    def connect(auth: object = None) -> None:
        pass

    assert connections.NAMESPACE != "/bare"
    hub.app.register_api(floors)
    return hub
