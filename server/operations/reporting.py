"""The month's report, made once a month by itself (月报), and files that somebody orders."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from config.definition import Definition
from server.domain.export import ExportState
from server.domain.numbering import hall_day
from server.domain.refusal import NotAllowedNow
from server.operations import doubting
from server.operations.views import Json
from server.store import exports, month_reports
from server.store.canonical import canonical
from server.store.columns import rfc3339
from server.store.exports import Export
from server.store.turn import Turn

CAUGHT_UP_MONTHS = 12
"""How far back reports are made that the hub slept through."""
KEPT = timedelta(days=1)
"""How long an ordered file may be fetched."""
MOST_UNFINISHED = 10


def months_due(conn: Connection, definition: Definition, *, now: datetime) -> list[str]:
    """The months (``YYYY-MM``) that are over and were not reported yet, oldest first.

    They begin with the month of the hall's first ticket. A month waits until its last night's look over the ratings.
    """
    began = month_reports.first_day(conn, definition.code)
    if began is None:
        return []
    this_month = hall_day(now, definition.zone).replace(day=1)
    over: list[str] = []
    month = this_month
    while len(over) < CAUGHT_UP_MONTHS and month > began.replace(day=1):
        month = (month - timedelta(days=1)).replace(day=1)
        over.append(f"{month:%Y-%m}")
    known = month_reports.months(conn, definition.code)
    unseen = {f"{day:%Y-%m}" for day in doubting.due(conn, definition, now=now)}
    return [name for name in reversed(over) if name not in known | unseen]


def keep_month(turn: Turn, month: str, document: Json) -> bool:
    """Keeps a month's document as it is handed in, unless another hub has done so meanwhile."""
    if month in month_reports.months(turn.conn, turn.hall):
        return False
    text = canonical(document).decode()
    digest = month_reports.add(turn.conn, turn.hall, month=month, made_at=turn.now, document=text)
    turn.record("report.made", subject=month, data={"month": month, "digest": digest})
    return True


def order(turn: Turn, *, what: str, first: date, last: date, format: str) -> Export:
    """Orders a file, which a hub then writes. Raises NotAllowedNow while too many are unfinished."""
    if exports.unfinished(turn.conn, turn.hall) >= MOST_UNFINISHED:
        raise NotAllowedNow("too_many_exports", count=MOST_UNFINISHED)
    new = Export(
        id=turn.new_id(),
        what=what,
        first=first,
        last=last,
        format=format,
        ordered_by=turn.actor.subject,
        ordered_at=turn.now,
    )
    exports.add(turn.conn, turn.hall, new)
    days = {"from": first.isoformat(), "to": last.isoformat()}
    turn.record("export.ordered", subject=new.id, data={"id": new.id, "what": what, "format": format, **days})
    return new


def cancel(turn: Turn, id: str) -> Export:
    """Gives up an unfinished file. Raises NotFound, NotAllowedNow when it is finished."""
    exports.get(turn.conn, turn.hall, id)
    if not exports.end(turn.conn, turn.hall, id, ExportState.CANCELLED):
        raise NotAllowedNow("export_over")
    turn.record("export.cancelled", subject=id, data={"id": id})
    return exports.get(turn.conn, turn.hall, id)


def shown(export: Export) -> Json:
    """An ordered file as a row of the list. Days are the hall's."""
    return {
        "id": export.id,
        "what": export.what,
        "from": export.first.isoformat(),
        "to": export.last.isoformat(),
        "format": export.format,
        "ordered_by": export.ordered_by,
        "ordered_at": rfc3339(export.ordered_at),
        "kept_until": rfc3339(export.ordered_at + KEPT),
        "state": export.state.value,
        "done": export.done,
        "total": export.total,
        "bytes": export.bytes,
    }
