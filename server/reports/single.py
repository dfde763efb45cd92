"""The single finished servings behind a figure, newest first: from a cell of a table down to what happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import ColumnElement, Connection, and_, or_, select

from config.definition import Definition
from config.rules import WEEKDAYS
from server.domain import masking
from server.domain.actor import Role
from server.domain.indicators import Ratio
from server.domain.numbering import hall_day
from server.domain.periods import Period
from server.domain.rating import Grade
from server.domain.serving import Serving, ServingState
from server.domain.tally import place_of_serving
from server.reports.facts import Json
from server.store import servings as known_servings
from server.store import tallies
from server.store.columns import rfc3339
from server.store.tables import comments, rating_flags, ratings, servings, tickets
from server.store.tallies import A_DAY, RATINGS, TAGS, VISITS

LOOKED_AT = 28 * A_DAY
"""Days whose roll-ups are looked through at once for those that have any such serving."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Which servings; None is all of them. ``hour`` is the hall's when it was finished, ``weekday`` such as mon."""

    day: date | None = None
    weekday: str | None = None
    hour: int | None = None
    window: str | None = None
    staff: str | None = None
    service: str | None = None
    department: str | None = None
    channel: str | None = None
    grade: Grade | None = None
    tag: str | None = None

    @property
    def is_rated(self) -> bool:
        return (self.channel, self.grade, self.tag) != (None, None, None)


def single(
    conn: Connection,
    definition: Definition,
    cell: Cell,
    period: Period,
    *,
    limit: int,
    after: str | None = None,
    role: Role,
) -> Json:
    """At most ``limit`` servings, those after the serving ``after``; ``next`` is what to give for the following.

    Comments stand there as ``role`` may read them.

    Raises NotFound for an ``after`` that is none.
    """
    last = period.last
    came_to: Serving | None = None
    if after is not None:
        here = known_servings.get(conn, definition.code, after)
        last, came_to = min(last, hall_day(here.called_at, definition.zone)), here
    found: list[Json] = []
    for day in _days(conn, definition, cell, period.first, last):
        found += [
            told
            for serving, told in _of_day(conn, definition, cell, day)
            if came_to is None or day < last or _order(serving) < _order(came_to)
        ]
        if len(found) > limit:
            break
    shown = found[:limit]
    for each in shown:
        if each["rating"]:
            each["rating"]["comment"] = masking.words(role, each["rating"]["comment"])
    return {"servings": shown, "next": shown[-1]["id"] if len(found) > limit else None}


def _order(serving: Serving) -> tuple[object, ...]:
    """Within a day."""
    return (serving.finished_at, serving.id)


def _days(conn: Connection, definition: Definition, cell: Cell, first_day: date, last: date) -> Iterator[date]:
    """The days that have any such serving, newest first, from the roll-ups: a rare one is found as fast as any."""
    finest = TAGS if cell.tag is not None else RATINGS if cell.is_rated else VISITS
    table = tallies.table_of(finest)
    wanted: list[ColumnElement[bool]] = [table.c.hall == definition.code, table.c.cube == finest]
    for name in ("hour", "window", "staff", "service", "channel", "tag"):
        if (value := getattr(cell, name)) is not None:
            wanted.append(table.c[name] == value)
    if cell.department is not None:
        wanted.append(table.c.service.in_(definition.services_of(cell.department)))
    if finest == VISITS:
        wanted.append(table.c.finished > 0)
    else:
        wanted.append(or_(*(table.c[grade.value] > 0 for grade in ([cell.grade] if cell.grade else Grade))))
    while last >= first_day:
        first = max(last - LOOKED_AT, first_day)
        days = select(table.c.span).where(*wanted, table.c.span.between(first, last)).distinct()
        for day in sorted(conn.scalars(days), reverse=True):
            if cell.day in (None, day) and cell.weekday in (None, WEEKDAYS[day.weekday()]):
                yield day
        last = first - A_DAY


