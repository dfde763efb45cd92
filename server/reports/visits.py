"""Servings one by one (办件明细): each with its ticket, times and rating, read day by day however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

import orjson
from sqlalchemy import BigInteger, Connection, Text, and_, cast, func, select, type_coerce

from config.catalogues import words
from config.definition import Definition
from config.grades import tag_words
from server.store import rating_flags
from server.store.tables import ratings, servings, tickets

A_MINUTE = 60_000
RATED_LATER = timedelta(days=366)
FETCHED_AT_ONCE = 2_000
COLUMNS = (
    "day", "number", "service", "department", "window", "staff", "priority", "issued_at", "called_at", "started_at",
    "finished_at", "waited_minutes", "serving_minutes", "state", "grade", "tags", "channel", "flags",
)  # fmt: skip
WORDED = ("state", "grade", "channel", "flag")
TIMES = range(7, 11)
MINUTES = range(11, 13)

Row = tuple[Any, ...]
Time = Callable[[int], Any]
"""What a form makes of the milliseconds since 1970."""

_of_ticket = and_(tickets.c.hall == servings.c.hall, tickets.c.id == servings.c.ticket)
_of_rating = and_(ratings.c.hall == servings.c.hall, ratings.c.serving == servings.c.id)
# As the database keeps them: making objects of a million times costs more than writing them.
_QUERY = select(
    cast(servings.c.day, Text),
    tickets.c.number,
    servings.c.service,
    servings.c.window,
    servings.c.staff,
    tickets.c.priority,
    type_coerce(tickets.c.issued_at, BigInteger),
    type_coerce(servings.c.called_at, BigInteger),
    type_coerce(servings.c.started_at, BigInteger),
    type_coerce(servings.c.finished_at, BigInteger),
    type_coerce(tickets.c.first_called_at, BigInteger),
    type_coerce(servings.c.state, Text),
    servings.c.id,
    ratings.c.grade,
    ratings.c.tags,
    ratings.c.channel,
    ratings.c.flags,
).select_from(servings.join(tickets, _of_ticket).outerjoin(ratings, _of_rating))


def headings(language: str) -> list[str]:
    keys = {"day": "by.day", **{by: f"by.{by}" for by in ("service", "department", "window", "staff")}}
    return [words(language, f"reports.{keys.get(column, column)}") for column in COLUMNS]


def per_day(conn: Connection, hall: str, first: date, last: date) -> list[tuple[date, int]]:
    """The hall days on which somebody was called, oldest first, each with the number of servings."""
    query = (
        select(servings.c.day, func.count())
        .where(servings.c.hall == hall, servings.c.day.between(first, last))
        .group_by(servings.c.day)
        .order_by(servings.c.day)
    )
    return [(day, count) for day, count in conn.execute(query)]


class Visits:
    """The rows of a hall in its first language, as tuples of ``COLUMNS``; minutes are rounded to tenths."""

    def __init__(self, conn: Connection, definition: Definition, first: date, last: date, *, time: Time) -> None:
        language = definition.languages[0]
        self._hall = definition.code
        self._time = time
        self._services = {s.code: s.name.get(language, s.code) for s in definition.services}
        departments = {d.code: d.name.get(language, d.code) for d in definition.departments}
        self._departments = {
            service: departments.get(code) for service, code in definition.departments_by_service.items()
        }
        self._staff = {person.job_number: person.name for person in definition.staff}
        self._priorities, self._states, self._grades, self._channels, self._flag = (
            _Words(language, of) for of in ("terminal.priority", *(f"reports.{of}" for of in WORDED))
        )
        self._tags = cache(lambda kept: "; ".join(tag_words(language, code) for code in orjson.loads(kept)))
        # By the serving's id; a phone may rate days after the serving.
        self._later = rating_flags.of_days(conn, definition.code, first, last + RATED_LATER)

    def of_day(self, conn: Connection, day: date) -> Iterator[Row]:
        """The servings of a hall day in the order of their calls."""
        query = _QUERY.where(servings.c.hall == self._hall, servings.c.day == day).order_by(servings.c.called_at)
        found = conn.execution_options(yield_per=FETCHED_AT_ONCE).execute(query)
        services, departments, staff, time, later = (
            self._services, self._departments, self._staff, self._time, self._later
        )  # fmt: skip
        states, grades, channels, tags_worded = self._states, self._grades, self._channels, self._tags
        for (
            on, number, service, window, person, priority, issued, called, started, finished, first_called,
            state, serving, grade, tags, channel, flags,
        ) in found:  # fmt: skip
            yield (
                on,
                number,
                services.get(service, service),
                departments.get(service),
                window,
                staff.get(person, person),
                None if priority == "none" else self._priorities[priority],
                time(issued),
                time(called),
                None if started is None else time(started),
                None if finished is None else time(finished),
                round((called - issued) / A_MINUTE, 1) if called == first_called else None,
                None if started is None or finished is None else round((finished - started) / A_MINUTE, 1),
                states[state],
                None if grade is None else grades[grade],
                None if tags is None or tags == "[]" else tags_worded(tags),
                None if channel is None else channels[channel],
                None if grade is None or (flags == "[]" and serving not in later) else self._flags(flags, serving),
            )

    def _flags(self, kept: str, serving: str) -> str:
        codes = [*orjson.loads(kept), *self._later.get(serving, [])]
        return "; ".join(self._flag[code] for code in codes)


class _Words(dict[str, str]):
    """What the codes of a kind are called, looked up once each: a dictionary is what a million rows cost least."""

    def __init__(self, language: str, of: str) -> None:
        super().__init__()
        self._language = language
        self._of = of

    def __missing__(self, code: str) -> str:
        self[code] = said = words(self._language, f"{self._of}.{code}")
        return said
