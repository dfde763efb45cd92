"""The journal's newest hash once a day (每日印记): who keeps it outside can prove that yesterday was not rewritten."""

from __future__ import annotations

from server.domain.numbering import hall_day
from server.operations.views import Json, View
from server.store import seals
from server.store.columns import rfc3339
from server.store.seals import Seal
from server.store.turn import Turn

SHOWN = 31


def seal(turn: Turn) -> None:
    """Keeps what the journal's newest hash was when this hall day began; not on the hall's first day."""
    newest = seals.newest(turn.conn, turn.hall, limit=1)
    if newest and newest[0].day >= turn.day:
        return
    began_at = seals.began_at(turn.conn, turn.hall)
    if began_at is None or hall_day(began_at, turn.definition.zone) >= turn.day:
        return
    new = Seal(day=turn.day, seq=turn.seq, hash=turn.head, at=turn.now)
    turn.record("journal.sealed", subject=turn.day.isoformat(), data=words(new))
    seals.add(turn.conn, turn.hall, new)


def words(of: Seal) -> Json:
    """A seal as the journal, the file and the message tell it."""
    return {"day": of.day.isoformat(), "seq": of.seq, "hash": of.hash}


def report(view: View) -> Json:
    """The journal's newest hash now, and those of the last days with what became of them."""
    seq, newest_hash, at = seals.head(view.conn, view.hall)
    return {
        "hall": view.hall,
        "seq": seq,
        "hash": newest_hash,
        "at": at,
        "goes_to_folder": bool(view.definition.seal.folder),
        "goes_to_url": bool(view.definition.seal.url),
        "days": [
            {
                **words(each),
                "filed_at": rfc3339(each.filed_at) if each.filed_at else None,
                "sent_at": rfc3339(each.sent_at) if each.sent_at else None,
            }
            for each in seals.newest(view.conn, view.hall, limit=SHOWN)
        ],
    }
