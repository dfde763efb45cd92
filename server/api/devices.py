"""The hall's devices: their managers' list, and what they report of themselves."""

from __future__ import annotations

from flask import Response, current_app
from flask_openapi3 import APIBlueprint

from server.api import device_messages as messages
from server.api.changes import change, read_view
from server.api.guard import BEARER, allowed, asking
from server.api.requests import EmptyBody
from server.domain.actor import DEVICES, KEEPERS, READERS, Role
from server.feed.presence import Presence
from server.operations import devices as operations
from server.operations.views import Json, View
from server.store import devices, printers
from server.store.devices import Report
from server.store.turn import Turn

api = APIBlueprint("devices", __name__, url_prefix="/api/v1", abp_security=BEARER)


@api.get("/devices", responses={200: messages.Devices})
@allowed(*READERS, Role.ADMINISTRATOR)
def every() -> Response:
    """All devices: who is here, since when, and what each could not do; those that want somebody come first."""
    presence: Presence = current_app.extensions["presence"]

    def show(v: View) -> Json:
        known = devices.every(v.conn, v.hall)
        return {
            "devices": operations.every(presence.every(v.hall), printers.every(v.conn, v.hall), known),
            "boards": [{"code": board.code, "name": board.name} for board in v.definition.boards],
        }

    return read_view(asking(), show)


@api.post("/devices/<device>/rename", responses={200: messages.DeviceCard})
@allowed(*KEEPERS)
def rename(path: messages.DevicePath, body: messages.RenameBody) -> Response:
    """Call a device something else."""
    return change(asking(), lambda turn, seen: operations.card(operations.rename(turn, path.device, name=body.name)))


@api.post("/devices/<device>/board", responses={200: messages.DeviceCard})
@allowed(*KEEPERS)
def show_board(path: messages.DevicePath, body: messages.BoardBody) -> Response:
    """Choose which of the hall's boards a screen shows. It changes at once, and whenever it starts."""
    return change(
        asking(), lambda turn, seen: operations.card(operations.show_board(turn, path.device, board=body.board))
    )


@api.get("/devices/me", responses={200: messages.DeviceCard})
@allowed(Role.KIOSK, Role.DISPLAY, Role.EVALUATOR)
def me() -> Response:
    """What the asking device is. A board that the hall has no more is none."""
    actor = asking()

    def show(v: View) -> Json:
        known = operations.card(devices.get(v.conn, v.hall, actor.subject))
        has_it = known["board"] is not None and v.definition.board(known["board"]) is not None
        return {**known, "board": known["board"] if has_it else None}

    return read_view(actor, show)


@api.post("/devices/<device>/revoke", responses={204: None})
@allowed(*KEEPERS)
def revoke(path: messages.DevicePath, body: EmptyBody) -> Response:
    """Send a device away: its tokens end, it is disconnected at once, and its screen shows a new code."""
    return change(asking(), lambda turn, seen: operations.revoke(turn, path.device))


@api.post("/devices/me/state", responses={200: messages.DeviceReport})
@allowed(*DEVICES)
def report(body: messages.ReportBody) -> Response:
    """What this device could not do. Kept as its last word, not journalled."""
    said = Report(**body.model_dump())

    def deed(turn: Turn, seen: View) -> Json:
        return dict(vars(operations.report(turn, said).report))

    return change(asking(), deed)
