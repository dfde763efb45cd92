"""The document of a period: its figures now and before, by who and when, with its cases, comments and suggestions."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection

from config.definition import Definition
from server.reports import rows
from server.reports.facts import Json
from server.reports.grouping import By
from server.reports.period import ledger, suggestions, words_of_citizens
from server.reports.period.days import Days
from server.reports.period.figures import NOBODY, changes, indicators, with_interval
from server.store.columns import rfc3339

WHO: tuple[By, ...] = ("window", "department", "staff", "service")
WHEN: tuple[By, ...] = ("day", "hour")
MOST_CHANGED_WINDOWS = 10


def document(conn: Connection, definition: Definition, days: Days, *, today: date, now: datetime) -> Json:
    """The document as it stands ``now`` (UTC); ``today`` is the hall's day."""
    before = days.before

    def report(kind: rows.Kind, by: By, of: Days = days) -> rows.Report:
        return rows.report(conn, definition, kind, first=of.first, last=of.last, by=by, today=today)

    grouped = {by: _grouped(report("ratings", by), report("tickets", by)) for by in WHO + WHEN}
    total = _totals(report("ratings", "window"), report("tickets", "window"), report("cases", "window"))
    proposed = suggestions.entries(conn, definition, days)
    ratings_before = report("ratings", "window", before)
    total_before = _totals(ratings_before, report("tickets", "window", before), report("cases", "window", before))
    total["suggestions"] = suggestions.figures(proposed)
    total_before["suggestions"] = suggestions.figures(suggestions.entries(conn, definition, before))
    figures = indicators(total, total_before)
    return {
        **ledger_document(conn, definition, days, today=today, now=now),
        "report": "period",
        "before": {"from": before.first.isoformat(), "to": before.last.isoformat()},
        "indicators": figures,
        "changes": [*changes(figures), *_of_windows(grouped["window"], ratings_before)],
        "grades": total["ratings"]["grades"],
        "by": grouped,
        "comments": words_of_citizens.entries(conn, definition, days),
        "suggestions": proposed,
    }


def ledger_document(conn: Connection, definition: Definition, days: Days, *, today: date, now: datetime) -> Json:
    """The ledger of cases by itself."""
    return {
        "report": "ledger",
        "hall": definition.code,
        "hall_name": definition.name,
        "from": days.first.isoformat(),
        "to": days.last.isoformat(),
        "month": days.month,
        "made_at": rfc3339(now),
        "made_on": today.isoformat(),
        "cases": ledger.entries(conn, definition, days, today=today),
    }


def _totals(*reports: rows.Report) -> dict[str, Json]:
    return {report.kind: report.total for report in reports}


def _grouped(ratings: rows.Report, tickets: rows.Report) -> list[Json]:
    """A row for everyone who has figures in either report, in the hall's order."""
    rated = {row["key"]: row for row in ratings.rows}
    waited = {row["key"]: row for row in tickets.rows}
    order = [row["key"] for row in tickets.rows] + [key for key in rated if key not in waited]
    if ratings.by in WHEN:
        order.sort()
    return [_row(key, rated.get(key), waited.get(key)) for key in order]


def _row(key: str, rated: Json | None, waited: Json | None) -> Json:
    label = (rated or waited or {})["label"]
    ratings = rated or {"finished": 0, "due": 0, "rated": 0, "flagged": 0, "grades": {}}
    tickets = waited or {"issued": 0, "called": 0}
    return {
        "key": key,
        "label": label,
        **{name: tickets[name] for name in ("issued", "called")},
        **{name: ratings[name] for name in ("finished", "due", "rated", "flagged", "grades")},
        **{name: with_interval(ratings.get(name, NOBODY)) for name in ("participation", "satisfaction")},
        "dissatisfaction": ratings.get("dissatisfaction", NOBODY),
        "mean_wait_minutes": tickets.get("mean_wait_minutes", NOBODY),
        "mean_serving_minutes": tickets.get("mean_serving_minutes", NOBODY),
    }


def _of_windows(now: list[Json], before: rows.Report) -> list[Json]:
    """The windows whose 满意率 or 参评率 changed notably, the largest change first."""
    then = {row["key"]: row for row in before.rows}
    found = [
        {**change, "window": row["key"], "label": row["label"]}
        for row in now
        if row["key"] in then
        for change in changes(
            [{"key": name, **row[name], "before": then[row["key"]][name]} for name in ("satisfaction", "participation")]
        )
    ]
    return sorted(found, key=lambda change: -abs(change["value"] - change["before"]))[:MOST_CHANGED_WINDOWS]
