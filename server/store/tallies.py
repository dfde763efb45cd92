"""The daily roll-ups (统计汇总): counted in the transaction of each change, added up when the day is over.

A change writes its day's finest row only, one upsert. When a day is over its rows are added up to coarser cubes, so
that a year is read from few rows; what changes of such a day later is counted in both at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from sqlalchemy import Connection, Insert, Table, bindparam, case, delete, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from server.domain.tally import Counts, Place
from server.store.tables.tallies import rating_tallies, tallied, visit_tallies

RULES = 4
"""The version of what is counted and how; a database counted by another is counted anew when the hub starts."""
BEGINNING = date(1970, 1, 1)
A_DAY = timedelta(days=1)
LETTERS = {"W": "window", "P": "staff", "S": "service", "H": "hour", "C": "channel", "T": "tag"}
VISITS, RATINGS, TAGS = "dHWPS", "dHWPSC", "dHWPSCT"
"""The finest cubes. A rating stands once in the second, and once for each of its tags in the third."""


def _cubes(spans: str, *apart: str) -> tuple[str, ...]:
    return tuple(span + letters for span in spans for letters in apart)


COARSER: Mapping[str, tuple[str, ...]] = {
    VISITS: (*_cubes("dwm", "", "H", "S", "WP"), *_cubes("mqy", "HS", "WPS", "HWP")),
    RATINGS: (
        *_cubes("dwm", "", "C", "H", "S", "WP"),
        *_cubes("mqy", "HC", "SC", "WPC", "HS", "WPS", "HWP"),
    ),
    TAGS: (*_cubes("dwm", "T"), *_cubes("mqy", "CT", "HT", "ST", "WPT")),
}
"""Of each span the smallest first: a question is answered from the first that is kept apart by all it asks for.

What is kept apart by two has hundreds of rows a month, so of that there are quarters and years as well.
"""
_TABLE = {VISITS: visit_tallies, RATINGS: rating_tallies, TAGS: rating_tallies}
_ADDED_UP_TO = select(tallied.c.added_up_to).where(tallied.c.hall == bindparam("of_hall"))
_KNOWN = {
    finest: select(
        select(func.min(table.c.span))
        .where(table.c.hall == bindparam("of_hall"), table.c.cube == finest)
        .scalar_subquery(),
        _ADDED_UP_TO.scalar_subquery(),
    )
    for finest, table in _TABLE.items()
}
_Key = tuple[str, Place, str, str]


@dataclass
class Counted:
    """What one turn counted, by finest cube, place, channel and tag."""

    counts: dict[_Key, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, cube: str, place: Place, counts: Counts, *, channel: str = "", tag: str = "") -> None:
        known = self.counts[cube, place, channel, tag]
        for name, count in counts.items():
            known[name] = known.get(name, 0) + count


def write(conn: Connection, hall: str, counted: Counted, *, today: date) -> None:
    """Writes what a turn counted; what belongs to a day that is added up already goes into the coarser cubes too."""
    if not counted.counts:
        return
    is_late = any(place.day < today for _, place, _, _ in counted.counts)
    up_to = added_up_to(conn, hall) if is_late else BEGINNING
    for (cube, place, channel, tag), counts in counted.counts.items():
        changes = {name: count for name, count in counts.items() if count}
        if not changes:
            continue
        rows: list[dict[str, object]] = [
            {"hall": hall, "cube": each, **_key(_TABLE[cube], each, place, channel=channel, tag=tag), **changes}
            for each in (cube, *(COARSER[cube] if place.day <= up_to else ()))
        ]
        conn.execute(_counting(conn.dialect.name, _TABLE[cube], tuple(changes)), rows)


def added_up_to(conn: Connection, hall: str) -> date:
    """The last day that was added up to the coarser cubes."""
    return conn.scalar(_ADDED_UP_TO, {"of_hall": hall}) or BEGINNING


def known(conn: Connection, hall: str, finest: str) -> tuple[date, date]:
    """The first day of which anything was counted in a cube, and the last that was added up to the coarser ones."""
    first, last = conn.execute(_KNOWN[finest], {"of_hall": hall}).one()
    return first or BEGINNING, last or BEGINNING


def add_up(conn: Connection, hall: str, *, before: date) -> None:
    """Adds up the days before ``before`` that are not yet."""
    done = added_up_to(conn, hall)
    last = before - A_DAY
    if last <= done:
        return
    first = conn.scalar(
        select(func.min(visit_tallies.c.span)).where(
            visit_tallies.c.hall == hall, visit_tallies.c.cube == VISITS, visit_tallies.c.span > done
        )
    )
    for start, end in _by_month(max(first or before, done + A_DAY), last):
        for finest, coarser in COARSER.items():
            for cube in sorted(coarser, key=_days_and_large_first):
                for span, days in _by_span(cube, start, end):
                    conn.execute(_adding_up(conn.dialect.name, finest, cube, hall=hall, span=span, days=days))
    # Where another hub knew fewer cubes, or this one does, the hall is counted anew when a hub starts.
    poorer = case((tallied.c.rules > RULES, RULES), else_=tallied.c.rules)
    done_now = update(tallied).where(tallied.c.hall == hall).values(added_up_to=last, rules=poorer)
    if not conn.execute(done_now).rowcount:
        conn.execute(insert(tallied), {"hall": hall, "added_up_to": last, "rules": RULES})


def are_by_these_rules(conn: Connection, hall: str) -> bool:
    return conn.scalar(select(tallied.c.rules).where(tallied.c.hall == hall)) == RULES


def begin(conn: Connection, hall: str) -> None:
    """An empty count by the present rules."""
    for table in (visit_tallies, rating_tallies, tallied):
        conn.execute(delete(table).where(table.c.hall == hall))
    conn.execute(insert(tallied), {"hall": hall, "added_up_to": BEGINNING, "rules": RULES})


def put(conn: Connection, hall: str, counted: Counted) -> None:
    """Writes many finest rows into a count that has none of their keys yet."""
    rows: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    names = {cube: _counts(table) for cube, table in _TABLE.items()}
    for (cube, place, channel, tag), counts in counted.counts.items():
        key = (hall, cube, place.day.isoformat(), place.window, place.staff, place.service, place.hour)
        of_ratings = () if cube == VISITS else (channel, tag)
        rows[cube].append((*key, *of_ratings, *(counts.get(name, 0) for name in names[cube])))
    for cube, of_cube in rows.items():
        conn.exec_driver_sql(_putting(conn.dialect.paramstyle, _TABLE[cube]), of_cube)


@cache
def _putting(paramstyle: str, table: Table) -> str:
    """In the driver's own words: SQLAlchemy takes longer over fifty columns of a million rows than all counting."""
    columns = ", ".join(f'"{column.name}"' for column in table.c)
    marks = ", ".join(["?" if paramstyle == "qmark" else "%s"] * len(table.c))
    return f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"


