"""Signing in and out: tokens for programs, cookies with a CSRF token for pages. Only failures are limited."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Response, current_app, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_openapi3 import APIBlueprint
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms import ValidationError as CsrfError

from server.api import answers
from server.api.callers import store
from server.api.changes import read_view
from server.api.guard import BEARER, allowed, asking, must_be_json
from server.api.problems import Forbidden
from server.api.requests import EmptyBody, SessionBody
from server.api.validating import validated
from server.domain.actor import Actor, Role
from server.operations import signing_in
from server.operations.views import Json, View
from server.store import credentials

api = APIBlueprint("sessions", __name__, url_prefix="/api/v1", abp_security=BEARER)
pages = APIBlueprint("page_sessions", __name__)

FAILURES = "10 per minute"
limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=False)
_failures = limiter.shared_limit(
    FAILURES, scope="login", deduct_when=lambda answer: answer.status_code == 401, methods=["POST"]
)


@api.post("/sessions", responses={201: answers.Session}, security=[])
@_failures
@validated
def sign_in(body: SessionBody) -> Response:
    """A token for a person, good for 12 hours."""
    actor, token, person = _start(body)
    told = {"token": token, **person, "window": actor.window}
    return Response(orjson.dumps(told), status=201, content_type="application/json")


@api.get("/me", responses={200: answers.Me})
@allowed(Role.STAFF, Role.MANAGER)
def me() -> Response:
    """Who is signed in here."""
    return read_view(asking(), lambda v: _me(v, asking()))


def _me(v: View, actor: Actor) -> Json:
    person = v.definition.person(actor.subject)
    return {
        "hall": actor.hall,
        "staff": {
            "job_number": actor.subject,
            "name": person.name if person else actor.subject,
            "post": person.post if person else {},
        },
        "roles": [actor.role.value],
        "window": actor.window,
    }


@pages.post("/login", doc_ui=False)
@_failures
@validated
def page_sign_in(body: SessionBody) -> Response:
    """The same for a page: the token stays in an HttpOnly cookie."""
    _check_csrf()
    actor, token, person = _start(body, hall=session.get("hall"))
    session.clear()
    session["hall"] = actor.hall
    session["token"] = credentials.digest(token)
    told = {**person, "window": actor.window, "hall": actor.hall, "csrf": generate_csrf()}
    return Response(orjson.dumps(told), content_type="application/json")


@pages.post("/logout", doc_ui=False)
@validated
def page_sign_out(body: EmptyBody) -> Response:
    _check_csrf()
    digest = session.get("token")
    if isinstance(digest, str):
        store().write(lambda conn: credentials.end_token(conn, digest))
    session.clear()
    return Response(orjson.dumps({"csrf": generate_csrf()}), content_type="application/json")


def _check_csrf() -> None:
    must_be_json()
    try:
        validate_csrf(request.headers.get("X-CSRFToken"))
    except CsrfError as error:
        raise Forbidden from error


def _start(body: SessionBody, *, hall: str | None = None) -> tuple[Actor, str, dict[str, Any]]:
    """A session for the person. Raises WrongPassword, BadInput, NotYours."""
    hall = body.hall or hall or _only_hall()
    with store().read() as conn:
        person = kept = None
        definition = None
        if hall in store().halls():
            definition = store().definition(conn, hall)
            person = definition.person(body.job_number)
            kept = credentials.password_hash(conn, hall, body.job_number) if person else None
    # argon2 is slow on purpose, so it must not hold up the calls of the hall.
    right = current_app.extensions["threads"].off_loop(lambda: signing_in.is_right(kept, body.password))
    if not right or definition is None or person is None:
        raise signing_in.WrongPassword
    actor = signing_in.actor_for(definition, person, window=body.window)
    now = store().clock()
    token = store().write(lambda conn: signing_in.start_session(conn, actor, now=now))
    card = {"job_number": person.job_number, "name": person.name, "post": person.post}
    return actor, token, {"staff": card, "roles": [actor.role.value]}


def _only_hall() -> str | None:
    halls = store().halls()
    return halls[0] if len(halls) == 1 else None
