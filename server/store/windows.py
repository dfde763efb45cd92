"""Windows, in and out of their table."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping, insert, select, update

from server.domain.window import Window
from server.store.tables import windows


def get(conn: Connection, hall: str, code: str) -> Window:
    """The window as it stands; one that was never opened is closed."""
    row = conn.execute(select(windows).where(windows.c.hall == hall, windows.c.code == code)).mappings().first()
    return Window(code=code) if row is None else _window(row)


def every(conn: Connection, hall: str) -> dict[str, Window]:
    rows = conn.execute(select(windows).where(windows.c.hall == hall)).mappings()
    return {row["code"]: _window(row) for row in rows}


def _window(row: RowMapping) -> Window:
    return Window(**{name: row[name] for name in Window.__dataclass_fields__})


def save(conn: Connection, hall: str, changed: Window) -> None:
    # Within the hall's turn nobody else can insert the row in between.
    row = vars(changed)
    mine = update(windows).where(windows.c.hall == hall, windows.c.code == changed.code)
    if conn.execute(mine.values(**row)).rowcount == 0:
        conn.execute(insert(windows), {"hall": hall, **row})
