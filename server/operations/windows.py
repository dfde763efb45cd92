"""Opening, pausing and closing a window."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from server.domain.refusal import BadInput, NotAllowedNow, NotFound, NotYours
from server.domain.window import PAUSE_REASONS, Window, WindowDeed
from server.operations import counting
from server.operations.business_day import is_over
from server.store import servings, tickets, windows
from server.store.columns import rfc3339
from server.store.turn import Turn


def mine(turn: Turn, code: str) -> Window:
    """The window, if the actor may act at it. Raises NotFound, NotYours, NotAllowedNow when another sits there."""
    window = must_be_bound_to(turn, code)
    if window.staff is not None and window.staff != turn.actor.subject:
        raise NotAllowedNow("window_taken", window=code, staff=window.staff)
    return window


def must_be_bound_to(turn: Turn, code: str) -> Window:
    """The window, if it is the one the actor signed in at. Raises NotFound, NotYours."""
    if turn.definition.window(code) is None:
        raise NotFound("window", window=code)
    if turn.actor.window != code:
        raise NotYours("not_your_window", window=code)
    return windows.get(turn.conn, turn.hall, code)


def open_window(turn: Turn, code: str) -> Window:
    """The clerk sits down. Raises NotFound, NotYours, NotAllowedNow."""
    return _keep(turn, "window.opened", mine(turn, code).opened(staff=turn.actor.subject, day=turn.day))


def take_over(turn: Turn, code: str) -> Window:
    """A colleague sits down where another did not close: the window is theirs, open, and whoever is there with it.

    Told as a closing and an opening. Raises NotFound, NotYours, and NotAllowedNow when nobody else has it.
    """
    window = must_be_bound_to(turn, code)
    if window.staff in (None, turn.actor.subject):
        raise NotAllowedNow("window_state", deed="take-over", window=code, state=window.state.value)
    _keep(turn, "window.closed", window.closed())
    opened = _keep(turn, "window.opened", window.closed().opened(staff=turn.actor.subject, day=turn.day))
    for serving in servings.all_open(turn.conn, turn.hall):
        if serving.window == code:
            theirs = replace(serving, staff=turn.actor.subject)
            servings.save(turn.conn, turn.hall, theirs)
            counting.taken_over(turn, serving, theirs, tickets.get(turn.conn, turn.hall, serving.ticket))
    return opened


def pause(turn: Turn, code: str, *, reason: str, minutes: int | None = None) -> Window:
    """The clerk leaves for a while, says why, and perhaps for how many minutes.

    Raises NotFound, NotYours, NotAllowedNow, BadInput.
    """
    window = mine(turn, code)
    if reason not in PAUSE_REASONS:
        raise BadInput("unknown_reason", field="reason", reason=reason, known=", ".join(PAUSE_REASONS))
    until = None if minutes is None else turn.now + timedelta(minutes=minutes)
    return _keep(turn, "window.paused", window.paused(reason=reason, until=until))


def resume(turn: Turn, code: str) -> Window:
    """Raises NotFound, NotYours, NotAllowedNow."""
    return _keep(turn, "window.resumed", mine(turn, code).after(WindowDeed.RESUME))


def close(turn: Turn, code: str) -> Window:
    """The clerk goes home. Raises NotFound, NotYours, NotAllowedNow while a citizen is called or served there."""
    window = mine(turn, code)
    if servings.current(turn.conn, turn.hall, code) is not None:
        raise NotAllowedNow("window_busy", window=code)
    return _keep(turn, "window.closed", window.closed())


def close_left_open(turn: Turn) -> None:
    """Closes windows whose clerk went home without closing, so that somebody else can sit down the next morning.

    A hall that is always open has no end of business; there nobody is sent away.
    """
    if turn.definition.hours.always:
        return
    for window in windows.every(turn.conn, turn.hall).values():
        over = window.day is not None and is_over(turn.definition, window.day, turn.now)
        if over and servings.current(turn.conn, turn.hall, window.code) is None:
            _keep(turn, "window.closed", window.closed())


def _keep(turn: Turn, kind: str, changed: Window) -> Window:
    window = replace(changed, since=turn.now)
    windows.save(turn.conn, turn.hall, window)
    person = turn.definition.person(window.staff) if window.staff else None
    staff = None if person is None else {"job_number": person.job_number, "name": person.name}
    data = {"window": window.code, "state": window.state.value, "reason": window.reason, "staff": staff}
    if window.until is not None:
        data["until"] = rfc3339(window.until)
    turn.record(kind, subject=window.code, data=data)
    return window
