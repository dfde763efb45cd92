"""What the published results answer, for the OpenAPI document."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel

from server.api.answers import Texts


class ComingMonth(BaseModel):
    """The oldest month that is not published yet, and the hall day on which it is."""

    month: str
    on: date


class Published(BaseModel):
    """``month``, ``published_from`` and ``total`` are null while no month has been published yet.

    Grades of fewer than ``published_from`` ratings were withheld when the month was published.
    """

    month: str | None
    months: list[str]
    by: Literal["window", "department"]
    published_from: int | None
    rows: list[dict[str, Any]]
    total: dict[str, Any] | None
    coming: ComingMonth


class DictionaryField(BaseModel):
    name: str
    type: str | dict[str, str]
    meaning: Texts


class Dictionary(BaseModel):
    hall: str
    name: Texts
    published_from: int
    fields: list[DictionaryField]
    rule: Texts
    months: Texts
