"""Tokens of devices and sessions, and passwords of staff: only digests are kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    type_coerce,
    update,
)

from server.domain.actor import PEOPLE, Actor, Role
from server.store.columns import in_milliseconds
from server.store.prepared import Prepared
from server.store.tables import passwords, tokens

_HOLDER = Prepared(
    select(
        *(tokens.c[name] for name in ("hall", "role", "subject", "window", "limited")),
        *(tokens.c[name] for name in ("expires_at", "used_at", "seen_at", "idle_ms")),
    ).where(tokens.c.digest == bindparam("of_digest"))
)


class First(StrEnum):
    """Where a password that its owner did not choose must be changed before anything else is done."""

    ON_PAGES = "on_pages"
    """It was made when the hall was set up: people change it, programs may go on with it."""
    EVERYWHERE = "everywhere"
    """Somebody gave it to them."""


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Who holds a token, whether it was used before, and when it was seen last where it ends by not being used."""

    actor: Actor
    used: bool
    seen_at: datetime | None = None


def digest(token: str) -> str:
    """Tokens are long and random, so a plain hash hides them; passwords are not, and get argon2."""
    return hashlib.sha256(token.encode()).hexdigest()


def add_token(
    conn: Connection,
    token: str,
    actor: Actor,
    *,
    at: datetime,
    expires_at: datetime | None,
    idle: timedelta | None = None,
) -> None:
    """Lets in whoever holds the token, until ``expires_at`` or until it was not used for ``idle``."""
    add_digest(conn, digest(token), actor, at=at, expires_at=expires_at, used_at=at, idle=idle)


def add_digest(
    conn: Connection,
    token_digest: str,
    actor: Actor,
    *,
    at: datetime,
    expires_at: datetime | None,
    used_at: datetime | None,
    idle: timedelta | None = None,
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
            "seen_at": None if idle is None else at,
            "idle_ms": None if idle is None else idle // timedelta(milliseconds=1),
            "limited": actor.limited,
        },
    )


def actor_of(conn: Connection, token_digest: str, *, now: datetime) -> Actor | None:
    """Who holds the token, None when nobody does any more."""
    found = holder(conn, token_digest, now=now)
    return None if found is None else found.actor


def holder(conn: Connection, token_digest: str, *, now: datetime) -> Holder | None:
    """The same, with whether the token was used before."""
    row = _HOLDER.first(conn, {"of_digest": token_digest})
    if row is None:
        return None
    hall, role, subject, window, limited, expires_at, used_at, seen_at, idle_ms = row
    if expires_at is not None and expires_at <= now:
        return None
    if idle_ms is not None and seen_at + timedelta(milliseconds=idle_ms) <= now:
        return None
    actor = Actor(hall=hall, role=Role(role), subject=subject, window=window, limited=limited)
    return Holder(actor=actor, used=used_at is not None, seen_at=seen_at)


def note_use(conn: Connection, token_digest: str, *, at: datetime) -> None:
    """A token was used for the first time."""
    conn.execute(update(tokens).where(tokens.c.digest == token_digest, tokens.c.used_at.is_(None)).values(used_at=at))


def note_seen(conn: Connection, token_digest: str, *, at: datetime) -> None:
    """A token that ends by not being used was used."""
    conn.execute(update(tokens).where(tokens.c.digest == token_digest).values(seen_at=at))


def end_token(conn: Connection, token_digest: str) -> None:
    conn.execute(delete(tokens).where(tokens.c.digest == token_digest))


def end_sessions(conn: Connection, hall: str, job_number: str, *, but: str | None = None) -> int:
    """Ends a person's sessions, all but the one with the digest ``but``, and gives how many that were."""
    theirs = (tokens.c.hall == hall, tokens.c.subject == job_number, tokens.c.role.in_([r.value for r in PEOPLE]))
    return conn.execute(delete(tokens).where(*theirs, tokens.c.digest != (but or ""))).rowcount


def session_counts(conn: Connection, hall: str) -> dict[str, int]:
    """How many sessions each person has, by job number."""
    people = (tokens.c.hall == hall, tokens.c.role.in_([role.value for role in PEOPLE]))
    query = select(tokens.c.subject, func.count()).where(*people).group_by(tokens.c.subject)
    counts: dict[str, int] = dict(conn.execute(query).tuples().all())
    return counts


def end_limit(conn: Connection, token_digest: str) -> None:
    """The holder of a first password has chosen one of their own."""
    conn.execute(update(tokens).where(tokens.c.digest == token_digest).values(limited=False))


def forget_ended(conn: Connection, *, now: datetime) -> None:
    """Tokens that let nobody in any more."""
    idle_until = type_coerce(tokens.c.seen_at, BigInteger) + tokens.c.idle_ms  # NULL for what never ends by itself
    conn.execute(delete(tokens).where(or_(tokens.c.expires_at <= now, idle_until <= in_milliseconds(now))))


def with_password(conn: Connection, hall: str) -> set[str]:
    """The job numbers of those who can sign in."""
    return set(conn.scalars(select(passwords.c.job_number).where(passwords.c.hall == hall)))


def remove_password(conn: Connection, hall: str, job_number: str) -> None:
    conn.execute(delete(passwords).where(passwords.c.hall == hall, passwords.c.job_number == job_number))


def password_hash(conn: Connection, hall: str, job_number: str) -> str | None:
    return conn.scalar(select(passwords.c.hash).where(*_whose(hall, job_number)))


def first_password(conn: Connection, hall: str, job_number: str) -> First | None:
    """Where the person must choose a password of their own, None where they have."""
    found = conn.scalar(select(passwords.c.first).where(*_whose(hall, job_number)))
    return None if found is None else First(found)


def firsts(conn: Connection, hall: str) -> set[str]:
    """The job numbers of those who still have a password that they did not choose."""
    return set(
        conn.scalars(select(passwords.c.job_number).where(passwords.c.hall == hall, passwords.c.first.is_not(None)))
    )


def put_password(conn: Connection, hall: str, job_number: str, hashed: str, *, first: First | None = None) -> None:
    values = {"hash": hashed, "first": first}
    if conn.execute(update(passwords).where(*_whose(hall, job_number)).values(**values)).rowcount == 0:
        conn.execute(insert(passwords), {"hall": hall, "job_number": job_number, **values})


def _whose(hall: str, job_number: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return passwords.c.hall == hall, passwords.c.job_number == job_number
