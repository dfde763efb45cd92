"""People of the hall: who may sign in as what, for managers and administrators."""

from __future__ import annotations

import secrets
from typing import Annotated

import orjson
from flask import Response, current_app
from flask_openapi3 import APIBlueprint
from pydantic import BaseModel, Field, StringConstraints

from config.definition import Person, PersonRole
from server.api.callers import store
from server.api.changes import read_view
from server.api.guard import BEARER, allowed, asking
from server.api.requests import Body, EmptyBody, Identifier
from server.domain.actor import KEEPERS, READERS, Role
from server.operations import people
from server.operations.signing_in import hash_password
from server.operations.views import Json

GIVEN_AT_ONCE = 60
"""Making one takes some tenths of a second, and who asked waits for all."""

api = APIBlueprint("people", __name__, url_prefix="/api/v1/people", abp_security=BEARER)

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40, pattern=r"^[^\x00]*$")]
Roles = Annotated[list[PersonRole], Field(min_length=1, max_length=6)]


class PersonPath(BaseModel):
    job_number: Identifier


class NewPersonBody(Body):
    job_number: Code
    name: Name
    roles: Roles = Field(default=["staff"])
    window: Identifier | None = None
    department: Identifier | None = None


class ChangeBody(EmptyBody):
    """What is left out stays as it is."""

    name: Name | None = None
    roles: Roles | None = None
    window: Identifier | None = None
    department: Identifier | None = None
    disabled: bool | None = None


class PersonRow(BaseModel):
    job_number: str
    name: str
    roles: list[str]
    window: str | None
    department: str | None
    disabled: bool
    first_password: bool
    sessions: int
    locked_until: str | None


class People(BaseModel):
    people: list[PersonRow]


class PersonsPassword(BaseModel):
    job_number: str
    name: str
    password: str


class FirstPasswords(BaseModel):
    """Shown once; only their digests are kept."""

    passwords: list[PersonsPassword]


class FirstPassword(BaseModel):
    """Shown once; only its digest is kept."""

    password: str


@api.get("", responses={200: People})
@allowed(*READERS, Role.ADMINISTRATOR)
def every() -> Response:
    """Everybody who may sign in, or could once."""
    return read_view(asking(), lambda view: {"people": people.listed(view)})


@api.post("", responses={201: FirstPassword})
@allowed(*KEEPERS)
def add(body: NewPersonBody) -> Response:
    """Let somebody new in. The first password is told once, so no receipt is kept: done twice it is refused."""
    password, hashed = _first_password()
    new = Person(**{**body.model_dump(), "roles": tuple(body.roles)})
    store().change(asking(), lambda turn: people.add(turn, new, hashed=hashed))
    return _told({"password": password}, status=201)


@api.post("/first-passwords", responses={200: FirstPasswords})
@allowed(*KEEPERS)
def give_first_passwords(body: EmptyBody) -> Response:
    """First passwords for those who have none, some at once. They are told once, so no receipt is kept."""
    with store().read() as conn:
        waiting = people.without_password(conn, store().definition(conn, asking().hall))[:GIVEN_AT_ONCE]
    made = {person.job_number: _first_password() for person in waiting}
    hashes = {job_number: hashed for job_number, (_, hashed) in made.items()}
    given = store().change(asking(), lambda turn: people.give_first_passwords(turn, hashes))
    told = [{"job_number": p.job_number, "name": p.name, "password": made[p.job_number][0]} for p in given]
    return _told({"passwords": told}, status=200)


@api.post("/<job_number>", responses={204: None})
@allowed(*KEEPERS)
def change(path: PersonPath, body: ChangeBody) -> Response:
    """Change what somebody is called, may do, or where they sit, or shut them out. Done twice it is done once."""
    changes = body.model_dump(exclude_unset=True)
    if "roles" in changes:
        changes["roles"] = tuple(changes["roles"] or ())
    for name in ("name", "roles", "disabled"):
        if name in changes and not changes[name] and changes[name] is not False:
            del changes[name]
    store().change(asking(), lambda turn: people.change(turn, path.job_number, **changes))
    return Response(status=204)


@api.post("/<job_number>/password", responses={200: FirstPassword})
@allowed(*KEEPERS)
def reset_password(path: PersonPath, body: EmptyBody) -> Response:
    """Give somebody a new first password. It is told once, so no receipt is kept."""
    password, hashed = _first_password()
    store().change(asking(), lambda turn: people.reset_password(turn, path.job_number, hashed=hashed))
    return _told({"password": password}, status=200)


@api.post("/<job_number>/sign-out", responses={204: None})
@allowed(*KEEPERS)
def sign_out(path: PersonPath, body: EmptyBody) -> Response:
    """End all sessions of somebody."""
    store().change(asking(), lambda turn: people.sign_out(turn, path.job_number))
    return Response(status=204)


def _first_password() -> tuple[str, str]:
    password = secrets.token_hex(4)
    # argon2 is slow on purpose, so it must not hold up the calls of the hall.
    hashed: str = current_app.extensions["threads"].off_loop(lambda: hash_password(password))
    return password, hashed


def _told(told: Json, *, status: int) -> Response:
    answer = Response(orjson.dumps(told), status=status, content_type="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer
