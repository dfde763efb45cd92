"""The register of suggestions (意见建议登记): what citizens propose on paper, by telephone or in person."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from flask import Response
from flask_openapi3 import APIBlueprint
from pydantic import BaseModel, StringConstraints

from server.api.changes import change, read_view
from server.api.guard import BEARER, allowed, asking
from server.api.requests import Body, Identifier
from server.domain.actor import READERS, Role
from server.domain.suggestion import Way
from server.operations import suggesting

api = APIBlueprint("suggestions", __name__, url_prefix="/api/v1/suggestions", abp_security=BEARER)

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000, pattern=r"^[^\x00]*$")]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40, pattern=r"^[^\x00]*$")]
Phone = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^\+?[0-9][0-9 -]{5,19}$")]


class SuggestionPath(BaseModel):
    suggestion: Identifier


class SuggestionBody(Body):
    channel: Way
    text: Text
    name: Name | None = None
    phone: Phone | None = None
    department: Identifier | None = None


class AnswerBody(Body):
    text: Text


class Suggestion(BaseModel):
    """Words, name and phone are null once they were deleted; who calls nobody back reads them masked."""

    id: str
    day: date
    channel: Way
    department: str | None
    text: str | None
    name: str | None
    phone: str | None
    recorded_by: str
    answer: str | None
    answered_at: str | None
    answered_by: str | None


class Suggestions(BaseModel):
    suggestions: list[Suggestion]


@api.get("", responses={200: Suggestions})
@allowed(*READERS, Role.SUPERVISOR)
def show_all() -> Response:
    """Those of the last year and all that wait for an answer; to a supervisor their department's."""
    actor = asking()
    return read_view(actor, lambda view: {"suggestions": suggesting.listed(view, actor)})


@api.post("", responses={201: Suggestion})
@allowed(Role.MANAGER)
def record(body: SuggestionBody) -> Response:
    """Write down what a citizen proposed."""
    given = {name: getattr(body, name) for name in ("channel", "name", "phone", "department")}
    return change(
        asking(),
        lambda turn, seen: suggesting.shown(seen, suggesting.record(turn, said=body.text, **given)),
        status=201,
    )


@api.post("/<suggestion>/answer", responses={200: Suggestion})
@allowed(Role.MANAGER, Role.SUPERVISOR)
def answer(path: SuggestionPath, body: AnswerBody) -> Response:
    """What the citizen was answered; once."""
    return change(
        asking(),
        lambda turn, seen: suggesting.shown(seen, suggesting.answer(turn, path.suggestion, said=body.text)),
    )
