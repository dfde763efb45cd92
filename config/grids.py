"""Tables of cells, from a worksheet or pasted from one: which column is which, and what each row says.

Headings may stand in any language, with or without the mark of a language; a pasted table may have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from config import worksheets
from config.catalogues import KNOWN
from config.cells import SEPARATORS, Field, from_cell
from config.faults import Fault
from config.worksheets import Row, Table

Column = tuple[Field, str | None]
"""A field, and the language of its text where it has one in each."""

MARKED = re.compile(r"^(.*?)\s*[((]\s*([^()()]+?)\s*[))]$")
TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})*")
ALSO_CALLED = {
    "name": "名字 name",
    "departments.name": "部门名称 部门 单位 单位名称 科室 department",
    "services.name": "业务名称 事项名称 事项 业务 服务名称 办理事项 service",
    "windows.name": "窗口名称",
    "staff.name": "姓名 人员 员工 工作人员",
    "code": "编号 代码 编码 code",
    "services.code": "业务编号 业务代码 事项编码",
    "windows.code": "窗口号 窗口 窗口编号 window",
    "parent": "上级业务 上级事项 上级",
    "department": "部门 所属部门 责任部门 主管部门 单位 科室 department",
    "materials": (
        "材料 要带的材料 要带材料 所带材料 所需材料 需要材料 需带材料 携带材料 申请材料 申报材料 提交材料 材料清单 "
        "带什么 资料 所需资料 申请资料 documents materials"
    ),
    "promised_minutes": "等候承诺 承诺等候 等候时间",
    "handling_minutes": "办理时间 办理分钟 办理时长",
    "job_number": "工号 编号 员工号 职工号",
    "window": "窗口 窗口号",
    "post": "职务 岗位",
    "roles": "角色 权限 身份 role",
    "services": "业务 可办业务 办理业务 服务 services",
    "text": "内容 公告 公告内容 text",
    "day": "日期 星期",
}
"""What people call columns in lists of their own, besides what ours are called; what only one table's list calls a
column so stands by the table. Names of the table's own go first."""
COUNTING = ("序号", "№", "No.", "no", "#", "1")
"""How a first column is headed, or begins, that only counts the rows."""
USUAL = {
    "departments": ("name", "code"),
    "services": ("name", "department", "code"),
    "windows": ("code", "name", "department", "services"),
    "staff": ("job_number", "name", "window", "department"),
}
"""What stands in the columns of a pasted table without headings, in this order."""


@dataclass(frozen=True, kw_only=True)
class ReadRow:
    """A row as a document holds it. ``line`` counts from 1; ``columns`` says where each field stands, from 0."""

    line: int
    row: Row
    columns: dict[str, int]


@dataclass
class Read:
    """All rows of a grid, and what could not be made out."""

    rows: list[ReadRow] = field(default_factory=list)
    faults: list[tuple[int, int, Fault]] = field(default_factory=list)
    """Each with its line, from 1, and its column, from 0."""
    passed_over: list[str] = field(default_factory=list)
    """Headings of columns that were not understood; of those without a heading what stands in them first."""


