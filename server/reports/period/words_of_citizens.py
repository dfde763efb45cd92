"""The register of comments (意见登记), and the words of citizens and of those who answered, put in last."""

from __future__ import annotations

import orjson
from sqlalchemy import Connection, and_, select

from config.definition import Definition
from server.domain import masking
from server.reports.facts import Json
from server.reports.period import suggestions
from server.reports.period.days import Days
from server.reports.period.ledger import TOLD
from server.store.parts import in_parts
from server.store.tables import case_steps, comments, ratings, servings


def entries(conn: Connection, definition: Definition, days: Days) -> list[Json]:
    """The comments on the servings of the days, oldest first, without what they say."""
    hall, language = definition.code, definition.languages[0]
    query = (
        select(
            ratings.c.id, servings.c.day, servings.c.window, servings.c.service,
            ratings.c.grade, ratings.c.tags, ratings.c.channel,
        )
        .select_from(
            comments.join(ratings, and_(ratings.c.hall == comments.c.hall, ratings.c.id == comments.c.rating)).join(
                servings, and_(servings.c.hall == ratings.c.hall, servings.c.id == ratings.c.serving)
            )
        )
        .where(comments.c.hall == hall, servings.c.day.between(days.first, days.last))
        .order_by(ratings.c.seq)
    )  # fmt: skip
    found = []
    for row in conn.execute(query):
        service = definition.service(row.service)
        found.append(
            {
                "rating": row.id,
                "day": row.day.isoformat(),
                "window": row.window,
                "service": service.name.get(language, row.service) if service else row.service,
                "grade": row.grade,
                "tags": orjson.loads(row.tags),
                "channel": row.channel,
            }
        )
    return found


def with_words(conn: Connection, hall: str, document: Json) -> Json:
    """The document with every comment and every step's words that are still kept, None where they are not.

    Phone and card numbers in them are masked: these files are handed on.
    """
    rated = {entry["rating"] for part in ("cases", "comments") for entry in document.get(part, [])}
    said = _comments(conn, hall, sorted(rated))
    steps = _steps(conn, hall, sorted(seq for case in document["cases"] for seq in case["steps"].values()))
    cases = [
        {
            **{name: value for name, value in case.items() if name != "steps"},
            "comment": said.get(case["rating"]),
            **{name: steps.get(case["steps"].get(name, 0)) for name in TOLD.values()},
        }
        for case in document["cases"]
    ]
    told = {**document, "cases": cases}
    if "comments" in document:
        told["comments"] = [{**entry, "comment": said.get(entry["rating"])} for entry in document["comments"]]
    if "suggestions" in document:
        told["suggestions"] = suggestions.with_words(conn, hall, document["suggestions"])
    return told


def _comments(conn: Connection, hall: str, ids: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in in_parts(ids):
        query = select(comments.c.rating, comments.c.text).where(comments.c.hall == hall, comments.c.rating.in_(some))
        found |= {rating: masking.text(said) for rating, said in conn.execute(query)}
    return found


def _steps(conn: Connection, hall: str, seqs: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in in_parts(seqs):
        query = select(case_steps.c.seq, case_steps.c.text)
        query = query.where(case_steps.c.hall == hall, case_steps.c.seq.in_(some), case_steps.c.text.is_not(None))
        found |= {seq: masking.text(said) for seq, said in conn.execute(query)}
    return found
