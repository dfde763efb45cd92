"""A period's report and the ledger of cases as PDF: a first page to sign, then the charts and tables behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from config.catalogues import words
from server.reports.facts import Json
from server.reports.period import charts
from server.reports.period.charts import Frame
from server.reports.period.columns import Column, Table, Unit, shown
from server.reports.period.heading import Heading
from server.reports.period.paper import DEEP, GROUND, INK, LINE, MUTE, RED, SIGNATURES, Paper, breakable

HIGH = 62.0
"""Of a chart, in millimetres."""
MOST_WINDOWS = 16
"""Whose intervals fit into one chart; a larger hall has them in the table."""
MERGED = ((0, 1), (2, 11), (3, 4, 5, 6), (7,), (8,), (9,), (10,), (12,), (13, 14, 15, 16))
"""Columns of the ledger that share one on paper."""
WIDTHS = (12, 13, 15, 26, 22, 22, 26, 16, 13)
WINDOW = 4
SAID = ("comments", "suggestions")
"""The tables of what citizens said, after the ledger on broad pages."""


def report(document: Json, tables: Sequence[Table], ledger: Table, heading: Heading) -> bytes:
    """The month's report: figures, what changed, lines to sign; then charts, tables, cases and what citizens said."""
    paper = Paper(heading)
    paper.add_page()
    paper.title_block()
    known = {table.key: table for table in tables}
    _table(paper, known["figures"], size=9)
    paper.paragraph(known["figures"].note, size=8.5, colour=MUTE)
    changes = known["changes"]
    fit = paper.has_room(_changes_high(changes) + SIGNATURES)
    if fit:
        _changes(paper, changes)
    paper.signatures()
    paper.add_page()
    if not fit:
        _changes(paper, changes)
        paper.ln(4)
    _charts(paper, document, known, heading.language)
    for table in tables:
        if table.key not in ("figures", "changes", *SAID):
            paper.section(table.title)
            _table(paper, table, size=8.5)
    paper.add_page(orientation="landscape")
    paper.section(ledger.title)
    _table(paper, merged(ledger), size=8.5)
    for key in SAID:
        if key in known:
            paper.section(known[key].title)
            _table(paper, known[key], size=9)
    return bytes(paper.output())


def ledger(table: Table, heading: Heading) -> bytes:
    """The ledger by itself, to sign."""
    paper = Paper(heading, orientation="landscape")
    paper.add_page()
    paper.title_block()
    _table(paper, merged(table), size=8.5)
    paper.signatures()
    return bytes(paper.output())


def merged(table: Table) -> Table:
    """The ledger with few, wide columns: what belongs together stands one under the other."""
    columns = tuple(
        Column("\n".join(table.columns[place].heading for place in places), width=width)
        for places, width in zip(MERGED, WIDTHS, strict=True)
    )
    window = table.columns[WINDOW].heading
    rows = [
        [
            "\n".join(f"{window} {row[place]}" if place == WINDOW else row[place] for place in places if row[place])
            for places in MERGED
        ]
        for row in table.rows
    ]
    return Table(key=table.key, title=table.title, columns=columns, rows=rows, empty=table.empty)


def _table(paper: Paper, table: Table, *, size: float) -> None:
    """The table over as many pages as it needs, its headings on each; each row stays on one page where it can."""
    if not table.rows:
        paper.paragraph(table.empty, colour=MUTE)
        return
    widths = _widths(paper, table)
    height = size * 0.52
    _head(paper, table, widths, size)
    for number, row in enumerate(table.rows):
        cells = [shown(value, table.unit(number, place)) for place, value in enumerate(row)]
        paper.write_in(size)
        lines = [paper.lines_of(cell, width, height) for cell, width in zip(cells, widths, strict=True)]
        for part in _parts(paper, lines, height):
            if paper.will_page_break(len(max(part, key=len)) * height + 1.6):
                paper.turn_page()
                _head(paper, table, widths, size)
                paper.write_in(size)
            _row(paper, part, widths, [table.unit(number, place) for place in range(len(cells))], height)
    paper.ln(2)


def _widths(paper: Paper, table: Table) -> list[float]:
    total = sum(column.width for column in table.columns)
    return [paper.epw * column.width / total for column in table.columns]


