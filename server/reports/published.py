"""The hall's ratings as it publishes them: a calendar month of the hall's time, by window or by department.

No person is in them, no single rating, and no grades of so few that they would point at one. A month is published
once, as it stands on that day: ``server.reports.publishing`` keeps these tables, and shows nothing else from then on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Literal, get_args

from sqlalchemy import Connection, func, select

from config.catalogues import words
from config.definition import Definition
from server.domain.numbering import hall_day
from server.domain.publishing import Groups, Withheld, published_from, withheld
from server.domain.refusal import NotFound
from server.reports import files, rows
from server.reports.facts import Json
from server.reports.period.days import Days, of_month
from server.reports.rating_figures import rating_figures
from server.reports.rows import Report
from server.reports.table import table
from server.store import published_months
from server.store.tables import servings
from server.store.tallies import A_DAY

By = Literal["window", "department"]
COUNTED = ("finished", "due", "rated", "participation")
"""Published whatever the number: they say how many came and how many rated, not how."""
GRADED = ("grades", "satisfaction", "dissatisfaction")
"""Withheld where they would point at one."""


@dataclass(frozen=True)
class Coming:
    """The oldest month that is not published yet, ``YYYY-MM``, and the hall day on which it is."""

    month: str
    on: date


def months(conn: Connection, definition: Definition, *, now: datetime) -> tuple[list[str], Coming]:
    """The published months since the hall's first serving, newest first, and which comes next."""
    today = hall_day(now, definition.zone)
    month = conn.scalar(select(func.min(servings.c.day)).where(servings.c.hall == definition.code)) or today
    kept = published_months.months(conn, definition.code)
    published: list[str] = []
    while (on := _published_on(definition, month)) <= today or f"{month:%Y-%m}" in kept:
        published.insert(0, f"{month:%Y-%m}")
        month = _days(month).last + A_DAY
    return published, Coming(f"{month:%Y-%m}", on)


def due(conn: Connection, definition: Definition, *, now: datetime) -> list[str]:
    """The months that are to be published and are not yet, oldest first."""
    kept = published_months.months(conn, definition.code)
    published, _ = months(conn, definition, now=now)
    return [month for month in reversed(published) if month not in kept]


def tables(conn: Connection, definition: Definition, month: str, *, now: datetime) -> Callable[[], Json]:
    """Reads a month's ratings; what it gives makes the tables, without what must be withheld and without the database.

    Raises NotFound for a month that is not to be published yet.
    """
    days, today = of_month(month), hall_day(now, definition.zone)
    if today < (on := _published_on(definition, days.last)):
        raise NotFound("month_not_published", month=month, day=on.isoformat())
    report = partial(rows.report, conn, definition, "ratings", first=days.first, last=days.last, today=today)
    known = {by: report(by=by) for by in get_args(By)}
    return partial(_document, definition, month, known, _rated(conn, definition, days))


def _document(definition: Definition, month: str, known: dict[By, Report], rated: Groups) -> Json:
    fewest = definition.rating.published_from
    hidden = withheld(rated, fewest=fewest)
    return {
        "hall": definition.code,
        "hall_name": definition.name,
        "language": definition.languages[0],
        "month": month,
        "published_from": fewest,
        "rows": {
            by: [_row(row, is_withheld=row["key"] in _keys(hidden, by)) for row in known[by].rows] for by in known
        },
        "total": _row(known["window"].total, is_withheld=hidden.total),
    }


def _keys(hidden: Withheld, by: By) -> frozenset[str]:
    return hidden.windows if by == "window" else hidden.departments


def report(document: Json, by: By) -> Report:
    """A published month by window or by department."""
    days = of_month(document["month"])
    return Report(
        kind="ratings",
        hall=document["hall"],
        hall_name=document["hall_name"],
        first=days.first,
        last=days.last,
        by=by,
        rows=document["rows"][by],
        total=document["total"],
    )


def _published_on(definition: Definition, in_month: date) -> date:
    return published_from(_days(in_month).last, rated_for_days=definition.rating.phone_days)


def _days(in_month: date) -> Days:
    return of_month(f"{in_month:%Y-%m}")


def _rated(conn: Connection, definition: Definition, days: Days) -> Groups:
    """How many rated at each window for each department."""
    known = table(conn, definition, ("window", "service"), first=days.first, last=days.last)
    rated: Counter[tuple[str, str | None]] = Counter()
    for (window, service), counts in known.rows.items():
        rated[window, definition.department_of(service)] += rating_figures(counts)["rated"]
    return rated


def _row(row: Json, *, is_withheld: bool) -> Json:
    graded = {name: dict.fromkeys(row[name]) if is_withheld else row[name] for name in GRADED}
    counted = {name: row[name] for name in COUNTED}
    return {"key": row["key"], "label": row["label"], **counted, "withheld": is_withheld, **graded}


def as_csv(document: Json, by: By) -> tuple[str, bytes]:
    """The file's name and bytes."""
    told = report(document, by)
    return files.name(told, "csv"), files.written(told, "csv", language=document["language"])


def dictionary(definition: Definition) -> Json:
    """What each field of the published tables means (数据字典), in the hall's languages."""
    names = ["key", "label", *COUNTED, "withheld", *GRADED]
    return {
        "hall": definition.code,
        "name": definition.name,
        "published_from": definition.rating.published_from,
        "fields": [{"name": name, "type": _TYPES[name], "meaning": _said(definition, name)} for name in names],
        "rule": _said(definition, "rule"),
        "months": _said(definition, "months"),
    }


_SHARE = {"numerator": "integer", "denominator": "integer", "value": "number 0..1 or null"}
_TYPES: dict[str, Any] = {
    "key": "string",
    "label": "string",
    "finished": "integer",
    "due": "integer",
    "rated": "integer",
    "participation": _SHARE,
    "withheld": "boolean",
    "grades": {"very_satisfied, satisfied, basically_satisfied, dissatisfied, very_dissatisfied": "integer or null"},
    "satisfaction": _SHARE,
    "dissatisfaction": _SHARE,
}


def _said(definition: Definition, name: str) -> dict[str, str]:
    languages: Iterable[str] = definition.languages
    rules = definition.rating
    return {
        tag: words(tag, f"open.field.{name}")
        .replace("{fewest}", str(rules.published_from))
        .replace("{days}", str(rules.phone_days))
        for tag in languages
    }
