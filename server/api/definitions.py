"""What the hall is: read, changed, taken back, brought in and out as a file (大厅设置)."""

from __future__ import annotations

import io
from typing import Any

import orjson
from flask import Response, current_app, request
from flask_openapi3 import APIBlueprint
from PIL import Image, ImageOps, UnidentifiedImageError

from config import files, files_apart, telling_faults
from config.changes import changes
from config.definition import Definition
from config.documents import as_definition, as_document
from config.worksheets import BY_NAME
from server.api import answers
from server.api import definition_messages as messages
from server.api.callers import store
from server.api.changes import change, read_view
from server.api.guard import BEARER, allowed, asking
from server.api.problems import language
from server.domain.actor import KEEPERS, Role
from server.domain.refusal import BadInput
from server.operations import defining, lacking, pasting
from server.operations.views import Json, View
from server.store import credentials, photos
from server.store import revisions as kept_revisions
from server.store.turn import Turn

SHOWN_AT_ONCE = 30
PHOTO_SIZE = (360, 480)
"""Pixels: the staff card shows it at most half as large."""
MOST_PIXELS = 25_000_000
"""Unpacked, a picture fills three bytes of memory a pixel, however small its file; the pages send far less."""

api = APIBlueprint("definitions", __name__, url_prefix="/api/v1", abp_security=BEARER)


@api.before_request
def _allow_a_whole_hall() -> None:
    if request.path.startswith("/api/v1/definition"):
        request.max_content_length = messages.LARGEST_DOCUMENT * 4 // 3 + 1_000
    elif request.path == "/api/v1/photos":
        request.max_content_length = messages.LARGEST_PHOTO * 4 // 3 + 1_000


@api.get("/definition", responses={200: messages.Defined})
@allowed(*KEEPERS, Role.AUDITOR)
def read() -> Response:
    """The hall as it is defined now, and what is still missing before it can work."""

    def shown(seen: View) -> Json:
        enter = credentials.with_password(seen.conn, seen.hall)
        return {
            "revision": kept_revisions.newest(seen.conn, seen.hall),
            "definition": as_document(seen.definition),
            **lacking.told(seen.conn, seen.definition),
            "enter": sorted(enter & {person.job_number for person in seen.definition.staff}),
        }

    return read_view(asking(), shown)


@api.post("/definition", responses={200: messages.Changed})
@allowed(*KEEPERS)
def define(body: messages.DefinitionBody) -> Response:
    """Make the hall what this definition says; every page takes it over by itself."""
    wanted = _defined(body.definition)

    def deed(turn: Turn, seen: View) -> Json:
        told = defining.define(turn, wanted, based_on=body.revision)
        return {"revision": kept_revisions.newest(turn.conn, turn.hall), "changes": told}

    return change(asking(), deed)


@api.post("/definition/check", responses={200: messages.Checked})
@allowed(*KEEPERS, keyed=False)
def check(body: messages.DraftBody) -> Response:
    """What this definition would change, and what the hall would still lack, without changing anything."""
    wanted = _defined(body.definition)
    with store().read() as conn:
        lacks = lacking.told(conn, wanted) if wanted.code == asking().hall else {}
    return _preview(as_document(wanted), **lacks)


@api.post("/definition/pastes", responses={200: messages.Pasted})
@allowed(*KEEPERS, keyed=False)
def paste(body: messages.PasteBody) -> Response:
    """What rows pasted from a worksheet would add to this definition or change in it, without changing anything."""
    table = BY_NAME.get(body.table)
    if table is None:
        raise BadInput("unknown_table", field="table", table=body.table)
    draft = as_document(_defined(body.definition))
    spoken = language()
    rows, document, passed_over = current_app.extensions["threads"].off_loop(
        lambda: pasting.paste(
            table, body.text, into=draft, tell=lambda fault, into: telling_faults.told(fault, into, spoken)
        )
    )
    return _preview(document, draft, rows=[vars(row) for row in rows], passed_over=passed_over)


@api.post("/definition/files", responses={200: messages.Preview})
@allowed(*KEEPERS, keyed=False)
def read_file(body: messages.FileBody) -> Response:
    """What a file would make of the hall, without changing anything; then ``POST /definition`` does."""
    # One at a time: they wait here, not in the few threads that passwords are looked at in, too.
    with current_app.extensions["one_child"]:
        found = current_app.extensions["threads"].off_loop(lambda: files_apart.read(body.content, body.format))
    return _preview(as_document(found))


