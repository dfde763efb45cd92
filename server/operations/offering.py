"""What the hall offers as things stand: the service tree, who waits, about how long, and when and where instead."""

from __future__ import annotations

from datetime import datetime

from config.definition import Definition, Service
from config.openings import next_opening
from config.pictures import picture_of
from config.pinyin import learn, search_text
from server.domain.window import Window, WindowState
from server.operations.views import Json, View
from server.store import counters, tickets, windows
from server.store.columns import rfc3339


def learn_names(definition: Definition) -> None:
    """Works out at once, and not one by one, by what the services of a hall are found."""
    learn(text for service in definition.services for text in _found_by(service))


def services(view: View) -> Json:
    """The service tree with what is open, how many wait, about how long, what to bring, and what finds it."""
    d = view.definition
    learn_names(d)
    states = windows.every(view.conn, view.hall)
    waiting = tickets.counts_waiting(view.conn, view.hall)
    issued = counters.today(view.conn, view.hall, view.day, "issued")
    local = view.now.astimezone(d.zone)
    hall_open = d.hours.open_at(local)
    leaves = {s.code for s in d.leaves}
    why = {s.code: _why_closed(s, hall_open=hall_open, issued=issued.get(s.code, 0)) for s in d.leaves}
    rows = []
    for service in d.services:
        leaf = service.code in leaves
        under = [service.code] if leaf else _leaves_under(d, service)
        able = [w.code for w in d.windows if set(under) & set(d.may_serve(w))]
        staffed = [code for code in able if code in states and states[code].state is WindowState.OPEN]
        reason = _together([why[code] for code in under])
        count = sum(waiting.get(code, 0) for code in under)
        rows.append(
            {
                "code": service.code,
                "name": service.name,
                "parent": service.parent,
                "department": service.department,
                "icon": service.icon,
                "leaf": leaf,
                "materials": list(service.materials),
                "pictures": [picture_of(each, d.pictures) for each in service.materials],
                "promised_minutes": service.promised_minutes,
                "quota_left": None if service.quota is None else max(service.quota - issued.get(service.code, 0), 0),
                "open": reason is None,
                "closed_reason": reason,
                "opens_at": _opens_at(d, local, reason),
                "paused": None if staffed else _paused(able, states),
                "windows": able,
                "windows_open": staffed,
                "waiting": count,
                "wait": view.wait(service.code, ahead=count, open_windows=len(staffed)) if leaf else None,
                "words": list(service.words),
                "search": search_text(_found_by(service)),
            }
        )
    return {
        "hall": view.hall_card(),
        "open": hall_open,
        "opens_at": None if hall_open else _opens_at(d, local, "hours"),
        "departments": [{"code": dep.code, "name": dep.name} for dep in d.departments],
        "services": rows,
        "prints": d.printer.kind != "none",
        "notices": list(d.notices),
        "proof": {str(priority): text for priority, text in d.proof.items()},
    }


def _leaves_under(definition: Definition, service: Service) -> list[str]:
    children = [s for s in definition.services if s.parent == service.code]
    if not children:
        return [service.code]
    return [code for child in children for code in _leaves_under(definition, child)]


def _why_closed(service: Service, *, hall_open: bool, issued: int) -> str | None:
    """What lasts longest is said first: who needs an appointment need not come back when the hall opens."""
    if service.appointment_only:
        return "appointment_only"
    if not hall_open:
        return "hours"
    if service.quota is not None and issued >= service.quota:
        return "quota"
    return None


def _together(reasons: list[str | None]) -> str | None:
    """Why a whole group is closed: not at all while something in it is open."""
    return None if None in reasons else reasons[0]


def _found_by(service: Service) -> list[str]:
    return [*service.name.values(), *service.words]


def _opens_at(definition: Definition, local: datetime, reason: str | None) -> str | None:
    """When a ticket can be had again, UTC; None when one can be had now, or only by appointment."""
    if reason not in ("hours", "quota"):
        return None
    opens = next_opening(definition.hours, local, not_on=local.date() if reason == "quota" else None)
    return None if opens is None else rfc3339(opens)


def _paused(able: list[str], states: dict[str, Window]) -> str | None:
    """Why nobody serves this just now: the reason of a window that will come back."""
    return next((states[c].reason for c in able if c in states and states[c].state is WindowState.PAUSED), None)
