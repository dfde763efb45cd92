"""The register of suggestions (意见建议登记) beside the cases: what is proposed is written down and answered."""

from __future__ import annotations

import secrets
from datetime import timedelta

from server.domain import masking, suggestion
from server.domain.actor import Actor, Role
from server.domain.refusal import BadInput, NotYours
from server.domain.suggestion import Suggestion, Way
from server.operations.views import Json, View
from server.store import suggestions
from server.store.columns import rfc3339
from server.store.ratings import digest
from server.store.turn import Turn

SHOWN = timedelta(days=365)


def record(
    turn: Turn, *, channel: Way, said: str, name: str | None, phone: str | None, department: str | None
) -> Suggestion:
    """Writes a suggestion into the register. Raises BadInput for an unknown department."""
    if department is not None and department not in {d.code for d in turn.definition.departments}:
        raise BadInput("unknown_department", field="department", department=department)
    new = Suggestion(
        id=turn.new_id(),
        day=turn.day,
        at=turn.now,
        channel=channel,
        department=department,
        text=said,
        name=name,
        phone=phone,
        recorded_by=turn.actor.subject,
    )
    salt = secrets.token_hex(16)
    data = {
        "suggestion": new.id,
        "channel": channel.value,
        "department": department,
        "text_digest": digest(suggestions.words(said, name, phone), salt=salt),
    }
    seq = turn.record("suggestion.recorded", subject=new.id, data=data)
    suggestions.add(turn.conn, turn.hall, new, salt=salt, seq=seq)
    return new


def answer(turn: Turn, id: str, *, said: str) -> Suggestion:
    """Keeps what the citizen was answered, once. Raises NotFound, NotYours, NotAllowedNow."""
    known = suggestions.get(turn.conn, turn.hall, id)
    led = turn.definition.department_led_by(turn.actor.subject)
    if turn.actor.role is Role.SUPERVISOR and known.department != led:
        raise NotYours("not_your_department")
    changed = suggestion.answered(known, said=said, by=turn.actor.subject, at=turn.now)
    salt = secrets.token_hex(16)
    data = {"suggestion": id, "text_digest": digest(said, salt=salt)}
    seq = turn.record("suggestion.answered", subject=id, data=data)
    suggestions.keep_answer(turn.conn, turn.hall, changed, salt=salt, seq=seq)
    return changed


def listed(view: View, actor: Actor) -> list[Json]:
    """The suggestions of the last year and all that are open, the newest first; to a supervisor their department's."""
    known = suggestions.listed(view.conn, view.hall, view.day - SHOWN, view.day)
    if actor.role is Role.SUPERVISOR:
        known = [each for each in known if each.department == view.definition.department_led_by(actor.subject)]
    return [shown(view, each) for each in known]


def shown(view: View, known: Suggestion) -> Json:
    """A suggestion as the role may read it."""
    name, phone = masking.contact(view.role, called=known.name or "", number=known.phone or "")
    return {
        "id": known.id,
        "day": known.day.isoformat(),
        "channel": known.channel.value,
        "department": known.department,
        "text": known.text and masking.words(view.role, known.text),
        "name": name if known.name else None,
        "phone": phone if known.phone else None,
        "recorded_by": _name(view, known.recorded_by),
        "answer": known.answer and masking.words(view.role, known.answer),
        "answered_at": rfc3339(known.answered_at) if known.answered_at else None,
        "answered_by": _name(view, known.answered_by) if known.answered_by else None,
    }


def _name(view: View, job_number: str) -> str:
    person = view.definition.person(job_number)
    return person.name if person else job_number
