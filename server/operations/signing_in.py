"""Signing in: people by job number and password, devices by a token that was made for them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Connection

from config.definition import Definition, Person
from server.domain.actor import PEOPLE, Actor, Role
from server.domain.refusal import BadInput, NotYours
from server.store import credentials, tickets
from server.store.credentials import Holder
from server.store.database import AWAY, Store

NOTED_EVERY = timedelta(minutes=2)
"""That a session is used is written down no more often than that."""
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


def actor_for(
    definition: Definition, person: Person, *, window: str | None, roles: Sequence[Role] = PEOPLE, limited: bool = False
) -> Actor:
    """Who the person is once signed in: the first of ``roles`` that is theirs, at ``window`` or where they usually sit.

    Raises BadInput for an unknown window, NotYours for a role or window that is not theirs.
    """
    if window is not None and definition.window(window) is None:
        raise BadInput("unknown_window", field="window", window=window)
    theirs = [role for role in roles if role.value in person.roles]
    if not theirs:
        raise NotYours("not_your_role")
    if theirs[0] is Role.STAFF:
        window = window or person.window
    elif window is not None:
        raise NotYours("not_your_window", window=window)
    return Actor(hall=definition.code, role=theirs[0], subject=person.job_number, window=window, limited=limited)


def start_session(conn: Connection, actor: Actor, definition: Definition, *, now: datetime) -> str:
    """A token for this session, good for the hall's hours and while it is used."""
    token = secrets.token_urlsafe(24)
    rules = definition.sign_in
    credentials.add_token(
        conn,
        token,
        actor,
        at=now,
        expires_at=now + timedelta(hours=rules.hours),
        idle=timedelta(minutes=rules.idle_minutes),
    )
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
    _note_seen(store, found, hashed, now=now)
    return found.actor


def enter_page(store: Store, digest: object) -> Actor | None:
    """Whose page session holds this digest of a token, which is all that its cookie carries."""
    if not isinstance(digest, str):
        return None
    now = store.clock()
    with store.read() as conn:
        found = credentials.holder(conn, digest, now=now)
    if found is None:
        return None
    _note_seen(store, found, digest, now=now)
    return found.actor


def holds(store: Store, digest: str) -> bool:
    """Whether the token of this digest still lets anybody in. To ask is not to use it."""
    with store.read() as conn:
        return credentials.holder(conn, digest, now=store.clock()) is not None


def _note_seen(store: Store, found: Holder, digest: str, *, now: datetime) -> None:
    if found.seen_at is None or now - found.seen_at < NOTED_EVERY:
        return
    with suppress(*AWAY):  # the store has said so; who may read while nothing can be written need not be noted
        store.write(lambda conn: credentials.note_seen(conn, digest, at=now))
