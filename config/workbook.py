"""A hall's definition as an Excel workbook, one worksheet a kind, and back; mistakes by sheet, row and column."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile

import openpyxl
import xlsxwriter
from openpyxl.utils.exceptions import InvalidFileException

from config import grids, worksheets
from config.catalogues import KNOWN, words
from config.cells import Field, from_cell, to_cell
from config.definition import Definition
from config.documents import as_definition, as_document
from config.faults import DefinitionFaults, Fault
from config.grids import ReadRow
from config.naming import by_code, give_codes, give_letters
from config.settings_sheet import field_at, settings
from config.worksheets import TABLES, Document, Table

LARGEST_UNPACKED = 50 * 1024 * 1024
SETTINGS = "settings"
FORMERLY = {"部门": "departments", "业务": "services"}
"""What worksheets were called in files that went out earlier."""
ALWAYS_TEXT = "@"


def as_workbook(definition: Definition, *, language: str) -> bytes:
    """The definition as an XLSX file with headings in ``language``."""
    document = as_document(definition)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#114b5b", "font_color": "#ffffff", "valign": "vcenter"})
        text = book.add_format({"num_format": ALWAYS_TEXT, "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(worksheets.title(SETTINGS, language))
        rows = [_setting(path, field, value, language) for path, field, value in settings(document)]
        _fill(sheet, [words(language, f"sheets.{name}") for name in ("setting", "value", "way")], rows, head, text)
        for table in TABLES:
            columns = list(_columns(table, document, definition.languages))
            lines = [_line(row, columns, language) for row in table.rows(document)]
            headings = [_heading(table, field, tag, language) for field, tag in columns]
            _fill(book.add_worksheet(worksheets.title(table.name, language)), headings, lines, head, text)
    return file.getvalue()


def _fill(sheet: Any, headings: list[str], lines: list[list[Any]], head: Any, text: Any) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_row(0, 24)
    for place, heading in enumerate(headings):
        widest = max([_width(heading), *(_width(line[place]) for line in lines)])
        sheet.set_column(place, place, min(max(widest + 2, 8), 44), text)
        sheet.write_string(0, place, heading, head)
    for number, line in enumerate(lines, start=1):
        for place, value in enumerate(line):
            if isinstance(value, str):
                sheet.write_string(number, place, value, text)
            elif value is not None:
                sheet.write_number(number, place, value, None)


def _width(value: Any) -> int:
    """How many columns of a screen a value takes; Chinese letters take two."""
    lines = str("" if value is None else value).split("\n")
    return max(sum(2 if ord(letter) > 0x2E7F else 1 for letter in line) for line in lines)


def _setting(path: tuple[str, ...], field: Field, value: Any, language: str) -> list[Any]:
    way = ".".join(path)
    return [worksheets.setting(path, language), to_cell(field, value, language), way]


def _columns(table: Table, document: Document, languages: tuple[str, ...]) -> Iterator[grids.Column]:
    rows = table.rows(document)
    for field in table.fields:
        if field.kind in ("words", "lines"):
            said = set().union(*(worksheets.texts_in(row.get(field.name)) for row in rows))
            yield from ((field, tag) for tag in [*languages, *sorted(said - set(languages))])
        else:
            yield field, None


def _heading(table: Table, field: Field, tag: str | None, language: str) -> str:
    name = worksheets.heading(table.name, field.name, language)
    return name if tag is None else f"{name}({worksheets.shown_language(tag, language)})"


def _line(row: dict[str, Any], columns: list[grids.Column], language: str) -> list[Any]:
    cells: list[Any] = []
    for field, tag in columns:
        value = row.get(field.name)
        if tag is None:
            cells.append(to_cell(field, value, language))
        elif field.kind == "words":
            cells.append((value or {}).get(tag))
        else:
            lines = [each.get(tag, "") for each in value or ()]
            # A last line of its own says that these are lines, also where there is one that holds a comma.
            cells.append("\n".join([*lines, ""]) if any(lines) else None)
    return cells


def from_workbook(content: bytes) -> Definition:
    """The hall that a workbook defines. Raises DefinitionFaults, each fault with its sheet, row and column."""
    sheets = _cells(content)
    document, faults = _settings(sheets.get(SETTINGS, []))
    places: dict[str, list[ReadRow]] = {}
    first = next(iter(document.get("languages", [])), "zh-CN")
    for table in TABLES:
        found = grids.read(table, sheets.get(table.name, []), first=first, headed=True)
        faults += [_in_cell(table.name, line, column, fault) for line, column, fault in found.faults]
        places[table.name] = found.rows
        rows = [each.row for each in found.rows]
        give_codes(table.name, rows, {str(row.get("prefix")) for row in rows})
        table.put(document, rows)
    for table in TABLES:
        if table.name in document:
            table.put(document, [by_code(row, document) for row in table.rows(document)])
    give_letters(document.get("services", []))
    try:
        definition = as_definition(document)
    except DefinitionFaults as error:
        raise DefinitionFaults([*faults, *(_placed(fault, places) for fault in error.faults)]) from error
    if faults:
        raise DefinitionFaults(faults)
    return definition


def _cells(content: bytes) -> dict[str, list[list[Any]]]:
    """The cells of each worksheet that is known. Raises DefinitionFaults."""
    known = {worksheets.title(name, tag): name for name in (SETTINGS, *(t.name for t in TABLES)) for tag in KNOWN}
    names = FORMERLY | known
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > LARGEST_UNPACKED:
                raise DefinitionFaults([Fault(place=(), kind="too_large")])
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, read_only=True)
        found = {names[sheet.title]: _rows(sheet) for sheet in book.worksheets if sheet.title in names}
    except (BadZipFile, InvalidFileException, KeyError, ValueError, EOFError, OSError, SyntaxError) as error:
        raise DefinitionFaults([Fault(place=(), kind="no_workbook")]) from error
    if not found:
        raise DefinitionFaults([Fault(place=(), kind="no_sheets")])
    return found


def _rows(sheet: Any) -> list[list[Any]]:
    """A sheet's rows, each as long as its own cells: one far to the right or far below costs no rectangle."""
    sheet.reset_dimensions()
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def _settings(cells: list[list[Any]]) -> tuple[Document, list[Fault]]:
    """The document that the sheet of settings begins, and the lines that name none."""
    document: Document = {}
    faults: list[Fault] = []
    for line, row in enumerate(cells[1:], start=2):
        value, way = [*row, None, None, None][1:3]
        if way is None:
            continue
        path = tuple(str(way).strip().split("."))
        field = field_at(path)
        if field is None:
            faults.append(_in_cell(SETTINGS, line, 2, Fault(place=(), kind="no_such_field", values={"given": way})))
        elif value is not None:
            here = document
            for step in path[:-1]:
                here = here.setdefault(step, {})
            here[path[-1]] = from_cell(field, value)
    return document, faults


def _placed(fault: Fault, places: dict[str, list[ReadRow]]) -> Fault:
    """A fault of the document with the cell that it came from."""
    for table in TABLES:
        depth = len(table.path)
        if fault.place[:depth] != table.path or len(fault.place) <= depth:
            continue
        rows = places[table.name]
        at, *rest = fault.place[depth:]
        if table.name == "hours":
            rows = [each for each in rows if each.row.get("day") == at]
            at, *rest = rest or [0]
        if isinstance(at, int) and at < len(rows):
            name = str(rest[0]) if rest else ""
            return _in_cell(table.name, rows[at].line, rows[at].columns.get(name), fault, name)
    return fault


def _in_cell(table: str, line: int, column: int | None, fault: Fault, field: str = "") -> Fault:
    return Fault(
        place=fault.place,
        kind=fault.kind,
        values={**fault.values, "sheet": table, "line": line, "column": column, "field": field},
        said=fault.said,
    )
