"""Telling of what goes wrong in the hall (电子监察): alerts are raised, climb, are answered and end.

Each of that stands in the journal with who was told; what somebody said about it stands there as a salted digest and
in words in ``alert_steps``.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from config.definition import Definition
from server.domain.actor import Role
from server.domain.refusal import NotYours
from server.domain.supervision import Alert, Changes, Watch, compared, managers_are_told
from server.domain.window import WindowState
from server.operations import watching
from server.store import alerts, windows
from server.store.alerts import Told
from server.store.columns import rfc3339
from server.store.ratings import digest
from server.store.turn import Turn


def changes(conn: Connection, definition: Definition, *, now: datetime) -> Changes:
    """What has changed since the last look. ``now`` is UTC."""
    return compared(alerts.open_ones(conn, definition.code), watching.seen(conn, definition, now=now))


def look(turn: Turn) -> None:
    """Raises what is new, lets climb what got worse and ends what is over."""
    found = changes(turn.conn, turn.definition, now=turn.now)
    for seen in found.new:
        alert = Alert(id=turn.new_id(), day=turn.day, raised_at=turn.now, **vars(seen))
        alerts.add(turn.conn, turn.hall, alert)
        _tell(turn, "alert.raised", alert, told=_told(turn, alert))
    for alert, seen in found.worse:
        climbed = alert.climbed(seen)
        alerts.save(turn.conn, turn.hall, climbed)
        _tell(turn, "alert.climbed", climbed, told=_told(turn, climbed))
    for alert in found.over:
        over = alert.over(turn.now)
        alerts.save(turn.conn, turn.hall, over)
        _tell(turn, "alert.ended", over)


def acknowledge(turn: Turn, id: str, *, said: str) -> Alert:
    """Somebody says what they do about an alert (处置). Staff answer for their own window's.

    Raises NotFound, NotYours, NotAllowedNow when it is over or has been answered.
    """
    alert = alerts.get(turn.conn, turn.hall, id)
    if turn.actor.role is Role.STAFF and not concerns(turn.definition, alert, window=turn.actor.window):
        raise NotYours("not_your_alert")
    answered = alert.acknowledged(by=turn.actor.subject, at=turn.now)
    alerts.save(turn.conn, turn.hall, answered)
    _tell(turn, "alert.acknowledged", answered, said=said)
    return answered


def concerns(definition: Definition, alert: Alert, *, window: str | None) -> bool:
    """Whether a window can do something about an alert: it is its own, or one of a queue that it serves.

    Cases are a matter between the person and the managers.
    """
    defined = definition.window(window) if window else None
    if defined is None or alert.watch is Watch.CASE:
        return False
    if alert.window is not None:
        return alert.window == defined.code
    return alert.service in definition.may_serve(defined)


def _told(turn: Turn, alert: Alert) -> tuple[str, ...]:
    """Whom the alert is addressed to, as actors: who sits at the windows concerned, and from yellow on the managers."""
    counters = windows.every(turn.conn, turn.hall)
    at_windows = [
        counter.staff
        for code, counter in sorted(counters.items())
        if counter.state is not WindowState.CLOSED and concerns(turn.definition, alert, window=code)
    ]
    staff = dict.fromkeys(person for person in [*at_windows, alert.person] if person is not None)
    told = [f"{Role.STAFF.value}:{person}" for person in staff]
    if managers_are_told(alert.watch, alert.step):
        told += [f"{Role.MANAGER.value}:{p.job_number}" for p in turn.definition.staff if "manager" in p.roles]
    return tuple(told)


def _tell(turn: Turn, kind: str, alert: Alert, *, told: tuple[str, ...] = (), said: str = "") -> None:
    salt = secrets.token_hex(16)
    data: dict[str, Any] = {
        "alert": alert.id,
        "watch": alert.watch.value,
        "subject": alert.subject,
        "step": alert.step.value,
        "since": rfc3339(alert.since),
        "window": alert.window,
        "service": alert.service,
        "number": alert.number,
        "count": alert.count,
        "due": alert.due and alert.due.isoformat(),
        "told": list(told),
        "text_digest": digest(said, salt=salt) if said else None,
    }
    seq = turn.record(kind, subject=alert.id, data=data)
    step = Told(seq=seq, kind=kind, step=alert.step, actor=turn.actor.name, told=told, at=turn.now, text=said or None)
    alerts.add_step(turn.conn, turn.hall, alert.id, step, salt=salt)
