"""Whether the kiosks' printers have paper, in and out of their table."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, insert, select, update

from server.store.tables import printers

Paper = Literal["yes", "no", "unknown"]


def paper(conn: Connection, hall: str, device: str) -> Paper:
    """What the device's printer said last, ``unknown`` when it never said anything."""
    where = (printers.c.hall == hall, printers.c.device == device)
    known: Paper | None = conn.scalar(select(printers.c.paper).where(*where))
    return known or "unknown"


def every(conn: Connection, hall: str) -> dict[str, Paper]:
    """What each printer of a hall said last, by device."""
    query = select(printers.c.device, printers.c.paper).where(printers.c.hall == hall)
    return dict(conn.execute(query).all())


def put(conn: Connection, hall: str, device: str, paper: Paper, *, at: datetime) -> None:
    mine = update(printers).where(printers.c.hall == hall, printers.c.device == device)
    if conn.execute(mine.values(paper=paper, at=at)).rowcount == 0:
        conn.execute(insert(printers), {"hall": hall, "device": device, "paper": paper, "at": at})
