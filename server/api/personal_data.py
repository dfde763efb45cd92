"""What citizens left of themselves: how much is kept and until when, and what was deleted."""

from __future__ import annotations

from datetime import date
from typing import Literal

from flask import Response
from flask_openapi3 import APIBlueprint
from pydantic import BaseModel

from server.api.changes import read_view
from server.api.guard import BEARER, allowed, asking
from server.domain.actor import READERS, Role
from server.operations import forgetting

api = APIBlueprint("personal_data", __name__, url_prefix="/api/v1/personal-data", abp_security=BEARER)
What = Literal["contacts", "comments", "case_texts", "alert_texts", "suggestions"]


class Kept(BaseModel):
    what: What
    count: int
    days: int
    oldest: str | None
    next_deletion: date | None


class Deleted(BaseModel):
    what: What
    count: int
    before: str
    at: str


class PersonalData(BaseModel):
    kept: list[Kept]
    deleted: list[Deleted]


@api.get("", responses={200: PersonalData})
@allowed(*READERS, Role.ADMINISTRATOR)
def report() -> Response:
    """How much personal data there is, when it goes, and what went; nothing of what it says."""
    return read_view(asking(), forgetting.report)
