"""Counting a hall's whole past anew, from its tickets, servings and ratings.

Done when a database comes from a version that counted otherwise, or not at all; the tests hold it against what was
counted change by change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Connection, Row, and_, select

from server.domain import tally
from server.domain.numbering import hall_day
from server.domain.rating import Grade
from server.domain.serving import Serving, ServingState
from server.domain.tally import Rules
from server.domain.ticket import Ticket
from server.store import definitions, tallies
from server.store.columns import from_rfc3339
from server.store.definitions import History
from server.store.servings import IN_ORDER
from server.store.tables import halls, rating_flags, ratings, servings, tickets
from server.store.tallies import Counted

_TICKET = tuple(Ticket.__dataclass_fields__)
_SERVING = tuple(Serving.__dataclass_fields__)


def recount_where_needed(conn: Connection) -> None:
    """Counts every hall anew whose roll-ups are missing or by other rules."""
    for hall, at in conn.execute(select(halls.c.hall, halls.c.at)).all():
        if not tallies.are_by_these_rules(conn, hall):
            zone = definitions.history(conn, hall).known[-1].zone
            recount(conn, hall, today=hall_day(from_rfc3339(at), zone))


def recount(conn: Connection, hall: str, *, today: date) -> None:
    """Counts a hall anew, adding up the days before ``today``."""
    tallies.begin(conn, hall)
    promises = _Promises(definitions.history(conn, hall))
    days = select(tickets.c.day).where(tickets.c.hall == hall).distinct().order_by(tickets.c.day)
    for day in conn.scalars(days).all():
        counted = Counted()
        _count_day(conn, hall, day, promises, counted)
        tallies.put(conn, hall, counted)
    tallies.add_up(conn, hall, before=today)


class _Promises:
    """What a service promised at a time; looked up a million times, and there are few."""

    def __init__(self, history: History) -> None:
        self.zone = history.known[-1].zone
        self._history = history
        self._known: dict[tuple[int, str], Rules | None] = {}

    def __call__(self, service: str, moment: datetime) -> Rules | None:
        definition = self._history.at(moment)
        key = id(definition), service
        if key not in self._known:
            self._known[key] = definitions.rules_of(definition, service)
        return self._known[key]


def _count_day(conn: Connection, hall: str, day: date, promises: _Promises, counted: Counted) -> None:
    zone = promises.zone
    first: dict[str, Serving] = {}
    of_day = list(_servings(conn, hall, day))
    for serving in of_day:
        first.setdefault(serving.ticket, serving)
    passed_on = {serving.ticket for serving in of_day if serving.state is ServingState.TRANSFERRED}
    mine = select(*(tickets.c[name] for name in _TICKET)).where(tickets.c.hall == hall, tickets.c.day == day)
    for row in conn.execute(mine).all():
        ticket = Ticket(**dict(zip(_TICKET, row, strict=True)))
        begun = first.get(ticket.id)
        moment = ticket.issued_at if begun is None else begun.called_at
        rules = promises(ticket.service if begun is None else begun.service, moment)
        if counts := tally.of_ticket(ticket, rules):
            counted.add(tallies.VISITS, tally.place_of_ticket(ticket, begun, zone), counts)
    for serving in of_day:
        place = tally.place_of_serving(serving, zone)
        if place is None or serving.finished_at is None:
            continue
        rules = promises(serving.service, serving.finished_at)
        counted.add(
            tallies.VISITS, place, tally.of_serving(serving, rules, on_the_spot=serving.ticket not in passed_on)
        )
    _count_ratings(conn, hall, day, zone, {serving.id: serving for serving in of_day}, counted)


def _count_ratings(
    conn: Connection, hall: str, day: date, zone: ZoneInfo, of_day: dict[str, Serving], counted: Counted
) -> None:
    of_serving = and_(ratings.c.hall == servings.c.hall, ratings.c.serving == servings.c.id)
    later = select(rating_flags.c.rating).where(rating_flags.c.hall == hall)
    query = (
        select(
            ratings.c.serving,
            ratings.c.grade,
            ratings.c.channel,
            ratings.c.tags,
            ratings.c.flags,
            ratings.c.id.in_(later).label("doubted"),
        )
        .select_from(servings.join(ratings, of_serving))
        .where(servings.c.hall == hall, servings.c.day == day)
    )
    for row in conn.execute(query).all():
        place = tally.place_of_serving(of_day[row.serving], zone)
        assert place is not None  # only what is finished is rated
        counts = tally.of_rating(Grade(row.grade), flagged=bool(row.doubted) or row.flags != "[]")
        counted.add(tallies.RATINGS, place, counts, channel=row.channel)
        for tag in orjson.loads(row.tags):
            counted.add(tallies.TAGS, place, counts, channel=row.channel, tag=tag)


def _servings(conn: Connection, hall: str, day: date) -> Iterator[Serving]:
    """A day's servings, as they were called."""
    query = select(*(servings.c[name] for name in _SERVING)).where(servings.c.hall == hall, servings.c.day == day)
    rows: Sequence[Row[tuple[object, ...]]] = conn.execute(query.order_by(*IN_ORDER)).all()
    for row in rows:
        yield Serving(**dict(zip(_SERVING, row, strict=True)))  # type: ignore[arg-type]
