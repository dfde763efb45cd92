"""What a definition is put together from: codes, texts in several languages, times of day."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from config import catalogues

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
Prefix = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}$")]
Words = dict[str, str]
"""A text by language tag, e.g. ``{"zh-CN": "户籍管理", "en": "Household registration"}``."""


def _with_words(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Languages that nothing is worded in would be a button that says "xx" and changes nothing."""
    for tag in languages:
        if tag not in catalogues.KNOWN:
            known = ", ".join(catalogues.KNOWN)
            said = "'{given}' is not a language known here; known: {known}"
            raise PydanticCustomError("no_language", said, {"given": tag, "known": known})
    return languages


Languages = Annotated[tuple[str, ...], AfterValidator(_with_words)]
"""Languages by tag, in the order they are shown or spoken; each has its catalogue."""

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
