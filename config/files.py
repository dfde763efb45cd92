"""A hall's definition as a file, TOML or XLSX, and back."""

from __future__ import annotations

import tomllib
from typing import Literal

from config.definition import Definition
from config.documents import as_definition
from config.faults import DefinitionFaults, Fault
from config.toml_writing import as_toml

Format = Literal["toml", "xlsx"]

CONTENT_TYPES: dict[Format, str] = {
    "toml": "application/toml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def written(definition: Definition, format: Format, *, language: str) -> bytes:
    """The file's bytes; ``language`` is that of its headings."""
    if format == "toml":
        return as_toml(definition).encode()
    # Both Excel libraries take a quarter of a second to import, which a hub that starts has no use for.
    from config.workbook import as_workbook

    return as_workbook(definition, language=language)


def read(content: bytes, format: Format) -> Definition:
    """The hall in a file. Raises DefinitionFaults."""
    if format == "xlsx":
        from config.workbook import from_workbook

        return from_workbook(content)
    try:
        document = tomllib.loads(content.decode())
    except UnicodeDecodeError as error:
        raise DefinitionFaults([Fault(place=(), kind="not_utf8")]) from error
    except (ValueError, RecursionError) as error:  # also for numbers of thousands of digits, and for endless nesting
        raise DefinitionFaults([Fault(place=(), kind="no_toml", values={"reason": str(error)})]) from error
    return as_definition(document)
