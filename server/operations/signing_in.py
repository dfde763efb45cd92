"""Signing in: staff and managers by job number and password, devices by a token that was made for them."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Connection

from config.definition import Definition, Person
from server.domain.actor import Actor, Role
from server.domain.refusal import BadInput, NotYours
from server.store import credentials, tickets
from server.store.database import Store

SESSION = timedelta(hours=12)
_hasher = PasswordHasher()


class WrongPassword(Exception):
    """No such person, or not their password; which of the two is nobody's business."""


@cache
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_hex(16))


def hash_password(password: str) -> str:
    return _hasher.hash(password)


def is_right(kept_hash: str | None, password: str) -> bool:
    """Whether the password is right; takes as long for people who do not exist. Slow: keep it off the loop."""
    try:
        return _hasher.verify(kept_hash or _nobodys_hash(), password) and kept_hash is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def actor_for(definition: Definition, person: Person, *, window: str | None) -> Actor:
    """Who the person is once signed in, at ``window`` or where they usually sit. Raises BadInput, NotYours."""
    if window is not None and definition.window(window) is None:
        raise BadInput("unknown_window", field="window", window=window)
    if "staff" in person.roles:
        return Actor(hall=definition.code, role=Role.STAFF, subject=person.job_number, window=window or person.window)
    if window is not None:
        raise NotYours("not_your_window", window=window)
    return Actor(hall=definition.code, role=Role.MANAGER, subject=person.job_number)


def start_session(conn: Connection, actor: Actor, *, now: datetime) -> str:
    """A token for this session, good for 12 hours."""
    token = secrets.token_urlsafe(24)
    credentials.add_token(conn, token, actor, at=now, expires_at=now + SESSION)
    return token


def bearer(conn: Connection, token: str, *, now: datetime) -> Actor | None:
    """Who holds the token: a device, a person's session or, by the last segment of its address, a ticket."""
    actor = credentials.actor_of(conn, credentials.digest(token), now=now)
    if actor is not None:
        return actor
    of_ticket = tickets.of_token(conn, token)
    return Actor(hall=of_ticket[0], role=Role.CITIZEN, subject=of_ticket[1]) if of_ticket else None


def enter(store: Store, token: str) -> Actor | None:
    """Who comes with the token, now; its first use is noted before anything is answered."""
    now = store.clock()
    hashed = credentials.digest(token)
    with store.read() as conn:
        found = credentials.holder(conn, hashed, now=now)
        if found is None:
            return bearer(conn, token, now=now)
    if not found.used:
        store.write(lambda conn: credentials.note_use(conn, hashed, at=now))
    return found.actor


def of_page(conn: Connection, digest: object, *, now: datetime) -> Actor | None:
    """Whose page session holds this digest of a token, which is all that its cookie carries."""
    return credentials.actor_of(conn, digest, now=now) if isinstance(digest, str) else None
