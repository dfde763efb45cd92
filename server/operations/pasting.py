"""Rows pasted from a worksheet into a definition: what each would add or change, and why some are refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from config import grids
from config.documents import as_definition, as_document
from config.faults import NAMED_BY, DefinitionFaults, Fault
from config.naming import by_code, give_codes
from config.worksheets import Row, Table

Json = dict[str, Any]
Tell = Callable[[Fault, Json], str]


@dataclass(kw_only=True)
class Pasted:
    """``line`` counts from 1 in what was pasted, ``becomes`` is added, changed, same or refused."""

    line: int
    entry: Row
    becomes: str
    problems: list[str]


def paste(table: Table, text: str, *, into: Json, tell: Tell) -> tuple[list[Pasted], Json]:
    """What pasting does, row by row, and the document with all rows that are not refused. ``tell`` words a fault."""
    first = next(iter(into.get("languages", [])), "zh-CN")
    found = grids.read(table, grids.from_clipboard(text), first=first, headed=False)
    standing = table.rows(into)
    key = next((name for name in NAMED_BY if table.field(name)), None)
    if key == "code":
        _find_by_name(found.rows, standing)
    give_codes(table.name, [each.row for each in found.rows], {str(row.get("code")) for row in standing})
    told: list[Pasted] = []
    for each in found.rows:
        row = by_code(each.row, into)
        old = next((old for old in standing if key and old.get(key) == row.get(key)), None)
        merged = row if old is None else {**old, **_with_other_languages(old, row)}
        wanted = [*standing, merged] if old is None else [merged if known is old else known for known in standing]
        problems = _problems(table, wanted, into, at=wanted.index(merged), tell=tell)
        if old is None and not key and merged in standing:
            becomes = "same"
        else:
            becomes = "refused" if problems else "added" if old is None else "same" if merged == old else "changed"
        told.append(Pasted(line=each.line, entry=merged, becomes=becomes, problems=problems))
        if becomes in ("added", "changed"):
            standing = wanted
    document = dict(into)
    _put(table, document, standing)
    return told, as_document(as_definition(document))


def _find_by_name(rows: list[grids.ReadRow], standing: list[Row]) -> None:
    """A row without a code that is called as a standing entry means that entry."""
    for each in rows:
        name = each.row.get("name")
        if each.row.get("code") or not isinstance(name, dict):
            continue
        same = [old["code"] for old in standing if set(name.items()) <= set((old.get("name") or {}).items())]
        if name and len(same) == 1:
            each.row["code"] = same[0]


def _with_other_languages(old: Row, row: Row) -> Row:
    """Texts in the languages that were pasted, beside those in others that stand already."""
    return {
        field: {**old[field], **value} if isinstance(value, dict) and isinstance(old.get(field), dict) else value
        for field, value in row.items()
    }


def _problems(table: Table, rows: list[Row], into: Json, *, at: int, tell: Tell) -> list[str]:
    document = dict(into)
    _put(table, document, rows)
    try:
        as_definition(document)
    except DefinitionFaults as error:
        depth = len(table.path)
        mine = [fault for fault in error.faults if fault.place[:depth] == table.path]
        return [tell(fault, document) for fault in mine or error.faults]
    return []


def _put(table: Table, document: Json, rows: list[Row]) -> None:
    """Puts rows in, without touching the parts that the document shares with another."""
    for step in table.path[:1]:
        if len(table.path) > 1:
            document[step] = dict(document.get(step) or {})
    table.put(document, rows)
