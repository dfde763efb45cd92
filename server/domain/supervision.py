"""Supervision (电子监察): what the hall must hear of while it can still be put right.

Six things are watched, each by how long it has lasted, in three steps: a notice to who can put it right at once, yellow
to the managers as well, red when it went on nevertheless. An alert climbs and does not come down before what it tells
of is over, so that something which hovers around a limit does not ring again and again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from server.domain.refusal import NotAllowedNow


class Watch(StrEnum):
    """What is watched, and what ``subject`` then names.

    ``waiting``: who waits longest for a service (等候超时). ``serving``: a serving that takes too long (办理超时).
    ``idle``: a window that is open and calls nobody while people wait for it (空岗). ``paused``: one that is away for
    longer than it said (离岗超时). ``case``: a case near or past its day (整改到期). ``silent``: a device that has not
    been heard (设备失联).
    """

    WAITING = "waiting"
    SERVING = "serving"
    IDLE = "idle"
    PAUSED = "paused"
    CASE = "case"
    SILENT = "silent"


class Step(StrEnum):
    NOTICE = "notice"
    YELLOW = "yellow"
    RED = "red"

    @property
    def height(self) -> int:
        return tuple(Step).index(self)


class AlertState(StrEnum):
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How long something may last before each step."""

    notice: timedelta
    yellow: timedelta
    red: timedelta

    def step_after(self, lasted: timedelta) -> Step | None:
        """The step reached after ``lasted``, None while all is well."""
        return next((step for step in reversed(Step) if lasted >= getattr(self, step.value)), None)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Something that is not as it should be, now. ``since`` is UTC: from when it counts, for a pause its promised end.

    ``person`` is the job number of who is concerned, ``number`` the ticket's, ``count`` how many wait, ``due`` the
    hall's day on which a case must be answered for.
    """

    watch: Watch
    subject: str
    step: Step
    since: datetime
    window: str | None = None
    service: str | None = None
    person: str | None = None
    number: str | None = None
    count: int | None = None
    due: date | None = None


@dataclass(frozen=True, kw_only=True)
class Alert:
    """One alert (预警) from its first step to its end. Times are UTC, ``day`` is the hall's on which it was raised.

    ``answered`` is the step at which somebody last said what they do about it.
    """

    id: str
    watch: Watch
    subject: str
    state: AlertState = AlertState.OPEN
    step: Step
    day: date
    since: datetime
    raised_at: datetime
    window: str | None = None
    service: str | None = None
    person: str | None = None
    number: str | None = None
    count: int | None = None
    due: date | None = None
    answered: Step | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def wants_answer(self) -> bool:
        """Whether nobody has reacted to the step it stands on."""
        return self.state is AlertState.OPEN and (self.answered is None or self.answered.height < self.step.height)

    def climbed(self, seen: Seen) -> Alert:
        """One that got worse, with what it is about now."""
        return replace(self, **{**vars(seen), "watch": self.watch, "subject": self.subject})

    def acknowledged(self, *, by: str, at: datetime) -> Alert:
        """Somebody reacted. Raises NotAllowedNow when it is over or its step has been answered."""
        if self.state is AlertState.OVER:
            raise NotAllowedNow("alert_over")
        if not self.wants_answer:
            raise NotAllowedNow("alert_answered")
        return replace(self, answered=self.step, answered_by=by, answered_at=at)

    def over(self, at: datetime) -> Alert:
        return replace(self, state=AlertState.OVER, ended_at=at)


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What a look brought: what is new, what got worse, what is over."""

    new: tuple[Seen, ...] = ()
    worse: tuple[tuple[Alert, Seen], ...] = ()
    over: tuple[Alert, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.worse or self.over)


def compared(known: Iterable[Alert], seen: Iterable[Seen]) -> Changes:
    """The open alerts against what is seen now."""
    alerts = {(alert.watch, alert.subject): alert for alert in known}
    now = {(each.watch, each.subject): each for each in seen}
    worse = [(alerts[key], each) for key, each in now.items() if key in alerts]
    return Changes(
        new=tuple(each for key, each in now.items() if key not in alerts),
        worse=tuple((alert, each) for alert, each in worse if each.step.height > alert.step.height),
        over=tuple(alert for key, alert in alerts.items() if key not in now),
    )


def case_step(*, due: date, today: date, notice_days: int) -> Step | None:
    """A case is noticed ``notice_days`` calendar days before its day, yellow on it and red past it."""
    if today > due:
        return Step.RED
    if today == due:
        return Step.YELLOW
    return Step.NOTICE if today >= due - timedelta(days=notice_days) else None


def managers_are_told(watch: Watch, step: Step) -> bool:
    """A notice goes to the window alone, where a window can put it right; anything else to the managers, too."""
    return step is not Step.NOTICE or watch in (Watch.CASE, Watch.SILENT)
