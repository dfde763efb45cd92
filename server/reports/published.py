"""The hall's ratings as it publishes them: a calendar month of the hall's time, by window or by department.

No person is in them, no single rating, and no grades of so few that they would point at one; and no month whose
ratings still come in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, func, select

from config.catalogues import words
from config.definition import Definition
from server.domain.numbering import hall_day
from server.domain.publishing import Groups, published_from, withheld
from server.domain.refusal import NotFound
from server.reports import files, rows
from server.reports.facts import Json
from server.reports.period.days import Days, of_month
from server.reports.rating_figures import rating_figures
from server.reports.rows import Report
from server.reports.table import table
from server.store.tables import servings

By = Literal["window", "department"]
COUNTED = ("finished", "due", "rated", "participation")
"""Published whatever the number: they say how many came and how many rated, not how."""
GRADED = ("grades", "satisfaction", "dissatisfaction")
"""Withheld where they would point at one."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Coming:
    """The oldest month that is not published yet, ``YYYY-MM``, and the hall day on which it is."""

    month: str
    on: date


def months(conn: Connection, definition: Definition, *, now: datetime) -> tuple[list[str], Coming]:
    """The published months since the hall's first serving, newest first, and which comes next."""
    today = hall_day(now, definition.zone)
    month = conn.scalar(select(func.min(servings.c.day)).where(servings.c.hall == definition.code)) or today
    published: list[str] = []
    while (on := _published_on(definition, month)) <= today:
        published.insert(0, f"{month:%Y-%m}")
        month = _days(month).last + A_DAY
    return published, Coming(f"{month:%Y-%m}", on)


def report(conn: Connection, definition: Definition, month: str, by: By, *, now: datetime) -> Report:
    """A month's ratings, without what must be withheld. Raises NotFound for a month that is not published yet."""
    days, today = of_month(month), hall_day(now, definition.zone)
    if today < (on := _published_on(definition, days.last)):
        raise NotFound("month_not_published", month=month, day=on.isoformat())
    known = rows.report(conn, definition, "ratings", first=days.first, last=days.last, by=by, today=today)
    hidden = withheld(_rated(conn, definition, days), fewest=definition.rating.published_from)
    keys = hidden.windows if by == "window" else hidden.departments
    return replace(
        known,
        rows=[_row(row, is_withheld=row["key"] in keys) for row in known.rows],
        total=_row(known.total, is_withheld=hidden.total),
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


def as_csv(report: Report, language: str) -> bytes:
    return files.written(report, "csv", language=language)


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
