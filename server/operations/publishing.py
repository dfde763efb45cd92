"""Publishing a month's ratings: once, as they stand on that day, and never again."""

from __future__ import annotations

import orjson

from server.operations.views import Json
from server.store import published_months
from server.store.turn import Turn


def keep(turn: Turn, month: str, document: Json) -> Json:
    """Keeps a month's tables as they are published, unless another hub has done so meanwhile; gives what is kept."""
    if (kept := published_months.get(turn.conn, turn.hall, month)) is not None:
        return kept
    # Not in canonical form: the rows' order of fields is that of the columns.
    text = orjson.dumps(document).decode()
    digest = published_months.add(turn.conn, turn.hall, month=month, published_at=turn.now, document=text)
    turn.record("month.published", subject=month, data={"month": month, "digest": digest})
    return document
