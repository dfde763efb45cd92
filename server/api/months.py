"""The months as they were reported (月报): which there are, and each as the files to hand in."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from flask import Response, current_app
from flask_openapi3 import APIBlueprint
from pydantic import BaseModel, ConfigDict, StringConstraints

from server.api import answers
from server.api.callers import store
from server.api.changes import read_view
from server.api.guard import BEARER, allowed, asking
from server.domain.actor import READERS
from server.operations.views import Json, View
from server.reports import orders
from server.reports.period.words_of_citizens import with_words
from server.reports.written_apart import WrittenApart
from server.store import month_reports
from server.store.columns import rfc3339

api = APIBlueprint("months", __name__, url_prefix="/api/v1/months", abp_security=BEARER)

TOLD = ("issued", "finished", "participation", "satisfaction", "opened")
"""The figures that the list shows of a month."""


class MonthPath(BaseModel):
    month: Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]
    what: Literal["report", "ledger"]


class MonthQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    format: Literal["pdf", "xlsx", "csv", "json"] = "pdf"


class Month(BaseModel):
    """``digest`` is the SHA-256 of what was reported, which stands in the journal, too."""

    month: str
    made_at: str
    digest: str
    changes: int
    figures: dict[str, Any]


class Months(BaseModel):
    months: list[Month]


@api.get("", responses={200: Months})
@allowed(*READERS)
def months() -> Response:
    """The months that were reported, the newest first."""
    return read_view(asking(), lambda view: {"months": _months(view)})


@api.get(
    "/<month>/<what>",
    responses={200: answers.files(*orders.CONTENT_TYPES.values())},
)
@allowed(*READERS)
def month_file(path: MonthPath, query: MonthQuery) -> Response:
    """A month's report or its ledger of cases as it was reported on the first, as a file."""
    hall = asking().hall
    order = orders.of_month(path.what, hall, path.month, query.format)
    with store().read() as conn:
        kept = month_reports.get(conn, hall, path.month)
        if query.format == "json":  # it was made when the month was over
            content = orders.as_json(order, with_words(conn, hall, kept.document))
    if query.format != "json":
        with apart().written(order) as file:
            content = file.read_bytes()
    headers = {"Content-Disposition": f'attachment; filename="{order.name}"'}
    return Response(content, content_type=orders.CONTENT_TYPES[query.format], headers=headers)


def apart() -> WrittenApart:
    found: WrittenApart = current_app.extensions["apart"]
    return found


def _months(view: View) -> list[Json]:
    return [
        {
            "month": made.month,
            "made_at": rfc3339(made.made_at),
            "digest": made.digest,
            "changes": len(made.document["changes"]),
            "figures": {figure["key"]: figure for figure in made.document["indicators"] if figure["key"] in TOLD},
        }
        for made in month_reports.every(view.conn, view.hall, "changes", "indicators")
    ]
