"""How cases are shown: to managers whole, to the person rated without what would tell who rated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from config.definition import Definition
from server.domain import masking
from server.domain.actor import Actor, Role
from server.domain.case import Case
from server.operations import rectifying
from server.operations.departments import seen_by
from server.operations.views import Json, View
from server.store import cases, servings
from server.store.cases import Beside
from server.store.columns import rfc3339

THEIR_OWN_STEPS = frozenset({"case.assigned", "case.found", "case.mended", "case.objected", "case.reviewed"})
"""What the person rated sees of a case besides its opening and close."""


def listed(view: View, known: Sequence[Case]) -> list[Json]:
    """Cases as rows of the list, in that order."""
    beside = cases.beside(view.conn, view.hall, [each.id for each in known])
    return [_row(view, each, beside[each.id]) for each in known]


def _row(view: View, known: Case, beside: Beside) -> Json:
    """Days are the hall's."""
    service = view.definition.service(known.service)
    row: Json = {
        "id": known.id,
        "state": known.state.value,
        "standing": known.standing(view.day).value,
        "opened_on": known.opened_on.isoformat(),
        "due": known.due.isoformat(),
        "complexity": known.complexity.value,
        "department": known.department,
        "person": _person(view, known.person),
        "service": known.service,
        "service_name": service.name if service else {},
        "verified": known.verified,
        "mending": known.mending and known.mending.value,
        "mending_by": known.mending_by and known.mending_by.isoformat(),
        "answered": known.answered_at is not None,
        "objected": known.objected_at is not None,
        "review": known.review and known.review.value,
        "closed_on": known.closed_on and known.closed_on.isoformat(),
        "closed_in_time": known.closed_in_time,
        "reopened": known.reopened,
        "grade": beside.grade,
        "tags": list(beside.tags),
    }
    if view.role is Role.STAFF:
        return row
    return {
        **row,
        "comment": masking.words(view.role, beside.comment),
        "window": known.window,
        "serving": known.serving,
        "number": beside.number,
        "named": known.named,
        "contacted": known.contacted_at is not None,
        "contact_due": known.contact_due.isoformat(),
    }


def _person(view: View, job_number: str) -> Json:
    found = view.definition.person(job_number)
    return {"job_number": job_number, "name": found.name if found else job_number}


def case_file(view: View, known: Case, *, to: str) -> Json:
    """A case with its steps. ``to`` is the job number of who reads."""
    steps = cases.steps(view.conn, view.hall, known.id)
    if view.role is Role.STAFF:
        steps = [step for step in steps if step.kind in THEIR_OWN_STEPS]
    shown = {
        **listed(view, [known])[0],
        "own": known.person == to,
        "steps": [
            {
                "kind": s.kind,
                "at": rfc3339(s.at),
                "by": s.actor.partition(":")[2],
                "text": s.text and masking.words(view.role, s.text),
            }
            for s in steps
        ],
    }
    if view.role is not Role.STAFF:
        shown["served_by"] = _person(view, servings.get(view.conn, view.hall, known.serving).staff)
    if view.role is not Role.STAFF and known.named:
        left = cases.contact(view.conn, view.hall, known.rating)
        shown["contact"] = None if left is None else _contact(view.role, *left)
    return shown


def people(view: View) -> list[Json]:
    """Into whose hands a case may be put."""
    return [{"job_number": p.job_number, "name": p.name} for p in rectifying.responsible(view.definition)]


@dataclass(frozen=True, kw_only=True)
class Theirs:
    """Whose cases are somebody's to see: those of one person or of one department, None is all.

    Of the department "", which nobody leads, there is no case.
    """

    person: str | None
    department: str | None

    def include(self, known: Case) -> bool:
        return self.person in (None, known.person) and self.department in (None, known.department)


def theirs(definition: Definition, actor: Actor) -> Theirs:
    """Staff see their own, supervisors their department's, the others all."""
    person = actor.subject if actor.role is Role.STAFF else None
    return Theirs(person=person, department=seen_by(definition, actor))


def _contact(role: Role, called: str, number: str) -> Json:
    shown, phone = masking.contact(role, called=called, number=number)
    return {"name": shown, "phone": phone}


def answer_of(view: View, ticket: str) -> Json | None:
    """What the citizen of a ticket was answered to a bad rating, None while there is nothing."""
    known = cases.of_ticket(view.conn, view.hall, ticket)
    if known is None or known.answered_at is None:
        return None
    step = cases.newest(cases.steps(view.conn, view.hall, known.id), "case.answered")
    return None if step is None else {"text": step.text or "", "at": rfc3339(step.at)}
