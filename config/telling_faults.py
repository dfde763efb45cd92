"""Mistakes in a definition as sentences that say where: by sheet, row and column, by entry and field, or by setting."""

from __future__ import annotations

from typing import Any

from config import catalogues, worksheets
from config.faults import NAMED_BY, Fault
from config.worksheets import TABLES


def told(fault: Fault, document: Any, language: str) -> str:
    """The sentence for a fault in ``document``."""
    what = fault.worded(language)
    if "sheet" in fault.values:
        return _in_cell(fault, what, language)
    for table in TABLES:
        depth = len(table.path)
        if fault.place[:depth] == table.path and len(fault.place) > depth:
            name = str(fault.place[depth + 1]) if len(fault.place) > depth + 1 else ""
            return catalogues.words(
                language,
                "faults.at_entry",
                table=worksheets.title(table.name, language),
                entry=_entry(document, fault.place[: depth + 1]),
                field=worksheets.heading(table.name, name, language) if name else "",
                what=what,
            )
    way = ".".join(str(step) for step in fault.place)
    if not way:
        return what
    field = worksheets.setting(tuple(way.split(".")), language)
    return catalogues.words(language, "faults.at_setting", field=field, what=what)


def refused(code: str, values: dict[str, Any], language: str) -> str:
    """Why the hall says no, for a reader without a browser."""
    return catalogues.words(language, f"problems.{code}", **values)


def _in_cell(fault: Fault, what: str, language: str) -> str:
    table, field, column = fault.values["sheet"], fault.values["field"], fault.values["column"]
    where = {"sheet": worksheets.title(table, language), "line": fault.values["line"], "what": what}
    if field:
        return catalogues.words(language, "faults.at_cell", column=worksheets.heading(table, field, language), **where)
    if column is None:
        return catalogues.words(language, "faults.at_line", **where)
    return catalogues.words(language, "faults.at_cell", column=_letter(column), **where)


def _letter(column: int) -> str:
    """What Excel calls a column: A for 0, AA for 26."""
    letters = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        letters = chr(ord("A") + left) + letters
    return letters


def _entry(document: Any, place: tuple[str | int, ...]) -> str:
    """What an entry is called, else the how manieth it is."""
    here = document
    for step in place:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = None
    if isinstance(here, dict):
        name = here.get("name")
        said = next(iter(name.values()), None) if isinstance(name, dict) else name
        code = next((here[key] for key in NAMED_BY if here.get(key)), None)
        if said or code:
            return str(said or code)
    return str(place[-1] + 1) if isinstance(place[-1], int) else str(place[-1])
