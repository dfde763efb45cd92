"""What a definition is put together from: codes, texts in several languages, times of day."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
Prefix = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}$")]
Words = dict[str, str]
"""A text by language tag, e.g. ``{"zh-CN": "户籍管理", "en": "Household registration"}``."""

Name = Annotated[Words, Field(min_length=1)]
"""What something is called, in one language at least."""

Priority = Literal["none", "elderly", "disabled", "pregnant_or_infant", "military", "appointment", "special"]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Opening(Part):
    """One stretch of business within a day, from ``start`` up to ``end``."""

    start: time
    end: time

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.end <= self.start:
            raise PydanticCustomError("ends_before_it_starts", "end must be later than start")
        return self
