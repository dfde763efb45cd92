"""What the live view of a hall answers."""

from __future__ import annotations

from pydantic import BaseModel

from server.api.alert_messages import Alert
from server.api.answers import Hall, Texts
from server.domain.rating import Grade
from server.domain.serving import ServingState
from server.domain.supervision import Step
from server.domain.window import WindowState


class LiveServing(BaseModel):
    number: str
    state: ServingState
    since: str
    service_name: Texts


class LiveWindow(BaseModel):
    """``until`` is when a pause should end, ``step`` that of the window's worst alert."""

    code: str
    name: Texts
    state: WindowState
    reason: str | None
    since: str | None
    until: str | None
    staff: str | None
    serving: LiveServing | None
    today: int
    step: Step | None


class LiveQueue(BaseModel):
    """``since`` is when whoever waits longest, with ``number``, began to wait."""

    code: str
    name: Texts
    waiting: int
    number: str
    since: str
    promised_minutes: int
    step: Step | None


class LiveHour(BaseModel):
    hour: int
    issued: int
    finished: int


class LiveRatio(BaseModel):
    numerator: float
    denominator: int
    value: float | None


class LiveRatings(BaseModel):
    finished: int
    grades: dict[Grade, int]
    participation: LiveRatio
    satisfaction: LiveRatio


class Live(BaseModel):
    at: str
    hall: Hall
    open: bool
    windows: list[LiveWindow]
    waiting: int
    services: list[LiveQueue]
    hours: list[LiveHour]
    ratings: LiveRatings
    alerts: list[Alert]
