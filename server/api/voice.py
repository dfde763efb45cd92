"""The voice of the hall: which terminal speaks in a room, and the clips that a recorded voice is made of."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import orjson
from flask import Response, current_app, request, send_file
from flask_openapi3 import APIBlueprint

from config.definition import Definition
from server.api import answers, voice_answers
from server.api.callers import store
from server.api.changes import change, read_view
from server.api.guard import BEARER, allowed, asking
from server.api.requests import LARGEST_CLIP, ClipBody, ClipPath, EmptyBody, RightBody, RightPath
from server.domain.actor import KEEPERS, READERS, Role
from server.domain.refusal import NotFound
from server.operations import recording
from server.operations.views import Json, View
from server.store import clips, speaking_rights
from server.store.columns import rfc3339
from server.store.turn import Turn

ROOM = "hall"
"""Where boards and announcers speak that name no room."""

api = APIBlueprint("voice", __name__, url_prefix="/api/v1/voice", abp_security=BEARER)


class Needed(Protocol):
    @property
    def token(self) -> str: ...
    @property
    def file(self) -> Path | None: ...


class Speaking(Protocol):
    """What these routes need of the hub's voices."""

    def needed(self, definition: Definition, language: str) -> Iterable[Needed]: ...
    def can_synthesise(self, language: str) -> bool: ...
    def prepared(self, definition: Definition, wav: bytes) -> tuple[bytes, int]: ...


@api.before_request
def _allow_a_recording() -> None:
    # A WAV as Base64 in JSON is larger than anything else that the hub takes.
    request.max_content_length = LARGEST_CLIP * 4 // 3 + 1_000


@api.put("/rooms/<room>/right/<holder>", responses={200: voice_answers.SpeakingRight})
@allowed(Role.DISPLAY)
def ask(path: RightPath, body: RightBody) -> Response:
    """Take or renew the right to speak in a room, for some seconds; one terminal has it at a time.

    Asked again before they are over. The answer also says which call was the last to be spoken there.
    """
    hall, holder = asking().hall, _holder(path)
    with store().read() as conn:
        definition = store().definition(conn, hall)
        known = speaking_rights.standing(conn, hall, path.room)
    _must_be_a_room(definition, path.room)
    now = store().clock()
    # Those who only wait their turn ask every few seconds, and must not cost a write each time.
    speaks = (known is None or known.holder == holder or known.until < now) and store().write(
        lambda conn: speaking_rights.take(conn, hall, path.room, holder=holder, spoken=body.spoken, now=now)
    )
    spoken = max(known.spoken if known else 0, (body.spoken or 0) if speaks else 0)
    seconds = int(speaking_rights.HELD.total_seconds()) if speaks else 0
    told = {"speaks": bool(speaks), "seconds": seconds, "spoken": spoken, "volume": definition.voice.volume}
    return Response(orjson.dumps(told), content_type="application/json")


@api.delete("/rooms/<room>/right/<holder>", responses={204: None})
@allowed(Role.DISPLAY)
def give_up(path: RightPath) -> Response:
    """Give up the right to speak, so that another terminal has it at once."""
    hall, holder, now = asking().hall, _holder(path), store().clock()
    store().write(lambda conn: speaking_rights.give_up(conn, hall, path.room, holder=holder, now=now))
    return Response(status=204)


@api.get("/clips", responses={200: voice_answers.Clips})
@allowed(*READERS, Role.ADMINISTRATOR)
def every() -> Response:
    """The clips that the hall's calls are made of, by language, and which are still to be recorded."""

    def listed(seen: View) -> Json:
        definition = seen.definition
        own = {(clip.language, clip.token): clip for clip in clips.every(seen.conn, seen.hall)}
        languages = []
        for language in definition.voice.languages:
            rows = []
            for needed in _speaking().needed(definition, language):
                kept = own.get((language, needed.token))
                rows.append(
                    {
                        "token": needed.token,
                        "recorded": kept is not None or needed.file is not None,
                        "own": kept is not None,
                        "milliseconds": kept.milliseconds if kept else None,
                        "at": rfc3339(kept.at) if kept else None,
                    }
                )
            languages.append(
                {
                    "language": language,
                    "synthesised": _speaking().can_synthesise(language),
                    "missing": sum(not row["recorded"] for row in rows),
                    "clips": rows,
                }
            )
        # A hall that is still being set up has neither.
        prefix = next((definition.prefix_of(leaf.code) for leaf in definition.leaves), "A")
        window = next((each.code for each in definition.windows), "1")
        return {"languages": languages, "sample": {"number": f"{prefix}001", "window": window}}

    return read_view(asking(), listed)


@api.get("/clips/<language>/<token>.wav", responses={200: answers.WAV})
@allowed(*READERS, Role.ADMINISTRATOR)
def hear(path: ClipPath) -> Response:
    """The sound of one clip: a 16-bit PCM WAV."""
    file = _needed(path).file
    if file is None:
        raise NotFound("clip", language=path.language, token=path.token)
    return send_file(file, mimetype="audio/wav", max_age=0)


@api.post("/clips/<language>/<token>", responses={201: voice_answers.KeptClip})
@allowed(*KEEPERS)
def keep(path: ClipPath, body: ClipBody) -> Response:
    """Keep a recording of one clip: trimmed to its sound, 16-bit mono, at the hall's level."""
    _needed(path)
    wav, milliseconds = _speaking().prepared(_definition(), body.wav)

    def deed(turn: Turn, seen: View) -> Json:
        kept = recording.keep_clip(turn, path.language, path.token, wav=wav, milliseconds=milliseconds)
        return {"language": kept.language, "token": kept.token, "milliseconds": kept.milliseconds}

    return change(asking(), deed, status=201)


@api.post("/clips/<language>/<token>/remove", responses={204: None})
@allowed(*KEEPERS)
def remove(path: ClipPath, body: EmptyBody) -> Response:
    """Take a recording away."""
    return change(asking(), lambda turn, seen: recording.remove_clip(turn, path.language, path.token))


def _speaking() -> Speaking:
    found: Speaking = current_app.extensions["voice"]
    return found


def _definition() -> Definition:
    with store().read() as conn:
        return store().definition(conn, asking().hall)


def _needed(path: ClipPath) -> Needed:
    """The clip that the path names. Raises NotFound for one that no call of this hall is made of."""
    definition = _definition()
    spoken = _speaking().needed(definition, path.language) if path.language in definition.voice.languages else ()
    found = next((clip for clip in spoken if clip.token == path.token), None)
    if found is None:
        raise NotFound("clip", language=path.language, token=path.token)
    return found


def _holder(path: RightPath) -> str:
    return f"{asking().name}/{path.holder}"


def _must_be_a_room(definition: Definition, room: str) -> None:
    if room != ROOM and room not in {board.room for board in definition.boards}:
        raise NotFound("room", room=room)
