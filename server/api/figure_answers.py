"""What the routes of figures answer with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from server.api.answers import StaffName


class Share(BaseModel):
    """``low`` and ``high`` are the ends of the share's 95 % interval, null where nobody was asked."""

    numerator: float
    denominator: int
    value: float | None
    low: float | None = None
    high: float | None = None


class Before(BaseModel):
    from_: date = Field(alias="from")
    to: date
    total: dict[str, Any]
    changed: list[str] = Field(description="Figures that differ by more than chance, or as much as people feel")


class Figures(BaseModel):
    hall: str
    from_: date = Field(alias="from")
    to: date
    by: list[str]
    of_visits: bool = Field(description="Whether rows count visits too, and not ratings only")
    exact_waits: bool = Field(description="Whether medians come from each single wait, or from buckets of minutes")
    rows: list[dict[str, Any]] = Field(description="keys, labels and each figure; shares as Share")
    total: dict[str, Any]
    before: dict[Literal["period", "year"], Before]


class Standing(BaseModel):
    key: str
    label: str
    share: Share
    value: float = Field(description="The share drawn towards the hall's, the more the fewer ratings there are")
    low: float
    high: float
    best: int = Field(description="The best place it may have")
    worst: int = Field(description="The worst place it may have")
    hall: Literal["better", "worse", "alike"] = Field(description="Against the hall's share, beyond chance")
    leans_on_hall: bool


class Unit(BaseModel):
    key: str
    label: str


class Ranking(BaseModel):
    by: str
    from_: date = Field(alias="from")
    to: date
    flagged: bool
    hall: Share
    weight: float | None = Field(description="Ratings that the hall counts for in each value; null: no ranking")
    rows: list[Standing]
    unrated: list[Unit]


class Given(BaseModel):
    grade: str
    channel: str
    tags: list[str]
    flags: list[str]
    comment: str


class Single(BaseModel):
    id: str
    day: date
    number: str
    window: str
    staff: StaffName
    service: str
    service_name: dict[str, str]
    called_at: datetime
    finished_at: datetime
    waited_minutes: float
    served_minutes: float
    rating: Given | None


class Singles(BaseModel):
    servings: list[Single]
    next: str | None
