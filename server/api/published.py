"""What the hall publishes about itself: a month's ratings by window and department. For everybody, without a token."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Response
from flask_openapi3 import APIBlueprint

from server.api import answers, published_answers
from server.api.callers import store
from server.api.requests import DictionaryQuery, PublishedQuery
from server.api.validating import validated
from server.domain.refusal import NotFound
from server.reports import files, published

api = APIBlueprint("published", __name__, url_prefix="/api/v1/open")


@api.get("/ratings", responses={200: answers.table(published_answers.Published, files.CONTENT_TYPES["csv"])})
@validated
def ratings(query: PublishedQuery) -> Response:
    """The ratings of a month by window or department, with how many there were; no person and no single rating.

    Grades of so few that they would point at one are withheld: null, with ``withheld`` true. A month is published
    when it is over and its visits cannot be rated any more; ``coming`` says which is next, and on which day.
    """
    now = store().clock()
    with store().read() as conn:
        definition = store().definition(conn, _hall(query.hall))
        months, coming = published.months(conn, definition, now=now)
        month = query.month or (months[0] if months else coming.month)
        if query.month is None and query.format == "json" and not months:
            return _json({"month": None, "months": [], "by": query.by, "rows": [], "total": None}, coming)
        report = published.report(conn, definition, month, query.by, now=now)
    if query.format == "csv":
        headers = {"Content-Disposition": f'attachment; filename="{files.name(report, "csv")}"'}
        file = published.as_csv(report, definition.languages[0])
        return Response(file, content_type=files.CONTENT_TYPES["csv"], headers=headers)
    told = {"month": month, "months": months, "by": query.by, "rows": report.rows, "total": report.total}
    return _json(told, coming)


@api.get("/dictionary", responses={200: published_answers.Dictionary})
@validated
def dictionary(query: DictionaryQuery) -> Response:
    """What each field of the published tables means, and what is withheld."""
    with store().read() as conn:
        definition = store().definition(conn, _hall(query.hall))
    return Response(orjson.dumps(published.dictionary(definition)), content_type="application/json")


def _json(told: dict[str, Any], coming: published.Coming) -> Response:
    return Response(orjson.dumps({**told, "coming": coming}), content_type="application/json")


def _hall(asked: str | None) -> str:
    halls = store().halls()
    hall = asked or halls[0]
    if hall not in halls:
        raise NotFound("hall", hall=hall)
    return hall
