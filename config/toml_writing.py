"""A hall's definition as TOML, as a person would write it: what stands as usual is left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

from config.definition import Definition

BARE = re.compile(r"[A-Za-z0-9_-]+")


def as_toml(definition: Definition) -> str:
    """The definition as TOML that loads to an equal one."""
    document = definition.model_dump(exclude_defaults=True)
    sections = {k: v for k, v in document.items() if isinstance(v, dict) and k != "name"}
    tables = {k: v for k, v in document.items() if _is_table(v)}
    plain = {k: v for k, v in document.items() if k not in sections and k not in tables}
    parts = ["\n".join(_lines(plain))]
    parts += ["\n".join([f"[{name}]", *_lines(section)]) for name, section in sections.items()]
    parts += ["\n".join([f"[[{name}]]", *_lines(entry)]) for name, table in tables.items() for entry in table]
    return "\n\n".join(parts) + "\n"


def _is_table(value: Any) -> bool:
    """Whether a list is of parts with a name of their own, and not of texts by language."""
    return (
        isinstance(value, list | tuple)
        and bool(value)
        and all(isinstance(each, dict) and ("code" in each or "job_number" in each) for each in value)
    )


def _lines(fields: Mapping[str, Any]) -> Iterator[str]:
    for name, value in fields.items():
        if isinstance(value, list | tuple) and value and isinstance(value[0], dict):
            yield f"{_key(name)} = ["
            yield from (f"    {_value(each)}," for each in value)
            yield "]"
        else:
            yield f"{_key(name)} = {_value(value)}"


def _key(name: str) -> str:
    return name if BARE.fullmatch(name) else _text(name)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case time():
            return _text(value.isoformat("minutes" if value == value.replace(second=0, microsecond=0) else "auto"))
        case date():
            return value.isoformat()
        case dict():
            inside = ", ".join(f"{_key(name)} = {_value(each)}" for name, each in value.items() if each is not None)
            return f"{{ {inside} }}" if inside else "{}"
        case list() | tuple():
            return f"[{', '.join(_value(each) for each in value)}]"
        case _:
            return _text(str(value))


def _text(text: str) -> str:
    """JSON's escapes are TOML's, but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
