"""What routes answer, for the OpenAPI document. The values come from ``server.operations.views``."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Field

from config.parts import Priority
from server.domain.appointment import AppointmentState
from server.domain.serving import ServingState
from server.domain.ticket import TicketState
from server.domain.window import WindowState

Texts = dict[str, str]


class FieldProblem(BaseModel):
    field: str
    problem: str


class Problem(BaseModel):
    """RFC 9457"""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] | None = None


class Wait(BaseModel):
    low_minutes: int
    high_minutes: int


class Ticket(BaseModel):
    id: str
    number: str
    service: str
    priority: Priority
    state: TicketState
    issued_at: str
    ahead: int | None
    wait: Wait | None
    windows_open: int | None = Field(description="While it waits: how many windows are open for its service")
    url: str | None
    day: str
    language: str
    service_name: Texts
    materials: list[Texts]
    window: str | None
    calls: int
    serving: str | None
    rated: bool
    waiting_since: str
    postponed: bool
    on_behalf: bool
    due_at: str | None
    answer: Answer | None = Field(default=None, description="To the citizen: what came of a bad rating")


class TicketCard(BaseModel):
    id: str
    number: str
    service: str
    priority: Priority
    on_behalf: bool


class StaffName(BaseModel):
    job_number: str
    name: str


class Serving(BaseModel):
    id: str
    ticket: TicketCard
    window: str
    staff: StaffName
    state: ServingState
    calls: int
    called_at: str
    started_at: str | None
    finished_at: str | None
    rated: bool
    invitation: str | None
    invited_at: str | None
    language: str
    service_name: Texts
    waited_seconds: int


class StaffCard(StaffName):
    post: Texts
    photo: str | None


class Window(BaseModel):
    code: str
    name: Texts
    state: WindowState
    reason: str | None
    until: str | None
    staff: StaffCard | None
    services: list[str]
    serving: Serving | None
    waiting: int
    today: int


class Windows(BaseModel):
    windows: list[Window]


class Hall(BaseModel):
    code: str
    name: Texts
    languages: list[str]
    time_zone: str


class Service(BaseModel):
    code: str
    name: Texts
    parent: str | None
    department: str | None
    icon: str
    leaf: bool
    materials: list[Texts]
    pictures: list[str]
    promised_minutes: int
    quota_left: int | None
    open: bool
    closed_reason: Literal["hours", "quota", "appointment_only"] | None
    opens_at: str | None
    paused: str | None
    windows: list[str]
    windows_open: list[str]
    waiting: int
    wait: Wait | None
    words: list[str]
    search: str


class Department(BaseModel):
    code: str
    name: Texts


class Services(BaseModel):
    hall: Hall
    open: bool
    opens_at: str | None
    departments: list[Department]
    services: list[Service]
    prints: bool = Field(description="Whether the hall prints tickets at all")
    notices: list[Texts]
    proof: dict[str, Texts]


class Appointment(BaseModel):
    code: str
    service: str
    at: str
    state: AppointmentState
    ticket: str | None


class Appointments(BaseModel):
    appointments: list[Appointment]


class Unlocked(BaseModel):
    device: str
    hall: str
    version: str
    paper: Literal["yes", "no", "unknown"]


class Rating(BaseModel):
    id: str
    serving: str
    flags: list[str]


class CardRating(BaseModel):
    id: str


class Person(BaseModel):
    job_number: str
    name: str
    post: Texts


class LedDepartment(BaseModel):
    code: str
    name: Texts


class Session(BaseModel):
    """``department`` is all that a supervisor sees of the hall."""

    token: str
    staff: Person
    roles: list[str]
    window: str | None
    department: LedDepartment | None
    first_password: bool = Field(description="Choose another at /me/password before anything else")


class Me(BaseModel):
    """``department`` is all that a supervisor sees of the hall."""

    hall: str
    staff: Person
    roles: list[str]
    window: str | None
    department: LedDepartment | None
    first_password: bool


class Print(BaseModel):
    id: str
    ticket: str | None
    service: str | None
    state: Literal["queued", "printed", "failed", "unknown", "dropped"]
    reason: str | None
    created_at: str
    sheet: dict[str, Any]


class PrinterState(BaseModel):
    paper: Literal["yes", "no", "unknown"]


class Undo(BaseModel):
    """The last press that can be taken back, and until when."""

    serving: str
    number: str
    deed: Literal["start", "hold", "finish", "no-show"]
    until: str


class Queue(BaseModel):
    hall: Hall
    window: Window
    current: Serving | None
    held: list[Serving]
    queue: list[Ticket]
    missed: list[Ticket]
    undo: Undo | None
    calls_before_missed: int
    today: int
    services: list[dict[str, Any]]
    alerts: list[dict[str, Any]]
    windows: list[dict[str, Any]]


class Answer(BaseModel):
    text: str
    at: str


class Report(BaseModel):
    model_config = {"populate_by_name": True}

    report: Literal["ratings", "tickets", "cases"]
    hall: str
    department: str | None
    from_: date = Field(alias="from")
    to: date
    by: str
    rows: list[dict[str, Any]]
    total: dict[str, Any]


def table(model: type[BaseModel], *files: str) -> dict[str, Any]:
    """The description of an answer that comes as JSON or as one of these types of file."""
    content: dict[str, Any] = {"application/json": {"schema": model.model_json_schema(by_alias=True)}}
    return {"description": "OK", "content": content | dict.fromkeys(files, _BYTES)}


def files(*types: str) -> dict[str, Any]:
    """The description of an answer that is a file of one of these types."""
    return {"description": "OK", "content": dict.fromkeys(types, _BYTES)}


_BYTES = {"schema": {"type": "string", "format": "binary"}}
WAV = {"description": "A 16-bit PCM WAV", "content": {"audio/wav": _BYTES}}
