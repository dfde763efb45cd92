"""Ratings as records of the national evaluation interface (好差评), in the order of the journal.

The journal numbers its rows without holes and in the order in which they were kept, so whoever goes on after the number
of their last record misses none and gets none twice. A record says what is true when it is asked for: doubts and a
rating set aside later stand in its flags, words that were deleted are gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Connection, RowMapping, and_, select

from config.definition import Definition
from config.national import Mapping as Names
from config.national import Source
from server.domain import masking
from server.domain.rating import Channel, Grade, pressed_at
from server.domain.refusal import BadInput
from server.reports.facts import Json
from server.store import seals
from server.store.columns import from_rfc3339
from server.store.database import Store
from server.store.parts import in_parts
from server.store.tables import comments, journal, rating_flags, ratings, servings, tickets

AT_ONCE = 500
"""Records of one read: one over minutes would keep the database from tidying up behind it."""
CONTENT_TYPE = "application/x-ndjson"

_QUERY = (
    select(
        *(ratings.c[name] for name in ("id", "serving", "window", "grade", "channel", "tags", "flags", "seq")),
        *(ratings.c[name] for name in ("invited_at", "received_at", "waited_ms")),
        *(servings.c[name] for name in ("day", "staff", "service", "started_at", "finished_at")),
        tickets.c.number,
        comments.c.text,
    )
    .select_from(ratings)
    .join(servings, and_(servings.c.hall == ratings.c.hall, servings.c.id == ratings.c.serving))
    .join(tickets, and_(tickets.c.hall == servings.c.hall, tickets.c.id == servings.c.ticket))
    .outerjoin(comments, and_(comments.c.hall == ratings.c.hall, comments.c.rating == ratings.c.id))
)


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some records as lines of JSON. ``seq`` is where to go on; ``more`` says that there may be some already."""

    lines: list[bytes]
    seq: int
    more: bool


def without_code(definition: Definition, names: Names) -> list[str]:
    """The services that a mapping with codes of services leaves out, by their own code."""
    codes = names.codes.service
    return [each.code for each in definition.leaves if each.code not in codes] if codes else []


def pages(store: Store, hall: str, names: Names, *, after: int) -> Iterator[tuple[Page, int]]:
    """All records after a number, each page with the journal's newest number. Raises BadInput as ``page`` does."""
    more = True
    while more:
        with store.read() as conn:
            definition = store.definition(conn, hall)
            got = page(conn, definition, names, after=after, limit=AT_ONCE)
            newest, _, _ = seals.head(conn, hall)
        after, more = got.seq, got.more
        yield got, newest


def page(conn: Connection, definition: Definition, names: Names, *, after: int, limit: int) -> Page:
    """The next records, oldest first, at most ``limit``; only the last page is empty.

    Raises BadInput where the journal does not go as far as ``after``: it is another hall's, or an older backup's.
    """
    newest, _, _ = seals.head(conn, definition.code)
    if after > newest:
        raise BadInput("after_the_journal", field="after", after=after, newest=newest)
    making = _Record(definition, names)
    while True:
        given = _given(conn, definition.code, after, limit)
        more = len(given) == limit
        after = given[-1][0] if given else after
        rows = _rows(conn, definition.code, [rating for _, rating in given])
        later = _later_flags(conn, definition.code, [row["id"] for row in rows])
        lines = [orjson.dumps(making(row, later[row["id"]])) + b"\n" for row in rows if making.is_wanted(row)]
        if lines or not more:
            return Page(lines=lines, seq=after, more=more)


def _given(conn: Connection, hall: str, after: int, limit: int) -> list[tuple[int, str]]:
    """The next ratings as the journal tells of them: its key finds them, however many came before."""
    query = (
        select(journal.c.seq, journal.c.subject)
        .where(journal.c.hall == hall, journal.c.seq > after, journal.c.kind == "rating.given")
        .order_by(journal.c.seq)
        .limit(limit)
    )
    return [(seq, rating) for seq, rating in conn.execute(query)]


def _rows(conn: Connection, hall: str, ids: Sequence[str]) -> list[RowMapping]:
    found: list[RowMapping] = []
    for some in in_parts(ids):
        found += conn.execute(_QUERY.where(ratings.c.hall == hall, ratings.c.id.in_(some))).mappings()
    return sorted(found, key=lambda row: int(row["seq"]))


def _later_flags(conn: Connection, hall: str, ids: Sequence[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for some in in_parts(ids):
        query = select(rating_flags.c.rating, rating_flags.c.flag)
        query = query.where(rating_flags.c.hall == hall, rating_flags.c.rating.in_(some)).order_by(rating_flags.c.seq)
        for rating, flag in conn.execute(query):
            found[rating].append(flag)
    return found


class _Record:
    """Makes a record of what the database keeps of a rating."""

    def __init__(self, definition: Definition, names: Names) -> None:
        self._definition = definition
        self._names = names
        self._language = definition.languages[0]
        self._departments = {each.code: each.name for each in definition.departments}
        codes = names.codes
        self._grades = {Grade(grade): code for grade, code in names.grades.items()}
        self._channels = {Channel[name.upper()].value: code for name, code in codes.channel.items()}

    def is_wanted(self, row: RowMapping) -> bool:
        return row["channel"] in self._channels

    def __call__(self, row: RowMapping, later: Sequence[str]) -> Json:
        known = self._known(row, later)
        told = {name: known[source] for name, source in self._names.fields.items()}
        match self._names.missing:
            case "empty":
                told = {name: "" if value is None else value for name, value in told.items()}
            case "left_out":
                told = {name: value for name, value in told.items() if value is not None}
        return {**told, **self._names.constants}

    def _known(self, row: RowMapping, later: Sequence[str]) -> dict[Source, Any]:
        codes, service = self._names.codes, row["service"]
        department = self._definition.department_of(service)
        of_service = self._definition.service(service)
        received_at = from_rfc3339(row["received_at"])
        waited = row["waited_ms"]
        rated_at = pressed_at(
            received_at=received_at,
            invited_at=from_rfc3339(row["invited_at"]),
            waited=None if waited is None else timedelta(milliseconds=waited),
        )
        tags = [str(codes.tag.get(tag, tag)) for tag in orjson.loads(row["tags"])]
        return {
            "seq": row["seq"],
            "rating": row["id"],
            "serving": row["serving"],
            "ticket_number": row["number"],
            "day": row["day"].isoformat(),
            "hall": self._definition.code,
            "hall_name": self._word(self._definition.name),
            "service": codes.service.get(service, service),
            "service_name": self._word(of_service.name) if of_service else None,
            "department": None if department is None else codes.department.get(department, department),
            "department_name": None if department is None else self._word(self._departments[department]),
            "window": codes.window.get(row["window"], row["window"]),
            "staff": row["staff"],
            "grade": self._grades[Grade(row["grade"])],
            "channel": self._channels[row["channel"]],
            "tags": self._joined(tags),
            # These records are handed on.
            "comment": None if row["text"] is None else masking.text(row["text"]),
            "rated_at": self._time(rated_at),
            "received_at": self._time(received_at),
            "started_at": self._time(row["started_at"]),
            "finished_at": self._time(row["finished_at"]),
            "flags": self._joined([*orjson.loads(row["flags"]), *later]),
        }

    def _word(self, name: Mapping[str, str]) -> str:
        return name.get(self._language) or next(iter(name.values()))

    def _joined(self, codes: Sequence[str]) -> str | None:
        return self._names.separator.join(codes) or None

    def _time(self, at: datetime | None) -> str | None:
        return None if at is None else at.astimezone(self._definition.zone).strftime(self._names.times)
