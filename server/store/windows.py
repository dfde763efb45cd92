"""Windows, in and out of their table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from server.domain.window import Window, WindowState
from server.store.prepared import Prepared
from server.store.tables import windows

_FIELDS = tuple(Window.__dataclass_fields__)
_OF_HALL = windows.c.hall == bindparam("hall")
_SELECT = select(*(windows.c[name] for name in _FIELDS)).where(_OF_HALL)
_EVERY = Prepared(_SELECT)
_ONE = Prepared(_SELECT.where(windows.c.code == bindparam("code")))
_OPEN = Prepared(select(windows.c.code).where(_OF_HALL, windows.c.state == WindowState.OPEN))
_ADD = insert(windows)
_SAVE = (
    update(windows)
    .where(windows.c.hall == bindparam("of_hall"), windows.c.code == bindparam("of_code"))
    .values({name: bindparam(name) for name in _FIELDS if name != "code"})
)


def get(conn: Connection, hall: str, code: str) -> Window:
    """The window as it stands; one that was never opened is closed."""
    row = _ONE.first(conn, {"hall": hall, "code": code})
    return Window(code=code) if row is None else _window(row)


def every(conn: Connection, hall: str) -> dict[str, Window]:
    """The windows of a hall that were ever opened, by code."""
    known = (_window(row) for row in _EVERY.all(conn, {"hall": hall}))
    return {window.code: window for window in known}


def open_ones(conn: Connection, hall: str) -> set[str]:
    """The codes of the windows at which somebody sits who may call."""
    return {code for (code,) in _OPEN.all(conn, {"hall": hall})}


def save(conn: Connection, hall: str, changed: Window) -> None:
    # Within the hall's turn nobody else can insert the row in between.
    values = {name: value for name, value in vars(changed).items() if name != "code"}
    if conn.execute(_SAVE, {"of_hall": hall, "of_code": changed.code, **values}).rowcount == 0:
        conn.execute(_ADD, {"hall": hall, **vars(changed)})


def _window(row: Sequence[Any]) -> Window:
    return Window(**dict(zip(_FIELDS, row, strict=True)))
