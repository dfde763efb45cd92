"""Files that a manager orders: of any period, written beside the calls, with progress, and given up at any time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flask import Response
from flask_openapi3 import APIBlueprint
from pydantic import BaseModel, Field, model_validator

from server.api import answers
from server.api.callers import store
from server.api.changes import change, read_view
from server.api.guard import BEARER, allowed, asking
from server.api.requests import Body, Day, EmptyBody, Identifier
from server.domain.actor import READERS, Role
from server.domain.export import ExportState
from server.domain.refusal import NotAllowedNow
from server.operations import reporting
from server.reports import orders
from server.reports.orders import FileFormat, Order, What
from server.store import exports
from server.store.database import Store
from server.store.exports import Export

api = APIBlueprint("exports", __name__, url_prefix="/api/v1/exports", abp_security=BEARER)


class ExportPath(BaseModel):
    export: Identifier


class ExportBody(Body):
    what: What = Field(description="The report of a period, its ledger of cases, or its servings one by one")
    from_: Day = Field(alias="from", description="First hall day, included")
    to: Day = Field(description="Last hall day, included")
    format: FileFormat

    @model_validator(mode="after")
    def _makes_sense(self) -> ExportBody:
        if self.to < self.from_:
            raise ValueError("to must not be before from")
        known = orders.FORMATS[self.what]
        if self.format not in known:
            raise ValueError(f"{self.what} is written as {', '.join(known)}")
        return self


class OrderedFile(BaseModel):
    """``done`` of ``total`` rows or steps; ``bytes`` once the file is ready."""

    model_config = {"populate_by_name": True}

    id: str
    what: What
    from_: date = Field(alias="from")
    to: date
    format: FileFormat
    ordered_by: str
    ordered_at: str
    kept_until: str
    state: ExportState
    done: int
    total: int
    bytes: int | None


class OrderedFiles(BaseModel):
    exports: list[OrderedFile]


@api.get("", responses={200: OrderedFiles})
@allowed(*READERS)
def every() -> Response:
    """The files ordered within a day, the newest first, and how far each is."""
    return read_view(
        asking(),
        lambda view: {"exports": [reporting.shown(each) for each in exports.every(view.conn, view.hall)]},
    )


@api.post("", responses={202: OrderedFile})
@allowed(Role.MANAGER)
def order(body: ExportBody) -> Response:
    """Orders a file."""
    days = {"first": body.from_, "last": body.to}
    return change(
        asking(),
        lambda turn, view: reporting.shown(reporting.order(turn, what=body.what, format=body.format, **days)),
        status=202,
    )


@api.get("/<export>", responses={200: OrderedFile})
@allowed(*READERS)
def one(path: ExportPath) -> Response:
    """How far a file is."""
    return read_view(asking(), lambda view: reporting.shown(exports.get(view.conn, view.hall, path.export)))


@api.post("/<export>/cancel", responses={200: OrderedFile})
@allowed(Role.MANAGER)
def cancel(path: ExportPath, body: EmptyBody) -> Response:
    """Gives a file up that is not finished."""
    return change(asking(), lambda turn, view: reporting.shown(reporting.cancel(turn, path.export)))


@api.get("/<export>/file", responses={200: answers.files(*orders.CONTENT_TYPES.values())})
@allowed(*READERS)
def file(path: ExportPath) -> Response:
    """The file, once it is ready."""
    hall = asking().hall
    with store().read() as conn:
        known = exports.get(conn, hall, path.export)
    if known.state is not ExportState.READY:
        raise NotAllowedNow("export_not_ready")
    named = _order(hall, known)
    headers = {"Content-Disposition": f'attachment; filename="{named.name}"', "Content-Length": str(known.bytes)}
    return Response(_parts(store(), hall, known.id), content_type=orders.CONTENT_TYPES[named.format], headers=headers)


def _order(hall: str, known: Export) -> Order:
    return Order(what=known.what, hall=hall, first=known.first, last=known.last, format=known.format)  # type: ignore[arg-type]


def _parts(database: Store, hall: str, id: str) -> Iterator[bytes]:
    """The file piece by piece: however large it is, the hub holds little of it."""
    number = 0
    while True:
        with database.read() as conn:
            piece = exports.part(conn, hall, id, number)
        if piece is None:
            return
        yield piece
        number += 1
