"""The manager's reports: JSON for the page, CSV and XLSX to hand in."""

from __future__ import annotations

from flask import Response
from flask_openapi3 import APIBlueprint

from server.api import answers
from server.api.callers import store
from server.api.guard import BEARER, allowed, asking
from server.api.requests import ReportQuery
from server.domain.actor import Role
from server.domain.numbering import hall_day
from server.reports import files, rows

FILES = (files.CONTENT_TYPES["csv"], files.CONTENT_TYPES["xlsx"])

api = APIBlueprint("reports", __name__, url_prefix="/api/v1/reports", abp_security=BEARER)


@api.get("/ratings", responses={200: answers.table(answers.Report, *FILES)})
@allowed(Role.MANAGER)
def ratings(query: ReportQuery) -> Response:
    """Ratings by window, staff, service, department, day or hour."""
    return _answer("ratings", query)


@api.get("/tickets", responses={200: answers.table(answers.Report, *FILES)})
@allowed(Role.MANAGER)
def tickets(query: ReportQuery) -> Response:
    """Tickets, waits and servings by window, staff, service, department, day or hour."""
    return _answer("tickets", query)


@api.get("/cases", responses={200: answers.table(answers.Report, *FILES)})
@allowed(Role.MANAGER)
def cases(query: ReportQuery) -> Response:
    """Cases of bad ratings by window, staff, service, department, day or hour."""
    return _answer("cases", query)


def _answer(kind: rows.Kind, query: ReportQuery) -> Response:
    with store().read() as conn:
        definition = store().definition(conn, asking().hall)
        today = hall_day(store().clock(), definition.zone)
        report = rows.report(conn, definition, kind, first=query.from_, last=query.to, by=query.by, today=today)
    language = definition.languages[0]
    return Response(
        files.written(report, query.format, language=language),
        content_type=files.CONTENT_TYPES[query.format],
        headers={}
        if query.format == "json"
        else {"Content-Disposition": f'attachment; filename="{files.name(report, query.format)}"'},
    )
