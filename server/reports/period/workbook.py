"""A period's tables as XLSX: a worksheet each, with number formats, frozen headings, charts and a set-up for print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import ceil
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.utility import xl_range

from config.catalogues import words
from server.reports.period.columns import Table, Unit
from server.reports.period.heading import Heading

A4 = 9
INK, DEEP, LINE, PAPER, GOLD = "#12303b", "#114b5b", "#dfd8cb", "#f7f4ee", "#f2a71b"
FORMATS: dict[Unit, str] = {"count": "#,##0", "share": "0.0%", "minutes": "0.0", "date": "yyyy-mm-dd", "text": "@"}
NOTHING = "—"
LINE_HIGH = 15
"""Points."""


def write(file: Path, tables: Sequence[Table], heading: Heading, *, charts: bool) -> None:
    """Writes the workbook, the first worksheet being the first table; ``charts`` follow on one of their own."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "tmpdir": str(file.parent),
    }
    with xlsxwriter.Workbook(str(file), options) as book:
        book.set_properties({"title": heading.title, "subject": heading.period, "company": heading.hall})
        looks = _Looks(book)
        sheets = {table.key: (book.add_worksheet(table.title[:31]), table) for table in tables}
        for sheet, table in sheets.values():
            _fill(sheet, table, looks)
            _set_up(sheet, table, heading)
        if charts:
            _draw(book, sheets, heading)


class _Looks:
    """The formats of cells by unit."""

    def __init__(self, book: Any) -> None:
        ground = {"valign": "top", "bottom": 1, "bottom_color": LINE, "font_size": 11}
        head = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": PAPER}
        head |= {"bottom": 2, "bottom_color": DEEP}
        self.of = {unit: book.add_format({**ground, "num_format": form}) for unit, form in FORMATS.items()}
        self.head = {True: book.add_format({**head, "align": "right"}), False: book.add_format(head)}
        """By whether numbers stand below it."""
        self.of["text"].set_text_wrap()
        self.of["date"].set_align("left")
        self.missing = book.add_format({**ground, "align": "right"})
        self.note = book.add_format({"italic": True, "font_color": "#4a5f67"})


def _fill(sheet: Any, table: Table, looks: _Looks) -> None:
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width + 2)
    sheet.set_row(0, 32)
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.heading, looks.head[column.unit not in ("text", "date")])
    for line, row in enumerate(table.rows):
        if (high := _lines(row, table)) > 1:
            sheet.set_row(line + 1, LINE_HIGH * high)
        for place, value in enumerate(row):
            unit = table.unit(line, place)
            match value:
                case None if unit in ("text", "date"):
                    sheet.write_blank(line + 1, place, None, looks.of["text"])
                case None:
                    sheet.write_string(line + 1, place, NOTHING, looks.missing)
                case str() if unit == "date":
                    sheet.write_datetime(line + 1, place, date.fromisoformat(value), looks.of["date"])
                case str():
                    sheet.write_string(line + 1, place, value, looks.of["text"])
                case _:
                    sheet.write_number(line + 1, place, value, looks.of[unit])
    end = len(table.rows) + 1
    if not table.rows:
        sheet.write_string(end, 0, table.empty, looks.note)
    elif table.note:
        sheet.write_string(end + 1, 0, table.note, looks.note)


def _lines(row: Sequence[Any], table: Table) -> int:
    """How many lines the longest text of a row takes: not every program looks for itself when it opens a file."""
    return max(
        sum(max(1, ceil(_wide(part) / column.width)) for part in str(value).split("\n"))
        if isinstance(value, str)
        else 1
        for value, column in zip(row, table.columns, strict=True)
    )


def _wide(text: str) -> int:
    """In the columns' unit: Chinese characters are two wide."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _set_up(sheet: Any, table: Table, heading: Heading) -> None:
    """Frozen headings, a filter, and how it comes out of the printer: A4, as wide as the page, signed below."""
    sheet.freeze_panes(1, 1)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        # A window called 1 is a name, and no mistake that wants a green corner.
        sheet.ignore_errors({"number_stored_as_text": xl_range(1, 0, len(table.rows), len(table.columns) - 1)})
    sheet.set_paper(A4)
    if sum(column.width for column in table.columns) > 90:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.5, right=0.5, top=0.9, bottom=1.0)
    title = _escaped(" · ".join(dict.fromkeys((heading.title, table.title))))
    sheet.set_header(f"&L&10 {_escaped(heading.hall)}&C&14&B {title}&R&10 {_escaped(heading.period)}")
    language = heading.language
    sign = "    ".join(
        words(language, "reports.sign_here", what=words(language, f"reports.{who}"))
        for who in ("filled_in_by", "checked_by", "responsible")
    )
    sheet.set_footer(f"&L&10 {sign}&R&10 &P / &N")


def _escaped(text: str) -> str:
    """A text for a header, whose codes begin with ``&``; a size before it ends at a space, not at its digits."""
    return text.replace("&", "&&")


def _draw(book: Any, sheets: dict[str, tuple[Any, Table]], heading: Heading) -> None:
    """Real charts over the cells of the other worksheets, so that they follow whoever corrects a figure."""
    language = heading.language
    canvas = book.add_worksheet(words(language, "reports.charts")[:31])
    canvas.hide_gridlines(2)
    canvas.set_paper(A4)
    canvas.fit_to_pages(1, 1)
    canvas.set_header(f"&L&10 {_escaped(heading.hall)}&R&10 {_escaped(heading.period)}")
    drawn = (
        ("grades", "column", words(language, "reports.grades"), (1,), "0"),
        ("day", "line", words(language, "reports.chart.day"), (1, 3), "0"),
        ("hour", "column", words(language, "reports.chart.hour"), (6,), "0.0"),
        ("window", "column", words(language, "reports.chart.window"), (5,), "0%"),
    )
    place = 0
    for key, kind, title, columns, form in drawn:
        if key not in sheets or not sheets[key][1].rows:
            continue
        _, table = sheets[key]
        chart = book.add_chart({"type": kind})
        # The second line is the thinner one, so that both are seen where they lie upon each other.
        for colour, width, column in zip((DEEP, GOLD), (4.5, 1.75), columns, strict=False):
            chart.add_series(_series(table, column, colour, width, errors=key == "window"))
        chart.set_title({"name": title, "name_font": {"size": 14, "color": INK}})
        most = {"max": 1} if key == "window" else {}
        lines = {"visible": True, "line": {"color": LINE}}
        chart.set_y_axis({"num_format": form, "min": 0, **most, "major_gridlines": lines})
        chart.set_x_axis({"num_format": "m-d"} if key == "day" else {})
        if len(columns) == 1:
            chart.set_legend({"none": True})
        else:
            chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 760, "height": 340})
        canvas.insert_chart(place * 18, 0, chart)
        place += 1


def _series(table: Table, column: int, colour: str, width: float, *, errors: bool) -> dict[str, Any]:
    sheet, last = table.title[:31], len(table.rows)
    series: dict[str, Any] = {
        "name": [sheet, 0, column],
        "categories": [sheet, 1, 0, last, 0],
        "values": [sheet, 1, column, last, column],
        "fill": {"color": colour},
        "line": {"color": colour, "width": width},
        "gap": 60,
    }
    if errors:
        known = [row for row in table.rows if row[column] is not None]
        if len(known) == last:
            series["y_error_bars"] = {
                "type": "custom",
                "plus_values": [row[column + 2] - row[column] for row in known],
                "minus_values": [row[column] - row[column + 1] for row in known],
            }
    return series
