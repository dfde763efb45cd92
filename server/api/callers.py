"""Who is asking: a bearer token of a device, a person or a ticket, or a page's session cookie."""

from __future__ import annotations

from flask import current_app, g, request, session
from flask_wtf.csrf import validate_csrf
from wtforms import ValidationError as CsrfError

from server.api.problems import FirstPassword, Forbidden, Unauthorised
from server.domain.actor import Actor, Role
from server.operations import signing_in
from server.store import credentials
from server.store.database import Store

SAFE = ("GET", "HEAD", "OPTIONS")


def store() -> Store:
    found: Store = current_app.extensions["store"]
    return found


def caller(*roles: Role, at_first: bool = False) -> Actor:
    """The caller, if of one of ``roles``; who still has a first password, only ``at_first``.

    Raises Unauthorised, Forbidden, FirstPassword.
    """
    actor = _known()
    if actor.role not in roles:
        raise Forbidden
    if actor.limited and not at_first:
        raise FirstPassword
    return actor


def session_digest() -> str:
    """The digest of the token that the caller came with."""
    _known()
    digest: str = g.session_digest
    return digest


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
    g.session_digest = credentials.digest(token.strip())
    return actor


def _page() -> Actor:
    actor = signing_in.enter_page(store(), session.get("token"))
    if actor is None:
        raise Unauthorised
    g.session_digest = session["token"]
    if request.method not in SAFE:
        try:
            validate_csrf(request.headers.get("X-CSRFToken"))
        except CsrfError as error:
            raise Forbidden from error
    return actor
