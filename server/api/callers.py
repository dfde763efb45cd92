"""Who is asking: a bearer token of a device, a person or a ticket, or a page's session cookie."""

from __future__ import annotations

from flask import current_app, g, request, session
from flask_wtf.csrf import validate_csrf
from wtforms import ValidationError as CsrfError

from server.api.problems import Forbidden, Unauthorised
from server.domain.actor import Actor, Role
from server.operations import signing_in
from server.store.database import Store

SAFE = ("GET", "HEAD", "OPTIONS")


def store() -> Store:
    found: Store = current_app.extensions["store"]
    return found


def caller(*roles: Role) -> Actor:
    """The caller, if of one of ``roles``. Raises Unauthorised, Forbidden."""
    actor = _known()
    if actor.role not in roles:
        raise Forbidden
    return actor


def _known() -> Actor:
    known: Actor | None = g.get("actor")
    if known is None:
        known = _bearer() if "Authorization" in request.headers else _page()
        g.actor = known
    return known


def _bearer() -> Actor:
    scheme, _, token = request.headers["Authorization"].partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthorised
    actor = signing_in.enter(store(), token.strip())
    if actor is None:
        raise Unauthorised
    return actor


def _page() -> Actor:
    with store().read() as conn:
        actor = signing_in.of_page(conn, session.get("token"), now=store().clock())
    if actor is None:
        raise Unauthorised
    if request.method not in SAFE:
        try:
            validate_csrf(request.headers.get("X-CSRFToken"))
        except CsrfError as error:
            raise Forbidden from error
    return actor
