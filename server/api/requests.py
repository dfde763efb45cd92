"""What callers may send. Unknown fields are refused: a misspelt one must not be quietly ignored."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Base64Bytes, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from config.definition import PersonRole
from config.parts import Priority
from server.domain.rating import Grade

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Number = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}[0-9]{3,6}$")]

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2200, 1, 1))]
"""A day of the hall that figures are asked for: time zones and the year before still fit into the calendar."""

LARGEST_CLIP = 2_000_000
"""Bytes of a recording: ten seconds of 16-bit stereo at 48 kHz."""


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class EmptyBody(Body):
    """Nothing, or ``{}``."""

    @model_validator(mode="before")
    @classmethod
    def _nothing_is_empty(cls, value: Any) -> Any:
        return {} if value is None else value


class TicketPath(BaseModel):
    ticket: Identifier


class WindowPath(BaseModel):
    window: Identifier


class ServingPath(BaseModel):
    serving: Identifier


class PrintPath(BaseModel):
    print: Identifier


class IssueBody(Body):
    service: Identifier = Field(description="Code of a leaf of the service tree")
    priority: Priority = "none"
    language: Annotated[str, StringConstraints(max_length=16)] | None = None

    on_behalf: bool = Field(default=False, description="Taken for somebody else (代办)")


class AppointmentPath(BaseModel):
    code: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{4,32}$")]


class AppointmentBody(Body):
    service: Identifier = Field(description="Code of a leaf of the service tree")
    at: AwareDatetime


class AppointmentMoveBody(Body):
    at: AwareDatetime


class AppointmentsBody(Body):
    csv: Annotated[str, StringConstraints(max_length=60_000)] = Field(
        description="Columns service, at and perhaps code; a time without an offset is the hall's own"
    )


class AppointmentsQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    day: Annotated[date, Field(ge=date(1970, 1, 1), le=date(2999, 12, 31))] | None = Field(
        default=None, description="A hall day; today without it"
    )
    days: Annotated[int, Field(ge=1, le=31)] = Field(default=1, description="So many days from that one on")


class LanguageBody(EmptyBody):
    language: Annotated[str, StringConstraints(max_length=16)] | None = None


class ServicePath(BaseModel):
    service: Identifier


class PinBody(Body):
    pin: Annotated[str, StringConstraints(pattern=r"^[0-9]{4,12}$")]


class PostponeBody(Body):
    places: Annotated[int, Field(ge=1, le=50)] = Field(description="How many people behind go first")


class CallBody(EmptyBody):
    ticket: Number | None = Field(default=None, description="This number; without it, next by the routing rules")


class PauseBody(Body):
    reason: Literal["break", "lunch", "meeting", "patrol", "leave", "other"]
    minutes: Annotated[int, Field(ge=1, le=480)] | None = Field(default=None, description="For how long, if known")


class TransferBody(Body):
    service: Identifier | None = None
    window: Identifier | None = None
    first: bool = False

    @model_validator(mode="after")
    def _somewhere(self) -> TransferBody:
        if self.service is None and self.window is None:
            raise ValueError("name a service or a window")
        return self


Comment = Annotated[str, StringConstraints(max_length=150, pattern=r"^[^\x00]*$")]


Tags = Annotated[list[Annotated[str, StringConstraints(pattern=r"^[0-9]{3}$")]], Field(max_length=8)]


class Contact(Body):
    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40, pattern=r"^[^\x00]*$")] = ""
    phone: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^\+?[0-9][0-9 -]{5,19}$")]


class RatingBody(Body):
    serving: Identifier
    grade: Grade
    tags: Tags = []
    comment: Comment = ""
    contact: Contact | None = Field(
        default=None, description="Who wants to be called back about a bad rating; kept for the hall's days only"
    )
    rated_at: AwareDatetime | None = Field(default=None, description="The terminal's clock; information only")
    phone: Identifier | None = Field(
        default=None, description="A random name that the citizen's browser keeps; only its keyed hash is stored"
    )
    invitation: Identifier | None = None
    waited_ms: Annotated[int, Field(ge=0, le=10**12)] | None = Field(
        default=None, description="Milliseconds from invitation to press, by a monotonic clock"
    )
    channel: Literal["tablet", "button_box"] | None = Field(
        default=None, description="What was pressed at the window: the tablet itself, or a button box beside it"
    )


class CardBody(Body):
    number: Number
    day: date = Field(description="The hall day on the ticket")
    grade: Grade
    tags: Tags = []
    comment: Comment = ""


class SessionBody(Body):
    job_number: Identifier
    password: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    window: Identifier | None = None
    hall: Identifier | None = None
    roles: Annotated[list[PersonRole], Field(min_length=1, max_length=6)] | None = Field(
        default=None, description="For somebody of several roles: the first of these that is theirs"
    )


NewPassword = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]


class PasswordBody(Body):
    old: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    new: NewPassword


class PrintReportBody(Body):
    state: Literal["printed", "failed", "unknown"]
    reason: Literal["paper_out", "cover_open", "offline", "unknown"] | None = None


class PrinterBody(Body):
    paper: Literal["yes", "no", "unknown"]


class ReportQuery(BaseModel):
    model_config = ConfigDict(populate_by_name=True, extra="forbid")

    from_: Day = Field(alias="from", description="First hall day, included")
    to: Day = Field(description="Last hall day, included")
    by: Literal["window", "staff", "service", "department", "day", "hour"] = "window"
    format: Literal["json", "csv", "xlsx"] = "json"

    @model_validator(mode="after")
    def _in_order(self) -> ReportQuery:
        if self.to < self.from_:
            raise ValueError("to must not be before from")
        return self


class PublishedQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    hall: Identifier | None = Field(default=None, description="Code of the hall; the hub's first without it")
    month: Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")] | None = Field(
        default=None, description="YYYY-MM; the newest that is published without it"
    )
    by: Literal["window", "department"] = "window"
    format: Literal["json", "csv"] = "json"


class DictionaryQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    hall: Identifier | None = Field(default=None, description="Code of the hall; the hub's first without it")


Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z-]{2,16}$")]


class RightPath(BaseModel):
    room: Identifier
    holder: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")] = Field(
        description="Made up by the terminal when it starts, so that two with the same token are told apart"
    )


class RightBody(EmptyBody):
    spoken: Annotated[int, Field(ge=1, le=2**53)] | None = Field(
        default=None, description="Sequence number of the last call that was heard in the room"
    )


class ClipPath(BaseModel):
    language: Language
    token: Annotated[str, StringConstraints(min_length=1, max_length=40)]


class ClipBody(Body):
    wav: Annotated[Base64Bytes, Field(max_length=LARGEST_CLIP)] = Field(description="A PCM WAV, as Base64")


class PromptPath(BaseModel):
    language: Language
    prompt: Annotated[str, StringConstraints(pattern=r"^[a-z_]{2,32}$")]


class PromptQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    service: Identifier | None = Field(default=None, description="The service that the step is about")
    ticket: Identifier | None = Field(default=None, description="The ticket that the step is about")


class SpeechPath(BaseModel):
    language: Language
    number: Number
    window: Identifier


class RatingSpeechPath(BaseModel):
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z-]{2,16}$")]
    saying: Literal["invitation", "thanks"]
