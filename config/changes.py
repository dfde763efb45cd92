"""What differs between two definitions of a hall: entries by their codes, everything else setting by setting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from config.faults import NAMED_BY

Json = dict[str, Any]
TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})*")


def changes(before: Json, after: Json) -> list[Json]:
    """Each change as ``{place, entry, field, before, after}``.

    ``place`` is the table or the setting's way; a change of an entry as a whole, added or removed, has no ``field``.
    """
    return list(_between(before, after, ()))


def _between(before: Json, after: Json, under: tuple[str, ...]) -> Iterator[Json]:
    for name in dict.fromkeys([*before, *after]):
        was, becomes = before.get(name), after.get(name)
        if was == becomes:
            continue
        way = (*under, name)
        if _is_table(was) and _is_table(becomes) and (was or becomes):
            yield from _of_table(".".join(way), was or [], becomes or [])
        elif isinstance(was, dict) and isinstance(becomes, dict) and not _is_text(was, becomes):
            yield from _between(was, becomes, way)
        else:
            yield _change(".".join(way), None, None, was, becomes)


def _is_table(value: Any) -> bool:
    return value is None or (isinstance(value, list) and all(_code(each) is not None for each in value))


def _is_text(*values: Json) -> bool:
    """Whether these are texts by language, which change as one."""
    return all(
        value and all(isinstance(text, str) and TAG.fullmatch(tag) for tag, text in value.items()) for value in values
    )


def _code(entry: Any) -> str | None:
    if not isinstance(entry, dict):
        return None
    return next((str(entry[key]) for key in NAMED_BY if key in entry), None)


def _of_table(table: str, before: list[Json], after: list[Json]) -> Iterator[Json]:
    was = {str(_code(each)): each for each in before}
    becomes = {str(_code(each)): each for each in after}
    for code in dict.fromkeys([*was, *becomes]):
        old, new = was.get(code), becomes.get(code)
        if old is None or new is None:
            yield _change(table, code, None, old, new)
            continue
        for field in dict.fromkeys([*old, *new]):
            if old.get(field) != new.get(field):
                yield _change(table, code, field, old.get(field), new.get(field))
    kept_before = [code for code in was if code in becomes]
    kept_after = [code for code in becomes if code in was]
    if kept_before != kept_after:
        yield _change(table, None, "order", kept_before, kept_after)


def _change(place: str, entry: str | None, field: str | None, before: Any, after: Any) -> Json:
    return {"place": place, "entry": entry, "field": field, "before": before, "after": after}
