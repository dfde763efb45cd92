"""Receipts: the answer to a request is kept under its Idempotency-Key, in the transaction that did the deed.

Who asks again with the same key gets the same bytes again, from whichever hub and however often, for seven days.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, bindparam, delete, insert, select

from server.store.prepared import Prepared
from server.store.tables import receipts
from server.store.turn import Turn

KEPT = timedelta(days=7)

_MINE = and_(*(receipts.c[name] == bindparam(f"of_{name}") for name in ("hall", "caller", "method", "path", "key")))
_FIND = Prepared(select(receipts.c.body_digest, receipts.c.status, receipts.c.answer, receipts.c.at).where(_MINE))
_FORGET = delete(receipts).where(_MINE)
_KEEP = Prepared(insert(receipts))


class KeyReused(Exception):
    """The key was used before, with another body."""


@dataclass(frozen=True, kw_only=True)
class Key:
    """One request: keys belong to the caller, the method and the path. ``body_digest`` is of canonical JSON."""

    caller: str
    method: str
    path: str
    key: str
    body_digest: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was answered: a status and the body's text."""

    status: int
    body: str
    replayed: bool = False


def once(turn: Turn, key: Key, act: Callable[[], Answer]) -> Answer:
    """The kept answer, or that of ``act``, which is then kept. Raises KeyReused; what ``act`` raises is not kept."""
    mine = {f"of_{name}": getattr(key, name) for name in ("caller", "method", "path", "key")} | {"of_hall": turn.hall}
    kept = _FIND.first(turn.conn, mine)
    if kept is not None:
        body_digest, status, body, at = kept
        if at >= turn.now - KEPT:
            if body_digest != key.body_digest:
                raise KeyReused(key.key)
            return Answer(status=status, body=body, replayed=True)
        turn.conn.execute(_FORGET, mine)
    answer = act()
    _KEEP.run(
        turn.conn,
        {"hall": turn.hall, **vars(key), "status": answer.status, "answer": answer.body, "at": turn.now},
    )
    return answer


def forget_old(turn: Turn) -> int:
    """Deletes receipts past their time and gives how many."""
    old = and_(receipts.c.hall == turn.hall, receipts.c.at < turn.now - KEPT)
    return turn.conn.execute(delete(receipts).where(old)).rowcount
