"""Rows that people wrote: entries meant by their names get their codes, entries without a code or letter get one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, product
from string import ascii_uppercase
from typing import Any, NamedTuple

from config.between_parts import can_be_letter, prefix
from config.worksheets import Document, Row

REFERS = {
    "parent": "services",
    "department": "departments",
    "window": "windows",
    "services": "services",
    "windows": "windows",
}
"""Fields that name entries of a table."""


def give_codes(table: str, rows: Iterable[Row], taken: set[str]) -> None:
    """Codes for entries without one, none of those ``taken``: the next letters for services, numbers for windows;
    people bring their own.
    """
    if table not in ("departments", "services", "windows"):
        return
    rows = list(rows)
    used = taken | {str(row["code"]) for row in rows if row.get("code")}
    fresh = (code for code in _codes(table) if code not in used)
    for row in rows:
        if not row.get("code"):
            row["code"] = next(fresh)


def _codes(table: str) -> Iterator[str]:
    if table == "departments":
        yield from (f"d{n}" for n in count(1))
    elif table == "windows":
        yield from (str(n) for n in count(1))
    else:
        # I and O are left out: on a screen they are taken for 1 and 0.
        letters = [letter for letter in ascii_uppercase if letter not in "IO"]
        for length in count(1):
            yield from ("".join(chosen) for chosen in product(letters, repeat=length))


class _Step(NamedTuple):
    prefix: str | None
    parent: str | None


def give_letters(rows: Sequence[Row], standing: Sequence[Row] = ()) -> None:
    """Letters of their numbers for services that would have none: people bring the long codes of a province's list.

    ``rows`` are new or changed entries, whose parents are codes, ``standing`` those that are there already. Nobody
    else's letter changes by it.
    """
    services = {row["code"]: row for row in standing if "code" in row}
    for row in rows:
        services[row["code"]] = {**services.get(row["code"], {}), **row}
    steps = {code: _Step(row.get("prefix"), row.get("parent")) for code, row in services.items()}
    groups = {step.parent for step in steps.values()}
    used = {str(each) for row in services.values() for each in (row.get("prefix"), row["code"])}
    fresh = (code for code in _codes("services") if code not in used)
    given: dict[str, str] = {}
    for row in rows:
        code = row["code"]
        if code not in given and code not in groups and prefix(code, steps) is None:
            letter = next(fresh)
            if not can_be_letter(letter):
                return  # none is left
            given[code] = letter
        if code in given:
            row["prefix"] = given[code]


def by_code(row: Row, document: Document) -> Row:
    """The row with codes where it names entries of the document by their names."""
    return {
        name: _codes_for(value, document.get(REFERS[name], [])) if name in REFERS else value
        for name, value in row.items()
    }


def _codes_for(value: Any, entries: list[Row]) -> Any:
    if isinstance(value, list):
        return [_codes_for(each, entries) for each in value]
    said = str(value).strip()
    if any(entry.get("code") == said for entry in entries):
        return said
    named = [entry["code"] for entry in entries if said in (entry.get("name") or {}).values() and "code" in entry]
    return named[0] if len(named) == 1 else said
