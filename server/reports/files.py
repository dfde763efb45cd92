"""Reports as files: JSON, CSV (UTF-8 with BOM, so that Excel reads it) and XLSX with real number formats."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any, Literal

import orjson
import xlsxwriter

from config.catalogues import words
from server.reports.facts import Json
from server.reports.rows import Report

Format = Literal["json", "csv", "xlsx"]

CONTENT_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NOTHING = "—"
NOT_IN_A_SHEETS_NAME = re.compile(r"[\[\]:*?/\\]")
SHARES = frozenset(
    {
        "participation",
        "satisfaction",
        "dissatisfaction",
        "satisfaction_unflagged",
        "dissatisfaction_unflagged",
        "over_promise",
        "no_show",
        "speed_up",
        "on_time",
        "on_the_spot",
        "rectified_in_time",
        "called_back",
    }
)


def name(report: Report, format: Format) -> str:
    """A department's and the hall's of the same days may lie in one folder."""
    of = report.hall if report.department is None else f"{report.hall}-{report.department or 'none'}"
    return f"{report.kind}-{of}-{report.first}-{report.last}-by-{report.by}.{format}"


def written(report: Report, format: Format, *, language: str) -> bytes:
    """The report as the bytes of a file."""
    match format:
        case "json":
            return orjson.dumps(report.as_json())
        case "csv":
            return _csv(report, language)
        case "xlsx":
            return _xlsx(report, language)


def _columns(row: Json) -> Iterator[tuple[str, str | None]]:
    """The table's columns as (field, part): an indicator stands as value, numerator and denominator."""
    for field, value in row.items():
        if field == "key":
            continue
        if field == "grades":
            yield from ((field, grade) for grade in value)
        elif isinstance(value, dict):
            yield from ((field, part) for part in ("value", "numerator", "denominator"))
        else:
            yield field, None


def _heading(column: tuple[str, str | None], report: Report, language: str) -> str:
    field, part = column
    if field == "label":
        return words(language, f"reports.by.{report.by}")
    if field == "grades":
        return words(language, f"reports.grade.{part}")
    title = words(language, f"reports.{field}")
    return title if part in (None, "value") else f"{title} · {words(language, f'reports.{part}')}"


def _cell(row: Json, column: tuple[str, str | None]) -> Any:
    field, part = column
    value = row[field] if part is None else row[field][part]
    return NOTHING if value is None else value


def _table(report: Report, language: str) -> tuple[list[tuple[str, str | None]], list[Json]]:
    total = {**report.total, "label": _of(report, language, words(language, "reports.total"))}
    return list(_columns(total)), [*report.rows, total]


def _of(report: Report, language: str, what: str) -> str:
    """What a table of one department calls itself and its total, so that nobody takes it for the hall's."""
    if report.department is None:
        return what
    return f"{what} · {report.department_name.get(language, report.department or NOTHING)}"


def _csv(report: Report, language: str) -> bytes:
    columns, rows = _table(report, language)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_heading(column, report, language) for column in columns])
    for row in rows:
        writer.writerow([safe(_cell(row, column)) for column in columns])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def safe(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula is marked as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value


def _xlsx(report: Report, language: str) -> bytes:
    columns, rows = _table(report, language)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False}) as book:
        title = _of(report, language, words(language, f"reports.{report.kind}"))
        sheet = book.add_worksheet(NOT_IN_A_SHEETS_NAME.sub(" ", title)[:31].strip("' "))
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        formats = {
            "share": book.add_format({"num_format": "0.0%"}),
            "minutes": book.add_format({"num_format": "0.0"}),
            "count": book.add_format({"num_format": "0"}),
            "text": book.add_format(),
        }
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, len(columns) - 1, 11)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, _heading(column, report, language), head)
        for line, row in enumerate(rows, start=1):
            for place, column in enumerate(columns):
                sheet.write(line, place, _cell(row, column), formats[_format(column)])
    return file.getvalue()


def _format(column: tuple[str, str | None]) -> str:
    field, part = column
    if field == "label":
        return "text"
    if field in SHARES:
        return "share" if part == "value" else "minutes" if field == "speed_up" else "count"
    return "minutes" if field.endswith("minutes") and part != "denominator" else "count"
