"""What the manager may ask of the figures."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from config.rules import Weekday
from server.api.requests import Day, Identifier
from server.domain.periods import Period
from server.domain.rating import Channel, Grade
from server.reports.grouping import Dimension
from server.reports.single import Cell
from server.reports.standings import Ranked

Language = Annotated[str, Field(pattern=r"^[A-Za-z-]{2,16}$", description="Of the labels; the hall's first without it")]


class PeriodQuery(BaseModel):
    model_config = ConfigDict(populate_by_name=True, extra="forbid")

    from_: Day = Field(alias="from", description="First hall day, included")
    to: Day = Field(description="Last hall day, included")

    @model_validator(mode="after")
    def _in_order(self) -> PeriodQuery:
        if self.to < self.from_:
            raise ValueError("to must not be before from")
        return self

    @property
    def period(self) -> Period:
        return Period(self.from_, self.to)


class FiguresQuery(PeriodQuery):
    by: Dimension = "window"
    and_: Dimension | None = Field(default=None, alias="and", description="A second dimension, another than by")
    beside: Literal["none", "period", "year"] = Field(
        default="none", description="Each row beside its own figures of the period before, or of a year before"
    )
    language: Language | None = None

    @model_validator(mode="after")
    def _two_dimensions(self) -> FiguresQuery:
        if self.by == self.and_:
            raise ValueError("and must be another dimension than by")
        return self

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        return (self.by,) if self.and_ is None else (self.by, self.and_)


class RankingQuery(PeriodQuery):
    by: Ranked = "window"
    flagged: bool = Field(default=True, description="Whether doubtful ratings count")
    language: Language | None = None


class SingleQuery(PeriodQuery):
    day: date | None = None
    weekday: Weekday | None = None
    hour: Annotated[int, Field(ge=0, le=23)] | None = Field(default=None, description="Of the hall, when finished")
    window: Identifier | None = None
    staff: Identifier | None = None
    service: Identifier | None = None
    department: Identifier | None = None
    channel: Channel | None = None
    grade: Grade | None = None
    tag: Identifier | None = None
    after: Identifier | None = Field(default=None, description="``next`` of the answer before")
    limit: Annotated[int, Field(ge=1, le=200)] = 50

    @property
    def cell(self) -> Cell:
        names = ("day", "weekday", "hour", "window", "staff", "service", "department", "grade", "tag")
        channel = None if self.channel is None else self.channel.value
        return Cell(**{name: getattr(self, name) for name in names}, channel=channel)
