"""What a hall is: the definition that a TOML file or the database holds.

A definition is one document. ``jiaohao init`` loads it from TOML into the database; from then on the
database is the truth and TOML is import and export. Times of day are the hall's own local times.
"""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, StringConstraints, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from config import between_parts
from config.equipment import Board, Evaluators, Look, Printer, Voice
from config.parts import Code, Languages, Name, Part, Prefix, Priority, Words
from config.rules import (
    CaseRules,
    CheckIn,
    Hours,
    Privacy,
    RatingRules,
    Routing,
    Seal,
    SignIn,
    Steps,
    Supervision,
)


class Department(Part):
    code: Code
    name: Name


class Service(Part):
    """One item of business (事项), or a group of them where others name it as ``parent``.

    Leaves issue tickets. ``prefix`` is the letter of its numbers (default: its parent's, else its code).
    ``promised_minutes`` is the hall's promise for waiting, ``statutory_minutes`` the lawful limit of handling.
    Calls of a ``quiet`` service are shown, not spoken.
    ``words`` are what people say for it (身份证 for 户籍管理), ``appointment_only`` gives no tickets without one.
    ``waiting_alerts`` and ``serving_alerts`` are minutes that take the place of the hall's percentages.
    """

    code: Code
    name: Name
    parent: Code | None = None
    department: Code | None = None
    prefix: Prefix | None = None
    icon: str = "file-text"
    materials: tuple[Words, ...] = ()
    promised_minutes: Annotated[int, Field(ge=1, le=480)] = 30
    handling_minutes: Annotated[int, Field(ge=1, le=480)] = 20
    statutory_minutes: Annotated[int, Field(ge=1)] | None = None
    quiet: bool = False
    quota: Annotated[int, Field(ge=0)] | None = None
    words: Annotated[
        tuple[Annotated[str, StringConstraints(min_length=1, max_length=24)], ...], Field(max_length=20)
    ] = ()
    appointment_only: bool = False
    waiting_alerts: Steps | None = None
    serving_alerts: Steps | None = None


class Window(Part):
    """A counter (窗口) and the services it is authorised for (授权标准); ``general`` means all of them.

    Calls to a ``quiet`` window are shown, not spoken.
    """

    code: Code
    name: Words = Field(default_factory=dict)
    department: Code | None = None
    services: tuple[Code, ...] = ()
    general: bool = False
    quiet: bool = False


PersonRole = Literal["staff", "supervisor", "manager", "auditor", "administrator", "inspector"]


class Person(Part):
    """Somebody who signs in. ``window`` is where they usually sit, ``department`` the part of the hall that a
    supervisor sees: its windows and queues as they are, its cases and suggestions, its figures.

    Who is ``disabled`` does not get in any more and keeps their name in what they did.
    """

    job_number: Code
    name: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    roles: Annotated[tuple[PersonRole, ...], Field(min_length=1)] = ("staff",)
    disabled: bool = False
    window: Code | None = None
    department: Code | None = None
    post: Words = Field(default_factory=dict)
    photo: str | None = None