@api.get("/definition/files/<format>", responses={200: answers.table(messages.Defined, *files.CONTENT_TYPES.values())})
@allowed(*KEEPERS, Role.AUDITOR)
def write_file(path: messages.FilePath) -> Response:
    """The whole definition as a file: TOML, or a workbook with a sheet a kind."""
    with store().read() as conn:
        definition = store().definition(conn, asking().hall)
    spoken = language()
    content = current_app.extensions["threads"].off_loop(
        lambda: files.written(definition, path.format, language=spoken)
    )
    answer = Response(content, content_type=files.CONTENT_TYPES[path.format])
    answer.headers["Content-Disposition"] = f'attachment; filename="{definition.code}.{path.format}"'
    return answer


@api.get("/definition/revisions", responses={200: messages.Revisions})
@allowed(*KEEPERS, Role.AUDITOR)
def revisions(query: messages.RevisionsQuery) -> Response:
    """Who changed what, newest first, some at once."""

    def listed(seen: View) -> Json:
        before = kept_revisions.newest(seen.conn, seen.hall) + 1 if query.before is None else query.before
        found = kept_revisions.before(seen.conn, seen.hall, before, limit=SHOWN_AT_ONCE)
        return {"revisions": [_told(seen, each) for each in found]}

    return read_view(asking(), listed)


def _told(seen: View, known: kept_revisions.Revision) -> Json:
    person = seen.definition.person(known.actor.rpartition(":")[2])
    return {
        "revision": known.revision,
        "at": known.at,
        "by": person.name if person else known.actor,
        "restores": known.facts.get("restores"),
        "changes": known.facts.get("changes", []),
    }


@api.post("/definition/revisions/<revision>/restore", responses={200: messages.Changed})
@allowed(*KEEPERS)
def restore(path: messages.RevisionPath, body: messages.RevisionBody) -> Response:
    """Make the hall again what it was at an earlier revision; that is a change of its own."""

    def deed(turn: Turn, seen: View) -> Json:
        told = defining.take_back(turn, path.revision, based_on=body.revision)
        return {"revision": kept_revisions.newest(turn.conn, turn.hall), "changes": told}

    return change(asking(), deed)


@api.post("/photos", responses={201: messages.Photo})
@allowed(*KEEPERS)
def keep_photo(body: messages.PhotoBody) -> Response:
    """Keep a picture for a member of staff; it is shown once the definition names it."""
    jpeg = current_app.extensions["threads"].off_loop(lambda: _small_jpeg(body.image))

    def deed(turn: Turn, seen: View) -> Json:
        return {"photo": f"/photos/{turn.hall}/{photos.put(turn.conn, turn.hall, jpeg)}.jpg"}

    return change(asking(), deed, status=201)


def _defined(document: Json) -> Definition:
    """The hall of a document; thousands of services take seconds, during which calls go on. Raises DefinitionFaults."""
    defined: Definition = current_app.extensions["threads"].off_loop(lambda: as_definition(document))
    return defined


def _small_jpeg(image: bytes) -> bytes:
    """The picture upright, cut to three by four, without what a camera wrote into it. Raises BadInput."""
    try:
        with Image.open(io.BytesIO(image), formats=["JPEG", "PNG"]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise BadInput("picture_too_large", field="image", count=MOST_PIXELS // 1_000_000)
            fitted = ImageOps.fit(ImageOps.exif_transpose(opened).convert("RGB"), PHOTO_SIZE, centering=(0.5, 0.3))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError, SyntaxError) as error:
        raise BadInput("not_a_picture", field="image") from error
    made = io.BytesIO()
    fitted.save(made, "JPEG", quality=82)
    return made.getvalue()


def _preview(document: Json, before: Json | None = None, **more: Any) -> Response:
    """The document and what it changes, in the hall as it is, or in ``before``. Raises BadInput for another hall."""
    if before is None:
        with store().read() as conn:
            before = as_document(store().definition(conn, asking().hall))
        if document["code"] != before["code"]:
            raise BadInput("another_hall", field="code", hall=before["code"])
    told = {"definition": document, "changes": changes(before, document), **more}
    return Response(orjson.dumps(told), content_type="application/json")
