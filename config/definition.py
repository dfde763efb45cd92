"""What a hall is: the definition that a TOML file or the database holds.

A definition is one document. ``jiaohao init`` loads it from TOML into the database; from then on the
database is the truth and TOML is import and export. Times of day are the hall's own local times.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Literal, Self, get_args
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator
from pydantic_core import PydanticCustomError

from config.grades import TAGS

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
Prefix = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}$")]
Words = dict[str, str]
"""A text by language tag, e.g. ``{"zh-CN": "户籍管理", "en": "Household registration"}``."""

Name = Annotated[Words, Field(min_length=1)]
"""What something is called, in one language at least."""

Priority = Literal["none", "elderly", "disabled", "pregnant_or_infant", "military", "appointment", "special"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


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


class Evaluators(Part):
    """The evaluators (评价器) in front of the citizen.

    ``greetings`` are shown while nobody is asked, another each day. ``spoken`` reads invitation and thanks aloud.
    ``buttons`` says what button 1 of a box is: the best grade or the worst; makers number them both ways.
    """

    greetings: tuple[Words, ...] = ()
    spoken: bool = True
    buttons: Literal["best_first", "worst_first"] = "best_first"


class CheckIn(Part):
    """How long before and after the time of an appointment its holder may check in at the kiosk."""

    early_minutes: Annotated[int, Field(ge=0, le=240)] = 30
    late_minutes: Annotated[int, Field(ge=0, le=240)] = 15


class Voice(Part):
    """How calls are spoken. ``one`` is how the digit 1 is read: 一 (yi) or 幺 (yao).

    ``volume`` is a percentage of the loudspeaker's own. Calls are spoken within ``hours`` only, always where none are
    given; ``quiet`` never speaks. What is not spoken is shown all the same.
    """

    languages: tuple[str, ...] = ("zh-CN",)
    one: Literal["yi", "yao"] = "yi"
    rate_words_per_minute: Annotated[int, Field(ge=80, le=300)] = 160
    volume: Annotated[int, Field(ge=5, le=100)] = 100
    hours: tuple[Opening, ...] = ()
    quiet: bool = False
    clips: dict[str, str] = Field(default_factory=dict)

    def speaks_at(self, local: time) -> bool:
        """Whether calls are spoken at a local time of day."""
        return not self.quiet and (not self.hours or any(o.start <= local < o.end for o in self.hours))


class Printer(Part):
    """Where tickets are printed. ``by`` says who drives it: the hub or the kiosk's own print agent."""

    kind: Literal["none", "file", "network", "usb", "serial"] = "none"
    by: Literal["hub", "agent"] = "agent"
    address: str = ""
    port: Annotated[int, Field(ge=1, le=65_535)] = 9100
    vendor_id: int | None = None
    product_id: int | None = None
    baud: int = 19_200
    width_dots: Annotated[int, Field(ge=200, le=1200)] = 576


class Look(Part):
    """The colour of headers and boards (底色): deep water, forest or earth; gold and red are the same in all."""

    ground: Literal["water", "forest", "earth"] = "water"


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


class Board(Part):
    """A hall board (大厅屏) with an area of its own: the calls to its windows, the services that wait for them.

    Without ``windows`` all of them, without ``services`` those of its windows, without ``languages`` the hall's.
    Boards of one ``room`` are heard together, so one of them speaks.
    """

    code: Code
    name: Words = Field(default_factory=dict)
    windows: tuple[Code, ...] = ()
    services: tuple[Code, ...] = ()
    languages: tuple[str, ...] = ()
    room: Code = "hall"


PersonRole = Literal["staff", "supervisor", "manager", "auditor", "administrator", "inspector"]


class Privacy(Part):
    """After how many days what citizens left of themselves is deleted: how to call them back, and what they wrote."""

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


