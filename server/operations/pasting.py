"""Rows pasted from a worksheet into a definition: what each would add or change, and why some are refused."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from config import grids
from config.documents import as_definition, as_document
from config.faults import NAMED_BY, DefinitionFaults, Fault
from config.naming import by_code, give_codes, give_letters
from config.worksheets import Row, Table
from server.domain.refusal import BadInput

Json = dict[str, Any]
Tell = Callable[[Fault, Json], str]
MOST_CHARACTERS = 1_000_000
MOST_ROWS = 2_000
"""More rows than that nobody looks through before taking them; they come in as a file."""
MOST_LOOKS = 20
"""After so many only the first rows that are right together are taken."""
ALL = sys.maxsize


@dataclass(kw_only=True)
class Pasted:
    """``line`` counts from 1 in what was pasted, ``becomes`` is added, changed, same or refused."""

    line: int
    entry: Row
    becomes: str
    problems: list[str]


def paste(table: Table, text: str, *, into: Json, tell: Tell) -> tuple[list[Pasted], Json, list[str]]:
    """What pasting does, row by row, the document with all rows that are not refused, and the headings of columns that
    were not understood. ``tell`` words a fault.

    The hall is looked at with all rows in it, and again without those that were wrong, until nothing is: mostly twice,
    however many rows there are. Where that takes too long, what stands behind the next wrong row is to be pasted again.
    Raises BadInput for more than anybody looks through.
    """
    first = next(iter(into.get("languages", [])), "zh-CN")
    if len(text) > MOST_CHARACTERS:
        raise BadInput("paste_too_large", field="text", most=MOST_CHARACTERS)
    found = grids.read(table, grids.from_clipboard(text), first=first, headed=False)
    if len(found.rows) > MOST_ROWS:
        raise BadInput("paste_too_long", field="text", count=len(found.rows), most=MOST_ROWS)
    standing = table.rows(into)
    key = next((name for name in NAMED_BY if table.field(name)), None)
    if key == "code":
        _find_by_name(found.rows, standing)
    new = [each.row for each in found.rows]
    taken = {str(row.get(name)) for row in (*standing, *new) for name in ("code", "prefix")}
    give_codes(table.name, new, taken)
    rows = {each.line: by_code(each.row, into) for each in found.rows}
    if table.name == "services":
        give_letters(list(rows.values()), standing)
    refused: dict[int, list[str]] = {}

    def put_in(some: Container[int]) -> _Put:
        return _put_in(standing, rows, key, only=some)

    for looks in count(1):
        put = put_in(rows.keys() - refused.keys())
        document = _with(table, into, put.rows)
        try:
            whole = as_definition(document, most=ALL)
        except DefinitionFaults as error:
            blamed = {} if looks == MOST_LOOKS else _blamed(table, put, rows, error.faults)
            if not blamed:
                blamed = _blamed_by_trying(list(put.place), lambda some: _with(table, into, put_in(some).rows))
            if looks == MOST_LOOKS:
                blamed |= _left(table, put, after=max(blamed, default=0))
            if not blamed or looks > MOST_LOOKS:
                raise
            refused |= {line: [tell(fault, document) for fault in faults] for line, faults in blamed.items()}
        else:
            return [_told(line, put, refused.get(line, [])) for line in rows], as_document(whole), found.passed_over
    raise AssertionError("counting does not end")


@dataclass(kw_only=True)
class _Put:
    """A table with rows put in: where each line stands, what it became, and which it was put over."""

    rows: list[Row]
    place: dict[int, int]
    merged: dict[int, Row]
    over: dict[int, Row | None]


def _put_in(standing: list[Row], lines: Mapping[int, Row], key: str | None, *, only: Container[int]) -> _Put:
    put = _Put(rows=list(standing), place={}, merged={}, over={})
    at = {row.get(key): place for place, row in enumerate(standing)} if key else {}
    for line, row in lines.items():
        place = at.get(row.get(key)) if key else next((p for p, old in enumerate(put.rows) if old == row), None)
        old = None if place is None else put.rows[place]
        put.over[line] = old
        put.merged[line] = row if old is None else {**old, **_with_other_languages(old, row)}
        if line not in only:
            continue
        if place is None:
            place = len(put.rows)
            put.rows.append(put.merged[line])
            if key:
                at[row.get(key)] = place
        put.rows[place] = put.merged[line]
        put.place[line] = place
    return put


def _blamed(table: Table, put: _Put, rows: Mapping[int, Row], faults: Sequence[Fault]) -> dict[int, Sequence[Fault]]:
    """The pasted lines that faults stand at, each with its own."""
    lines_at: defaultdict[int, list[int]] = defaultdict(list)
    for line, place in put.place.items():
        lines_at[place].append(line)
    depth = len(table.path)
    blamed: defaultdict[int, list[Fault]] = defaultdict(list)
    for fault in faults:
        at, field, *_ = *fault.place[depth:], None, None
        if fault.place[:depth] == table.path and isinstance(at, int):
            for line in _who_said(field, lines_at[at], put, rows):
                blamed[line].append(fault)
    return dict(blamed)


def _who_said(field: object, lines: Sequence[int], put: _Put, rows: Mapping[int, Row]) -> Sequence[int]:
    """Of several lines that mean one entry those that said what stands in its field, or left it out together.

    Who came later and said nothing of it is not to blame for what an earlier line said.
    """
    changing = [line for line in lines if put.merged[line] != put.over[line]]
    if not changing:
        return []
    before, entry = put.over[lines[0]], put.merged[lines[-1]]
    if isinstance(field, str) and entry.get(field) != (before or {}).get(field):
        said = [line for line in lines if field in rows[line]]
        return [line for line in said if _with_other_languages(entry, rows[line])[field] == entry[field]]
    return changing if before is None else changing[-1:]


def _left(table: Table, put: _Put, *, after: int) -> dict[int, Sequence[Fault]]:
    """The lines behind one, which nobody looked at to the end."""
    return {
        line: [Fault(place=(*table.path, place), kind="not_looked_at")]
        for line, place in put.place.items()
        if line > after
    }


def _blamed_by_trying(lines: list[int], document: Callable[[Container[int]], Json]) -> dict[int, Sequence[Fault]]:
    """The line with which the hall becomes wrong, where what is wrong stands elsewhere than in what was pasted."""
    whole, wrong = 0, len(lines)
    faults: Sequence[Fault] = ()
    while whole < wrong:
        tried = (whole + wrong) // 2 if wrong - whole > 1 else wrong
        try:
            as_definition(document(set(lines[:tried])), most=ALL)
        except DefinitionFaults as error:
            faults = error.faults
            if tried - whole == 1:
                return {lines[tried - 1]: faults}
            wrong = tried
        else:
            whole = tried
    return {}


def _told(line: int, put: _Put, problems: list[str]) -> Pasted:
    old, merged = put.over[line], put.merged[line]
    becomes = "refused" if problems else "added" if old is None else "same" if merged == old else "changed"
    return Pasted(line=line, entry=merged, becomes=becomes, problems=problems)


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


def _with(table: Table, into: Json, rows: list[Row]) -> Json:
    document = dict(into)
    _put(table, document, rows)
    return document


def _put(table: Table, document: Json, rows: list[Row]) -> None:
    """Puts rows in, without touching the parts that the document shares with another."""
    for step in table.path[:1]:
        if len(table.path) > 1:
            document[step] = dict(document.get(step) or {})
    table.put(document, rows)
