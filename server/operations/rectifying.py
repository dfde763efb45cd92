"""Putting right what was rated badly (差评整改): a case from its opening to its close.

Every step stands in the journal, with a salted digest of what was said; the words themselves stand in ``case_steps``.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from typing import Any

from config.definition import Definition, Person
from server.domain import case as rules
from server.domain.actor import Role
from server.domain.case import Case, Complexity, Mending, Review, Standing
from server.domain.refusal import BadInput, NotYours
from server.domain.serving import Serving
from server.operations import counting
from server.operations.working_days import working_days
from server.store import cases, counters, rating_flags
from server.store.ratings import digest
from server.store.turn import Turn

REMINDED = "cases_reminded"


def open_case(turn: Turn, rating: str, serving: Serving, *, named: bool) -> Case:
    """Opens the case of a bad rating, in the hands of who served."""
    limits = turn.definition.cases
    case = Case(
        id=turn.new_id(),
        rating=rating,
        serving=serving.id,
        ticket=serving.ticket,
        window=serving.window,
        service=serving.service,
        department=turn.definition.department_of(serving.service),
        person=serving.staff,
        opened_at=turn.now,
        opened_on=turn.day,
        contact_due=_due(turn, turn.day, limits.contact_days),
        due=_due(turn, turn.day, limits.ordinary_days),
        named=named,
    )
    cases.add(turn.conn, turn.hall, case)
    _tell(turn, "case.opened", case, contact_due=case.contact_due.isoformat(), due=case.due.isoformat(), named=named)
    return case


def assign(
    turn: Turn, id: str, *, person: str | None, department: str | None, complexity: Complexity | None, said: str
) -> Case:
    """Puts a case into other hands or measures it anew; the due day is counted from the opening.

    Raises NotFound, BadInput for an unknown person or department, NotAllowedNow when it is closed.
    """
    if person is not None and person not in {each.job_number for each in responsible(turn.definition)}:
        raise BadInput("unknown_person", field="person", person=person)
    if department is not None and department not in {d.code for d in turn.definition.departments}:
        raise BadInput("unknown_department", field="department", department=department)
    case = cases.get(turn.conn, turn.hall, id)
    due = None
    if complexity is not None:
        limits = turn.definition.cases
        days = limits.complex_days if complexity is Complexity.COMPLEX else limits.ordinary_days
        due = _due(turn, case.opened_on, days)
    changed = rules.assigned(case, person=person, department=department, complexity=complexity, due=due)
    facts = {"department": changed.department, "complexity": changed.complexity.value, "due": changed.due.isoformat()}
    return _keep(turn, "case.assigned", changed, said=said, **facts)


def contact(turn: Turn, id: str, *, reached: bool, said: str) -> Case:
    """A named citizen was called back (回访). Raises NotFound, NotAllowedNow."""
    return _step(
        turn,
        id,
        "case.contacted",
        said,
        lambda case: rules.contacted(case, reached=reached, at=turn.now),
        reached=reached,
    )


def find(turn: Turn, id: str, *, verified: bool, said: str) -> Case:
    """What verifying brought (核实). Raises NotFound, NotAllowedNow."""
    return _step(turn, id, "case.found", said, lambda case: rules.found(case, verified=verified), verified=verified)


def mend(turn: Turn, id: str, *, how: Mending, by: date | None, said: str) -> Case:
    """How it is put right (整改). Raises NotFound, NotAllowedNow before a finding, BadInput for the day."""
    facts = {"how": how.value, "by": by and by.isoformat()}
    return _step(
        turn, id, "case.mended", said, lambda case: rules.mended(case, how=how, by=by, today=turn.day), **facts
    )


def answer(turn: Turn, id: str, *, said: str) -> Case:
    """Answers the citizen, who reads it on the phone page (反馈). Raises NotFound, NotAllowedNow."""
    return _step(turn, id, "case.answered", said, lambda case: rules.answered(case, at=turn.now))


def object_to(turn: Turn, id: str, *, said: str) -> Case:
    """The person rated objects (申诉). Raises NotFound, NotYours, NotAllowedNow the second time."""
    by = turn.actor.subject
    return _step(turn, id, "case.objected", said, lambda case: rules.objected(case, by=by, at=turn.now))


def review(turn: Turn, id: str, *, finding: Review, said: str) -> Case:
    """Decides on an objection (复核). A rating set aside keeps its place and carries a flag.

    Raises NotFound, NotYours for the person themselves, NotAllowedNow without an objection.
    """
    by = turn.actor.subject
    case = _step(
        turn,
        id,
        "case.reviewed",
        said,
        lambda known: rules.reviewed(known, finding=finding, by=by),
        review=finding.value,
    )
    if finding is Review.SET_ASIDE:
        counting.doubted(turn, [case.rating])
        rating_flags.add(turn.conn, turn.hall, case.rating, flag=finding.value, seq=turn.seq)
    return case


def close(turn: Turn, id: str, *, said: str) -> Case:
    """Closes a case (办结). Raises NotFound, NotYours for one's own, NotAllowedNow while something is missing."""
    by = turn.actor.subject
    return _step(turn, id, "case.closed", said, lambda case: rules.closed(case, by=by, at=turn.now, today=turn.day))


