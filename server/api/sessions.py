"""Signing in and out: tokens for programs, cookies with a CSRF token for pages. Only failures are limited."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import orjson
from flask import Response, current_app, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_openapi3 import APIBlueprint
from flask_wtf.csrf import generate_csrf, validate_csrf
from sqlalchemy import Connection
from wtforms import ValidationError as CsrfError

from config.definition import Definition
from server.api import answers
from server.api.callers import session_digest, store
from server.api.changes import read_view
from server.api.guard import BEARER, allowed, asking, must_be_json
from server.api.problems import Forbidden
from server.api.requests import EmptyBody, PasswordBody, SessionBody
from server.api.validating import validated
from server.domain import password
from server.domain.actor import PEOPLE, Actor, Role
from server.domain.refusal import BadInput
from server.operations import locking_out, passwords, signing_in
from server.operations.departments import seen_by
from server.operations.locking_out import Attempt
from server.operations.views import Json, View
from server.store import credentials

api = APIBlueprint("sessions", __name__, url_prefix="/api/v1", abp_security=BEARER)
pages = APIBlueprint("page_sessions", __name__)


class _WhereNamed(Limiter):
    """Looks only at the routes that name a limit. None holds for all routes, but Flask-Limiter would find that out anew
    before each request, which takes as long as to find out who is asking.
    """

    def _check_request_limit(self, callable_name: str | None = None, in_middleware: bool = True) -> None:
        if not in_middleware:
            super()._check_request_limit(callable_name, in_middleware)


limiter = _WhereNamed(get_remote_address, storage_uri="memory://", headers_enabled=False)
"""For guesses at other secrets than passwords."""


@api.post("/sessions", responses={201: answers.Session}, security=[])
@validated
def sign_in(body: SessionBody) -> Response:
    """A token for a person, good for the hall's hours (12) and while it is used."""
    actor, token, person = _start(body, hall=None, on_page=False)
    told = {"token": token, **person, "window": actor.window}
    return Response(orjson.dumps(told), status=201, content_type="application/json")


@api.get("/me", responses={200: answers.Me})
@allowed(*PEOPLE, at_first=True)
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
        "department": _led(v.definition, actor),
        "first_password": actor.limited,
    }


def _led(definition: Definition, actor: Actor) -> Json | None:
    """The department that is all they see of the hall, None for who sees it whole."""
    code = seen_by(definition, actor)
    if code is None:
        return None
    return {"code": code, "name": next((d.name for d in definition.departments if d.code == code), {})}


@api.post("/me/password", responses={204: None})
@allowed(*PEOPLE, at_first=True)
def choose_password(body: PasswordBody) -> Response:
    """Choose a password. Other sessions of the person end. Doing it twice is doing it once; no receipt is kept."""
    actor = asking()
    attempt = _attempt(actor.hall, actor.subject)
    now = store().clock()
    with store().read() as conn:
        locking_out.check(conn, attempt, now=now)
        person = store().definition(conn, actor.hall).person(actor.subject)
        kept = credentials.password_hash(conn, actor.hall, actor.subject)
    off_loop = current_app.extensions["threads"].off_loop
    if not off_loop(lambda: signing_in.is_right(kept, body.old)):
        if off_loop(lambda: signing_in.is_right(kept, body.new)) and not actor.limited:
            return Response(status=204)
        store().write(lambda conn: locking_out.note_wrong(conn, attempt, now=now))
        raise BadInput("wrong_old_password", field="old")
    if body.new == body.old:
        raise BadInput("password_same", field="new")
    password.check_new(body.new, job_number=actor.subject, name=person.name if person else actor.subject)
    hashed = off_loop(lambda: signing_in.hash_password(body.new))
    mine = session_digest()
    store().change(actor, lambda turn: passwords.choose(turn, hashed, session=mine))
    return Response(status=204)


@api.post("/me/sessions/end", responses={204: None})
@allowed(*PEOPLE, at_first=True)
def end_everywhere(body: EmptyBody) -> Response:
    """Sign out wherever the person is signed in, here too."""
    store().change(asking(), passwords.end_everywhere)
    return Response(status=204)


@pages.post("/login", doc_ui=False)
@validated
def page_sign_in(body: SessionBody) -> Response:
    """The same for a page: the token stays in an HttpOnly cookie."""
    _check_csrf()
    actor, token, person = _start(body, hall=session.get("hall"), on_page=True)
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


def _start(body: SessionBody, *, hall: str | None, on_page: bool) -> tuple[Actor, str, dict[str, Any]]:
    """A session for the person. Raises WrongPassword, TooManyFailures, BadInput, NotYours."""
    hall = body.hall or hall or _only_hall()
    attempt = _attempt(hall or "", body.job_number)
    now = store().clock()
    definition = person = kept = first = None
    with store().read() as conn:
        locking_out.check(conn, attempt, now=now)
        if hall in store().halls():
            definition = store().definition(conn, hall)
            person = definition.person(body.job_number)
        if person is not None and not person.disabled:
            kept = credentials.password_hash(conn, attempt.hall, body.job_number)
            first = credentials.first_password(conn, attempt.hall, body.job_number)
    # argon2 is slow on purpose, so it must not hold up the calls of the hall.
    right = current_app.extensions["threads"].off_loop(lambda: signing_in.is_right(kept, body.password))
    if not right or definition is None or person is None:
        store().write(lambda conn: locking_out.note_wrong(conn, attempt, now=now))
        raise signing_in.WrongPassword
    limited = passwords.is_limited(first, on_page=on_page)
    roles = PEOPLE if body.roles is None else tuple(Role(role) for role in body.roles)
    actor = signing_in.actor_for(definition, person, window=body.window, roles=roles, limited=limited)

    def enter(conn: Connection) -> str:
        locking_out.note_right(conn, attempt)
        return signing_in.start_session(conn, actor, definition, now=now)

    token = store().write(enter)
    card = {"job_number": person.job_number, "name": person.name, "post": person.post}
    told = {"staff": card, "roles": [actor.role.value], "first_password": limited}
    return actor, token, {**told, "department": _led(definition, actor)}


def _attempt(hall: str, job_number: str) -> Attempt:
    """Whom a password is tried for, and from where: addresses are kept as a keyed hash only."""
    address = hmac.new(store().secret.encode(), get_remote_address().encode(), hashlib.sha256).hexdigest()[:32]
    return Attempt(hall=hall, job_number=job_number, address=address)


def _only_hall() -> str | None:
    halls = store().halls()
    return halls[0] if len(halls) == 1 else None