def _of_day(conn: Connection, definition: Definition, cell: Cell, day: date) -> list[tuple[Serving, Json]]:
    """A day's servings of the cell, newest first."""
    of_ticket = and_(tickets.c.hall == servings.c.hall, tickets.c.id == servings.c.ticket)
    of_rating = and_(ratings.c.hall == servings.c.hall, ratings.c.serving == servings.c.id)
    of_comment = and_(comments.c.hall == ratings.c.hall, comments.c.rating == ratings.c.id)
    query = (
        select(
            *known_servings.COLUMNS,
            tickets.c.number,
            tickets.c.issued_at,
            ratings.c.id.label("rating"),
            ratings.c.grade,
            ratings.c.channel,
            ratings.c.tags,
            ratings.c.flags,
            comments.c.text.label("comment"),
        )
        .select_from(servings.join(tickets, of_ticket).outerjoin(ratings, of_rating).outerjoin(comments, of_comment))
        .where(servings.c.hall == definition.code, servings.c.day == day)
        .where(servings.c.state == ServingState.FINISHED)
    )
    for name in ("window", "staff", "service"):
        if (value := getattr(cell, name)) is not None:
            query = query.where(servings.c[name] == value)
    if cell.department is not None:
        query = query.where(servings.c.service.in_(definition.services_of(cell.department)))
    if cell.hour is not None:
        query = query.where(_finished_in(cell.hour, day, definition.zone))
    if cell.tag is not None:
        query = query.where(ratings.c.tags.contains(f'"{cell.tag}"', autoescape=True))
    if cell.channel is not None:
        query = query.where(ratings.c.channel == cell.channel)
    if cell.grade is not None:
        query = query.where(ratings.c.grade == cell.grade.value)
    rows = conn.execute(query).all()
    later = _later_flags(conn, definition.code, [row.rating for row in rows if row.rating])
    found = []
    for row in rows:
        serving = known_servings.of_row(row)
        place = place_of_serving(serving, definition.zone)
        assert place is not None  # finished
        tags = orjson.loads(row.tags) if row.tags else []
        if cell.hour not in (None, place.hour) or (cell.tag is not None and cell.tag not in tags):
            continue
        flags = [*orjson.loads(row.flags or "[]"), *later.get(row.rating, [])]
        rated = row.rating and {
            "grade": row.grade,
            "channel": row.channel,
            "tags": tags,
            "flags": flags,
            "comment": row.comment or "",
        }
        found.append((serving, {**_told(definition, serving), **_wait(row), "day": day.isoformat(), "rating": rated}))
    return sorted(found, key=lambda each: _order(each[0]), reverse=True)


def _finished_in(hour: int, day: date, zone: ZoneInfo) -> ColumnElement[bool]:
    """In an hour of the day's clock, which may come twice, or of the night after it; or days later, at any hour.

    Few are finished so late, and whoever reads the rows looks at the hour itself.
    """
    begins = (datetime.combine(each, time(hour), zone) for each in (day, day + A_DAY))
    in_time = (servings.c.finished_at.between(at.astimezone(UTC), _end(at)) for at in begins)
    late = datetime.combine(day + 2 * A_DAY, time(), zone).astimezone(UTC)
    return or_(*in_time, servings.c.finished_at >= late)


def _end(begin: datetime) -> datetime:
    """Of the hour, the last time that it comes."""
    return begin.replace(fold=1).astimezone(UTC) + timedelta(hours=1)


def _wait(row: object) -> Json:
    number, issued_at, called_at = (getattr(row, name) for name in ("number", "issued_at", "called_at"))
    return {"number": number, "waited_minutes": (called_at - issued_at).total_seconds() / 60}


def _told(definition: Definition, serving: Serving) -> Json:
    person, service = definition.person(serving.staff), definition.service(serving.service)
    assert serving.finished_at is not None  # _of_day asks for finished ones
    took = serving.finished_at - (serving.started_at or serving.finished_at)
    return {
        "id": serving.id,
        "window": serving.window,
        "staff": {"job_number": serving.staff, "name": person.name if person else serving.staff},
        "service": serving.service,
        "service_name": service.name if service else {},
        "called_at": rfc3339(serving.called_at),
        "finished_at": rfc3339(serving.finished_at),
        "served_minutes": Ratio(took.total_seconds(), 60).value,
    }


def _later_flags(conn: Connection, hall: str, ids: list[str]) -> dict[str, list[str]]:
    known: dict[str, list[str]] = defaultdict(list)
    query = select(rating_flags.c.rating, rating_flags.c.flag).where(
        rating_flags.c.hall == hall, rating_flags.c.rating.in_(ids)
    )
    for rating, flag in conn.execute(query):
        known[rating].append(flag)
    return known
