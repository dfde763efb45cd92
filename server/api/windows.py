"""Windows: opening, pausing, closing, and calling to them."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response
from flask_openapi3 import APIBlueprint

from server.api import answers
from server.api.changes import change, read_view
from server.api.guard import BEARER, allowed, asking
from server.api.requests import CallBody, EmptyBody, PauseBody, WindowPath
from server.domain.actor import READERS, Role
from server.domain.refusal import NotFound, NotYours
from server.domain.window import Window
from server.operations import calling, windows
from server.operations.departments import seen_by
from server.operations.desk import desk
from server.operations.views import Json, View
from server.store.turn import Turn

api = APIBlueprint("windows", __name__, url_prefix="/api/v1", abp_security=BEARER)


def _change(code: str, deed: Callable[[Turn], Window]) -> Response:
    return change(asking(), lambda turn, seen: seen.window(code, state=deed(turn)))


@api.get("/windows", responses={200: answers.Windows})
@allowed(Role.STAFF, *READERS, Role.ADMINISTRATOR, Role.SUPERVISOR)
def every() -> Response:
    """All windows of the hall, to a supervisor those of their department."""
    return read_view(asking(), lambda v: {"windows": v.windows(of=seen_by(v.definition, asking()))})


@api.get("/windows/<window>", responses={200: answers.Window})
@allowed(Role.STAFF, *READERS, Role.ADMINISTRATOR, Role.SUPERVISOR)
def one(path: WindowPath) -> Response:
    """One window as it stands."""

    def found(v: View) -> Json:
        defined = v.definition.window(path.window)
        if defined is None:
            raise NotFound("window", window=path.window)
        department = seen_by(v.definition, asking())
        if department is not None and not v.definition.is_of(defined, department):
            raise NotYours("not_your_department")
        return v.window(path.window)

    return read_view(asking(), found)


@api.get("/queue", responses={200: answers.Queue})
@allowed(Role.STAFF)
def queue() -> Response:
    """All that the staff console shows: the window, who is there, who was put aside, who waits, in calling order."""
    return read_view(asking(), lambda v: desk(v, asking()))


@api.post("/windows/<window>/open", responses={200: answers.Window})
@allowed(Role.STAFF)
def open_window(path: WindowPath, body: EmptyBody) -> Response:
    """Sit down at the window."""
    return _change(path.window, lambda turn: windows.open_window(turn, path.window))


@api.post("/windows/<window>/take-over", responses={200: answers.Window})
@allowed(Role.STAFF)
def take_over(path: WindowPath, body: EmptyBody) -> Response:
    """Sit down where a colleague did not close; whoever is at the window stays there."""
    return _change(path.window, lambda turn: windows.take_over(turn, path.window))


@api.post("/windows/<window>/pause", responses={200: answers.Window})
@allowed(Role.STAFF)
def pause(path: WindowPath, body: PauseBody) -> Response:
    """Leave for a while, say why, and perhaps for how long."""
    return _change(path.window, lambda turn: windows.pause(turn, path.window, reason=body.reason, minutes=body.minutes))


@api.post("/windows/<window>/resume", responses={200: answers.Window})
@allowed(Role.STAFF)
def resume(path: WindowPath, body: EmptyBody) -> Response:
    """Come back."""
    return _change(path.window, lambda turn: windows.resume(turn, path.window))


@api.post("/windows/<window>/close", responses={200: answers.Window})
@allowed(Role.STAFF)
def close(path: WindowPath, body: EmptyBody) -> Response:
    """Go home."""
    return _change(path.window, lambda turn: windows.close(turn, path.window))


@api.post("/windows/<window>/call", responses={200: answers.Serving, 204: None})
@allowed(Role.STAFF)
def call(path: WindowPath, body: CallBody) -> Response:
    """Call the next citizen, or that number. 204 when nobody waits."""

    def deed(turn: Turn, seen: View) -> Json | None:
        if body.ticket is not None:
            return seen.serving(calling.call_number(turn, path.window, body.ticket))
        serving = calling.call_next(turn, path.window)
        return None if serving is None else seen.serving(serving)

    return change(asking(), deed)