def reopen(turn: Turn, id: str, *, said: str) -> Case:
    """Takes a closed case up again. Raises NotFound, NotAllowedNow while it is open."""
    return _step(turn, id, "case.reopened", said, rules.reopened)


def remind(turn: Turn) -> None:
    """Reminds once a day of every case that is nearly due or past it (到期提醒)."""
    if counters.count(turn.conn, turn.hall, turn.day, REMINDED):
        return
    pressing = [
        case
        for case in cases.open_ones(turn.conn, turn.hall)
        if case.standing(turn.day) in (Standing.NEAR, Standing.OVERDUE)
    ]
    if pressing:
        counters.count_up(turn, REMINDED)
    for case in pressing:
        _tell(turn, "case.reminded", case, standing=case.standing(turn.day).value, due=case.due.isoformat())


def responsible(definition: Definition) -> list[Person]:
    """Into whose hands a case may be put: who works at the windows or answers for them."""
    able = {Role.STAFF.value, Role.SUPERVISOR.value, Role.MANAGER.value}
    return [person for person in definition.staff if not person.disabled and able & set(person.roles)]


def _due(turn: Turn, day: date, count: int) -> date:
    return rules.after_working_days(day, count, working_days(turn.definition))


def _step(turn: Turn, id: str, kind: str, said: str, deed: Callable[[Case], Case], **facts: Any) -> Case:
    known = cases.get(turn.conn, turn.hall, id)
    led = turn.definition.department_led_by(turn.actor.subject)
    if turn.actor.role is Role.SUPERVISOR and known.department != led:
        raise NotYours("not_your_department")
    return _keep(turn, kind, deed(known), said=said, **facts)


def _keep(turn: Turn, kind: str, case: Case, *, said: str, **facts: Any) -> Case:
    cases.save(turn.conn, turn.hall, case)
    _tell(turn, kind, case, said=said, **facts)
    return case


def _tell(turn: Turn, kind: str, case: Case, *, said: str = "", **facts: Any) -> None:
    salt = secrets.token_hex(16)
    data = {
        "case": case.id,
        "rating": case.rating,
        "ticket": case.ticket,
        "window": case.window,
        "service": case.service,
        "person": case.person,
        "state": case.state.value,
        "text_digest": digest(said, salt=salt) if said else None,
        **facts,
    }
    seq = turn.record(kind, subject=case.id, data=data)
    cases.add_step(
        turn.conn, turn.hall, case.id, seq=seq, kind=kind, actor=turn.actor.name, at=turn.now, said=(said, salt)
    )
