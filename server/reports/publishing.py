"""Publishes each month on its day, or as soon as somebody asks for it: once, whichever hub comes first.

Whoever could compare a month's tables before and after a late rating, or by two definitions of the hall, would see
single ratings. So they are kept as they were first published, and nothing else is ever shown.
"""

from __future__ import annotations

from functools import partial

from server.concurrency import Threads
from server.domain.actor import Actor, Role
from server.operations import publishing
from server.reports import published
from server.reports.facts import Json
from server.store import published_months
from server.store.database import Store


class Publishing:
    """What a hub publishes. A month's tables are worked out beside the calls, by one request at a time."""

    def __init__(self, store: Store, *, threads: Threads) -> None:
        self._store = store
        self._threads = threads
        self._one = threads.lock()

    def look(self, hall: str) -> list[str]:
        """Publishes the months that are due, and gives them."""
        with self._store.read() as conn:
            due = published.due(conn, self._store.definition(conn, hall), now=self._store.clock())
        for month in due:
            self.document(hall, month)
        return due

    def document(self, hall: str, month: str) -> Json:
        """A month (``YYYY-MM``) as it was published. Raises NotFound when it is not published yet."""
        with self._store.read() as conn:
            kept = published_months.get(conn, hall, month)
        return self._published(hall, month) if kept is None else kept

    def _published(self, hall: str, month: str) -> Json:
        with self._one:
            with self._store.read() as conn:
                if (kept := published_months.get(conn, hall, month)) is not None:
                    return kept
                definition, now = self._store.definition(conn, hall), self._store.clock()
                make = published.tables(conn, definition, month, now=now)
                due = published.due(conn, definition, now=now)
            document: Json = self._threads.off_loop(make)
            if month not in due:
                return document  # from before the hall's first serving: empty, and so it stays
            clock = Actor(hall=hall, role=Role.CLOCK, subject=hall)
            return self._store.change(clock, partial(publishing.keep, month=month, document=document))
