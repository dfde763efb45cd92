"""How alerts are shown: to managers with who was told and who reacted, to supervisors those of their department, to
staff those of their window.
"""

from __future__ import annotations

from server.domain import masking
from server.domain.actor import Actor, Role
from server.domain.supervision import Alert, Seen, Watch
from server.operations import watching
from server.operations.departments import seen_by
from server.operations.supervising import concerns
from server.operations.views import Json, View
from server.store import alerts, cases, devices
from server.store.alerts import Told
from server.store.columns import rfc3339

SHOWN_AT_MOST = 500


def open_ones(view: View, actor: Actor) -> list[Json]:
    """The alerts that are not over, the worst and among them the oldest first."""
    known = sorted(alerts.open_ones(view.conn, view.hall), key=lambda alert: (-alert.step.height, alert.raised_at))
    return _shown(view, actor, known)


def of_days(view: View, actor: Actor, known: list[Alert]) -> list[Json]:
    """Alerts as they are given, over or not."""
    return _shown(view, actor, known)


def card(view: View, alert: Alert, *, now: Seen | None, names: dict[str, str]) -> Json:
    """An alert as it stands: how long it has lasted and how many it concerns by ``now``, where it is still seen."""
    person = view.definition.person(alert.person) if alert.person else None
    service = view.definition.service(alert.service) if alert.service else None
    at = now or alert
    return {
        "id": alert.id,
        "watch": alert.watch.value,
        "subject": alert.subject,
        "state": alert.state.value,
        "step": alert.step.value,
        "since": rfc3339(at.since),
        "raised_at": rfc3339(alert.raised_at),
        "ended_at": rfc3339(alert.ended_at) if alert.ended_at else None,
        "window": at.window,
        "service": alert.service,
        "service_name": service.name if service else {},
        "person": None if alert.person is None else _name(alert.person, person.name if person else None),
        "number": at.number,
        "count": at.count,
        "due": alert.due and alert.due.isoformat(),
        "device": names.get(alert.subject, alert.subject) if alert.watch is Watch.SILENT else None,
        "wants_answer": alert.wants_answer,
    }


def _shown(view: View, actor: Actor, known: list[Alert]) -> list[Json]:
    if actor.role is Role.STAFF:
        known = [alert for alert in known if concerns(view.definition, alert, window=actor.window)]
    department = seen_by(view.definition, actor)
    if department is not None:
        known = [alert for alert in known if _is_of(view, alert, department)]
    if not known:
        return []
    # Managers see what it has come to; for a window's page, which looks at every press, that would cost too much.
    seen = [] if actor.role is Role.STAFF else watching.seen(view.conn, view.definition, now=view.now)
    now = {(each.watch, each.subject): each for each in seen}
    names = {device.device: device.name for device in devices.every(view.conn, view.hall)}
    steps = alerts.steps(view.conn, view.hall, [alert.id for alert in known])
    return [
        {
            **card(view, alert, now=None if alert.ended_at else now.get((alert.watch, alert.subject)), names=names),
            "steps": [_step(view, step) for step in steps[alert.id]],
        }
        for alert in known
    ]


def _is_of(view: View, alert: Alert, department: str) -> bool:
    """Whether an alert is about a window, a service or a case of a department."""
    if alert.watch is Watch.CASE:
        return cases.get(view.conn, view.hall, alert.subject).department == department
    window = view.definition.window(alert.window) if alert.window else None
    if window is not None and view.definition.is_of(window, department):
        return True
    return alert.service is not None and view.definition.department_of(alert.service) == department


def _step(view: View, step: Told) -> Json:
    return {
        "kind": step.kind,
        "step": step.step.value,
        "at": rfc3339(step.at),
        "by": _actor(view, step.actor),
        "told": [_actor(view, each) for each in step.told],
        "text": step.text and masking.words(view.role, step.text),
    }


def _actor(view: View, actor: str) -> Json:
    """Who did or was told something; the hall's clock has no name."""
    kind, _, subject = actor.partition(":")
    person = None if kind == Role.CLOCK.value else view.definition.person(subject)
    return {"role": kind, **_name(subject, person.name if person else None)}


def _name(job_number: str, name: str | None) -> Json:
    return {"job_number": job_number, "name": name or job_number}
