"""What can be handed in as a file, and the one way in which each is written: for the command line and for the hub."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, cast

import orjson
from sqlalchemy import Connection

from config.definition import Definition
from server.domain.numbering import hall_day
from server.reports.facts import Json
from server.reports.period import days as period_days
from server.reports.period import heading, plain, tables, tables_of_words
from server.reports.period.days import Days
from server.reports.period.document import document, ledger_document
from server.reports.period.words_of_citizens import with_words
from server.reports.visits_written import Form, Tell
from server.reports.visits_written import write as write_visits
from server.store import month_reports
from server.store.database import Store

What = Literal["report", "ledger", "servings"]
FileFormat = Literal["pdf", "xlsx", "csv", "json"]
FORMATS: dict[What, tuple[FileFormat, ...]] = {
    "report": ("pdf", "xlsx", "csv", "json"),
    "ledger": ("pdf", "xlsx", "csv", "json"),
    "servings": ("xlsx", "csv", "json"),
}
CONTENT_TYPES: dict[FileFormat, str] = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


@dataclass(frozen=True, kw_only=True)
class Order:
    """A file to be written: the report of a period, its ledger of cases, or its servings one by one.

    Days are hall days, both included. ``kept`` asks for a calendar month as it was reported on its first.
    """

    what: What
    hall: str
    first: date
    last: date
    format: FileFormat
    kept: bool = False

    @property
    def name(self) -> str:
        days = Days(self.first, self.last)
        return f"{self.what}-{self.hall}-{days.month or f'{self.first}-{self.last}'}.{self.format}"


def of_month(what: What, hall: str, month: str, format: FileFormat) -> Order:
    """A month (``YYYY-MM``) as it was reported."""
    days = period_days.of_month(month)
    return Order(what=what, hall=hall, first=days.first, last=days.last, format=format, kept=True)


def write(store: Store, order: Order, file: Path, tell: Tell) -> None:
    """Writes what is ordered. Raises NotFound where a month is wanted as it was reported and none was."""
    if order.what == "servings":
        write_visits(store, order.hall, order.first, order.last, cast(Form, order.format), file, tell)
        return
    tell(0, 3)
    with store.read() as conn:
        definition = store.definition(conn, order.hall)
        made = _document(store, conn, definition, order)
        tell(1, 3)
        told = with_words(conn, order.hall, made)
    tell(2, 3)
    _put(told, order, definition, file)
    tell(3, 3)


def document_of(store: Store, order: Order) -> bytes:
    """The document of a period as JSON, without anybody's words."""
    with store.read() as conn:
        return orjson.dumps(_document(store, conn, store.definition(conn, order.hall), order))


def as_json(order: Order, told: Json) -> bytes:
    """What is ordered, of a period's document with its words, as JSON."""
    return orjson.dumps(_only_ledger(told) if order.what == "ledger" else told)


def _document(store: Store, conn: Connection, definition: Definition, order: Order) -> Json:
    days, now = Days(order.first, order.last), store.clock()
    if order.kept:
        return month_reports.get(conn, order.hall, days.month or "").document
    make = document if order.what == "report" else ledger_document
    return make(conn, definition, days, today=hall_day(now, definition.zone), now=now)


def _put(told: Json, order: Order, definition: Definition, file: Path) -> None:
    language = definition.languages[0]
    is_ledger = order.what == "ledger"
    above = heading.of(told, language, ledger=is_ledger)
    ledger = tables_of_words.of_ledger(told, language)
    others = [] if is_ledger else tables.of_period(told, language)
    match order.format:
        case "json":
            file.write_bytes(as_json(order, told))
        case "csv":
            file.write_bytes(plain.written([*others, ledger]))
        case "xlsx":
            from server.reports.period import workbook

            workbook.write(file, [*others, ledger], above, charts=not is_ledger)
        case "pdf":
            from server.reports.period import printed  # fpdf2 would cost a hub that never prints a report 30 MB

            made = printed.ledger(ledger, above) if is_ledger else printed.report(told, others, ledger, above)
            file.write_bytes(made)


def _only_ledger(told: Json) -> Json:
    wanted = ("hall", "hall_name", "from", "to", "month", "made_at", "made_on", "cases")
    return {"report": "ledger", **{name: told[name] for name in wanted}}
