"""What the routes of alerts take and answer."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from server.api.answers import StaffName, Texts
from server.api.requests import Body, Identifier
from server.domain.supervision import AlertState, Step, Watch


class AlertPath(BaseModel):
    alert: Identifier


class AlertsQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    state: Literal["open", "all"] = "open"
    from_: date | None = Field(default=None, alias="from", description="First hall day, today without it; for all")
    to: date | None = Field(default=None, description="Last hall day, today without it; for all")

    @model_validator(mode="after")
    def _in_order(self) -> AlertsQuery:
        if self.from_ is not None and self.to is not None and self.to < self.from_:
            raise ValueError("to must not be before from")
        return self


class AcknowledgeBody(Body):
    text: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\x00]*$")
    ] = Field(description="What is done about it")


class AlertActor(StaffName):
    role: str


class AlertStep(BaseModel):
    kind: Literal["alert.raised", "alert.climbed", "alert.acknowledged", "alert.ended"]
    step: Step
    at: str
    by: AlertActor
    told: list[AlertActor]
    text: str | None


class Alert(BaseModel):
    """``since`` is from when it counts; for a pause the end that it should have had."""

    id: str
    watch: Watch
    subject: str
    state: AlertState
    step: Step
    since: str
    raised_at: str
    ended_at: str | None
    window: str | None
    service: str | None
    service_name: Texts
    person: StaffName | None
    number: str | None
    count: int | None
    due: date | None
    device: str | None
    wants_answer: bool
    steps: list[AlertStep]


class Alerts(BaseModel):
    today: date
    alerts: list[Alert]
