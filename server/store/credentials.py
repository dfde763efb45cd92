"""Tokens of devices and sessions, and passwords of staff: only digests are kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from server.domain.actor import Actor, Role
from server.store.tables import passwords, tokens

_HOLDER = select(
    tokens.c.hall, tokens.c.role, tokens.c.subject, tokens.c.window, tokens.c.expires_at, tokens.c.used_at
).where(tokens.c.digest == bindparam("of_digest"))


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Who holds a token, and whether it was used before."""

    actor: Actor
    used: bool


def digest(token: str) -> str:
    """Tokens are long and random, so a plain hash hides them; passwords are not, and get argon2."""
    return hashlib.sha256(token.encode()).hexdigest()


def add_token(conn: Connection, token: str, actor: Actor, *, at: datetime, expires_at: datetime | None) -> None:
    add_digest(conn, digest(token), actor, at=at, expires_at=expires_at, used_at=at)


def add_digest(
    conn: Connection,
    token_digest: str,
    actor: Actor,
    *,
    at: datetime,
    expires_at: datetime | None,
    used_at: datetime | None,
) -> None:
    """Lets in whoever holds the token of this digest, which nobody has used yet when ``used_at`` is None."""
    conn.execute(
        insert(tokens),
        {
            "digest": token_digest,
            "hall": actor.hall,
            "role": actor.role.value,
            "subject": actor.subject,
            "window": actor.window,
            "created_at": at,
            "expires_at": expires_at,
            "used_at": used_at,
        },
    )


def actor_of(conn: Connection, token_digest: str, *, now: datetime) -> Actor | None:
    """Who holds the token, None when nobody does any more."""
    found = holder(conn, token_digest, now=now)
    return None if found is None else found.actor


def holder(conn: Connection, token_digest: str, *, now: datetime) -> Holder | None:
    """The same, with whether the token was used before."""
    row = conn.execute(_HOLDER, {"of_digest": token_digest}).first()
    if row is None or (row.expires_at is not None and row.expires_at <= now):
        return None
    actor = Actor(hall=row.hall, role=Role(row.role), subject=row.subject, window=row.window)
    return Holder(actor=actor, used=row.used_at is not None)


def note_use(conn: Connection, token_digest: str, *, at: datetime) -> None:
    """A token was used for the first time."""
    conn.execute(update(tokens).where(tokens.c.digest == token_digest, tokens.c.used_at.is_(None)).values(used_at=at))


def end_token(conn: Connection, token_digest: str) -> None:
    conn.execute(delete(tokens).where(tokens.c.digest == token_digest))


def password_hash(conn: Connection, hall: str, job_number: str) -> str | None:
    return conn.scalar(select(passwords.c.hash).where(passwords.c.hall == hall, passwords.c.job_number == job_number))


def put_password(conn: Connection, hall: str, job_number: str, hashed: str) -> None:
    mine = update(passwords).where(passwords.c.hall == hall, passwords.c.job_number == job_number)
    if conn.execute(mine.values(hash=hashed)).rowcount == 0:
        conn.execute(insert(passwords), {"hall": hall, "job_number": job_number, "hash": hashed})
