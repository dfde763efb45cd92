"""The case (差评整改): what a bad rating sets off, and who must have done what before it may be closed.

谁办理谁负责: a case has a department, a person and a due day. It is verified, mended at once, by a date or explained,
answered to the citizen, and closed by somebody else than the person. That person may object once; a reviewer then
upholds the rating or sets it aside, with a reason, and it is never deleted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from server.domain.refusal import BadInput, NotAllowedNow, NotYours


class CaseState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Complexity(StrEnum):
    """How long mending may take: 5 working days, or 15, unless the hall sets others."""

    ORDINARY = "ordinary"
    COMPLEX = "complex"


class Mending(StrEnum):
    """How it was put right: 立行立改, 限期整改, 解释说明."""

    AT_ONCE = "at_once"
    BY_DATE = "by_date"
    EXPLAINED = "explained"


class Review(StrEnum):
    """What a reviewer found of an objection."""

    UPHELD = "upheld"
    SET_ASIDE = "set_aside"


class Standing(StrEnum):
    """How a case stands on a day."""

    IN_TIME = "in_time"
    NEAR = "near"
    OVERDUE = "overdue"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case. Times are UTC, days the hall's. ``person`` is the job number of who answers for it:
    who served (谁办理谁负责), until it is put into other hands.

    ``named`` says that the citizen left a way to be called back; ``verified`` is whether the finding bore the citizen
    out, None before there is one.
    """

    id: str
    rating: str
    serving: str
    ticket: str
    window: str
    service: str
    department: str | None
    person: str
    opened_at: datetime
    opened_on: date
    contact_due: date
    due: date
    complexity: Complexity = Complexity.ORDINARY
    state: CaseState = CaseState.OPEN
    named: bool = False
    contacted_at: datetime | None = None
    verified: bool | None = None
    mending: Mending | None = None
    mending_by: date | None = None
    answered_at: datetime | None = None
    objected_at: datetime | None = None
    review: Review | None = None
    closed_at: datetime | None = None
    closed_on: date | None = None
    closed_by: str | None = None
    reopened: int = 0

    @property
    def closed_in_time(self) -> bool:
        return self.closed_on is not None and self.closed_on <= self.due

    def standing(self, today: date, *, near_days: int = 1) -> Standing:
        """``near_days`` are calendar days before the due day from which it is near."""
        if self.state is CaseState.CLOSED:
            return Standing.CLOSED
        if today > self.due:
            return Standing.OVERDUE
        return Standing.NEAR if today >= self.due - timedelta(days=near_days) else Standing.IN_TIME


def after_working_days(day: date, count: int, is_working_day: Callable[[date], bool]) -> date:
    """The ``count``-th working day after ``day``, which itself does not count."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def assigned(
    case: Case, *, person: str | None, department: str | None, complexity: Complexity | None, due: date | None
) -> Case:
    """Puts the case into other hands or gives it another measure; what is None stays."""
    _must_be_open(case)
    return replace(
        case,
        person=person or case.person,
        department=department or case.department,
        complexity=complexity or case.complexity,
        due=due or case.due,
    )


def contacted(case: Case, *, reached: bool, at: datetime) -> Case:
    """Who left a number was called; only a call that reached them counts."""
    _must_be_open(case)
    if not case.named:
        raise NotAllowedNow("case_not_named")
    return replace(case, contacted_at=case.contacted_at or at) if reached else case


def found(case: Case, *, verified: bool) -> Case:
    """What verifying brought: whether it was as the citizen said."""
    _must_be_open(case)
    return replace(case, verified=verified)


def mended(case: Case, *, how: Mending, by: date | None, today: date) -> Case:
    """How it is put right; ``by`` is the day until which, for that way only."""
    _must_be_open(case)
    if case.verified is None:
        raise NotAllowedNow("case_not_found")
    if (how is Mending.BY_DATE) != (by is not None):
        raise BadInput("mending_day", field="by")
    if by is not None and by < today:
        raise BadInput("mending_day_past", field="by")
    return replace(case, mending=how, mending_by=by)


def answered(case: Case, *, at: datetime) -> Case:
    """The citizen reads an answer; a later one replaces it."""
    _must_be_open(case)
    return replace(case, answered_at=at)


def objected(case: Case, *, by: str, at: datetime) -> Case:
    """The person rated says that the rating is not just, once."""
    _must_be_open(case)
    if by != case.person:
        raise NotYours("not_your_case")
    if case.objected_at is not None:
        raise NotAllowedNow("case_objected")
    return replace(case, objected_at=at)


def reviewed(case: Case, *, finding: Review, by: str) -> Case:
    """Somebody else decides on the objection."""
    _must_be_open(case)
    _must_be_somebody_elses(case, by)
    if case.objected_at is None or case.review is not None:
        raise NotAllowedNow("nothing_to_review")
    return replace(case, review=finding)


def closed(case: Case, *, by: str, at: datetime, today: date) -> Case:
    """Everything is done. A rating set aside needs an answer only."""
    _must_be_open(case)
    _must_be_somebody_elses(case, by)
    if case.objected_at is not None and case.review is None:
        raise NotAllowedNow("objection_pending")
    if case.review is not Review.SET_ASIDE:
        if case.verified is None:
            raise NotAllowedNow("case_not_found")
        if case.mending is None:
            raise NotAllowedNow("case_not_mended")
        if case.named and case.contacted_at is None:
            raise NotAllowedNow("case_not_contacted")
    if case.answered_at is None:
        raise NotAllowedNow("case_not_answered")
    return replace(case, state=CaseState.CLOSED, closed_at=at, closed_on=today, closed_by=by)


def reopened(case: Case) -> Case:
    """It was closed too early; it counts as in time only if it is closed again by the same due day."""
    if case.state is not CaseState.CLOSED:
        raise NotAllowedNow("case_open")
    return replace(
        case, state=CaseState.OPEN, closed_at=None, closed_on=None, closed_by=None, reopened=case.reopened + 1
    )


def _must_be_open(case: Case) -> None:
    if case.state is CaseState.CLOSED:
        raise NotAllowedNow("case_closed")


def _must_be_somebody_elses(case: Case, by: str) -> None:
    if by == case.person:
        raise NotYours("own_case")