class Definition(Part):
    """A whole hall.

    ``pictures`` gives icons to things to bring, by their name; ``proof`` words what somebody who may go first shows.
    """

    code: Code
    name: Name
    time_zone: str = "Asia/Shanghai"
    languages: Annotated[Languages, Field(min_length=1)] = ("zh-CN", "bo", "en")
    hours: Hours = Field(default_factory=Hours)
    routing: Routing = Field(default_factory=Routing)
    rating: RatingRules = Field(default_factory=RatingRules)
    cases: CaseRules = Field(default_factory=CaseRules)
    supervision: Supervision = Field(default_factory=Supervision)
    evaluator: Evaluators = Field(default_factory=Evaluators)
    voice: Voice = Field(default_factory=Voice)
    printer: Printer = Field(default_factory=Printer)
    look: Look = Field(default_factory=Look)
    check_in: CheckIn = Field(default_factory=CheckIn)
    sign_in: SignIn = Field(default_factory=SignIn)
    privacy: Privacy = Field(default_factory=Privacy)
    seal: Seal = Field(default_factory=Seal)
    notices: tuple[Words, ...] = ()
    pictures: dict[str, Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]] = Field(default_factory=dict)
    proof: dict[Priority, Words] = Field(default_factory=dict)
    departments: tuple[Department, ...] = ()
    services: tuple[Service, ...] = ()
    windows: tuple[Window, ...] = ()
    boards: tuple[Board, ...] = ()
    staff: tuple[Person, ...] = ()

    @field_validator("time_zone")
    @classmethod
    def _known_time_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise PydanticCustomError("no_time_zone", "must be an IANA time zone such as Asia/Shanghai")
        return value

    @model_validator(mode="after")
    def _names_only_what_exists(self, info: ValidationInfo) -> Self:
        """Raises the first mistake between parts; who validates with a list as context finds all of them there."""
        mistakes = list(between_parts.mistakes(self))
        if isinstance(info.context, list):
            info.context.extend(mistakes)
        for first in mistakes:
            raise first
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def leaves(self) -> tuple[Service, ...]:
        """The services that issue tickets: those that are nobody's parent."""
        parents = {s.parent for s in self.services}
        return tuple(s for s in self.services if s.code not in parents)

    def leaf(self, code: str) -> Service | None:
        return next((s for s in self.leaves if s.code == code), None)

    def window(self, code: str) -> Window | None:
        return next((w for w in self.windows if w.code == code), None)

    def board(self, code: str) -> Board | None:
        return next((b for b in self.boards if b.code == code), None)

    def is_spoken(self, *, service: str, window: str, local: time) -> bool:
        """Whether a call of the service to the window is spoken at a local time of day, or only shown."""
        business, counter = self.service(service), self.window(window)
        quiet = (business is not None and business.quiet) or (counter is not None and counter.quiet)
        return not quiet and self.voice.speaks_at(local)

    def person(self, job_number: str) -> Person | None:
        return next((p for p in self.staff if p.job_number == job_number), None)

    def service(self, code: str) -> Service | None:
        return next((s for s in self.services if s.code == code), None)

    def may_serve(self, window: Window) -> tuple[str, ...]:
        """Codes of the leaves that a window is authorised for, in the hall's order."""
        return tuple(s.code for s in self.leaves if window.general or s.code in window.services)

    def windows_for(self, service: str) -> tuple[Window, ...]:
        """The windows that are authorised for a service, in the hall's order; none for one that is no leaf."""
        if self.leaf(service) is None:
            return ()
        return tuple(w for w in self.windows if w.general or service in w.services)

    def department_of(self, service: str) -> str | None:
        """The department of a service: its own, else the nearest ancestor's."""
        step = self.service(service)
        while step is not None:
            if step.department:
                return step.department
            step = self.service(step.parent) if step.parent else None
        return None

    @property
    def departments_by_service(self) -> dict[str, str]:
        """The department of each service that belongs to one."""
        known = ((s.code, self.department_of(s.code)) for s in self.services)
        return {service: department for service, department in known if department is not None}

    def services_of(self, department: str) -> frozenset[str]:
        """Codes of all services of a department."""
        return frozenset(code for code, its in self.departments_by_service.items() if its == department)

    def is_of(self, window: Window, department: str) -> bool:
        """Whether a window belongs to a department: by its own, or by a service that it is named for."""
        named = {self.department_of(service) for service in window.services} | {window.department}
        return department in named

    def department_led_by(self, job_number: str) -> str:
        """The department that is all a supervisor sees of the hall, "" for somebody who is none (any more)."""
        person = self.person(job_number)
        return (person.department or "") if person and "supervisor" in person.roles else ""

    def prefix_of(self, code: str) -> str:
        """The letter of a leaf's numbers: its own, else the nearest ancestor's, else its code."""
        found = between_parts.prefix(code, {s.code: s for s in self.services})
        assert found is not None  # a definition without one is none
        return found
