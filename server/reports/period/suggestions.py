"""The register of suggestions (意见建议登记) of a period: how many came and were answered, and each of them.

Who proposed something stands in no report: these files are handed on.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from config.definition import Definition
from server.domain import masking
from server.domain.indicators import Ratio
from server.domain.numbering import hall_day
from server.reports.facts import Json, as_json
from server.reports.period.days import Days
from server.store.parts import in_parts
from server.store.tables import suggestions


def entries(conn: Connection, definition: Definition, days: Days) -> list[Json]:
    """The suggestions that came on the days, oldest first, without what they say. Days are the hall's."""
    language = definition.languages[0]
    departments = {d.code: d.name.get(language, d.code) for d in definition.departments}
    query = (
        select(suggestions)
        .where(suggestions.c.hall == definition.code, suggestions.c.day.between(days.first, days.last))
        .order_by(suggestions.c.seq)
    )
    return [
        {
            "suggestion": row.id,
            "day": row.day.isoformat(),
            "channel": row.channel.value,
            "department": departments.get(row.department or "", row.department),
            "answered_on": row.answered_at and hall_day(row.answered_at, definition.zone).isoformat(),
        }
        for row in conn.execute(query)
    ]


def figures(known: Sequence[Json]) -> Json:
    """The figure of the register (建议答复率): how many were answered, of how many that came."""
    answered = sum(each["answered_on"] is not None for each in known)
    return {"suggestions_answered": as_json(Ratio(answered, len(known)))}


def with_words(conn: Connection, hall: str, known: Sequence[Json]) -> list[Json]:
    """The entries with what was said and answered, as far as it is still kept; numbers in it masked."""
    said: dict[str, Json] = {}
    for some in in_parts([each["suggestion"] for each in known]):
        query = select(suggestions.c.id, suggestions.c.text, suggestions.c.answer)
        for id, text, answer in conn.execute(query.where(suggestions.c.hall == hall, suggestions.c.id.in_(some))):
            said[id] = {"text": text and masking.text(text), "answer": answer and masking.text(answer)}
    nothing = {"text": None, "answer": None}
    return [{**each, **said.get(each["suggestion"], nothing)} for each in known]