class Person(Part):
    """Somebody who signs in. ``window`` is where they usually sit, ``department`` whose cases a supervisor sees.

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
    languages: tuple[str, ...] = ("zh-CN", "bo", "en")
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
    def _names_only_what_exists(self) -> Self:
        departments = _unique("departments", [d.code for d in self.departments])
        services = _unique("services", [s.code for s in self.services])
        windows = _unique("windows", [w.code for w in self.windows])
        _unique("staff", [p.job_number for p in self.staff])
        _unique("rating.tags", [tag.code for tag in self.rating.tags])
        for service in self.services:
            _exists("services", service.code, "parent", service.parent, services)
            _exists("services", service.code, "department", service.department, departments)
        self._parents_form_a_tree()
        leaves = {s.code for s in self.leaves}
        for window in self.windows:
            _exists("windows", window.code, "department", window.department, departments)
            for code in window.services:
                _exists("windows", window.code, "services", code, leaves)
        self._boards_show_what_exists(windows, leaves)
        for person in self.staff:
            _exists("staff", person.job_number, "window", person.window, windows)
            _exists("staff", person.job_number, "department", person.department, departments)
            if "supervisor" in person.roles and person.department is None:
                raise ValueError(f"staff: {person.job_number}: department: missing; a supervisor sees one department")
        for leaf in self.leaves:
            self.prefix_of(leaf.code)
        return self

    def _boards_show_what_exists(self, windows: set[str], leaves: set[str]) -> None:
        _unique("boards", [b.code for b in self.boards])
        for board in self.boards:
            for code in board.windows:
                _exists("boards", board.code, "windows", code, windows)
            for code in board.services:
                _exists("boards", board.code, "services", code, leaves)
            for tag in board.languages:
                _exists("boards", board.code, "languages", tag, set(self.languages))

    def _parents_form_a_tree(self) -> None:
        parents = {s.code: s.parent for s in self.services}
        for code in parents:
            seen: set[str] = set()
            step: str | None = code
            while step is not None:
                if step in seen:
                    raise _wrong(
                        "services", code, "parent", "circle", "goes round in a circle; one must have no parent"
                    )
                seen.add(step)
                step = parents[step]

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

    def department_of(self, service: str) -> str | None:
        """The department of a service: its own, else the nearest ancestor's."""
        step = self.service(service)
        while step is not None:
            if step.department:
                return step.department
            step = self.service(step.parent) if step.parent else None
        return None

    def is_of(self, window: Window, department: str) -> bool:
        """Whether a window belongs to a department: by its own, or by a service that it is named for."""
        named = {self.department_of(service) for service in window.services} | {window.department}
        return department in named

    def department_led_by(self, job_number: str) -> str:
        """The department whose windows and cases a supervisor sees, "" for somebody who is none (any more)."""
        person = self.person(job_number)
        return (person.department or "") if person and "supervisor" in person.roles else ""

    def prefix_of(self, code: str) -> str:
        """The letter of a leaf's numbers: its own, else the nearest ancestor's, else its code."""
        by_code = {s.code: s for s in self.services}
        step: Service | None = by_code[code]
        while step is not None:
            if step.prefix:
                return step.prefix
            step = by_code[step.parent] if step.parent else None
        if not (code.isascii() and code.isalpha() and code.isupper() and len(code) <= 2):
            said = 'missing; give one or two capital letters such as "A"'
            raise _wrong("services", code, "prefix", "no_prefix", said)
        return code


def _unique(table: str, codes: list[str]) -> set[str]:
    doubled = {c for c in codes if codes.count(c) > 1}
    if doubled:
        at = max(place for place, code in enumerate(codes) if code in doubled)
        raise PydanticCustomError(
            "stands_twice",
            "{table}: {entry}: stands twice; every code must be its own",
            {"table": table, "entry": codes[at], "at": at, "field": "job_number" if table == "staff" else "code"},
        )
    return set(codes)


def _exists(table: str, owner: str, field: str, code: str | None, known: set[str]) -> None:
    if code is not None and code not in known:
        listed = ", ".join(sorted(known)[:20])
        said = "'{code}' is not defined; known: {known}"
        raise _wrong(table, owner, field, "not_defined", said, code=code, known=listed)


def _wrong(table: str, entry: str, field: str, kind: str, said: str, **values: str) -> PydanticCustomError:
    """A mistake between parts of the hall; its context says where, so that others can word it."""
    context = {"table": table, "entry": entry, "field": field, **values}
    return PydanticCustomError(kind, "{table}: {entry}: {field}: " + said, context)
