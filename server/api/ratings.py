"""Ratings: a press at a terminal or a phone, and a paper card that a manager types in."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from flask import Response
from flask_openapi3 import APIBlueprint

from server.api import answers
from server.api.callers import store
from server.api.changes import change
from server.api.guard import BEARER, allowed, asking
from server.api.requests import CardBody, RatingBody
from server.domain.actor import Role
from server.domain.rating import Channel
from server.operations import rating
from server.operations.views import Json, View
from server.store.turn import Turn

CHANNELS = {"tablet": Channel.TABLET, "button_box": Channel.BUTTON_BOX}

api = APIBlueprint("ratings", __name__, url_prefix="/api/v1/ratings", abp_security=BEARER)


@api.post("", responses={201: answers.Rating})
@allowed(Role.EVALUATOR, Role.CITIZEN)
def rate(body: RatingBody) -> Response:
    """Rate a finished serving, once."""
    press = rating.Press(
        grade=body.grade,
        tags=tuple(body.tags),
        comment=body.comment.strip(),
        contact=None if body.contact is None else (body.contact.name, body.contact.phone),
        rated_at=body.rated_at,
        invitation=body.invitation,
        waited=None if body.waited_ms is None else timedelta(milliseconds=body.waited_ms),
        channel=None if body.channel is None else CHANNELS[body.channel],
        phone=None if body.phone is None else _hash(body.phone),
    )

    def deed(turn: Turn, seen: View) -> Json:
        id, flags = rating.rate(turn, body.serving, press, known_tags=turn.definition.rating.known_tags)
        return {"id": id, "serving": body.serving, "flags": [flag.value for flag in flags]}

    return change(asking(), deed, status=201)


@api.post("/cards", responses={201: answers.CardRating})
@allowed(Role.MANAGER)
def rate_card(body: CardBody) -> Response:
    """Type in a paper card that names its ticket; marked by its channel."""
    press = rating.Press(grade=body.grade, tags=tuple(body.tags), comment=body.comment.strip())

    def deed(turn: Turn, seen: View) -> Json:
        id = rating.rate_card(
            turn, number=body.number, day=body.day, press=press, known_tags=turn.definition.rating.known_tags
        )
        return {"id": id}

    return change(asking(), deed, status=201)


def _hash(phone: str) -> str:
    """A browser's name, so that nobody who reads the database can find the phone again."""
    return hmac.new(store().secret.encode(), phone.encode(), hashlib.sha256).hexdigest()[:16]
