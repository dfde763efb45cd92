"""The hall's ratings as it publishes them: a calendar month of the hall's time, by window or by department.

No person is in them, no single rating, and no grades of so few that they would point at one.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Literal

import orjson
from sqlalchemy import Connection, func, select

from config.catalogues import words
from config.definition import Definition
from server.domain.numbering import hall_day
from server.domain.publishing import withheld
from server.reports import files
from server.reports.apart import Wanted
from server.reports.facts import Json
from server.reports.rows import Report
from server.store.tables import servings

By = Literal["window", "department"]
COUNTED = ("finished", "due", "rated", "participation")
"""Published whatever the number: they say how many came and how many rated, not how."""
GRADED = ("grades", "satisfaction", "dissatisfaction")
"""Withheld where they would point at one."""


def months(conn: Connection, definition: Definition, *, now: datetime) -> list[str]:
    """The months from the hall's first serving to now, ``YYYY-MM``, newest first."""
    today = hall_day(now, definition.zone)
    first = conn.scalar(select(func.min(servings.c.day)).where(servings.c.hall == definition.code)) or today
    count = (today.year - first.year) * 12 + today.month - first.month + 1
    return [f"{(n := today.year * 12 + today.month - 1 - back) // 12:04}-{n % 12 + 1:02}" for back in range(count)]


def wanted(definition: Definition, month: str, by: By) -> Wanted:
    """The month's ratings, as they are worked out before anything is withheld."""
    first = date.fromisoformat(f"{month}-01")
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return Wanted(kind="ratings", hall=definition.code, first=first, last=last, by=by, format="json")


def publishable(definition: Definition, wanted: Wanted, worked_out: bytes) -> Report:
    """What may be published of a report that was worked out as JSON."""
    report = orjson.loads(worked_out)
    hidden = withheld({row["key"]: row["rated"] for row in report["rows"]}, fewest=definition.rating.published_from)
    return Report(
        kind="ratings",
        hall=definition.code,
        hall_name=definition.name,
        first=wanted.first,
        last=wanted.last,
        by=wanted.by,
        rows=[_row(row, is_withheld=row["key"] in hidden.rows) for row in report["rows"]],
        total=_row(report["total"], is_withheld=hidden.total),
    )


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
    fewest = definition.rating.published_from
    return {tag: words(tag, f"open.field.{name}").replace("{fewest}", str(fewest)) for tag in languages}
