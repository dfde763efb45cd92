"""Creating and migrating the database, and loading halls into it."""

from __future__ import annotations

import hashlib
import secrets as randomness
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, insert, select, text

from config.changes import changes
from config.definition import Definition
from config.documents import as_document
from server.store import engines, tallies
from server.store.columns import from_rfc3339
from server.store.journal import GENESIS
from server.store.recounting import recount_where_needed
from server.store.tables import definitions, halls, secrets
from server.store.turn import Turn

BEGINNING = "1970-01-01T00:00:00.000Z"
LOCK = 0x6A_68_61_6F  # any number, the same in every hub


def migrate(url: str) -> None:
    """Brings the database at ``url`` to this version's tables; safe when several hubs start at once."""
    engine = engines.sqlite_writer(url) if engines.is_sqlite(url) else create_engine(url)
    try:
        with engine.begin() as conn:
            if not engines.is_sqlite(url):
                conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            config = Config()
            config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
            config.attributes["connection"] = conn
            command.upgrade(config, "head")
            _make_secret(conn, "page_sessions")
            recount_where_needed(conn)
    finally:
        engine.dispose()


def _make_secret(conn: Connection, name: str) -> None:
    if conn.scalar(select(secrets.c.name).where(secrets.c.name == name)) is None:
        conn.execute(insert(secrets), {"name": name, "value": randomness.token_urlsafe(32)})


def has_hall(conn: Connection, hall: str) -> bool:
    return conn.scalar(select(halls.c.hall).where(halls.c.hall == hall)) is not None


def add_hall(conn: Connection, definition: Definition) -> None:
    """A new hall's head: an empty journal and an epoch of its own."""
    conn.execute(
        insert(halls),
        {
            "hall": definition.code,
            "epoch": randomness.token_hex(8),
            "seq": 0,
            "hash": GENESIS,
            "at": BEGINNING,
        },
    )
    conn.execute(
        insert(definitions),
        {
            "hall": definition.code,
            "revision": 0,
            "at": from_rfc3339(BEGINNING),
            "document": definition.model_dump_json(),
        },
    )
    tallies.begin(conn, definition.code)


def put_definition(turn: Turn, definition: Definition, *, restores: int | None = None) -> list[dict[str, Any]]:
    """Makes ``definition`` the hall's truth from here on, keeping what it was before, and gives what that changed.

    The journal gets the changes as before and after, and the document's digest, so that no version can be changed
    unseen. Where only notices changed, terminals are told just that: nothing has to begin anew for it.
    """
    newest = select(definitions.c.revision).where(definitions.c.hall == turn.hall)
    revision = 1 + max(turn.conn.scalars(newest), default=-1)
    document = definition.model_dump_json()
    told = changes(as_document(turn.definition), as_document(definition))
    only_notices = bool(told) and all(change["place"] == "notices" for change in told)
    data = {
        "revision": revision,
        "changes": told,
        "restores": restores,
        "digest": hashlib.sha256(document.encode()).hexdigest(),
    }
    if only_notices:
        data["notices"] = [dict(notice) for notice in definition.notices]
    kind = "notice.changed" if only_notices else "definition.changed"
    seq = turn.record(kind, subject=turn.hall, data=data)
    turn.conn.execute(
        insert(definitions),
        {"hall": turn.hall, "revision": revision, "at": turn.now, "document": document, "seq": seq},
    )
    return told
