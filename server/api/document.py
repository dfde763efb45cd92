"""The OpenAPI document: what stands in it beside the routes themselves, and where it is read."""

from __future__ import annotations

from http import HTTPStatus
from importlib.metadata import version
from typing import Any

import orjson
from flask import Response
from flask_openapi3 import Info, OpenAPI

from server.api import answers, problems
from server.api.bodies import Bodies

SECURITY: dict[str, Any] = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "page": {"type": "apiKey", "in": "cookie", "name": "jiaohao"},
}
REFUSALS = (400, 401, 403, 404, 405, 409, 413, 415, 422, 429)
"""What every route may answer to a caller who got something wrong."""


def openapi() -> OpenAPI:
    """An application without routes whose document knows how the hub refuses and who may ask."""
    app = OpenAPI(
        "server",
        info=Info(title="jiaohao", version=version("jiaohao")),
        security_schemes=SECURITY,
        doc_ui=False,
        validation_error_callback=problems.bad_input,
        validation_error_model=answers.Problem,
        static_folder=None,
    )
    app.json = Bodies(app)
    return app


def register(app: OpenAPI) -> None:
    """Serves the document."""

    @app.get("/api/v1/openapi.json", responses={200: {"description": "OpenAPI 3 document", "content": _ANY_JSON}})
    def document() -> Response:
        """This document."""
        return Response(orjson.dumps(_with_refusals(app.api_doc)), content_type="application/json")


_ANY_JSON: dict[str, Any] = {"application/json": {"schema": {"type": "object"}}}


def _with_refusals(document: dict[str, Any]) -> dict[str, Any]:
    """The document with each route's refusals as they are; flask-openapi3 describes its own, which we never give."""
    refusals = {str(status): _refusal(status) for status in REFUSALS}
    for path in document["paths"].values():
        for operation in path.values():
            operation["responses"] = {**operation["responses"], **refusals}
    return document


def _refusal(status: int) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{answers.Problem.__name__}"}
    return {"description": HTTPStatus(status).phrase, "content": {"application/problem+json": {"schema": schema}}}
