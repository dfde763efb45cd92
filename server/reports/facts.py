"""What happened on some hall days, as the figures need it."""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson
from sqlalchemy import Connection, and_, select

from config.definition import Definition
from server.domain.indicators import Ratio
from server.domain.rating import Grade
from server.store import rating_flags
from server.store.tables import ratings, servings, tickets

Json = dict[str, Any]


class Facts:
    """The servings, tickets and ratings of the hall days from ``first`` to ``last``, both included."""

    def __init__(self, conn: Connection, definition: Definition, first: date, last: date) -> None:
        self.definition = definition
        in_days = and_(servings.c.hall == definition.code, servings.c.day.between(first, last))
        self.servings = list(conn.execute(select(servings).where(in_days)).mappings())
        mine = and_(tickets.c.hall == definition.code, tickets.c.day.between(first, last))
        self.tickets = list(conn.execute(select(tickets).where(mine)).mappings())
        join = ratings.join(servings, and_(ratings.c.hall == servings.c.hall, ratings.c.serving == servings.c.id))
        query = select(ratings.c.serving, ratings.c.grade, ratings.c.flags).select_from(join).where(in_days)
        later = rating_flags.of_days(conn, definition.code, first, last)
        self.rating_of = {
            serving: (Grade(grade), [*orjson.loads(flags), *later.get(serving, [])])
            for serving, grade, flags in conn.execute(query)
        }


def as_json(ratio: Ratio) -> Json:
    """A share or mean as reports give it: with numerator and denominator."""
    return {"numerator": ratio.numerator, "denominator": ratio.denominator, "value": ratio.value}
