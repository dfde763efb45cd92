"""Pictures of the staff, named by what is in them: the same picture is kept once."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, bindparam, insert, select

from server.store.tables import photos

_ONE = select(photos.c.jpeg).where(photos.c.hall == bindparam("of_hall"), photos.c.digest == bindparam("digest"))


def put(conn: Connection, hall: str, jpeg: bytes) -> str:
    """Keeps a picture and gives its name."""
    digest = hashlib.sha256(jpeg).hexdigest()[:32]
    if get(conn, hall, digest) is None:
        conn.execute(insert(photos), {"hall": hall, "digest": digest, "jpeg": jpeg})
    return digest


def get(conn: Connection, hall: str, digest: str) -> bytes | None:
    known: bytes | None = conn.scalar(_ONE, {"of_hall": hall, "digest": digest})
    return known
