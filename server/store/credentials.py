"""Tokens of devices and sessions, and passwords of staff: only digests are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from server.domain.actor import Actor, Role
from server.store.tables import passwords, tokens

_HOLDER = select(tokens.c.hall, tokens.c.role, tokens.c.subject, tokens.c.window, tokens.c.expires_at).where(
    tokens.c.digest == bindparam("of_digest")
)


def digest(token: str) -> str:
    """Tokens are long and random, so a plain hash hides them; passwords are not, and get argon2."""
    return hashlib.sha256(token.encode()).hexdigest()


def add_token(conn: Connection, token: str, actor: Actor, *, at: datetime, expires_at: datetime | None) -> None:
    conn.execute(
        insert(tokens),
        {
            "digest": digest(token),
            "hall": actor.hall,
            "role": actor.role.value,
            "subject": actor.subject,
            "window": actor.window,
            "created_at": at,
            "expires_at": expires_at,
        },
    )


def actor_of(conn: Connection, token_digest: str, *, now: datetime) -> Actor | None:
    """Who holds the token, None when nobody does any more."""
    row = conn.execute(_HOLDER, {"of_digest": token_digest}).first()
    if row is None or (row.expires_at is not None and row.expires_at <= now):
        return None
    return Actor(hall=row.hall, role=Role(row.role), subject=row.subject, window=row.window)


def subjects(conn: Connection, hall: str, *, roles: Iterable[Role]) -> list[str]:
    """Everybody of these roles in a hall who was given a token."""
    where = and_(tokens.c.hall == hall, tokens.c.role.in_([role.value for role in roles]))
    return list(conn.scalars(select(tokens.c.subject).where(where).distinct().order_by(tokens.c.subject)))


def end_token(conn: Connection, token_digest: str) -> None:
    conn.execute(delete(tokens).where(tokens.c.digest == token_digest))


def password_hash(conn: Connection, hall: str, job_number: str) -> str | None:
    return conn.scalar(select(passwords.c.hash).where(passwords.c.hall == hall, passwords.c.job_number == job_number))


def put_password(conn: Connection, hall: str, job_number: str, hashed: str) -> None:
    mine = update(passwords).where(passwords.c.hall == hall, passwords.c.job_number == job_number)
    if conn.execute(mine.values(hash=hashed)).rowcount == 0:
        conn.execute(insert(passwords), {"hall": hall, "job_number": job_number, "hash": hashed})
