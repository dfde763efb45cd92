"""The service PIN of a hall's kiosks: one a hall, kept as staff passwords are."""

from __future__ import annotations

from sqlalchemy import Connection

from server.store import credentials
from server.store.turn import Turn

HOLDER = "#kiosk-pin"
"""Where it stands among the passwords; no job number can look like this."""


def kept(conn: Connection, hall: str) -> str | None:
    """Its argon2 hash, None where none was set."""
    return credentials.password_hash(conn, hall, HOLDER)


def put(turn: Turn, hashed: str) -> None:
    credentials.put_password(turn.conn, turn.hall, HOLDER, hashed)
    turn.record("kiosk.pin_changed", subject=turn.hall, data={})


def note_unlocked(turn: Turn) -> None:
    """Somebody opened the set-up of the asking kiosk."""
    turn.record("kiosk.unlocked", subject=turn.actor.subject, data={"device": turn.actor.subject})
