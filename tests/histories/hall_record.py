"""The journal of the Maqu hall as its database holds it, proved whole."""

from __future__ import annotations

from config.definition import Definition
from server.store import journal, verifying
from server.store.database import Store
from server.store.journal import Entry


def hall_record(database: str) -> tuple[list[Entry], Definition]:
    """All rows, and the hall that they tell of."""
    store = Store(database, threads=None)
    with store.read() as conn:
        rows = list(journal.walk(conn, "maqu"))
        assert verifying.verify(conn, "maqu") == len(rows)
        definition = store.definition(conn, "maqu")
    store.close()
    return rows, definition
