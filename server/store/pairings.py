"""Screens that ask to be let in, in and out of their table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from server.store.tables import pairings, tokens

State = Literal["pending", "approved", "refused"]


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """One code on one screen. What the screen polls with and its token are kept as digests only."""

    poll_digest: str
    token_digest: str
    hall: str
    code: str
    state: State
    created_at: datetime
    expires_at: datetime
    kind: str | None = None
    window: str | None = None
    device: str | None = None


def add(conn: Connection, new: Pairing) -> bool:
    """Keeps a new code; False when the code is on another screen already."""
    if conn.scalar(select(pairings.c.code).where(pairings.c.code == new.code)) is not None:
        return False
    conn.execute(insert(pairings), vars(new))
    return True


def of_poll(conn: Connection, poll_digest: str) -> Pairing | None:
    row = conn.execute(select(pairings).where(pairings.c.poll_digest == poll_digest)).mappings().first()
    return None if row is None else Pairing(**row)


def of_code(conn: Connection, hall: str, code: str) -> Pairing | None:
    where = and_(pairings.c.hall == hall, pairings.c.code == code)
    row = conn.execute(select(pairings).where(where)).mappings().first()
    return None if row is None else Pairing(**row)


def settle(conn: Connection, settled: Pairing) -> bool:
    """Keeps a decision; False when somebody decided before."""
    where = and_(pairings.c.poll_digest == settled.poll_digest, pairings.c.state == "pending")
    return conn.execute(update(pairings).where(where).values(**vars(settled))).rowcount == 1


def open_codes(conn: Connection, hall: str, *, now: datetime) -> int:
    """How many screens of a hall show a code."""
    where = and_(pairings.c.hall == hall, pairings.c.state == "pending", pairings.c.expires_at > now)
    return conn.scalar(select(func.count()).select_from(pairings).where(where)) or 0


def is_unused(conn: Connection, token_digest: str) -> bool | None:
    """Whether the token was never used; None when there is no such token any more."""
    row = conn.execute(select(tokens.c.used_at).where(tokens.c.digest == token_digest)).first()
    return None if row is None else row.used_at is None


def forget(conn: Connection, *, older_than: datetime) -> int:
    """Deletes what is long over, and gives how much: only a device that was let in and never came is waited for."""
    waited_for = select(tokens.c.digest).where(tokens.c.used_at.is_(None))
    over = or_(pairings.c.state != "approved", pairings.c.token_digest.not_in(waited_for))
    return conn.execute(delete(pairings).where(pairings.c.expires_at < older_than, over)).rowcount


KEPT = timedelta(days=1)
"""A screen that was off for the night still learns what became of its code."""
