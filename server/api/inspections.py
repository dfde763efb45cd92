"""Invited inspectors (特邀监督员) rate what they saw: one serving, one rating, after the citizen's own time."""

from __future__ import annotations

from flask import Response
from flask_openapi3 import APIBlueprint
from pydantic import BaseModel, Field

from server.api import answers
from server.api.answers import Texts
from server.api.changes import change, read_view
from server.api.guard import BEARER, allowed, asking
from server.api.requests import Body, Comment, Identifier, Tags
from server.domain.actor import Role
from server.domain.rating import Grade
from server.operations import inspecting, rating

api = APIBlueprint("inspections", __name__, url_prefix="/api/v1/inspections", abp_security=BEARER)


class InspectionBody(Body):
    serving: Identifier
    grade: Grade
    tags: Tags = Field(default=[])
    comment: Comment = ""


class Inspectable(BaseModel):
    id: str
    number: str
    window: str
    service_name: Texts
    finished_at: str | None


class Given(BaseModel):
    id: str
    window: str
    grade: Grade
    at: str


class Inspections(BaseModel):
    servings: list[Inspectable]
    given: list[Given]


@api.get("", responses={200: Inspections})
@allowed(Role.INSPECTOR)
def desk() -> Response:
    """What may be rated now, and the inspector's own ratings."""
    actor = asking()
    return read_view(actor, lambda view: inspecting.desk(view, actor))


@api.post("", responses={201: answers.CardRating})
@allowed(Role.INSPECTOR)
def rate(body: InspectionBody) -> Response:
    """Rate a serving that its citizen did not rate in time; marked by its channel."""
    press = rating.Press(grade=body.grade, tags=tuple(body.tags), comment=body.comment.strip())
    return change(
        asking(),
        lambda turn, seen: {
            "id": rating.rate_as_inspector(turn, body.serving, press, known_tags=turn.definition.rating.known_tags)
        },
        status=201,
    )
