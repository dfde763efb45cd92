"""The hall as it is this moment, for the managers' page and the wall in the back office."""

from __future__ import annotations

from flask import Response
from flask_openapi3 import APIBlueprint

from server.api import live_messages as messages
from server.api.changes import read_view
from server.api.guard import BEARER, allowed, asking
from server.domain.actor import OVERSEERS, Role
from server.operations.live import live

api = APIBlueprint("live", __name__, url_prefix="/api/v1/live", abp_security=BEARER)


@api.get("", responses={200: messages.Live})
@allowed(*OVERSEERS, Role.WALL)
def show() -> Response:
    """Who waits where and how long, what each window does, today's ratings, what goes wrong; to a supervisor of their
    department.
    """
    actor = asking()
    return read_view(actor, lambda view: live(view, actor))
