"""The service PIN of the hall's kiosks: behind it a kiosk shows its set-up and lets go of its page."""

from __future__ import annotations

from importlib.metadata import version

import orjson
from flask import Response, current_app
from flask_limiter.util import get_remote_address
from flask_openapi3 import APIBlueprint

from server.api import answers
from server.api.callers import store
from server.api.guard import BEARER, allowed, asking
from server.api.requests import PinBody
from server.api.sessions import limiter
from server.domain.actor import KEEPERS, Role
from server.domain.refusal import NotYours
from server.operations import kiosk_pin
from server.operations.signing_in import hash_password, is_right
from server.store import printers

api = APIBlueprint("kiosks", __name__, url_prefix="/api/v1", abp_security=BEARER)

_guesses = limiter.shared_limit(
    "5 per minute; 30 per hour",
    scope="kiosk_pin",
    key_func=get_remote_address,
    # A guess counts, not a caller who may not ask at all.
    deduct_when=lambda answer: answer.status_code == 403 and b"wrong_pin" in answer.get_data(),
    methods=["POST"],
)


@api.post("/kiosk/unlock", responses={200: answers.Unlocked})
@_guesses
@allowed(Role.KIOSK, keyed=False)
def unlock(body: PinBody) -> Response:
    """Opens a kiosk's set-up with the hall's service PIN. Changes nothing but is journalled; guesses are limited."""
    actor = asking()
    with store().read() as conn:
        kept = kiosk_pin.kept(conn, actor.hall)
        paper = printers.paper(conn, actor.hall, actor.subject)
    # argon2 is slow on purpose, so it must not hold up the calls of the hall.
    if not current_app.extensions["threads"].off_loop(lambda: is_right(kept, body.pin)):
        raise NotYours("wrong_pin")
    store().change(actor, kiosk_pin.note_unlocked)
    told = {"device": actor.subject, "hall": actor.hall, "version": version("jiaohao"), "paper": paper}
    return Response(orjson.dumps(told), content_type="application/json")


@api.post("/kiosk/pin", responses={204: None})
@allowed(*KEEPERS)
def set_pin(body: PinBody) -> Response:
    """Sets the service PIN of the hall's kiosks. Doing it twice is doing it once; no receipt is kept of a secret."""
    hashed = current_app.extensions["threads"].off_loop(lambda: hash_password(body.pin))
    store().change(asking(), lambda turn: kiosk_pin.put(turn, hashed))
    return Response(status=204)
