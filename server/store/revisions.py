"""The versions of a hall's definition, newest last; who made each stands in the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, and_, bindparam, func, select

from server.domain.refusal import NotFound
from server.store.tables import definitions, journal

_OF_HALL = definitions.c.hall == bindparam("of_hall")
_NEWEST = select(func.max(definitions.c.revision)).where(_OF_HALL)
_DOCUMENT = select(definitions.c.document).where(_OF_HALL, definitions.c.revision == bindparam("revision"))
_LIST = (
    select(definitions.c.revision, journal.c.at, journal.c.actor, journal.c.data)
    .join(journal, and_(journal.c.hall == definitions.c.hall, journal.c.seq == definitions.c.seq))
    .where(_OF_HALL, definitions.c.revision < bindparam("before"))
    .order_by(definitions.c.revision.desc())
    .limit(bindparam("limit"))
)


@dataclass(frozen=True, kw_only=True)
class Revision:
    """A version: when it was made (RFC 3339 UTC), by whom, and what the journal tells of it."""

    revision: int
    at: str
    actor: str
    facts: dict[str, Any]


def newest(conn: Connection, hall: str) -> int:
    number: int = conn.scalars(_NEWEST, {"of_hall": hall}).one()
    return number


def document(conn: Connection, hall: str, revision: int) -> dict[str, Any]:
    """A version as it was kept. Raises NotFound."""
    kept = conn.scalar(_DOCUMENT, {"of_hall": hall, "revision": revision})
    if kept is None:
        raise NotFound("revision", revision=revision)
    known: dict[str, Any] = orjson.loads(kept)
    return known


def before(conn: Connection, hall: str, revision: int, *, limit: int) -> list[Revision]:
    """The versions before one, newest first; the hall's first definition was nobody's change and is not told."""
    rows = conn.execute(_LIST, {"of_hall": hall, "before": revision, "limit": limit})
    return [Revision(revision=r.revision, at=r.at, actor=r.actor, facts=orjson.loads(r.data)) for r in rows]
