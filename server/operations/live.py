"""The hall as it is this moment, for who has to keep it well: who waits where and how long, what each window does,
today's ratings, what goes wrong. It names staff and ticket numbers, and nobody who came.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from server.domain.actor import Actor, Role
from server.domain.indicators import Ratio, participation, satisfaction
from server.domain.serving import BLOCKING, Serving
from server.domain.supervision import Step, Watch
from server.domain.ticket import Ticket
from server.domain.window import Window, WindowState
from server.operations import alert_views, watching
from server.operations.business_day import open_since
from server.operations.departments import seen_by
from server.operations.views import Json, View
from server.store import servings, tickets, today, windows
from server.store.columns import rfc3339
from server.store.today import Services


def live(view: View, actor: Actor) -> Json:
    """Everything the live pages show, at ``at``; to a supervisor of their department."""
    department = seen_by(view.definition, actor)
    of = None if department is None else view.definition.services_of(department)
    waiting = watching.waiting_now(view.conn, view.definition, now=view.now)
    waiting = [ticket for ticket in waiting if of is None or ticket.service in of]
    alerts = alert_views.open_ones(view, actor)
    if actor.role is Role.WALL:
        alerts = [_for_all_eyes(alert) for alert in alerts]
    return {
        "at": rfc3339(view.now),
        "hall": view.hall_card(),
        "open": open_since(view.definition, view.now) is not None,
        "windows": _windows(view, alerts, department),
        "waiting": len(waiting),
        "services": _queues(view, waiting),
        "hours": _hours(view, of),
        "ratings": _ratings(view, of),
        "alerts": alerts,
    }


def _for_all_eyes(alert: Json) -> Json:
    """A wall, which everybody passes, tells what to do; not who said what, nor whose ratings were bad."""
    person = None if alert["watch"] == Watch.CASE else alert["person"]
    return {**alert, "person": person, "steps": []}


def _windows(view: View, alerts: list[Json], department: str | None) -> list[Json]:
    """In the hall's order; ``until`` is when a pause should end, ``step`` that of the window's worst alert."""
    states = windows.every(view.conn, view.hall)
    busy = {s.window: s for s in servings.all_open(view.conn, view.hall) if s.state in BLOCKING}
    finished = servings.finished_counts(view.conn, view.hall, view.day)
    worst: dict[str, str] = {}
    for alert in alerts:  # the worst comes first
        if alert["window"] is not None:
            worst.setdefault(alert["window"], alert["step"])
    shown = []
    for defined in view.definition.windows:
        if department is not None and not view.definition.is_of(defined, department):
            continue
        window = states.get(defined.code, Window(code=defined.code))
        until = watching.pause_ends(view.definition, window) if window.state is WindowState.PAUSED else None
        person = view.definition.person(window.staff) if window.staff else None
        shown.append(
            {
                "code": defined.code,
                "name": defined.name,
                "state": window.state.value,
                "reason": window.reason,
                "since": rfc3339(window.since) if window.since else None,
                "until": rfc3339(until) if until else None,
                "staff": person.name if person else window.staff,
                "serving": _serving(view, busy.get(defined.code)),
                "today": finished.get(defined.code, 0),
                "step": worst.get(defined.code),
            }
        )
    return shown


def _serving(view: View, serving: Serving | None) -> Json | None:
    if serving is None:
        return None
    service = view.definition.service(serving.service)
    return {
        "number": tickets.get(view.conn, view.hall, serving.ticket).number,
        "state": serving.state.value,
        "since": rfc3339(serving.started_at or serving.called_at),
        "service_name": service.name if service else {},
    }


def _queues(view: View, waiting: list[Ticket]) -> list[Json]:
    """The services somebody waits for, whoever has waited longest in front."""
    queues: dict[str, list[Ticket]] = {}
    for ticket in waiting:
        queues.setdefault(ticket.service, []).append(ticket)
    shown = []
    for code, queue in queues.items():
        service = view.definition.leaf(code)
        if service is None:
            continue
        since = watching.waits_since(queue[0])
        step: Step | None = watching.waiting_limits(view.definition, service).step_after(view.now - since)
        shown.append(
            {
                "code": code,
                "name": service.name,
                "waiting": len(queue),
                "number": queue[0].number,
                "since": rfc3339(since),
                "promised_minutes": service.promised_minutes,
                "step": step.value if step else None,
            }
        )
    return shown


def _hours(view: View, of: Services) -> list[Json]:
    midnight = datetime.combine(view.day, datetime.min.time(), view.definition.zone).astimezone(UTC)
    return [
        {
            # Elapsed hours, put on the clock of the hall: a day may lack an hour or have one twice.
            "hour": (midnight + timedelta(hours=each.after)).astimezone(view.definition.zone).hour,
            "issued": each.issued,
            "finished": each.finished,
        }
        for each in today.hours(view.conn, view.hall, view.day, midnight=midnight, of=of)
    ]


def _ratings(view: View, of: Services) -> Json:
    rated = today.rated(view.conn, view.hall, view.day, of=of)
    return {
        "finished": rated.finished,
        "grades": {grade.value: count for grade, count in rated.grades.items()},
        "participation": _ratio(participation(rated=sum(rated.grades.values()), due=rated.due)),
        "satisfaction": _ratio(satisfaction(rated.grades)),
    }


def _ratio(ratio: Ratio) -> Json:
    return {"numerator": ratio.numerator, "denominator": ratio.denominator, "value": ratio.value}
