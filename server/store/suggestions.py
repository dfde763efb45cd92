"""The register of suggestions, in and out of its table."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, insert, or_, select, update

from server.domain.refusal import NotFound
from server.domain.suggestion import Suggestion
from server.store.ratings import digest
from server.store.tables import suggestions


def get(conn: Connection, hall: str, id: str) -> Suggestion:
    """Raises NotFound."""
    row = conn.execute(select(suggestions).where(suggestions.c.hall == hall, suggestions.c.id == id)).mappings().first()
    if row is None:
        raise NotFound("suggestion", id=id)
    return _suggestion(row)


def listed(conn: Connection, hall: str, first: date, last: date) -> list[Suggestion]:
    """Those of some hall days, and all that wait for an answer; the newest first."""
    wanted = or_(suggestions.c.day.between(first, last), suggestions.c.answered_at.is_(None))
    query = select(suggestions).where(suggestions.c.hall == hall, wanted).order_by(suggestions.c.at.desc())
    return [_suggestion(row) for row in conn.execute(query).mappings()]


def add(conn: Connection, hall: str, new: Suggestion, *, salt: str, seq: int) -> None:
    conn.execute(insert(suggestions), {"hall": hall, "salt": salt, "seq": seq, **vars(new)})


def keep_answer(conn: Connection, hall: str, known: Suggestion, *, salt: str, seq: int) -> None:
    values = {"answer": known.answer, "answered_at": known.answered_at, "answered_by": known.answered_by}
    mine = (suggestions.c.hall == hall, suggestions.c.id == known.id)
    conn.execute(update(suggestions).where(*mine).values(**values, answer_salt=salt, answer_seq=seq))


def words(text: str, name: str | None, phone: str | None) -> str:
    """What the journal's digest of a suggestion is made of."""
    return "\n".join((text, name or "", phone or ""))


def text_digests(conn: Connection, hall: str) -> dict[int, str]:
    """The digest of each suggestion and answer whose words are still kept, by the journal row that tells of it."""
    found = {}
    for row in conn.execute(select(suggestions).where(suggestions.c.hall == hall)):
        if row.text is not None:
            found[row.seq] = digest(words(row.text, row.name, row.phone), salt=row.salt)
        if row.answer is not None:
            found[row.answer_seq] = digest(row.answer, salt=row.answer_salt)
    return found


def delete_words(conn: Connection, hall: str, before: datetime) -> int:
    """Deletes words, name, phone and answer of what came before, with their salts, and gives how many that were."""
    old = (suggestions.c.hall == hall, suggestions.c.at < before, suggestions.c.text.is_not(None))
    gone = dict.fromkeys(("text", "salt", "name", "phone", "answer", "answer_salt"))
    return conn.execute(update(suggestions).where(*old).values(**gone)).rowcount


def _suggestion(row: RowMapping) -> Suggestion:
    return Suggestion(**{name: row[name] for name in Suggestion.__dataclass_fields__})
