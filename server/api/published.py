"""What the hall publishes about itself: a month's ratings by window and department. For everybody, without a token."""

from __future__ import annotations

import orjson
from flask import Response, current_app
from flask_openapi3 import APIBlueprint

from server.api import answers, published_answers
from server.api.callers import store
from server.api.requests import DictionaryQuery, PublishedQuery
from server.api.validating import validated
from server.domain.refusal import NotFound
from server.reports import files, published
from server.reports.facts import Json
from server.reports.publishing import Publishing

api = APIBlueprint("published", __name__, url_prefix="/api/v1/open")


@api.get("/ratings", responses={200: answers.table(published_answers.Published, files.CONTENT_TYPES["csv"])})
@validated
def ratings(query: PublishedQuery) -> Response:
    """The ratings of a month by window or department, with how many there were; no person and no single rating.

    Grades of so few that they would point at one are withheld: null, with ``withheld`` true. A month is published
    once, as it stands on its day, and stays as it is; ``coming`` says which is next, and on which day.
    """
    now = store().clock()
    with store().read() as conn:
        definition = store().definition(conn, _hall(query.hall))
        months, coming = published.months(conn, definition, now=now)
    month = query.month or (months[0] if months else coming.month)
    if query.month is None and query.format == "json" and not months:
        return _json(months, query.by, coming)
    publishing: Publishing = current_app.extensions["publishing"]
    document = publishing.document(definition.code, month)
    if query.format == "csv":
        name, file = published.as_csv(document, query.by)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(file, content_type=files.CONTENT_TYPES["csv"], headers=headers)
    return _json(months, query.by, coming, document)


@api.get("/dictionary", responses={200: published_answers.Dictionary})
@validated
def dictionary(query: DictionaryQuery) -> Response:
    """What each field of the published tables means, and what is withheld."""
    with store().read() as conn:
        definition = store().definition(conn, _hall(query.hall))
    return Response(orjson.dumps(published.dictionary(definition)), content_type="application/json")


def _json(months: list[str], by: published.By, coming: published.Coming, document: Json | None = None) -> Response:
    told = {
        "month": document and document["month"],
        "months": months,
        "by": by,
        "published_from": document and document["published_from"],
        "rows": document["rows"][by] if document else [],
        "total": document and document["total"],
        "coming": coming,
    }
    return Response(orjson.dumps(told), content_type="application/json")


def _hall(asked: str | None) -> str:
    halls = store().halls()
    hall = asked or halls[0]
    if hall not in halls:
        raise NotFound("hall", hall=hall)
    return hall
