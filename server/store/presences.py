"""Which hub sees which device, in and out of their table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from server.store.tables import presences

GONE_AFTER = timedelta(seconds=90)
"""A hub that has not renewed its word for so long is gone, and what it saw with it."""

Key = tuple[str, str]
"""A hall and a device of it."""


@dataclass(frozen=True, kw_only=True)
class Presence:
    """Whether a device is connected to any hub: since when, or when it was seen last."""

    online: bool
    since: datetime
    seen_at: datetime


def every(conn: Connection, *, now: datetime, but_of: str | None = None) -> dict[Key, Presence]:
    """All devices that were ever seen, by whichever hub but ``but_of``."""
    found: dict[Key, Presence] = {}
    for row in conn.execute(select(presences)):
        if row.hub == but_of:
            continue
        seen = Presence(online=row.online and row.seen_at > now - GONE_AFTER, since=row.since, seen_at=row.seen_at)
        known = found.get((row.hall, row.device))
        found[row.hall, row.device] = seen if known is None else _joined(known, seen)
    return found


def _joined(one: Presence, other: Presence) -> Presence:
    seen_at = max(one.seen_at, other.seen_at)
    if one.online != other.online:
        return Presence(online=True, since=(one if one.online else other).since, seen_at=seen_at)
    return Presence(online=one.online, since=min(one.since, other.since), seen_at=seen_at)


def renew(conn: Connection, hub: str, here: Mapping[Key, datetime], gone: set[Key], *, now: datetime) -> None:
    """What a hub sees now: the devices that are here, since when, and those that went."""
    for (hall, device), since in here.items():
        _put(conn, hall, device, hub, online=True, since=since, now=now)
    for hall, device in gone:
        _put(conn, hall, device, hub, online=False, since=now, now=now)


def _put(conn: Connection, hall: str, device: str, hub: str, *, online: bool, since: datetime, now: datetime) -> None:
    of_device = (presences.c.hall == hall, presences.c.device == device)
    conn.execute(delete(presences).where(*of_device, presences.c.hub != hub, presences.c.seen_at < now - GONE_AFTER))
    said = {"online": online, "since": since, "seen_at": now}
    if conn.execute(update(presences).where(*of_device, presences.c.hub == hub).values(**said)).rowcount == 0:
        conn.execute(insert(presences), {"hall": hall, "device": device, "hub": hub, **said})
