"""From a document, whoever wrote it, to a hall: one way in for TOML, for worksheets and for the pages."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from config.definition import Definition
from config.faults import MOST, DefinitionFaults, faults_in


def as_definition(document: Any, *, most: int = MOST) -> Definition:
    """The hall that a document defines. Raises DefinitionFaults, with the first ``most`` of them."""
    between: list[PydanticCustomError] = []
    try:
        return Definition.model_validate(document, context=between)
    except ValidationError as error:
        # Pydantic tells only of the first mistake between parts.
        raise DefinitionFaults(faults_in(error, between[1:], document, most=most)) from error


def as_document(definition: Definition) -> dict[str, Any]:
    """The hall as JSON can carry it; times of day without seconds where they have none."""
    document: dict[str, Any] = _short(definition.model_dump(mode="json"))
    return document


def _short(value: Any) -> Any:
    match value:
        case dict() if set(value) == {"start", "end"}:
            return {name: time.removesuffix(":00") if time.count(":") == 2 else time for name, time in value.items()}
        case dict():
            return {name: _short(each) for name, each in value.items()}
        case list():
            return [_short(each) for each in value]
        case _:
            return value
