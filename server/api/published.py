"""What the hall publishes about itself: each window's ratings of a month. For everybody, without a token."""

from __future__ import annotations

import orjson
from flask import Response
from flask_openapi3 import APIBlueprint

from server.api import answers
from server.api.callers import store
from server.api.reports import reports
from server.api.requests import PublishedQuery
from server.api.validating import validated
from server.domain.refusal import NotFound
from server.reports import files, published

api = APIBlueprint("published", __name__, url_prefix="/api/v1/open")


@api.get("/ratings", responses={200: answers.table(answers.Published, files.CONTENT_TYPES["csv"])})
@validated
def ratings(query: PublishedQuery) -> Response:
    """The ratings of a month by window, with how many there were; no person and no single rating."""
    halls = store().halls()
    hall = query.hall or halls[0]
    if hall not in halls:
        raise NotFound("hall", hall=hall)
    with store().read() as conn:
        definition = store().definition(conn, hall)
        months = published.months(conn, definition, now=store().clock())
        month = query.month or months[0]
    name, file = reports().written(published.wanted(definition, month, query.format))
    if query.format == "csv":
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(file, content_type=files.CONTENT_TYPES["csv"], headers=headers)
    report = orjson.loads(file)
    told = {"month": month, "months": months, "rows": report["rows"], "total": report["total"]}
    return Response(orjson.dumps(told), content_type="application/json")
