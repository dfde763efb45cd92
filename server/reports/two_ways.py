"""Every figure of a period by any two dimensions, each with how sure it is, beside the period and the year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import prod

from sqlalchemy import Connection

from config.definition import Definition
from config.grades import TAGS
from server.domain.changing import count_changed, mean_changed, share_changed
from server.domain.indicators import Ratio
from server.domain.periods import Period, period_before, year_before
from server.domain.rating import Channel, Grade
from server.domain.refusal import BadInput
from server.reports.facts import Figures, Json, with_intervals
from server.reports.grouping import OF_RATINGS, Dimension
from server.reports.rating_figures import rating_figures
from server.reports.table import Counts, Keys, Table, rows_at_most, table
from server.reports.ticket_figures import ticket_figures

MOST_ROWS = 1_000
"""That a page shows; more are asked for by shorter periods or coarser dimensions."""
FAR_TOO_MANY = MOST_ROWS * 5 // 4
"""That it may have at most, and a table is refused without adding it up."""
MEANS = ("mean_wait_minutes", "mean_serving_minutes")
COUNTS = ("issued", "finished", "rated")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """``by`` is one dimension or two, ``beside`` whether each row is compared and with what.

    Of a ``department`` its own services count.
    """

    by: Sequence[Dimension]
    period: Period
    beside: str = "none"
    language: str | None = None
    department: str | None = None


def two_ways(conn: Connection, definition: Definition, asked: Asked) -> Json:
    """Raises BadInput when it would be more rows than anybody reads."""
    by, period = asked.by, asked.period
    if _could_be(definition, by, period) > FAR_TOO_MANY:
        days = {"first": period.first, "last": period.last}
        # Only some of them can have nothing left; below this all are added up to know.
        at_most = rows_at_most(conn, definition, by, **days, department=asked.department, enough=FAR_TOO_MANY)
        if at_most == FAR_TOO_MANY:
            _must_be_readable(at_most)
    read = partial(_read, conn, definition, language=asked.language, department=asked.department)
    known = read(by, period)
    _must_be_readable(len(known.rows))
    earlier = {"period": period_before(period), "year": year_before(period)}
    beside = read(by, earlier[asked.beside]) if asked.beside in earlier else None
    whole = _parents(partial(read, period=period), by) if set(by) & OF_RATINGS else None
    rows = [_row(known, keys, counts, whole=whole, beside=beside) for keys, counts in known.rows.items()]
    total = _figures(known, known.total)
    return {
        "hall": definition.code,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "by": list(by),
        "of_visits": known.of_visits,
        "exact_waits": known.exact,
        "rows": rows,
        "total": with_intervals(total),
        "before": {name: _before(read(("hall",), days), days, total) for name, days in earlier.items()},
    }


def _could_be(definition: Definition, by: Sequence[Dimension], period: Period) -> int:
    """How many rows it would be if everybody did everything each day; so many are not worked out to be refused."""
    sizes: dict[Dimension, int] = {
        "department": len(definition.departments),
        "window": len(definition.windows),
        "staff": len(definition.staff),
        "service": len(definition.leaves),
        "channel": len(Channel),
        "grade": len(Grade),
        "tag": sum(map(len, TAGS.values())),
        "day": (period.last - period.first).days + 1,
        "hour": 24,
        "weekday": 7,
    }
    return prod(sizes.get(each, 1) for each in by)


def _must_be_readable(rows: int) -> None:
    if rows > MOST_ROWS:
        raise BadInput("too_many_rows", field="and", rows=rows, most=MOST_ROWS)


def _read(
    conn: Connection,
    definition: Definition,
    by: Sequence[Dimension],
    period: Period,
    *,
    language: str | None,
    department: str | None,
) -> Table:
    first, last = period.first, period.last
    return table(conn, definition, by, first=first, last=last, language=language, department=department)


def _row(known: Table, keys: Keys, counts: Counts, *, whole: dict[Keys, int] | None, beside: Table | None) -> Json:
    row: Json = {
        "keys": list(keys),
        "labels": [grouping.label(key) for grouping, key in zip(known.groupings, keys, strict=True)],
        **with_intervals(_figures(known, counts)),
    }
    if whole is not None:
        parent = _parent(keys, [grouping.by for grouping in known.groupings])
        row |= with_intervals({"share": Ratio(row["rated"], whole.get(parent, 0))})
    if beside is not None:
        earlier = beside.rows.get(keys)
        row["before"] = None if earlier is None else with_intervals(_figures(beside, earlier))
    return row


def _figures(known: Table, counts: Counts) -> Figures:
    """A table of ratings says nothing of visits but in its total."""
    figures = dict(rating_figures(counts))
    if known.of_visits:
        figures |= ticket_figures(counts, exact=known.exact)
    return figures


def _parents(read: partial[Table], by: Sequence[Dimension]) -> dict[Keys, int]:
    """How many ratings there were of which each row is a share: all, or all of the other dimension's key."""
    others = _others(by)
    if not others:
        found = read(("hall",))
        return {(): _rated(found.total)}
    return {keys: _rated(counts) for keys, counts in read(others).rows.items()}


def _others(by: Sequence[Dimension]) -> tuple[Dimension, ...]:
    """The dimensions without the last of those that ratings alone have."""
    last = max(place for place, each in enumerate(by) if each in OF_RATINGS)
    return tuple(each for place, each in enumerate(by) if place != last)


def _parent(keys: Keys, by: Sequence[Dimension]) -> Keys:
    last = max(place for place, each in enumerate(by) if each in OF_RATINGS)
    return tuple(key for place, key in enumerate(keys) if place != last)


def _rated(counts: Counts) -> int:
    rated: int = rating_figures(counts)["rated"]
    return rated


def _before(earlier: Table, days: Period, now: Figures) -> Json:
    """The hall's figures of an earlier period, and which of today's differ from them by more than chance."""
    was = _figures(earlier, earlier.total)
    changed = [
        name
        for name, value in now.items()
        if (isinstance(value, Ratio) and name in was and _changed(name, value, was[name]))
        or (name in COUNTS and name in was and count_changed(value, was[name]))
    ]
    return {
        "from": days.first.isoformat(),
        "to": days.last.isoformat(),
        "total": with_intervals(was),
        "changed": changed,
    }


def _changed(name: str, now: Ratio, was: Ratio) -> bool:
    if name == "speed_up" or now.numerator > now.denominator or was.numerator > was.denominator:
        return name in MEANS and mean_changed(now, was)
    return mean_changed(now, was) if name in MEANS else share_changed(now, was)
