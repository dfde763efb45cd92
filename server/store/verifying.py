"""Proving that nothing was changed afterwards: the hash chain, and the ratings and reports held against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from server.store import alerts, cases, journal, month_reports, published_months, rating_flags, ratings, suggestions
from server.store.journal import Entry
from server.store.ratings import Rating
from server.store.tables import halls

_SAID_IN = {"case": "case_texts", "alert": "alert_texts"}
"""By the kind of a journal row, what its text is deleted as."""


@dataclass(frozen=True, kw_only=True)
class Break:
    """The first place where the record is not what was written."""

    hall: str
    seq: int
    what: str


def verify(conn: Connection, hall: str) -> Break | int:
    """The first broken row of a hall, or how many rows are whole."""
    head = conn.execute(select(halls).where(halls.c.hall == hall)).mappings().one()
    kept = ratings.by_seq(conn, hall)
    flags = rating_flags.by_seq(conn, hall)
    texts = cases.text_digests(conn, hall) | alerts.text_digests(conn, hall) | suggestions.text_digests(conn, hall)
    comments = ratings.comment_digests(conn, hall)
    contacts = cases.contact_digests(conn, hall)
    months = month_reports.digests(conn, hall)
    published = published_months.digests(conn, hall)
    missing = _Missing()
    told: set[int] = set()
    seq, prev_hash = 0, journal.GENESIS
    for entry in journal.walk(conn, hall):
        if entry.seq != seq + 1:
            return Break(hall=hall, seq=seq + 1, what="the row is missing")
        if not journal.is_whole(entry, prev_hash=prev_hash):
            return Break(hall=hall, seq=entry.seq, what="the row is not what was written")
        missing.note(entry, texts=texts, comments=comments, contacts=contacts)
        if entry.kind == "rating.given":
            told.add(entry.seq)
            if wrong := _differs(entry, kept, comments, contacts):
                return Break(hall=hall, seq=entry.seq, what=wrong)
        if entry.kind == "report.made" and months.get(entry.subject) != entry.facts["digest"]:
            return Break(hall=hall, seq=entry.seq, what="the month's report is not what was reported")
        if entry.kind == "month.published" and published.get(entry.subject) != entry.facts["digest"]:
            return Break(hall=hall, seq=entry.seq, what="the month's tables are not what was published")
        if entry.seq in texts and texts[entry.seq] != entry.facts.get("text_digest"):
            return Break(hall=hall, seq=entry.seq, what="its text is not what was written")
        if _flags_told(entry) != flags.get(entry.seq, set()):
            return Break(hall=hall, seq=entry.seq, what="its flags are not what was found")
        seq, prev_hash = entry.seq, entry.hash
    if (seq, prev_hash) != (head["seq"], head["hash"]):
        return Break(hall=hall, seq=seq + 1, what="the journal ends before its head")
    if gone := missing.untold():
        return Break(hall=hall, seq=gone, what="what was said there is gone, and no deletion is told of it")
    if strange := sorted(set(kept) - told):
        return Break(hall=hall, seq=strange[0], what="a rating stands in the table that the journal does not know")
    return seq


class _Missing:
    """Digests in the journal whose text is gone. That is right only before the times up to which it was deleted."""

    def __init__(self) -> None:
        self._gone: list[tuple[int, str, str]] = []
        self._before: dict[str, str] = {}
        self._recorded: dict[str, str] = {}

    def note(
        self, entry: Entry, *, texts: Mapping[int, str], comments: Mapping[str, str], contacts: Mapping[str, str]
    ) -> None:
        facts = entry.facts
        if entry.kind == "personal_data.deleted":
            self._before[facts["what"]] = max(self._before.get(facts["what"], ""), facts["before"])
        elif entry.kind == "rating.given":
            if facts.get("comment_digest") and facts["rating"] not in comments:
                self._gone.append((entry.seq, "comments", entry.at))
            if facts.get("contact_digest") and facts["rating"] not in contacts:
                self._gone.append((entry.seq, "contacts", entry.at))
        elif facts.get("text_digest") and (what := _SAID_IN.get(entry.kind.partition(".")[0])):
            if entry.seq not in texts:
                self._gone.append((entry.seq, what, entry.at))
        elif entry.kind in ("suggestion.recorded", "suggestion.answered"):
            # An answer goes together with what it answers, however late it was given.
            recorded_at = self._recorded.setdefault(facts["suggestion"], entry.at)
            if entry.seq not in texts:
                self._gone.append((entry.seq, "suggestions", recorded_at))

    def untold(self) -> int | None:
        """The first row whose text is gone though nothing that young was deleted."""
        return next((seq for seq, what, at in self._gone if at >= self._before.get(what, "")), None)


def _flags_told(entry: Entry) -> set[tuple[str, str]]:
    """The flags, as ``(rating, flag)``, that a journal row puts on ratings taken before."""
    if entry.kind == "rating.doubted":
        return {(rating, entry.facts["flag"]) for rating in entry.facts["ratings"]}
    if entry.kind == "case.reviewed" and entry.facts["review"] == "set_aside":
        return {(entry.facts["rating"], "set_aside")}
    return set()


def _differs(
    entry: Entry, kept: Mapping[int, Rating | None], comments: Mapping[str, str], contacts: Mapping[str, str]
) -> str | None:
    """What is wrong with the rating that a journal row tells of."""
    if entry.seq not in kept:
        return "its rating is missing from the ratings table"
    rating, facts = kept[entry.seq], entry.facts
    if rating is None or any(facts.get(name) != value for name, value in rating.facts.items()):
        return "its rating differs from the ratings table"
    if comments.get(rating.id, facts["comment_digest"]) != facts["comment_digest"]:
        return "its comment is not what the citizen wrote"
    if contacts.get(rating.id, facts.get("contact_digest")) != facts.get("contact_digest"):
        return "its contact is not what the citizen left"
    return None
