"""Cases (差评整改): what was rated badly, who puts it right, and what the citizen is answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from flask import Response
from flask_openapi3 import APIBlueprint
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from server.api import case_answers as answers
from server.api.changes import change, read_view
from server.api.guard import BEARER, allowed, asking
from server.api.requests import Body, EmptyBody, Identifier
from server.domain.actor import READERS, Actor, Role
from server.domain.case import Case, Complexity, Mending, Review
from server.domain.refusal import NotYours
from server.operations import case_views, rectifying
from server.operations.views import Json, View
from server.store import cases
from server.store.turn import Turn

api = APIBlueprint("cases", __name__, url_prefix="/api/v1/cases", abp_security=BEARER)

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000, pattern=r"^[^\x00]*$")]
MayBeNothing = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000, pattern=r"^[^\x00]*$")]


class CasePath(BaseModel):
    case: Identifier


class CasesQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    state: Literal["open", "all"] = "open"
    from_: date | None = Field(default=None, alias="from", description="First hall day; for state=all")
    to: date | None = Field(default=None, description="Last hall day; for state=all")
    after: Identifier | None = Field(default=None, description="``next`` of the answer before; for state=all")
    limit: Annotated[int, Field(ge=1, le=200)] = Field(default=50, description="For state=all")


class AssignBody(Body):
    person: Identifier | None = None
    department: Identifier | None = None
    complexity: Complexity | None = None
    text: MayBeNothing = ""


class ContactBody(Body):
    reached: bool
    text: MayBeNothing = ""


class FindingBody(Body):
    verified: bool = Field(description="Whether it was as the citizen said")
    text: Text


class MendingBody(Body):
    how: Mending
    by: date | None = Field(default=None, description="For by_date: the day until which")
    text: Text


class TextBody(Body):
    text: Text


class ReviewBody(Body):
    finding: Review
    text: Text


class ClosingBody(EmptyBody):
    text: MayBeNothing = ""


_answers: dict[Any, Any] = {200: answers.CaseFile}


def _change(deed: Callable[[Turn], Case]) -> Response:
    return change(asking(), lambda turn, seen: case_views.case_file(seen, deed(turn), to=turn.actor.subject))


@api.get("", responses={200: answers.Cases})
@allowed(*READERS, Role.SUPERVISOR, Role.STAFF)
def show_all(query: CasesQuery) -> Response:
    """The open cases, the one due first in front; or all, the newest in front, piece by piece. Staff see their own,
    without what would tell them who rated; supervisors their department's."""
    actor = asking()

    def show(view: View) -> Json:
        known, next_ = _open(view, actor) if query.state == "open" else _all(view, actor, query)
        shown = {"today": view.day.isoformat(), "cases": case_views.listed(view, known), "next": next_}
        return shown if actor.role not in READERS else {**shown, "people": case_views.people(view)}

    return read_view(actor, show)


def _open(view: View, actor: Actor) -> tuple[list[Case], None]:
    theirs = case_views.theirs(view.definition, actor)
    return [case for case in cases.open_ones(view.conn, view.hall) if theirs.include(case)], None


def _all(view: View, actor: Actor, query: CasesQuery) -> tuple[list[Case], str | None]:
    """As many as are wanted at once, and after which one there are more."""
    theirs = case_views.theirs(view.definition, actor)
    known = cases.newest_first(
        view.conn,
        view.hall,
        first=query.from_,
        last=query.to,
        person=theirs.person,
        department=theirs.department,
        after=query.after,
        limit=query.limit + 1,
    )
    shown = known[: query.limit]
    return shown, shown[-1].id if len(known) > query.limit else None


@api.get("/<case>", responses=_answers)
@allowed(*READERS, Role.SUPERVISOR, Role.STAFF)
def show(path: CasePath) -> Response:
    """One case with all that was done in it."""
    actor = asking()

    def look(view: View) -> Json:
        case = cases.get(view.conn, view.hall, path.case)
        if not case_views.theirs(view.definition, actor).include(case):
            raise NotYours("not_your_case")
        return case_views.case_file(view, case, to=actor.subject)

    return read_view(actor, look)


@api.post("/<case>/assign", responses=_answers)
@allowed(Role.MANAGER)
def assign(path: CasePath, body: AssignBody) -> Response:
    """Put the case into other hands or measure it anew."""
    return _change(
        lambda turn: rectifying.assign(
            turn,
            path.case,
            person=body.person,
            department=body.department,
            complexity=body.complexity,
            said=body.text,
        )
    )


@api.post("/<case>/contact", responses=_answers)
@allowed(Role.MANAGER, Role.SUPERVISOR)
def contact(path: CasePath, body: ContactBody) -> Response:
    """A named citizen was called back."""
    return _change(lambda turn: rectifying.contact(turn, path.case, reached=body.reached, said=body.text))


@api.post("/<case>/finding", responses=_answers)
@allowed(Role.MANAGER, Role.SUPERVISOR)
def find(path: CasePath, body: FindingBody) -> Response:
    """What verifying brought."""
    return _change(lambda turn: rectifying.find(turn, path.case, verified=body.verified, said=body.text))


@api.post("/<case>/mending", responses=_answers)
@allowed(Role.MANAGER, Role.SUPERVISOR)
def mend(path: CasePath, body: MendingBody) -> Response:
    """How it is put right: at once, by a date, or explained."""
    return _change(lambda turn: rectifying.mend(turn, path.case, how=body.how, by=body.by, said=body.text))


@api.post("/<case>/answer", responses=_answers)
@allowed(Role.MANAGER, Role.SUPERVISOR)
def answer(path: CasePath, body: TextBody) -> Response:
    """The answer that the citizen reads on the phone page."""
    return _change(lambda turn: rectifying.answer(turn, path.case, said=body.text))


@api.post("/<case>/objection", responses=_answers)
@allowed(Role.STAFF)
def object_to(path: CasePath, body: TextBody) -> Response:
    """The person rated objects, once."""
    return _change(lambda turn: rectifying.object_to(turn, path.case, said=body.text))


@api.post("/<case>/review", responses=_answers)
@allowed(Role.MANAGER)
def review(path: CasePath, body: ReviewBody) -> Response:
    """Decide on an objection, with a reason."""
    return _change(lambda turn: rectifying.review(turn, path.case, finding=body.finding, said=body.text))


@api.post("/<case>/close", responses=_answers)
@allowed(Role.MANAGER)
def close(path: CasePath, body: ClosingBody) -> Response:
    """Everything is done; nobody closes their own case."""
    return _change(lambda turn: rectifying.close(turn, path.case, said=body.text))


@api.post("/<case>/reopen", responses=_answers)
@allowed(Role.MANAGER)
def reopen(path: CasePath, body: TextBody) -> Response:
    """Take a closed case up again."""
    return _change(lambda turn: rectifying.reopen(turn, path.case, said=body.text))
