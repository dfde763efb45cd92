"""The journal as its readers may check it: its newest hash, those of the last days, and a hash that somebody kept."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Annotated

import orjson
from flask import Response, current_app
from flask_openapi3 import APIBlueprint
from pydantic import BaseModel, ConfigDict, StringConstraints

from server.api.callers import store
from server.api.changes import read_view
from server.api.guard import BEARER, allowed, asking
from server.domain.actor import READERS, Role
from server.operations import sealing

api = APIBlueprint("journal", __name__, url_prefix="/api/v1/journal", abp_security=BEARER)
SECONDS = 900


class DayHash(BaseModel):
    day: date
    seq: int
    hash: str
    filed_at: str | None
    sent_at: str | None


class Head(BaseModel):
    hall: str
    seq: int
    hash: str
    at: str
    goes_to_folder: bool
    goes_to_url: bool
    days: list[DayHash]


class CheckQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    hash: Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^[0-9a-fA-F]{64}$")]


class Checked(BaseModel):
    """``known`` says that everything up to the row ``seq`` is what it was when the hash was taken."""

    known: bool
    seq: int | None = None
    at: str | None = None


@api.get("/head", responses={200: Head})
@allowed(*READERS, Role.ADMINISTRATOR)
def head() -> Response:
    """The journal's newest hash, and at which hash each of the last days began."""
    return read_view(asking(), sealing.report)


@api.get("/check", responses={200: Checked})
@allowed(*READERS, Role.ADMINISTRATOR)
def check(query: CheckQuery) -> Response:
    """Whether a hash that was printed or sent once is the journal's; the chain up to it is worked out anew."""
    # The database's address may hold a password, so it does not go where `ps` would show it.
    asked = orjson.dumps({"database": store().url, "hall": asking().hall, "hash": query.hash})
    command = [sys.executable, "-m", "server.store.vouching"]

    def apart() -> bytes:
        return subprocess.run(command, input=asked, stdout=subprocess.PIPE, check=True, timeout=SECONDS).stdout

    # One at a time: they wait here, not in the few threads that passwords are looked at in, too.
    with current_app.extensions["one_child"]:
        found = orjson.loads(current_app.extensions["threads"].off_loop(apart))
    told = {"known": False} if found is None else {"known": True, **found}
    return Response(orjson.dumps(told), content_type="application/json")
