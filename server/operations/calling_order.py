"""The order in which a hall calls, from one place: what the screens show is what the windows do."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from config.definition import Definition
from server.domain.numbering import hall_day
from server.domain.routing import Queue
from server.store import counters


def calling_order(conn: Connection, definition: Definition, *, now: datetime) -> Queue:
    """The hall's routing rules as they stand now. ``now`` is UTC."""
    routing = definition.routing
    return Queue(
        weights={str(priority): weight for priority, weight in routing.weights.items()},
        calls=counters.today(conn, definition.code, hall_day(now, definition.zone), "calls"),
        now=now,
        appointment_early=timedelta(minutes=routing.appointment_early_minutes),
    )
