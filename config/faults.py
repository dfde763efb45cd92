"""What is wrong in a definition: where it stands, and in whose words it is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from config import catalogues
from config.cells import shown

MOST = 200
"""So many mistakes are told at once; more of them nobody reads, and wording them takes long."""
NAMED_BY = ("code", "job_number")
REFERENCES = frozenset({"parent", "department", "window", "services", "windows"})
"""Fields that name entries of another table."""
KINDS = {
    "missing": "missing",
    "extra_forbidden": "no_such_field",
    "string_pattern_mismatch": "pattern",
    "string_too_short": "missing",
    "string_too_long": "too_long",
    "too_long": "too_many",
    "too_short": "missing",
    "greater_than_equal": "at_least",
    "less_than_equal": "at_most",
    "literal_error": "one_of",
    "ends_before_it_starts": "ends_before_it_starts",
    "no_steps": "no_steps",
    "no_time_zone": "no_time_zone",
    "no_language": "no_language",
    "stands_twice": "stands_twice",
    "not_defined": "not_defined",
    "circle": "circle",
    "no_prefix": "no_prefix",
    "int_parsing": "whole_number",
    "int_type": "whole_number",
    "int_from_float": "whole_number",
    "float_parsing": "number",
    "float_type": "number",
    "bool_parsing": "yes_or_no",
    "bool_type": "yes_or_no",
    "time_parsing": "time",
    "time_type": "time",
    "date_parsing": "date",
    "date_from_datetime_parsing": "date",
    "date_from_datetime_inexact": "date",
    "date_type": "date",
    "string_type": "text",
}
"""Pydantic's kinds of mistakes and the sentences of the catalogue ``faults`` that word them."""


QUOTED = re.compile(r"'([^']*)'")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing to mend. ``place`` leads to it in the document; ``said`` is English for what has no sentence."""

    place: tuple[str | int, ...]
    kind: str
    values: dict[str, Any] = field(default_factory=dict)
    said: str = ""

    @property
    def field(self) -> str:
        """The way to it, as the interface names fields: ``services.3.prefix``."""
        return ".".join(str(step) for step in self.place)

    def worded(self, language: str) -> str:
        if self.kind == "other":
            return self.said
        values = self.values
        if self.kind == "one_of":
            values = {**values, "expected": _listed(str(values["expected"]), language)}
        return catalogues.words(language, f"faults.{self.kind}", **values)


def _listed(expected: str, language: str) -> str:
    """Codes that pydantic lists in English, as ``'a', 'b' or 'c'``, as the reader calls them."""
    comma = ", " if language == "en" else "、"
    return comma.join(dict.fromkeys(shown(code, language) for code in QUOTED.findall(expected))) or expected


class DefinitionFaults(Exception):
    """A document that defines no hall."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.field}: {fault.worded('en')}" for fault in self.faults))


def faults_in(
    error: ValidationError, between: Sequence[PydanticCustomError], document: Any, *, most: int = MOST
) -> list[Fault]:
    """What pydantic found in a document and what else is wrong ``between`` its parts, each at its place."""
    found: list[Any] = [*error.errors(include_url=False)[:most]]
    for each in between[: most - len(found)]:
        found.append({"type": each.type, "loc": (), "msg": each.message(), "input": document, "ctx": each.context})
    faults = [_fault(each, document) for each in found]
    wrong_inside = {fault.place[:-1] for fault in faults}
    # A list of which every part was wrong counts as empty; that it was left out would be untrue.
    return [fault for fault in faults if fault.kind != "missing" or fault.place not in wrong_inside]


def _fault(found: Any, document: Any) -> Fault:
    context = {name: value for name, value in found.get("ctx", {}).items() if isinstance(value, str | int | float)}
    place = tuple(found["loc"])
    if "table" in context:
        place = _between_parts(context, document)
    given = found["input"] if isinstance(found["input"], str | int | float) else ""
    kind = KINDS.get(found["type"], "other")
    if kind == "pattern" and REFERENCES.intersection(place[1:]):
        kind = "not_named"
    said = found["msg"].removeprefix("Value error, ")
    return Fault(place=place, kind=kind, values={"given": given, **context}, said=said)


def _between_parts(context: dict[str, Any], document: Any) -> tuple[str | int, ...]:
    """Where a mistake between parts stands: the entry's place in its table, and the field."""
    steps: tuple[str | int, ...] = tuple(context["table"].split("."))
    rows = document
    for step in steps:
        rows = rows.get(step, ()) if isinstance(rows, dict) else ()
    at = context.get("at")
    if at is None:
        at = next((i for i, row in enumerate(rows) if context["entry"] in [row.get(key) for key in NAMED_BY]), 0)
    return (*steps, at, context["field"])
