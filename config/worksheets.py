"""A hall's definition as worksheets: which there are, which columns each has, and what they are called.

The columns follow from the definition's own fields, so a new field has its column by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from config.cells import Field, Kind, shown, words_or
from config.definition import Department, Person, Service, Window
from config.equipment import Board
from config.parts import Opening, Part, Priority, Words
from config.rules import WEEKDAYS, Tag, Weekday

Row = dict[str, Any]
Document = dict[str, Any]


class _Week(Part):
    day: Weekday
    start: time
    end: time


class _Day(Part):
    day: date


class _Said(Part):
    text: Words


class _Proof(Part):
    priority: Priority
    text: Words


class _Picture(Part):
    name: str
    icon: str


@dataclass(frozen=True)
class Table:
    """A worksheet of rows. ``rows`` takes them out of a document, ``put`` puts them in."""

    name: str
    path: tuple[str, ...]
    fields: tuple[Field, ...]
    rows: Callable[[Document], list[Row]]
    put: Callable[[Document, list[Row]], None]

    def field(self, name: str) -> Field | None:
        return next((each for each in self.fields if each.name == name), None)


def field_of(name: str, annotation: Any) -> Field:
    """How a field of this type stands in cells."""
    bare = _bare(annotation)
    if bare == Words:
        return Field(name, "words")
    if get_origin(bare) is tuple:
        inner = _bare(get_args(bare)[0])
        if inner == Words:
            return Field(name, "lines")
        return Field(name, "list", _choices(inner)) if inner is str or _choices(inner) else Field(name, "json")
    if choices := _choices(bare):
        return Field(name, "choice", choices)
    kinds: dict[Any, Kind] = {bool: "flag", int: "number", float: "number", time: "time", date: "date", str: "text"}
    return Field(name, kinds.get(bare, "json"))


def _bare(annotation: Any) -> Any:
    """A type without what Annotated says of it, and without None."""
    origin = get_origin(annotation)
    if hasattr(annotation, "__metadata__"):
        return _bare(get_args(annotation)[0])
    if origin is Union or str(origin) == "<class 'types.UnionType'>":
        inner = [each for each in get_args(annotation) if each is not type(None)]
        return _bare(inner[0]) if len(inner) == 1 else annotation
    return annotation


def _choices(annotation: Any) -> tuple[str, ...]:
    return tuple(map(str, get_args(annotation))) if get_origin(annotation) is Literal else ()


def _fields(model: type[BaseModel]) -> tuple[Field, ...]:
    return tuple(field_of(name, info.annotation) for name, info in model.model_fields.items())


def _at(document: Document, path: tuple[str, ...]) -> Any:
    here: Any = document
    for step in path:
        here = here.get(step, {}) if isinstance(here, dict) else {}
    return here


def _set(document: Document, path: tuple[str, ...], value: Any) -> None:
    for step in path[:-1]:
        document = document.setdefault(step, {})
    if value:
        document[path[-1]] = value
    else:
        document.pop(path[-1], None)


def _listed(name: str, model: type[BaseModel], *path: str) -> Table:
    where = path or (name,)
    return Table(name, where, _fields(model), lambda d: list(_at(d, where) or []), lambda d, rows: _set(d, where, rows))


def _texts(name: str, *path: str) -> Table:
    where = path or (name,)
    return Table(
        name,
        where,
        _fields(_Said),
        lambda d: [{"text": text} for text in _at(d, where) or []],
        lambda d, rows: _set(d, where, [row.get("text", {}) for row in rows]),
    )


def _week(document: Document) -> list[Row]:
    week = _at(document, ("hours", "week"))
    return [{"day": day, **opening} for day in WEEKDAYS for opening in week.get(day, ())]


def _put_week(document: Document, rows: list[Row]) -> None:
    week: Document = {}
    for row in rows:
        week.setdefault(row.get("day", ""), []).append({name: row[name] for name in ("start", "end") if name in row})
    _set(document, ("hours", "week"), week)


TABLES: tuple[Table, ...] = (
    _listed("departments", Department),
    _listed("services", Service),
    _listed("windows", Window),
    _listed("staff", Person),
    Table("hours", ("hours", "week"), _fields(_Week), _week, _put_week),
    Table(
        "holidays",
        ("hours", "holidays"),
        _fields(_Day),
        lambda d: [{"day": day} for day in _at(d, ("hours", "holidays")) or []],
        lambda d, rows: _set(d, ("hours", "holidays"), [row.get("day") for row in rows]),
    ),
    _texts("notices"),
    _texts("greetings", "evaluator", "greetings"),
    _listed("tags", Tag, "rating", "tags"),
    _listed("boards", Board),
    _listed("voice_hours", Opening, "voice", "hours"),
    Table(
        "proof",
        ("proof",),
        _fields(_Proof),
        lambda d: [{"priority": key, "text": text} for key, text in d.get("proof", {}).items()],
        lambda d, rows: _set(d, ("proof",), {row.get("priority", ""): row.get("text", {}) for row in rows}),
    ),
    Table(
        "pictures",
        ("pictures",),
        _fields(_Picture),
        lambda d: [{"name": key, "icon": icon} for key, icon in d.get("pictures", {}).items()],
        lambda d, rows: _set(d, ("pictures",), {row.get("name", ""): row.get("icon", "") for row in rows}),
    ),
)
BY_NAME = {table.name: table for table in TABLES}


def title(table: str, language: str) -> str:
    return words_or(language, f"sheets.{table}", table)


def heading(table: str, field: str, language: str) -> str:
    """What a column is called, e.g. 等候承诺(分钟)."""
    return words_or(language, f"sheets.{table}.{field}", words_or(language, f"sheets.field.{field}", field))


def setting(path: tuple[str, ...], language: str) -> str:
    """What a setting is called; one of several alike by what they are and which it is: 等候快慢:老人."""
    way = ".".join(path)
    said = words_or(language, f"sheets.setting.{way}", "")
    if said or len(path) < 2:
        return said or way
    group = words_or(language, f"sheets.setting.{'.'.join(path[:-1])}", "")
    return f"{group}:{shown(path[-1], language)}" if group else way


def shown_language(tag: str, language: str) -> str:
    """What a language is called in a heading: 中文 for ``zh-CN``."""
    return words_or(language, f"sheets.in.{tag}", tag)


def texts_in(value: Mapping[str, str] | list[Mapping[str, str]] | None) -> set[str]:
    """The languages that texts have."""
    if value is None:
        return set()
    return set(value) if isinstance(value, Mapping) else {tag for each in value for tag in each}
