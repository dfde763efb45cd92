"""Ordered files in and out of their tables: who writes one, how far it is, and its pieces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, insert, or_, select, update

from server.domain.export import UNFINISHED, ExportState
from server.domain.refusal import NotFound
from server.store.tables import export_parts, exports


@dataclass(frozen=True, kw_only=True)
class Export:
    """``done`` of ``total`` rows or steps are written; ``bytes`` is the file's size once it is whole."""

    id: str
    what: str
    first: date
    last: date
    format: str
    ordered_by: str
    ordered_at: datetime
    state: ExportState = ExportState.WAITING
    done: int = 0
    total: int = 0
    bytes: int | None = None


_FIELDS = tuple(Export.__dataclass_fields__)
_SELECT = select(*(exports.c[name] for name in _FIELDS))


def get(conn: Connection, hall: str, id: str) -> Export:
    """Raises NotFound."""
    row = conn.execute(_SELECT.where(exports.c.hall == hall, exports.c.id == id)).first()
    if row is None:
        raise NotFound("export", id=id)
    return _export(row)


def every(conn: Connection, hall: str) -> list[Export]:
    """All that are kept, the newest first."""
    query = _SELECT.where(exports.c.hall == hall).order_by(exports.c.ordered_at.desc(), exports.c.id)
    return [_export(row) for row in conn.execute(query)]


def add(conn: Connection, hall: str, new: Export) -> None:
    conn.execute(insert(exports), {"hall": hall, **vars(new)})


def to_take_up(conn: Connection, *, silent_since: datetime) -> list[tuple[str, str]]:
    """``(hall, id)`` of those that nobody writes, the oldest first: they wait, or their hub fell silent."""
    query = select(exports.c.hall, exports.c.id).where(_nobodys(silent_since)).order_by(exports.c.ordered_at)
    return [(hall, id) for hall, id in conn.execute(query)]


def take(conn: Connection, hall: str, id: str, *, now: datetime, silent_since: datetime) -> bool:
    """Takes an export up, unless another hub got there first."""
    mine = and_(exports.c.hall == hall, exports.c.id == id, _nobodys(silent_since))
    taken = conn.execute(update(exports).where(mine).values(state=ExportState.RUNNING, seen_at=now, done=0, total=0))
    if taken.rowcount == 0:
        return False
    _remove_parts(conn, hall, id)
    return True


def note(conn: Connection, hall: str, id: str, *, done: int, total: int, now: datetime) -> bool:
    """Notes how far it is, and says whether it is still wanted."""
    running = _running(hall, id)
    return conn.execute(update(exports).where(running).values(done=done, total=total, seen_at=now)).rowcount > 0


def add_part(conn: Connection, hall: str, id: str, part: int, content: bytes, *, now: datetime) -> bool:
    """Keeps a piece of the file, and says whether it is still wanted."""
    if conn.execute(update(exports).where(_running(hall, id)).values(seen_at=now)).rowcount == 0:
        return False
    conn.execute(insert(export_parts), {"hall": hall, "export": id, "part": part, "bytes": content})
    return True


def end(conn: Connection, hall: str, id: str, state: ExportState, *, bytes: int | None = None) -> bool:
    """Ends an export in ``state``, and says whether it was unfinished till now. Only a whole file keeps its pieces."""
    unfinished = and_(exports.c.hall == hall, exports.c.id == id, exports.c.state.in_(UNFINISHED))
    ended = conn.execute(update(exports).where(unfinished).values(state=state, bytes=bytes)).rowcount > 0
    if ended and state is not ExportState.READY:
        _remove_parts(conn, hall, id)
    return ended


def part(conn: Connection, hall: str, id: str, number: int) -> bytes | None:
    """A piece of the file, counted from 0; None after the last."""
    one = and_(export_parts.c.hall == hall, export_parts.c.export == id, export_parts.c.part == number)
    known: bytes | None = conn.scalar(select(export_parts.c.bytes).where(one))
    return known


def forget(conn: Connection, *, older_than: datetime) -> None:
    """Removes what was ordered before ``older_than``, whatever became of it."""
    old = exports.c.ordered_at < older_than
    for hall, id in conn.execute(select(exports.c.hall, exports.c.id).where(old)).all():
        _remove_parts(conn, hall, id)
    conn.execute(delete(exports).where(old))


def unfinished(conn: Connection, hall: str) -> int:
    """How many wait or run."""
    query = select(func.count()).select_from(exports)
    return conn.scalar(query.where(exports.c.hall == hall, exports.c.state.in_(UNFINISHED))) or 0


def _nobodys(silent_since: datetime) -> Any:
    abandoned = and_(exports.c.state == ExportState.RUNNING, exports.c.seen_at < silent_since)
    return or_(exports.c.state == ExportState.WAITING, abandoned)


def _running(hall: str, id: str) -> Any:
    return and_(exports.c.hall == hall, exports.c.id == id, exports.c.state == ExportState.RUNNING)


def _remove_parts(conn: Connection, hall: str, id: str) -> None:
    conn.execute(delete(export_parts).where(export_parts.c.hall == hall, export_parts.c.export == id))


def _export(row: Row[Any]) -> Export:
    return Export(**dict(zip(_FIELDS, row, strict=True)))
