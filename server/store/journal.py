"""The journal: every change, numbered without holes in a hall, each row chained to the one before it.

``hash = sha256(prev_hash + canonical row)``, the canonical row being the RFC 8785 JSON of the row's other columns.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, insert, select

from server.store.canonical import canonical
from server.store.prepared import Prepared
from server.store.tables import journal

GENESIS = "0" * 64


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row. ``at`` is RFC 3339 UTC text, ``data`` canonical JSON text."""

    hall: str
    seq: int
    at: str
    kind: str
    subject: str
    actor: str
    data: str
    prev_hash: str
    hash: str

    @property
    def facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = orjson.loads(self.data)
        return facts


def chained(
    *, hall: str, seq: int, at: str, kind: str, subject: str, actor: str, data: Mapping[str, Any], prev_hash: str
) -> Entry:
    """The entry that follows the one with ``prev_hash``."""
    text = canonical(dict(data)).decode()
    row = {"hall": hall, "seq": seq, "at": at, "kind": kind, "subject": subject, "actor": actor, "data": text}
    return Entry(
        hall=hall,
        seq=seq,
        at=at,
        kind=kind,
        subject=subject,
        actor=actor,
        data=text,
        prev_hash=prev_hash,
        hash=_hash(prev_hash, row),
    )


def _hash(prev_hash: str, row: dict[str, Any]) -> str:
    return hashlib.sha256(prev_hash.encode() + canonical(row)).hexdigest()


def is_whole(entry: Entry, *, prev_hash: str) -> bool:
    """Whether an entry is what was once written after the one with ``prev_hash``."""
    row = {name: getattr(entry, name) for name in ("hall", "seq", "at", "kind", "subject", "actor", "data")}
    return entry.prev_hash == prev_hash and entry.hash == _hash(prev_hash, row)


_FIELDS = tuple(Entry.__dataclass_fields__)
_APPEND = Prepared(insert(journal))
_AFTER = Prepared(
    select(*(journal.c[name] for name in _FIELDS))
    .where(journal.c.hall == bindparam("hall"), journal.c.seq > bindparam("seq"))
    .order_by(journal.c.seq)
    .limit(bindparam("limit"))
)


def append(conn: Connection, entry: Entry) -> None:
    _APPEND.run(conn, vars(entry))


def after(conn: Connection, hall: str, seq: int, *, limit: int = 1000) -> list[Entry]:
    """The entries of a hall after ``seq``, oldest first."""
    rows = _AFTER.all(conn, {"hall": hall, "seq": seq, "limit": limit})
    return [Entry(**dict(zip(_FIELDS, row, strict=True))) for row in rows]


def walk(conn: Connection, hall: str) -> Iterator[Entry]:
    """All entries of a hall, oldest first, a thousand at a time."""
    seq = 0
    while entries := after(conn, hall, seq):
        yield from entries
        seq = entries[-1].seq
