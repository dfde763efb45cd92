"""Proving that nothing was changed afterwards: the hash chain, and the ratings table held against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from server.store import alerts, cases, journal, rating_flags, ratings
from server.store.journal import Entry
from server.store.ratings import Rating
from server.store.tables import halls


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
    texts = cases.text_digests(conn, hall) | alerts.text_digests(conn, hall)
    comments = ratings.comment_digests(conn, hall)
    told: set[int] = set()
    seq, prev_hash = 0, journal.GENESIS
    for entry in journal.walk(conn, hall):
        if entry.seq != seq + 1:
            return Break(hall=hall, seq=seq + 1, what="the row is missing")
        if not journal.is_whole(entry, prev_hash=prev_hash):
            return Break(hall=hall, seq=entry.seq, what="the row is not what was written")
        if entry.kind == "rating.given":
            told.add(entry.seq)
            if wrong := _differs(entry, kept, comments):
                return Break(hall=hall, seq=entry.seq, what=wrong)
        if entry.seq in texts and texts[entry.seq] != entry.facts.get("text_digest"):
            return Break(hall=hall, seq=entry.seq, what="its text is not what was written")
        if _flags_told(entry) != flags.get(entry.seq, set()):
            return Break(hall=hall, seq=entry.seq, what="its flags are not what was found")
        seq, prev_hash = entry.seq, entry.hash
    if (seq, prev_hash) != (head["seq"], head["hash"]):
        return Break(hall=hall, seq=seq + 1, what="the journal ends before its head")
    if strange := sorted(set(kept) - told):
        return Break(hall=hall, seq=strange[0], what="a rating stands in the table that the journal does not know")
    return seq


def _flags_told(entry: Entry) -> set[tuple[str, str]]:
    """The flags, as ``(rating, flag)``, that a journal row puts on ratings taken before."""
    if entry.kind == "rating.doubted":
        return {(rating, entry.facts["flag"]) for rating in entry.facts["ratings"]}
    if entry.kind == "case.reviewed" and entry.facts["review"] == "set_aside":
        return {(entry.facts["rating"], "set_aside")}
    return set()


def _differs(entry: Entry, kept: Mapping[int, Rating | None], comments: Mapping[str, str]) -> str | None:
    """What is wrong with the rating that a journal row tells of."""
    if entry.seq not in kept:
        return "its rating is missing from the ratings table"
    rating, facts = kept[entry.seq], entry.facts
    if rating is None or any(facts.get(name) != value for name, value in rating.facts.items()):
        return "its rating differs from the ratings table"
    if comments.get(rating.id, facts["comment_digest"]) != facts["comment_digest"]:
        return "its comment is not what the citizen wrote"
    return None
