"""Figures by any two dimensions, who stands out, and the single servings behind them.

Of the hall for its managers, of their department for its supervisors.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
from flask import Response
from flask_openapi3 import APIBlueprint

from server.api import figure_answers as answers
from server.api.callers import store
from server.api.figure_requests import FiguresQuery, RankingQuery, SingleQuery
from server.api.guard import BEARER, allowed, asking
from server.domain.actor import OVERSEERS
from server.operations.departments import asked_by, seen_by
from server.reports.single import single
from server.reports.standings import standings
from server.reports.two_ways import Asked, two_ways

api = APIBlueprint("figures", __name__, url_prefix="/api/v1/reports", abp_security=BEARER)


@api.get("/figures", responses={200: answers.Figures})
@allowed(*OVERSEERS)
def figures(query: FiguresQuery) -> Response:
    """Every figure of a period by one dimension or any two, beside the period and the year before."""
    asked = Asked(by=query.dimensions, period=query.period, beside=query.beside, language=query.language)
    with store().read() as conn:
        definition = store().definition(conn, asking().hall)
        return _json(two_ways(conn, definition, replace(asked, department=seen_by(definition, asking()))))


@api.get("/ranking", responses={200: answers.Ranking})
@allowed(*OVERSEERS)
def ranking(query: RankingQuery) -> Response:
    """Windows, people, departments or services by satisfaction, as far as they can be told apart."""
    with store().read() as conn:
        definition = store().definition(conn, asking().hall)
        told = standings(
            conn,
            definition,
            query.by,
            query.period,
            flagged=query.flagged,
            language=query.language,
            department=seen_by(definition, asking()),
        )
    return _json(told)


@api.get("/servings", responses={200: answers.Singles})
@allowed(*OVERSEERS)
def singles(query: SingleQuery) -> Response:
    """The single finished servings behind a figure, newest first. A supervisor drills down in their department."""
    with store().read() as conn:
        definition = store().definition(conn, asking().hall)
        department = asked_by(definition, asking(), department=query.department)
        cell = replace(query.cell, department=department)
        role, limit, after = asking().role, query.limit, query.after
        found = single(conn, definition, cell, query.period, role=role, limit=limit, after=after)
    return _json(found)


def _json(told: dict[str, Any]) -> Response:
    return Response(orjson.dumps(told), content_type="application/json")
