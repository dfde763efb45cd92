"""Ratings for the national evaluation interface (好差评), for whoever fetches them again and again."""

from __future__ import annotations

from flask import Response, current_app
from flask_openapi3 import APIBlueprint
from pydantic import BaseModel, ConfigDict, Field

from server.api import answers
from server.api.callers import store
from server.api.guard import BEARER, allowed, asking
from server.domain.actor import READERS
from server.reports import national

api = APIBlueprint("national", __name__, url_prefix="/api/v1/national", abp_security=BEARER)


class AfterQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    after: int = Field(default=0, ge=0, le=2**53 - 1, description="seq of the last record that is there already")
    limit: int = Field(default=national.AT_ONCE, ge=1, le=1000)


@api.get("/ratings", responses={200: answers.files(national.CONTENT_TYPE)})
@allowed(*READERS)
def ratings(query: AfterQuery) -> Response:
    """The next ratings, oldest first, one JSON object a line; none when all have been fetched.

    Names, codes and constants are those of the hub's mapping. Ask again with the seq of the last line.
    """
    with store().read() as conn:
        definition = store().definition(conn, asking().hall)
        names = current_app.extensions["settings"].national
        got = national.page(conn, definition, names, after=query.after, limit=query.limit)
    return Response(b"".join(got.lines), content_type=national.CONTENT_TYPE)