def read(table: Table, cells: Sequence[Sequence[Any]], *, first: str, headed: bool) -> Read:
    """The rows of a grid. ``first`` is the language of a text without a mark, ``headed`` that headings must stand."""
    found = Read()
    lines = [(n, line) for n, line in enumerate(cells, start=1) if any(not _is_empty(cell) for cell in line)]
    if not lines:
        return found
    columns = [column_of(table, cell, first=first) for cell in lines[0][1]]
    texts = sum(map(_is_text, lines[0][1]))
    if headed or sum(column is not None for column in columns) >= max(1, min(texts - 2, (texts + 1) // 2)):
        if headed:
            found.faults += [
                (lines[0][0], at, Fault(place=(), kind="no_such_column", values={"given": str(cell)}))
                for at, (cell, column) in enumerate(zip(lines[0][1], columns, strict=True))
                if column is None and not _is_empty(cell)
            ]
        found.passed_over = _not_taken([lines[0]], columns)
        lines = lines[1:]
    else:
        columns = _as_usual(table, lines, first=first)
        found.passed_over = _not_taken(lines, columns)
    for number, line in lines:
        found.rows.append(_row(number, line, columns))
    return found


def _not_taken(lines: list[tuple[int, Sequence[Any]]], columns: Sequence[Column | None]) -> list[str]:
    """What stands first in each column that is not taken. A first column may just count the rows."""
    width = max(len(line) for _, line in lines)
    taken = [column is not None for column in columns]
    left = [at for at in range(width) if at >= len(taken) or not taken[at]]
    filled = {at: [line[at] for _, line in lines if at < len(line) and not _is_empty(line[at])] for at in left}
    first = {at: str(cells[0]).strip() for at, cells in filled.items() if cells}
    return [said for at, said in first.items() if at > 0 or said not in COUNTING]


def _is_empty(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _is_text(cell: Any) -> bool:
    return isinstance(cell, str) and not _is_empty(cell)


def column_of(table: Table, cell: Any, *, first: str) -> Column | None:
    """The column that a heading names."""
    said = str(cell or "").strip()
    marked = MARKED.match(said)
    tag = _language(marked[2]) if marked else None
    bare = marked[1] if marked and tag else said
    for each in (said, bare):
        meant = next((f for f in table.fields if each.lower() in _names(table, f)), None)
        if meant is None:
            meant = next((f for f in table.fields if each.lower() in _also_called(table, f)), None)
        if meant is not None:
            by_language = meant.kind in ("words", "lines")
            return meant, (tag or first) if by_language else None
    return None


def _language(mark: str) -> str | None:
    """The language that a heading is marked with, as 名称(藏文) is; None where that is no language."""
    called = {worksheets.shown_language(tag, said_in): tag for tag in KNOWN for said_in in KNOWN}
    return called.get(mark) or (mark if TAG.fullmatch(mark) else None)


def _names(table: Table, named: Field) -> set[str]:
    headings = {worksheets.heading(table.name, named.name, tag).lower() for tag in KNOWN}
    return {*headings, named.name}


def _also_called(table: Table, named: Field) -> list[str]:
    own = ALSO_CALLED.get(f"{table.name}.{named.name}", "")
    return [*own.split(), *ALSO_CALLED.get(named.name, "").split()]


def _as_usual(table: Table, lines: list[tuple[int, Sequence[Any]]], *, first: str) -> list[Column | None]:
    """Columns by their usual order; a first column that only counts the rows is passed over."""
    counted = [str(line[0]).strip() for _, line in lines if line]
    skipped = table.name in ("departments", "services") and counted == [str(n + 1) for n in range(len(counted))]
    usual = (table.field(name) for name in USUAL.get(table.name, (table.fields[0].name,)))
    columns: list[Column | None] = [(f, first if f.kind in ("words", "lines") else None) for f in usual if f]
    return [None, *columns] if skipped else columns


def _row(number: int, line: Sequence[Any], columns: Iterable[Column | None]) -> ReadRow:
    row: Row = {}
    places: dict[str, int] = {}
    for at, (cell, column) in enumerate(zip(line, columns, strict=False)):
        if column is None or _is_empty(cell):
            continue
        field, tag = column
        places.setdefault(field.name, at)
        if field.kind == "words":
            row.setdefault(field.name, {})[tag] = str(cell).strip()
        elif field.kind == "lines":
            texts = row.setdefault(field.name, [])
            for place, text in enumerate(_lines(cell, table_lines=len(texts))):
                if place == len(texts):
                    texts.append({})
                if text:
                    texts[place][tag] = text
        else:
            row[field.name] = from_cell(field, cell)
    for name, value in row.items():
        if isinstance(value, list):
            row[name] = [each for each in value if each]
    return ReadRow(line=number, row=row, columns=places)


def _lines(cell: Any, *, table_lines: int) -> Iterator[str]:
    """The lines of a cell; one of a single line may set its things apart by commas, unless others stand beside it."""
    text = str(cell)
    parts = text.split("\n") if "\n" in text or table_lines else SEPARATORS.split(text)
    yield from (part.strip() for part in parts)


def from_clipboard(text: str) -> list[list[str]]:
    """What Excel puts on the clipboard: tabs between cells, quotes around a cell of several lines."""
    rows: list[list[str]] = [[]]
    cell, quoted, at = "", False, 0
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    while at < len(text):
        letter = text[at]
        if quoted:
            if letter == '"' and text[at + 1 : at + 2] == '"':
                cell, at = cell + '"', at + 1
            elif letter == '"':
                quoted = False
            else:
                cell += letter
        elif letter == '"' and not cell:
            quoted = True
        elif letter in "\t\n":
            rows[-1].append(cell)
            cell = ""
            if letter == "\n":
                rows.append([])
        else:
            cell += letter
        at += 1
    rows[-1].append(cell)
    return [row for row in rows if any(each.strip() for each in row)]
