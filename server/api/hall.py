"""What terminals ask about the hall, the ratings they send, and the sound of a call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask import Response, current_app, send_file
from flask_openapi3 import APIBlueprint
from werkzeug.exceptions import NotFound as NoSuchPage

from config import grades
from server.api import answers
from server.api.callers import store
from server.api.changes import change, read_view
from server.api.guard import BEARER, allowed, asking
from server.api.requests import RatingBody, SpeechPath
from server.domain.actor import Role
from server.operations import rating
from server.operations.views import Json, View
from server.store.turn import Turn

api = APIBlueprint("hall", __name__, url_prefix="/api/v1", abp_security=BEARER)


@api.get("/services", responses={200: answers.Services})
@allowed(Role.KIOSK, Role.DISPLAY, Role.EVALUATOR, Role.STAFF, Role.MANAGER)
def services() -> Response:
    """The service tree in the hall's languages: what is open, how many wait, what to bring."""
    return read_view(asking(), lambda v: v.services())


@api.post("/ratings", responses={201: answers.Rating})
@allowed(Role.EVALUATOR, Role.CITIZEN)
def rate(body: RatingBody) -> Response:
    """Rate a finished serving, once."""
    press = rating.Press(
        serving=body.serving,
        grade=body.grade,
        tags=tuple(body.tags),
        comment=body.comment.strip(),
        contact=None if body.contact is None else (body.contact.name, body.contact.phone),
        rated_at=body.rated_at,
        invitation=body.invitation,
        waited=None if body.waited_ms is None else timedelta(milliseconds=body.waited_ms),
    )

    def deed(turn: Turn, seen: View) -> Json:
        id, flags = rating.rate(turn, press, known_tags=grades.TAGS)
        return {"id": id, "serving": press.serving, "flags": [flag.value for flag in flags]}

    return change(asking(), deed, status=201)


@api.get("/speech/<language>/<number>/<window>.wav", responses={200: answers.WAV})
@allowed(Role.DISPLAY, Role.MANAGER)
def speech(path: SpeechPath) -> Response:
    """The sound of a call: a 16-bit PCM WAV."""
    with store().read() as conn:
        definition = store().definition(conn, asking().hall)
    speak: Callable[..., Path | None] = current_app.extensions["speak"]
    sound = None
    if path.language in definition.languages and definition.window(path.window) is not None:
        sound = speak(definition, language=path.language, number=path.number, window=path.window)
    if sound is None:
        raise NoSuchPage
    # Asked for again each time, and answered by its tag: other clips or another speed make another sound.
    return send_file(sound, mimetype="audio/wav", max_age=0)
