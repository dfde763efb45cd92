"""Reading halls and mappings from TOML: what is wrong is said with file, field and what would be right."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from config.definition import Definition

HALLS = Path(__file__).with_name("halls")
"""The definitions that ship with the product."""

NAMED_BY = ("code", "job_number")
Model = TypeVar("Model", bound=BaseModel)


class DefinitionError(Exception):
    """A file that does not define what it should; its text has one line for each thing to mend."""


def load_definition(path: Path) -> Definition:
    """The hall that a TOML file defines. Raises DefinitionError."""
    return load(path, Definition)


def load(path: Path, model: type[Model]) -> Model:
    """What a TOML file defines. Raises DefinitionError."""
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise DefinitionError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DefinitionError(f"{path}: is not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(f"{path}: is not TOML: {error}") from error
    try:
        return model.model_validate(document)
    except ValidationError as error:
        lines = [f"{path}: {_line(found, document, model)}" for found in error.errors()]
        raise DefinitionError("\n".join(lines)) from error


def _line(found: Any, document: dict[str, Any], model: type[BaseModel]) -> str:
    place = _place(found["loc"], document)
    if found["type"] == "extra_forbidden":
        return f"{place}: no such field{_meant(found['loc'], model)}"
    if found["type"] == "missing":
        return f"{place}: missing"
    said = found["msg"].removeprefix("Value error, ")
    given = found["input"]
    shown = f", not {given!r}" if isinstance(given, str | int | float | bool) else ""
    return f"{place}: {said}{shown}" if place else said


def _place(loc: tuple[int | str, ...], document: Any) -> str:
    """``services "C": prefix``: the way to a field, entries of a list by their code where they have one."""
    words: list[str] = []
    here: Any = document
    for step in loc:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(step, int):
            name = next((here[key] for key in NAMED_BY if isinstance(here, dict) and key in here), None)
            words[-1] += f' "{name}"' if name is not None else f" no. {step + 1}"
        else:
            words.append(step)
    return ": ".join(words)


def _meant(loc: tuple[int | str, ...], top: type[BaseModel]) -> str:
    """The field that was probably meant, or all that there are."""
    model: Any = top
    for step in loc[:-1]:
        if isinstance(step, str) and isinstance(model, type) and issubclass(model, BaseModel):
            model = _model_in(model.model_fields[step].annotation)
    fields = sorted(model.model_fields) if model is not None else []
    close = get_close_matches(str(loc[-1]), fields, n=1)
    return f"; did you mean {close[0]!r}?" if close else f"; known here: {', '.join(fields)}"


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for inner in get_args(annotation) if (model := _model_in(inner))), None)
