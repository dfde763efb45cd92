"""The reports of the hall, to a supervisor of their department: JSON for the page, CSV and XLSX to hand in."""

from __future__ import annotations

from flask import Response, current_app
from flask_openapi3 import APIBlueprint

from server.api import answers
from server.api.callers import store
from server.api.guard import BEARER, allowed, asking
from server.api.requests import ReportQuery
from server.domain.actor import OVERSEERS
from server.operations.departments import seen_by
from server.reports import files, rows
from server.reports.apart import Reports, Wanted

FILES = (files.CONTENT_TYPES["csv"], files.CONTENT_TYPES["xlsx"])

api = APIBlueprint("reports", __name__, url_prefix="/api/v1/reports", abp_security=BEARER)


@api.get("/ratings", responses={200: answers.table(answers.Report, *FILES)})
@allowed(*OVERSEERS)
def ratings(query: ReportQuery) -> Response:
    """Ratings by window, staff, service, department, day or hour."""
    return _answer("ratings", query)


@api.get("/tickets", responses={200: answers.table(answers.Report, *FILES)})
@allowed(*OVERSEERS)
def tickets(query: ReportQuery) -> Response:
    """Tickets, waits and servings by window, staff, service, department, day or hour."""
    return _answer("tickets", query)


@api.get("/cases", responses={200: answers.table(answers.Report, *FILES)})
@allowed(*OVERSEERS)
def cases(query: ReportQuery) -> Response:
    """Cases of bad ratings by window, staff, service, department, day or hour."""
    return _answer("cases", query)


def _answer(kind: rows.Kind, query: ReportQuery) -> Response:
    actor = asking()
    with store().read() as conn:
        department = seen_by(store().definition(conn, actor.hall), actor)
    wanted = Wanted(
        kind=kind,
        hall=actor.hall,
        first=query.from_,
        last=query.to,
        by=query.by,
        format=query.format,
        department=department,
    )
    name, file = reports().written(wanted)
    headers = {} if query.format == "json" else {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(file, content_type=files.CONTENT_TYPES[query.format], headers=headers)


def reports() -> Reports:
    found: Reports = current_app.extensions["reports"]
    return found
