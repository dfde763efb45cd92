"""What a table of a period's document is made of: its columns, the units of every cell, and the words of reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from config.catalogues import words
from config.grades import tag_words

Unit = Literal["text", "count", "share", "minutes", "date", "own"]


@dataclass(frozen=True)
class Column:
    """``unit`` is what its values are in; ``own`` means that each row has its own. ``width`` is in characters."""

    heading: str
    unit: Unit = "text"
    width: int = 10


@dataclass(frozen=True, kw_only=True)
class Table:
    """Values are texts, numbers, or None where there is none. ``units`` are those of ``own`` columns, row by row."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Any]]
    units: Sequence[Unit] = ()
    note: str = ""
    empty: str = ""

    def unit(self, row: int, column: int) -> Unit:
        own = self.columns[column].unit
        return self.units[row] if own == "own" else own


def shown(value: Any, unit: Unit) -> str:
    """A value as a person reads it: shares as per cent, minutes with a decimal, ``—`` for a number there is none of."""
    if value is None:
        return "" if unit in ("text", "date") else "—"
    match unit:
        case "share":
            return f"{value:.1%}"
        case "minutes":
            return f"{value:.1f}"
        case "count":
            return f"{value:,}"
        case _:
            return str(value)


class Words:
    """The words of reports in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, /, **values: object) -> str:
        return words(self.language, f"reports.{key}", **values)

    def tags(self, codes: Sequence[str]) -> str:
        return "; ".join(tag_words(self.language, code) for code in codes)
