"""How ratings become records of the national evaluation interface (好差评): names, codes and constants of a province.

Source of the names: the interface as public code bases use it. Provinces publish their own, hence a file.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, StrictBool, StrictInt, StrictStr, StringConstraints, field_validator, model_validator
from pydantic_core import PydanticCustomError

from config.grades import NUMBERED
from config.loading import load
from config.parts import Part
from config.rules import Channel, Grade

DEFAULT = Path(__file__).with_name("national.toml")
Source = Literal[
    "seq", "rating", "serving", "ticket_number", "day", "hall", "hall_name", "service", "service_name", "department",
    "department_name", "window", "staff", "grade", "channel", "tags", "comment", "rated_at", "received_at",
    "started_at", "finished_at", "flags",
]  # fmt: skip
FieldName = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Value = StrictInt | StrictStr
A_TIME = datetime(2026, 3, 12, 14, 15, 16)


class Codes(Part):
    """The province's codes by what the hall calls the same. Only channels that have one are handed in."""

    grade: dict[Grade, Value] = Field(default_factory=dict)
    channel: dict[Channel, Value] = Field(min_length=1)
    service: dict[str, Value] = Field(default_factory=dict)
    department: dict[str, Value] = Field(default_factory=dict)
    window: dict[str, Value] = Field(default_factory=dict)
    tag: dict[str, Value] = Field(default_factory=dict)

    @field_validator("grade")
    @classmethod
    def _all_or_none(cls, value: dict[Grade, Value]) -> dict[Grade, Value]:
        left = [grade for grade in get_args(Grade) if grade not in value]
        if value and left:
            raise PydanticCustomError("not_all_grades", "must name all five grades; without: {left}", {"left": left})
        if len(set(value.values())) != len(value):
            raise PydanticCustomError("grades_alike", "must give each grade a code of its own")
        return value


class Mapping(Part):
    """What a record holds. ``times`` is as strftime reads it, in the hall's time zone."""

    scale: Literal["national", "gbt39046"] = "national"
    times: str = "%Y-%m-%d %H:%M:%S"
    separator: Annotated[str, StringConstraints(min_length=1, max_length=8)] = ","
    missing: Literal["null", "empty", "left_out"] = "null"
    fields: dict[FieldName, Source]
    constants: dict[FieldName, StrictBool | Value] = Field(default_factory=dict)
    codes: Codes

    @field_validator("times")
    @classmethod
    def _says_the_second(cls, value: str) -> str:
        try:
            whole = datetime.strptime(A_TIME.strftime(value), value) == A_TIME
        except ValueError:
            whole = False
        if not whole:
            raise PydanticCustomError(
                "no_whole_time", "must give year, month, day, hour, minute and second, such as %Y-%m-%d %H:%M:%S"
            )
        return value

    @field_validator("fields")
    @classmethod
    def _can_be_gone_on_from(cls, value: dict[str, Source]) -> dict[str, Source]:
        if "seq" not in value.values():
            raise PydanticCustomError("no_seq", 'one field must be "seq", or nobody knows where to go on')
        return value

    @model_validator(mode="after")
    def _says_each_thing_once(self) -> Self:
        if both := sorted(self.fields.keys() & self.constants.keys()):
            raise PydanticCustomError("twice", "constants: also under fields: {both}", {"both": ", ".join(both)})
        if self.codes.grade and self.scale != "national":
            raise PydanticCustomError("two_scales", "scale: codes.grade gives the grades codes already; leave one out")
        return self

    @property
    def grades(self) -> dict[Grade, Value]:
        """The code of each grade."""
        if self.codes.grade:
            return self.codes.grade
        best_first = self.scale == "gbt39046"
        return {grade: 6 - NUMBERED[grade] if best_first else NUMBERED[grade] for grade in get_args(Grade)}


def load_mapping(path: Path = DEFAULT) -> Mapping:
    """The mapping that a TOML file gives. Raises DefinitionError with a line for each thing to mend."""
    return load(path, Mapping)
