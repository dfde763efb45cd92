"""The worksheet of a hall's settings: all that stands in no table, a line each, named by its way in the document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from config.cells import Field
from config.definition import Definition
from config.worksheets import TABLES, field_of

Path = tuple[str, ...]
_TABLED = {table.path for table in TABLES}


def settings(document: dict[str, Any]) -> Iterator[tuple[Path, Field, Any]]:
    """Every setting of a complete document, in the definition's order, with how it stands in a cell."""
    yield from _of_model(Definition, document, ())


def _of_model(model: type[BaseModel], values: dict[str, Any], under: Path) -> Iterator[tuple[Path, Field, Any]]:
    for name, info in model.model_fields.items():
        path, annotation = (*under, name), info.annotation
        if path in _TABLED or name not in values:
            continue
        yield from _of(path, annotation, values[name])


def _of(path: Path, annotation: Any, value: Any) -> Iterator[tuple[Path, Field, Any]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from _of_model(annotation, value, path)
    elif get_origin(annotation) is dict:
        for key, each in value.items():
            yield from _of((*path, key), get_args(annotation)[1], each)
    else:
        yield path, field_of(path[-1], annotation), value


def field_at(path: Path) -> Field | None:
    """How the setting at the end of a way stands in a cell, None where the way leads nowhere."""
    annotation: Any = Definition
    for step in path:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            info = annotation.model_fields.get(step)
            if info is None:
                return None
            annotation = info.annotation
        elif get_origin(annotation) is dict:
            annotation = get_args(annotation)[1]
        else:
            return None
    if path in _TABLED or (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        return None
    return field_of(path[-1], annotation)
