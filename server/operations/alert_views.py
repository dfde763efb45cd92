"""How alerts are shown: to managers with who was told and who reacted, to supervisors those of their department, to
staff those of their window.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from config.definition import Definition
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
    return shown(view, actor, _theirs(view, actor, known))


def of_days(view: View, actor: Actor, first: date, last: date) -> list[Json]:
    """The newest alerts raised on the hall days from ``first`` to ``last``, over or not, the newest first."""
    theirs: list[Alert] = []
    for some in alerts.of_days(view.conn, view.hall, first, last):
        theirs += _theirs(view, actor, some)
        if len(theirs) >= SHOWN_AT_MOST:
            break
    return shown(view, actor, theirs[:SHOWN_AT_MOST])


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


def shown(view: View, actor: Actor, known: Sequence[Alert]) -> list[Json]:
    """Alerts with their steps, in that order, as the actor reads them."""
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


def _theirs(view: View, actor: Actor, known: Sequence[Alert]) -> list[Alert]:
    """Those that are the actor's to see."""
    if actor.role is Role.STAFF:
        return [alert for alert in known if concerns(view.definition, alert, window=actor.window)]
    department = seen_by(view.definition, actor)
    if department is None:
        return list(known)
    about = {alert.subject for alert in known if alert.watch is Watch.CASE}
    in_cases = cases.departments(view.conn, view.hall, about)
    return [alert for alert in known if _is_of(view.definition, alert, department, in_cases)]


def _is_of(definition: Definition, alert: Alert, department: str, in_cases: Mapping[str, str | None]) -> bool:
    """Whether an alert is about a window, a service or a case of a department; ``in_cases`` are those of cases."""
    if alert.watch is Watch.CASE:
        return in_cases.get(alert.subject) == department
    window = definition.window(alert.window) if alert.window else None
    if window is not None and definition.is_of(window, department):
        return True
    return alert.service is not None and definition.department_of(alert.service) == department


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
