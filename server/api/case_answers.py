"""What routes answer about cases, for the OpenAPI document. The values come from ``server.operations.case_views``."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from server.api.answers import StaffName, Texts
from server.domain.case import CaseState, Complexity, Mending, Review, Standing
from server.domain.rating import Grade


class CaseRow(BaseModel):
    """A case in the list. To the person rated the fields that would tell who rated are left out."""

    id: str
    state: CaseState
    standing: Standing
    opened_on: date
    due: date
    complexity: Complexity
    department: str | None
    person: StaffName
    service: str
    service_name: Texts
    verified: bool | None
    mending: Mending | None
    mending_by: date | None
    answered: bool
    objected: bool
    review: Review | None
    closed_on: date | None
    closed_in_time: bool
    reopened: int
    grade: Grade
    tags: list[str]
    comment: str | None = None
    window: str | None = None
    serving: str | None = None
    number: str | None = None
    named: bool | None = None
    contacted: bool | None = None
    contact_due: date | None = None


class CaseStep(BaseModel):
    kind: str
    at: str
    by: str
    text: str | None


class CaseContact(BaseModel):
    name: str
    phone: str


class CaseFile(CaseRow):
    own: bool
    steps: list[CaseStep]
    served_by: StaffName | None = None
    contact: CaseContact | None = None


class Cases(BaseModel):
    today: date
    cases: list[CaseRow]
    next: str | None
    people: list[StaffName] | None = None
