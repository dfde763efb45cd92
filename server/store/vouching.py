"""Holding a hash that somebody kept against the journal.

``python -m server.store.vouching`` does it apart from the hub, in a process of low priority: the whole chain up to
the hash is worked out anew, which takes half a minute for a million rows. It reads ``{database, hall, hash}`` from its
standard input and writes ``{seq, at}`` or ``null`` to its standard output.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

import orjson
from sqlalchemy import Connection

from server.store import journal
from server.store.database import Store

NICE = 15


@dataclass(frozen=True, kw_only=True)
class Voucher:
    """The row that a hash stands for; everything up to it is what it was when the hash was taken."""

    seq: int
    at: str


def vouch(conn: Connection, hall: str, kept: str) -> Voucher | None:
    """The row whose hash was kept, where the chain up to it is whole; None where it is not or the hash is unknown."""
    prev_hash = journal.GENESIS
    for nth, entry in enumerate(journal.walk(conn, hall), start=1):
        if entry.seq != nth or not journal.is_whole(entry, prev_hash=prev_hash):
            return None
        if entry.hash == kept:
            return Voucher(seq=entry.seq, at=entry.at)
        prev_hash = entry.hash
    return None


def main() -> None:
    os.nice(NICE)
    asked = orjson.loads(sys.stdin.buffer.read())
    store = Store(asked["database"], threads=None)
    with store.read() as conn:
        found = vouch(conn, asked["hall"], asked["hash"])
    store.close()
    sys.stdout.buffer.write(orjson.dumps(None if found is None else vars(found)))


if __name__ == "__main__":
    main()