def table_of(finest: str) -> Table:
    return _TABLE[finest]


def dimensions(cube: str) -> tuple[str, ...]:
    """What a cube is kept apart by, besides its span."""
    return tuple(LETTERS[letter] for letter in cube[1:])


def _counts(table: Table) -> list[str]:
    return [column.name for column in table.c if not column.primary_key]


def _key(table: Table, cube: str, place: Place, *, channel: str, tag: str) -> dict[str, object]:
    kept = set(dimensions(cube))
    whole: dict[str, object] = {
        "window": place.window,
        "staff": place.staff,
        "service": place.service,
        "hour": place.hour,
        "channel": channel,
        "tag": tag,
    }
    key: dict[str, object] = {"span": span_of(cube, place.day)}
    for name, value in whole.items():
        if name in table.c:
            key[name] = value if name in kept else -1 if name == "hour" else ""
    return key


def span_of(cube: str, day: date) -> date:
    """The day by which a cube keeps what happened on ``day``: itself, the first of its year, quarter or month, or its
    weekday's first in the month.
    """
    match cube[0]:
        case "y":
            return day.replace(month=1, day=1)
        case "q":
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case "m":
            return day.replace(day=1)
        case "w":
            return day.replace(day=(day.day - 1) % 7 + 1)
        case _:
            return day


@cache
def _counting(dialect: str, table: Table, names: tuple[str, ...]) -> Insert:
    """Adds to these counts of a row, or makes the row."""
    return _upsert(dialect, table, names)


def _upsert(dialect: str, table: Table, names: tuple[str, ...]) -> Insert:
    if dialect == "sqlite":
        new = sqlite.insert(table)
        return new.on_conflict_do_update(
            index_elements=list(table.primary_key), set_={name: table.c[name] + new.excluded[name] for name in names}
        )
    made = postgresql.insert(table)
    return made.on_conflict_do_update(
        index_elements=list(table.primary_key), set_={name: table.c[name] + made.excluded[name] for name in names}
    )


def _days_and_large_first(cube: str) -> tuple[bool, int]:
    """The order in which cubes are added up: what others are made from before them."""
    return cube[0] != "d", -len(cube)


def _by_span(cube: str, first: date, last: date) -> Iterator[tuple[date | None, list[date]]]:
    """The days of one month from ``first`` to ``last``, by the span they are kept under, None where that is each day's
    own.
    """
    days = [first + n * A_DAY for n in range((last - first).days + 1)]
    if cube[0] == "d":
        yield None, days
        return
    by_span: dict[date, list[date]] = defaultdict(list)
    for day in days:
        by_span[span_of(cube, day)].append(day)
    yield from by_span.items()


def _source(finest: str, cube: str) -> str:
    """The smallest cube of days that a coarser one can be added up from."""
    fit = (each for each in COARSER[finest] if each[0] == "d" and each != cube and set(cube[1:]) <= set(each[1:]))
    return next(fit, finest)


def _adding_up(dialect: str, finest: str, cube: str, *, hall: str, span: date | None, days: Sequence[date]) -> Insert:
    """Adds days up to a coarser cube, under one ``span`` or each its own, from the smallest that is done already."""
    table = _TABLE[finest]
    kept = dimensions(cube)
    kept_under = table.c.span if span is None else literal(span, table.c.span.type)
    keys = [column.name for column in table.primary_key if column.name not in ("hall", "cube", "span")]
    apart = {name: table.c[name] if name in kept else literal(-1 if name == "hour" else "") for name in keys}
    counts = _counts(table)
    # What goes under one span is grouped by the hall: without any group it would have a row where nothing happened.
    groups = [table.c.span if span is None else table.c.hall, *(table.c[name] for name in kept)]
    added = (
        select(literal(hall), literal(cube), kept_under, *apart.values(), *(func.sum(table.c[name]) for name in counts))
        .where(table.c.hall == hall, table.c.cube == _source(finest, cube), table.c.span.in_(days))
        .group_by(*groups)
    )
    upsert = _upsert(dialect, table, tuple(counts))
    return upsert.from_select(["hall", "cube", "span", *keys, *counts], added)


def _by_month(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The stretch from ``first`` to ``last`` in pieces that each lie in one month."""
    while first <= last:
        end = min((first.replace(day=28) + timedelta(days=4)).replace(day=1) - A_DAY, last)
        yield first, end
        first = end + A_DAY
