"""What terminals ask about the hall, the ratings they send, and the sound of a call."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flask import Response, current_app, send_file
from flask_openapi3 import APIBlueprint
from werkzeug.exceptions import NotFound as NoSuchPage

from server.api import answers
from server.api.callers import store
from server.api.changes import read_view
from server.api.guard import BEARER, allowed, asking
from server.api.requests import PromptPath, PromptQuery, RatingSpeechPath, SpeechPath
from server.domain.actor import PEOPLE, READERS, Role
from server.operations import offering
from server.operations.views import View
from server.store import tickets

api = APIBlueprint("hall", __name__, url_prefix="/api/v1", abp_security=BEARER)


@api.get("/services", responses={200: answers.Services})
@allowed(Role.KIOSK, Role.DISPLAY, Role.EVALUATOR, *PEOPLE)
def services() -> Response:
    """The service tree in the hall's languages: what is open, how many wait, what to bring."""
    return read_view(asking(), offering.services)


@api.get("/speech/<language>/<number>/<window>.wav", responses={200: answers.WAV})
@allowed(Role.DISPLAY, *READERS, Role.ADMINISTRATOR)
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
    return _sound(sound)


@api.get("/speech/<language>/prompts/<prompt>.wav", responses={200: answers.WAV})
@allowed(Role.KIOSK)
def prompt(path: PromptPath, query: PromptQuery) -> Response:
    """What the kiosk's spoken mode says at a step: wording of the catalogue only, filled in with what the hub knows."""
    with store().read() as conn:
        seen = View(conn=conn, definition=store().definition(conn, asking().hall), now=store().clock(), role=Role.KIOSK)
        if path.language not in seen.definition.languages:
            raise NoSuchPage
        ticket = None if query.ticket is None else seen.ticket(tickets.get(conn, seen.hall, query.ticket))
    say: Callable[..., Path | None] = current_app.extensions["say_prompt"]
    sound = say(seen.definition, language=path.language, prompt=path.prompt, service=query.service, ticket=ticket)
    if sound is None:
        raise NoSuchPage
    return _sound(sound)


def _sound(file: Path) -> Response:
    # Asked for again each time, and answered by its tag: other clips or another speed make another sound.
    return send_file(file, mimetype="audio/wav", max_age=0)


@api.get("/speech/<language>/rating/<saying>.wav", responses={200: answers.WAV, 204: {"description": "No voice"}})
@allowed(Role.EVALUATOR)
def rating_speech(path: RatingSpeechPath) -> Response:
    """The invitation to rate, or the thanks, as sound: in this language, else in the first that has a voice."""
    with store().read() as conn:
        definition = store().definition(conn, asking().hall)
    say: Callable[..., Path | None] = current_app.extensions["say"]
    sound = None
    if path.language in definition.languages:
        sound = say(definition, language=path.language, key=f"evaluator.spoken_{path.saying}")
    return Response(status=204) if sound is None else _sound(sound)
