"""Servings one by one as CSV, XLSX or JSON: written row by row, so that a million of them need little memory."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import orjson
import xlsxwriter

from config.catalogues import words
from config.definition import Definition
from server.reports.visits import COLUMNS, MINUTES, TIMES, Row, Visits, headings, per_day
from server.store.database import Store

ROWS_A_SHEET = 1_000_000
"""Excel takes 1,048,576 with the heading."""
A_DAY = 86_400_000
A_MINUTE = 60_000
DAY_1970 = date(1970, 1, 1).toordinal()
EXCEL_1970 = 25_569
WIDTHS = {"department": 18, "service": 18, "issued_at": 19, "called_at": 19, "started_at": 19, "finished_at": 19}

Tell = Callable[[int, int], None]
"""Hears how many rows are done, of how many."""
Form = Literal["csv", "xlsx", "json"]


def write(store: Store, hall: str, first: date, last: date, form: Form, file: Path, tell: Tell) -> int:
    """Writes the servings of the hall days from ``first`` to ``last``, both included, and gives how many there were."""
    with store.read() as conn:
        definition = store.definition(conn, hall)
        days = per_day(conn, hall, first, last)
        time = _Serial(definition.zone) if form == "xlsx" else _Clock(definition.zone)
        visits = Visits(conn, definition, first, last, time=time)
    total, done = sum(count for _, count in days), 0
    tell(0, total)

    def rows() -> Iterator[Row]:
        nonlocal done
        for day, count in days:
            # A read of its own for each day: one over minutes would keep the database from tidying up behind it.
            with store.read() as conn:
                yield from visits.of_day(conn, day)
            done += count
            tell(done, total)

    {"csv": _csv, "xlsx": _xlsx, "json": _json}[form](file, definition, rows())
    return done


class _Clock:
    """UTC milliseconds as ``2026-03-02 09:30:15`` of the hall's time; a day has few minutes and many rows."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._minutes: dict[int, str] = {}
        self._seconds = [f":{second:02}" for second in range(60)]

    def __call__(self, milliseconds: int) -> str:
        minute, rest = divmod(milliseconds, A_MINUTE)
        known = self._minutes.get(minute)
        if known is None:
            at = datetime.fromtimestamp(minute * 60, self._zone)
            known = self._minutes[minute] = f"{at:%Y-%m-%d %H:%M}"
        return known + self._seconds[rest // 1000]


class _Serial:
    """UTC milliseconds as Excel counts the hall's time: days since the end of 1899."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._minutes: dict[int, float] = {}

    def __call__(self, milliseconds: int) -> float:
        minute, rest = divmod(milliseconds, A_MINUTE)
        known = self._minutes.get(minute)
        if known is None:
            at = datetime.fromtimestamp(minute * 60, self._zone)
            since_1970 = at.date().toordinal() - DAY_1970
            known = self._minutes[minute] = EXCEL_1970 + since_1970 + (at.hour * 60 + at.minute) / (24 * 60)
        return known + rest / A_DAY


def _csv(file: Path, definition: Definition, rows: Iterator[Row]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write("\ufeff")  # so that Excel knows it; the codec that does this is a slow one
        writer = csv.writer(out)
        writer.writerow(headings(definition.languages[0]))
        writer.writerows(rows)


def _json(file: Path, definition: Definition, rows: Iterator[Row]) -> None:
    """An array of objects; times are the hall's own."""
    with file.open("wb") as out:
        between = b"[\n"
        for row in rows:
            out.write(between + orjson.dumps(dict(zip(COLUMNS, row, strict=True))))
            between = b",\n"
        out.write(b"[]\n" if between == b"[\n" else b"\n]\n")


def _xlsx(file: Path, definition: Definition, rows: Iterator[Row]) -> None:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "tmpdir": str(file.parent),
    }
    with xlsxwriter.Workbook(str(file), options) as book:
        book.use_zip64()
        sheets = _Sheets(book, definition.languages[0])
        for row in rows:
            sheets.add(row)


class _Sheets:
    """Worksheets of a workbook, another one when one is full."""

    def __init__(self, book: Any, language: str) -> None:
        self._book = book
        self._headings = headings(language)
        self._title = words(language, "reports.servings")
        self._head = book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "vcenter"})
        self._time = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._minutes = book.add_format({"num_format": "0.0"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._days: dict[str, float] = {}
        self._formats = [
            self._time if place in TIMES else self._minutes if place in MINUTES else None
            for place in range(len(COLUMNS))
        ]
        self._begin()

    def add(self, row: Row) -> None:
        if self._line > ROWS_A_SHEET:
            self._begin()
        line, sheet = self._line, self._sheet
        number, text, formats = sheet.write_number, sheet.write_string, self._formats
        number(line, 0, self._serial(row[0]), self._day)
        for place in range(1, len(row)):
            value = row[place]
            if value is None:
                continue
            form = formats[place]
            if form is None:
                text(line, place, value)
            else:
                number(line, place, value, form)
        self._line += 1

    def _serial(self, day: str) -> float:
        known = self._days.get(day)
        if known is None:
            known = self._days[day] = float(
                date.fromisoformat(day).toordinal() - date(1970, 1, 1).toordinal() + EXCEL_1970
            )
        return known

    def _begin(self) -> None:
        number = len(self._book.worksheets())
        sheet = self._sheet = self._book.add_worksheet(self._title if not number else f"{self._title} {number + 1}")
        sheet.freeze_panes(1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&R&P / &N")
        for place, (column, heading) in enumerate(zip(COLUMNS, self._headings, strict=True)):
            sheet.set_column(place, place, WIDTHS.get(column, 11))
            sheet.write_string(0, place, heading, self._head)
        self._line = 1
