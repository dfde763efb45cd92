"""Deleting personal data when the hall's days are over (到期删除), once a day, and telling what was deleted."""

from __future__ import annotations

from datetime import datetime, timedelta

from config.definition import Definition
from server.domain.numbering import hall_day
from server.operations.views import Json, View
from server.store import counters, personal_data
from server.store.columns import rfc3339
from server.store.personal_data import Deletion
from server.store.turn import Turn

FORGOTTEN = "personal_data_forgotten"
SHOWN = 60


def forget(turn: Turn) -> None:
    """Deletes, with its salt, what is older than the hall keeps it. The journal tells how much, and from when."""
    if counters.count(turn.conn, turn.hall, turn.day, FORGOTTEN):
        return
    counters.count_up(turn, FORGOTTEN)
    for what, before in _limits(turn.definition, turn.now).items():
        count = personal_data.delete_before(turn.conn, turn.hall, what, before)
        if count:
            data = {"what": what, "count": count, "before": rfc3339(before)}
            seq = turn.record("personal_data.deleted", subject=what, data=data)
            gone = Deletion(what=what, count=count, before=before, at=turn.now)
            personal_data.note(turn.conn, turn.hall, seq, gone)


def report(view: View) -> Json:
    """What is kept and until when, and what was deleted."""
    days = _days(view.definition)
    kept = personal_data.kept(view.conn, view.hall)
    return {
        "kept": [
            {
                "what": what,
                "count": count,
                "days": days[what],
                "oldest": rfc3339(oldest) if oldest else None,
                "next_deletion": _goes_on(view, oldest, days[what]),
            }
            for what, (count, oldest) in kept.items()
        ],
        "deleted": [
            {"what": gone.what, "count": gone.count, "before": rfc3339(gone.before), "at": rfc3339(gone.at)}
            for gone in personal_data.newest_deletions(view.conn, view.hall, limit=SHOWN)
        ],
    }


def _goes_on(view: View, oldest: datetime | None, days: int) -> str | None:
    """The hall day on which the oldest goes."""
    if oldest is None:
        return None
    return (hall_day(oldest, view.definition.zone) + timedelta(days=days + 1)).isoformat()


def _days(definition: Definition) -> dict[str, int]:
    rules = definition.privacy
    return {
        "contacts": rules.contact_days,
        "comments": rules.comment_days,
        "case_texts": rules.comment_days,
        "alert_texts": rules.comment_days,
        "suggestions": rules.contact_days,
    }


def _limits(definition: Definition, now: datetime) -> dict[str, datetime]:
    return {what: now - timedelta(days=days) for what, days in _days(definition).items()}
