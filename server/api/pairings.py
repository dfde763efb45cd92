"""Pairing a new screen, after RFC 8628. What the screen is told is secret, so it is never kept as a receipt."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Response, abort, current_app, request
from flask_limiter.util import get_remote_address
from flask_openapi3 import APIBlueprint, validate_request

from server.api import device_messages as messages
from server.api.callers import store
from server.api.changes import change
from server.api.guard import BEARER, allowed, asking, must_be_json
from server.api.requests import EmptyBody
from server.api.sessions import limiter
from server.domain.actor import KEEPERS, Role
from server.domain.refusal import BadInput
from server.operations import devices, pairing
from server.operations.views import Json, View
from server.store.turn import Turn

api = APIBlueprint("pairings", __name__, url_prefix="/api/v1", abp_security=BEARER)

BEGINNINGS = "120 per minute"
"""From one address: all screens of a large hall behind one proxy, switched on together."""
POLLS = "60 per minute"
"""Of one secret; RFC 8628 calls it slow_down."""
WRONG = "20 per minute"
"""Codes from one address that no screen shows, and as many secrets. Counted apart, so that whoever guesses at secrets
cannot keep a manager from approving; guesses at codes count only from managers, since nobody else gets that far."""

_beginnings = limiter.limit(BEGINNINGS)
_polls = limiter.limit(POLLS, key_func=lambda: request.path)


def _wrong(scope: str) -> Any:
    return limiter.shared_limit(
        WRONG, scope=scope, key_func=get_remote_address, deduct_when=lambda answer: answer.status_code == 404
    )


_wrong_codes, _wrong_secrets = _wrong("codes"), _wrong("secrets")


@api.post("/pairings", responses={201: messages.PairingBegun}, security=[])
@_beginnings
@validate_request()  # type: ignore[no-untyped-call]
def begin(body: messages.PairingBody) -> Response:
    """A code for a new screen. Takes no Idempotency-Key: the answer is secret and is never stored."""
    must_be_json()
    try:
        begun = pairing.begin(store(), _hall(body.hall))
    except pairing.TooManyCodes:
        abort(429)
    base_url = current_app.config["PUBLIC_URL"] or request.host_url.rstrip("/")
    told = messages.PairingBegun(
        poll=begun.poll,
        code=begun.code,
        approve_at=f"{base_url}/manager/",
        expires_in=int(pairing.LASTS.total_seconds()),
        interval=pairing.INTERVAL_SECONDS,
    )
    return _told(told.model_dump(), status=201)


@api.get("/pairings/<poll>", responses={200: messages.PairingOutcome}, security=[])
@_wrong_secrets
@_polls
@validate_request()  # type: ignore[no-untyped-call]
def ask(path: messages.PollPath) -> Response:
    """What became of a code; with the token once it is approved, as often as it is asked until it is first used."""
    outcome = pairing.ask(store(), path.poll)
    told: Json = {"state": outcome.state}
    if outcome.state == "pending":
        told["interval"] = pairing.INTERVAL_SECONDS
    if outcome.device is not None:
        card = devices.card(outcome.device)
        told |= {"token": outcome.token, **{name: card[name] for name in ("device", "kind", "window", "name")}}
    return _told(told, status=200)


@api.post("/pairings/<code>/approve", responses={200: messages.DeviceCard})
@_wrong_codes
@allowed(*KEEPERS)
def approve(path: messages.CodePath, body: messages.ApproveBody) -> Response:
    """Let the screen that shows this code in: as a new device, or as one that is known."""

    def deed(turn: Turn, seen: View) -> Json:
        if body.device is not None:
            return devices.card(pairing.approve_for(turn, path.code, device=body.device))
        assert body.kind is not None  # the model saw to it
        assert body.name is not None
        new = pairing.approve(turn, path.code, kind=Role(body.kind), name=body.name, window=body.window)
        return devices.card(new)

    return change(asking(), deed)


@api.post("/pairings/<code>/refuse", responses={204: None})
@_wrong_codes
@allowed(*KEEPERS)
def refuse(path: messages.CodePath, body: EmptyBody) -> Response:
    """Do not let the screen that shows this code in."""
    return change(asking(), lambda turn, seen: pairing.refuse(turn, path.code))


def _hall(asked: str | None) -> str:
    halls = store().halls()
    if asked is None and len(halls) == 1:
        return halls[0]
    if asked not in halls:
        raise BadInput("which_hall", field="hall", known=", ".join(halls))
    return asked


def _told(answer: Json, *, status: int) -> Response:
    response = Response(orjson.dumps(answer), status=status, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
