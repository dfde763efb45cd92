"""What the hall's definition was at a time in its past."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from config.definition import Definition
from server.domain.tally import Rules
from server.store.tables import definitions

_AT = (
    select(definitions.c.document)
    .where(definitions.c.hall == bindparam("of_hall"), definitions.c.at <= bindparam("moment"))
    .order_by(definitions.c.revision.desc())
    .limit(1)
)


@dataclass(frozen=True)
class History:
    """All that a hall's definition ever was, oldest first, each from its UTC time on."""

    times: list[datetime]
    known: list[Definition]

    def at(self, moment: datetime) -> Definition:
        return self.known[max(bisect_right(self.times, moment) - 1, 0)]


def at(conn: Connection, hall: str, moment: datetime) -> Definition:
    """The definition as it stood at a UTC time."""
    return Definition.model_validate_json(conn.scalars(_AT, {"of_hall": hall, "moment": moment}).one())


def history(conn: Connection, hall: str) -> History:
    query = select(definitions.c.at, definitions.c.document).where(definitions.c.hall == hall)
    rows = conn.execute(query.order_by(definitions.c.revision)).all()
    return History([row.at for row in rows], [Definition.model_validate_json(row.document) for row in rows])


def rules_of(definition: Definition, service: str) -> Rules | None:
    """A service's promises; None for one that is gone."""
    known = definition.service(service)
    if known is None:
        return None
    return Rules(promised=known.promised_minutes, handling=known.handling_minutes, statutory=known.statutory_minutes)
