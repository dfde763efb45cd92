"""Servings: what the clerk does with the citizen at the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response
from flask_openapi3 import APIBlueprint

from server.api import answers
from server.api.changes import change
from server.api.guard import BEARER, allowed, asking
from server.api.requests import EmptyBody, ServingPath, TransferBody
from server.domain.actor import Role
from server.domain.serving import Serving
from server.operations import calling
from server.operations import serving as deeds
from server.store.turn import Turn

api = APIBlueprint("servings", __name__, url_prefix="/api/v1/servings", abp_security=BEARER)

_answers: dict[Any, Any] = {200: answers.Serving}


def _change(deed: Callable[[Turn], Serving]) -> Response:
    return change(asking(), lambda turn, seen: seen.serving(deed(turn)))


@api.post("/<serving>/recall", responses=_answers)
@allowed(Role.STAFF)
def recall(path: ServingPath, body: EmptyBody) -> Response:
    """Call the same citizen again."""
    return _change(lambda turn: calling.recall(turn, path.serving))


@api.post("/<serving>/start", responses=_answers)
@allowed(Role.STAFF)
def start(path: ServingPath, body: EmptyBody) -> Response:
    """The citizen has come."""
    return _change(lambda turn: deeds.start(turn, path.serving))


@api.post("/<serving>/finish", responses=_answers)
@allowed(Role.STAFF)
def finish(path: ServingPath, body: EmptyBody) -> Response:
    """The business is done. Invites a rating by itself unless the hall switched that off."""
    return _change(lambda turn: deeds.finish(turn, path.serving))


@api.post("/<serving>/no-show", responses=_answers)
@allowed(Role.STAFF)
def no_show(path: ServingPath, body: EmptyBody) -> Response:
    """Nobody came, after enough calls."""
    return _change(lambda turn: calling.no_show(turn, path.serving))


@api.post("/<serving>/hold", responses=_answers)
@allowed(Role.STAFF)
def hold(path: ServingPath, body: EmptyBody) -> Response:
    """Put the citizen aside; the window may call the next."""
    return _change(lambda turn: deeds.hold(turn, path.serving))


@api.post("/<serving>/resume", responses=_answers)
@allowed(Role.STAFF)
def resume(path: ServingPath, body: EmptyBody) -> Response:
    """Take a held citizen up again."""
    return _change(lambda turn: deeds.resume(turn, path.serving))


@api.post("/<serving>/undo", responses=_answers)
@allowed(Role.STAFF)
def undo(path: ServingPath, body: EmptyBody) -> Response:
    """Take back the start, hold, finish or no-show that was pressed by mistake within the last half minute."""
    return _change(lambda turn: deeds.undo(turn, path.serving))


@api.post("/<serving>/invite", responses=_answers)
@allowed(Role.STAFF)
def invite(path: ServingPath, body: EmptyBody) -> Response:
    """Ask (again) for a rating."""
    return _change(lambda turn: deeds.invite(turn, path.serving))


@api.post("/<serving>/transfer", responses=_answers)
@allowed(Role.STAFF)
def transfer(path: ServingPath, body: TransferBody) -> Response:
    """Pass the citizen on to a service or a window; the same number waits again."""
    return _change(
        lambda turn: deeds.transfer(turn, path.serving, service=body.service, window=body.window, first=body.first)
    )