def _head(paper: Paper, table: Table, widths: Sequence[float], size: float) -> None:
    paper.write_in(size, bold=True, colour=DEEP)
    height = size * 0.5
    lines = [paper.lines_of(column.heading, width, height) for column, width in zip(table.columns, widths, strict=True)]
    high = max(len(each) for each in lines) * height + 1.6
    paper.set_fill_color(*GROUND)
    paper.rect(paper.l_margin, paper.get_y(), paper.epw, high, style="F")
    units: list[Unit] = ["count" if column.unit == "own" else column.unit for column in table.columns]
    _row(paper, lines, widths, units, height, colour=DEEP)


def _parts(paper: Paper, lines: list[list[str]], height: float) -> Iterator[list[list[str]]]:
    """A row whose words fill more than a page in parts that do not."""
    most = int((paper.eph - 40) / height)
    for start in range(0, max(len(each) for each in lines), most):
        yield [each[start : start + most] for each in lines]


def _row(
    paper: Paper,
    lines: Sequence[Sequence[str]],
    widths: Sequence[float],
    units: Sequence[Unit],
    height: float,
    colour: tuple[int, int, int] | None = None,
) -> None:
    top, x = paper.get_y(), paper.l_margin
    for said, width, unit in zip(lines, widths, units, strict=True):
        for number, line in enumerate(said):
            paper.set_xy(x, top + 0.8 + number * height)
            paper.cell(width, height, line, align="L" if unit in ("text", "date") else "R")
        x += width
    bottom = top + max(len(said) for said in lines) * height + 1.6
    paper.set_draw_color(*(colour or LINE))
    paper.line(paper.l_margin, bottom, x, bottom)
    paper.set_draw_color(*LINE)
    paper.set_xy(paper.l_margin, bottom)


def _changes_high(table: Table) -> float:
    """Millimetres that the changes take, on the safe side."""
    return 18 + 5.6 * len(table.rows)


def _changes(paper: Paper, table: Table) -> None:
    paper.section(table.title)
    if not table.rows:
        paper.paragraph(table.empty)
        return
    for what, verdict in table.rows:
        is_worse = verdict == words(paper.heading.language, "reports.worse")
        paper.write_in(10, bold=is_worse, colour=RED if is_worse else INK)
        told = f"· {what}" + (f"({verdict})" if verdict else "")
        paper.multi_cell(0, 5.6, breakable(told), new_x="LMARGIN", new_y="NEXT", align="L")
    paper.paragraph(table.note, size=8.5, colour=MUTE)


def _charts(paper: Paper, document: Json, known: dict[str, Table], language: str) -> None:
    """Grades and hours side by side, days across the page, and the windows with their intervals."""
    if not paper.has_room(2 * HIGH + 8):
        paper.turn_page()
    half, top = paper.epw / 2 - 4, paper.get_y()
    grades = document["grades"]
    left = Frame(paper.l_margin, top, half, HIGH)
    names = [words(language, f"reports.grade.{grade}") for grade in grades]
    charts.columns(paper, left, words(language, "reports.grades"), names, list(grades.values()), "{:,.0f}".format)
    hours = known["hour"].rows
    right = Frame(paper.l_margin + half + 8, top, half, HIGH)
    marks, waits = [str(row[0])[:2] for row in hours], [row[6] for row in hours]
    charts.columns(paper, right, words(language, "reports.chart.hour"), marks, waits, "{:.1f}".format)
    days: list[Any] = list(known["day"].rows)
    series = [
        (words(language, "reports.issued"), [row[1] for row in days]),
        (words(language, "reports.finished"), [row[3] for row in days]),
    ]
    across = Frame(paper.l_margin, top + HIGH + 8, paper.epw, HIGH)
    charts.lines(paper, across, words(language, "reports.chart.day"), [str(row[0])[5:] for row in days], series)
    paper.set_xy(paper.l_margin, across.bottom + 4)
    windows = [row for row in known["window"].rows if row[5] is not None] if "window" in known else []
    if 0 < len(windows) <= MOST_WINDOWS:
        high = 16 + 7.0 * len(windows)
        frame = Frame(paper.l_margin, paper.get_y() + 4, paper.epw, high)
        if frame.bottom > paper.h - 20:
            paper.turn_page()
            frame = Frame(paper.l_margin, paper.get_y(), paper.epw, high)
        shares = [(row[5], row[6], row[7]) for row in windows]
        charts.intervals(paper, frame, words(language, "reports.chart.window"), [row[0] for row in windows], shares)
        paper.set_xy(paper.l_margin, frame.bottom + 4)
