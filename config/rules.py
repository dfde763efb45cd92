"""The rules of a hall: when it is open, who goes first, how it is rated, who is told of what, what is kept how long."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from config.grades import TAGS
from config.parts import Opening, Part, Priority, Words

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Hours(Part):
    """When the hall does business. ``always`` overrides the week and the holidays."""

    always: bool = False
    week: dict[Weekday, tuple[Opening, ...]] = Field(default_factory=dict)
    holidays: tuple[date, ...] = ()

    def openings(self, day: date) -> tuple[Opening, ...]:
        """The stretches of business of a day, none on a holiday; a hall that never closes has no end in them."""
        if day in self.holidays:
            return ()
        return self.week.get(WEEKDAYS[day.weekday()], ())

    def open_at(self, local: datetime) -> bool:
        """Whether the hall does business at a local time."""
        return self.always or any(o.start <= local.time() < o.end for o in self.openings(local.date()))

    def closes_at(self, day: date) -> time | None:
        """The local time at which a day's business ends; None when it never does, midnight on a day without any."""
        if self.always:
            return None
        return max((o.end for o in self.openings(day)), default=time(0, 0))


WEIGHTS: dict[Priority, float] = {
    "none": 1.0,
    "elderly": 2.0,
    "disabled": 2.0,
    "pregnant_or_infant": 2.0,
    "military": 3.0,
    "appointment": 1.0,
    "special": 2.0,
}


class Routing(Part):
    """How the next ticket is chosen: time waited multiplied by the weight of its priority."""

    weights: dict[Priority, Annotated[float, Field(ge=1, le=100)]] = Field(default_factory=lambda: dict(WEIGHTS))
    restored_after_calls: Annotated[int, Field(ge=0, le=50)] = 3
    calls_before_missed: Annotated[int, Field(ge=1, le=10)] = 3
    misses_allowed: Annotated[int, Field(ge=0, le=5)] = 1
    appointment_early_minutes: Annotated[int, Field(ge=0, le=120)] = 10


Grade = Literal["very_satisfied", "satisfied", "basically_satisfied", "dissatisfied", "very_dissatisfied"]
Channel = Literal["phone", "qr", "tablet", "button_box", "card", "inspector"]


class Tag(Part):
    """Something that a citizen may say with a grade by one touch. ``code`` is the national interface's."""

    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{3}$")]
    grade: Grade
    name: Words


class RatingRules(Part):
    """When a rating is asked for, how long it may take, and by what it may come in.

    ``channels`` are those that the hall takes ratings by (渠道).
    ``tags`` are the hall's own; without any, those of the national list. Grades of fewer than ``published_from``
    ratings are not published.
    """

    invite_on_finish: bool = True
    limit_seconds: Annotated[int, Field(ge=10, le=86_400)] = 120
    phone_days: Annotated[int, Field(ge=0, le=365)] = 7
    short_serving_seconds: Annotated[int, Field(ge=0, le=600)] = 5
    published_from: Annotated[int, Field(ge=1, le=100)] = 5
    channels: tuple[Channel, ...] = get_args(Channel)
    tags: tuple[Tag, ...] = ()

    @property
    def known_tags(self) -> dict[str, dict[str, Words]]:
        """The tags that may go with each grade, by code; one without texts is worded by the catalogues."""
        if not self.tags:
            return {grade: {code: {} for code in codes} for grade, codes in TAGS.items()}
        return {grade: {tag.code: tag.name for tag in self.tags if tag.grade == grade} for grade in TAGS}


class CaseRules(Part):
    """Working days (工作日) until a named citizen is called back, and until an ordinary or a complex case is closed."""

    contact_days: Annotated[int, Field(ge=0, le=30)] = 1
    ordinary_days: Annotated[int, Field(ge=1, le=90)] = 5
    complex_days: Annotated[int, Field(ge=1, le=180)] = 15


class Steps(Part):
    """Where a notice, a yellow and a red alert begin; each must come after the one before."""

    notice: Annotated[float, Field(ge=0, le=10_000)]
    yellow: Annotated[float, Field(ge=0, le=10_000)]
    red: Annotated[float, Field(ge=0, le=10_000)]

    @model_validator(mode="after")
    def _rise(self) -> Self:
        if not self.notice < self.yellow < self.red:
            raise PydanticCustomError("no_steps", "notice must come before yellow, and yellow before red")
        return self


PauseReason = Literal["break", "lunch", "meeting", "patrol", "leave", "other"]
PAUSE_MINUTES: dict[PauseReason, int] = {
    "break": 15,
    "lunch": 90,
    "meeting": 60,
    "patrol": 30,
    "leave": 120,
    "other": 15,
}


class Supervision(Part):
    """When somebody is told that something goes wrong (电子监察).

    ``waiting_percent`` is of a service's ``promised_minutes``, ``serving_percent`` of its ``handling_minutes``; a
    service may set minutes of its own. ``idle_minutes``: a window is open and calls nobody, though people wait for it.
    ``paused_minutes`` count from the end that the clerk gave for a pause, else from ``pause_minutes`` for its reason.
    ``silent_minutes``: a device that was here is not. ``case_notice_days`` are calendar days before a case is due; on
    that day it is yellow, past it red.
    """

    waiting_percent: Steps = Steps(notice=80, yellow=100, red=150)
    serving_percent: Steps = Steps(notice=150, yellow=200, red=300)
    idle_minutes: Steps = Steps(notice=3, yellow=5, red=10)
    paused_minutes: Steps = Steps(notice=1, yellow=10, red=30)
    pause_minutes: dict[PauseReason, Annotated[int, Field(ge=1, le=480)]] = Field(
        default_factory=lambda: dict(PAUSE_MINUTES)
    )
    silent_minutes: Steps = Steps(notice=5, yellow=15, red=60)
    case_notice_days: Annotated[int, Field(ge=0, le=30)] = 1


class CheckIn(Part):
    """How long before and after the time of an appointment its holder may check in at the kiosk."""

    early_minutes: Annotated[int, Field(ge=0, le=240)] = 30
    late_minutes: Annotated[int, Field(ge=0, le=240)] = 15


class Privacy(Part):
    """After how many days what citizens left of themselves is deleted: how to call them back, and what they wrote.

    What was said in cases and about alerts goes with what they wrote.
    """

    contact_days: Annotated[int, Field(ge=1, le=1095)] = 90
    comment_days: Annotated[int, Field(ge=30, le=3650)] = 1095


class Seal(Part):
    """Where the journal's newest hash (印记) goes each day, out of reach of whoever could rewrite the database.

    ``folder`` is one of the hub's, such as a stick or another machine's; ``url`` is sent a POST.
    """

    folder: Annotated[str, StringConstraints(max_length=500)] = ""
    url: Annotated[str, StringConstraints(pattern=r"^(https?://[^\s]{3,500})?$")] = ""


class SignIn(Part):
    """How long a person stays signed in: at most ``hours``, and ``idle_minutes`` without doing anything."""

    hours: Annotated[int, Field(ge=1, le=24)] = 12
    idle_minutes: Annotated[int, Field(ge=5, le=1440)] = 240
