"""The devices of a hall and what they say of themselves, in and out of their table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update

from server.domain.actor import Actor, Role
from server.domain.refusal import NotFound
from server.store.tables import devices, presences, printers, tokens

Sound = Literal["ok", "blocked"]


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a device says it could not do. None is what it never spoke of.

    ``unsent`` counts ratings that it still keeps, ``clock_off_seconds`` is its own clock minus the hub's.
    """

    version: str | None = None
    sound: Sound | None = None
    unsent: int | None = None
    clock_off_seconds: int | None = None


@dataclass(frozen=True, kw_only=True)
class Device:
    """A screen or program (终端设备) that may enter. ``name`` is what the manager calls it.

    ``board`` is the code of the hall board that a screen shows; without one it shows what its address asks for.
    """

    device: str
    kind: Role
    window: str | None
    name: str
    paired_at: datetime
    board: str | None = None
    report: Report = Report()
    reported_at: datetime | None = None


def add(conn: Connection, actor: Actor, *, name: str, at: datetime) -> None:
    """Enters a device, or enters it again."""
    conn.execute(delete(devices).where(_is(actor.hall, actor.subject)))
    conn.execute(
        insert(devices),
        {
            "hall": actor.hall,
            "device": actor.subject,
            "kind": actor.role.value,
            "window": actor.window,
            "name": name,
            "paired_at": at,
        },
    )


def get(conn: Connection, hall: str, device: str) -> Device:
    """Raises NotFound."""
    row = conn.execute(select(devices).where(_is(hall, device))).mappings().first()
    if row is None:
        raise NotFound("device", device=device)
    return _device(dict(row))


def every(conn: Connection, hall: str) -> list[Device]:
    """The devices of a hall: kiosks, boards, evaluators, walls, each by name."""
    rows = conn.execute(select(devices).where(devices.c.hall == hall)).mappings()
    return sorted((_device(dict(row)) for row in rows), key=lambda d: (_KINDS.index(d.kind.value), d.name, d.device))


def rename(conn: Connection, hall: str, device: str, name: str) -> None:
    conn.execute(update(devices).where(_is(hall, device)).values(name=name))


def show_board(conn: Connection, hall: str, device: str, board: str | None) -> None:
    conn.execute(update(devices).where(_is(hall, device)).values(board=board))


def keep_report(conn: Connection, hall: str, device: str, report: Report, *, at: datetime) -> None:
    """Keeps what the device says now; what it does not speak of stays."""
    said = {name: value for name, value in vars(report).items() if value is not None}
    conn.execute(update(devices).where(_is(hall, device)).values(**said, reported_at=at))


def remove(conn: Connection, hall: str, device: str) -> None:
    """The device may not enter any more: its tokens go, and all that was known of it."""
    conn.execute(delete(tokens).where(tokens.c.hall == hall, tokens.c.subject == device, tokens.c.role.in_(_KINDS)))
    conn.execute(delete(devices).where(_is(hall, device)))
    for table in (printers, presences):
        conn.execute(delete(table).where(table.c.hall == hall, table.c.device == device))


_KINDS = [Role.KIOSK.value, Role.DISPLAY.value, Role.EVALUATOR.value, Role.WALL.value]


def _is(hall: str, device: str) -> ColumnElement[bool]:
    return and_(devices.c.hall == hall, devices.c.device == device)


def _device(row: dict[str, object]) -> Device:
    report = Report(**{name: row.pop(name) for name in vars(Report())})  # type: ignore[arg-type]
    row.pop("hall")
    return Device(**{**row, "kind": Role(str(row["kind"])), "report": report})  # type: ignore[arg-type]
