"""Which journal rows a role may see, and what of them. What is not listed is not seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from server.domain.actor import Role
from server.domain.supervision import Watch
from server.feed.snapshots import Speech, call
from server.operations.views import Json
from server.store.columns import from_rfc3339, rfc3339
from server.store.journal import Entry

CALLS = frozenset({"ticket.called", "ticket.recalled"})
QUEUE = frozenset(
    {
        "ticket.issued",
        "ticket.missed",
        "ticket.restored",
        "ticket.postponed",
        "ticket.transferred",
        "ticket.cancelled",
        "ticket.expired",
    }
)
SERVINGS = frozenset({"serving.started", "serving.held", "serving.resumed", "serving.finished", "serving.undone"})
WINDOWS = frozenset({"window.opened", "window.paused", "window.resumed", "window.closed"})
AT_THE_WINDOW = frozenset({"ticket.called", "serving.started", "serving.undone"})
PRINTING = frozenset({"print.queued", "print.reported", "printer.changed"})
APPOINTMENTS = frozenset(
    {
        "appointment.booked",
        "appointment.moved",
        "appointment.missed",
        "appointment.cancelled",
        "appointment.checked_in",
    }
)
TO_STAFF = QUEUE | CALLS | SERVINGS | {"rating.invited"}
"""What a clerk sees of their own window and queues: nothing of ratings given, nothing of cases."""
ALERTS = frozenset({"alert.raised", "alert.climbed", "alert.acknowledged", "alert.ended"})
MOVING = QUEUE | CALLS | SERVINGS | WINDOWS | ALERTS | {"rating.given", "definition.changed"}
DEVICES = frozenset({"device.paired", "device.renamed", "device.revoked", "device.board_chosen"})
PEOPLE = frozenset({"person.changed", "password.changed", "password.reset", "sessions.ended"})
HALL = frozenset({"notice.changed", "definition.changed"})
"""That the hall is another now; what changed is for managers, and read by asking."""

ALERT_SHOWN = ("alert", "watch", "step", "since", "window", "service", "number", "count")
"""What of an alert is told to those who are not told who else was."""

Cards = Callable[[str | None], Json | None]


class Projection:
    """One audience's view of the journal: a role, and the window or ticket it is bound to.

    ``services`` are the codes whose queues a clerk serves or that are a supervisor's department's, ``windows`` its
    windows and ``department`` that department, "" for none; ``card`` gives the public card of a job number.
    """

    def __init__(
        self,
        *,
        role: Role,
        subject: str,
        window: str | None,
        services: frozenset[str],
        windows: frozenset[str] = frozenset(),
        department: str = "",
        speech: Speech,
        card: Cards,
    ) -> None:
        self._subject = subject
        self._window = window
        self._services = services
        self._windows = windows
        self._department = department
        self._speech = speech
        self._card = card
        self._see: Callable[[Entry], Json | None] = {
            Role.DISPLAY: self._display,
            Role.KIOSK: self._kiosk,
            Role.EVALUATOR: self._evaluator,
            Role.STAFF: self._staff,
            Role.CITIZEN: self._citizen,
            Role.MANAGER: self._manager,
            Role.AUDITOR: self._manager,
            Role.ADMINISTRATOR: self._administrator,
            Role.INSPECTOR: self._inspector,
            Role.WALL: self._wall,
            Role.SUPERVISOR: self._supervisor,
        }[role]

    def of(self, entry: Entry, *, case_of: str | None = None) -> Json | None:
        """The event's data for this audience, or None when it may not see the row.

        ``case_of`` is the department of the case that the row tells of, if it tells of one.
        """
        if self._department and case_of == self._department:
            return self._briefly(entry)
        return self._see(entry)

    def _display(self, entry: Entry) -> Json | None:
        if entry.kind in CALLS:
            return call(entry, speech=self._speech)
        if entry.kind in QUEUE:
            return _only(entry.facts, "number", "service", "waiting", "window")
        if entry.kind in SERVINGS:
            return _only(entry.facts, "number", "window", "service")
        if entry.kind in WINDOWS:
            return self._window_facts(entry)
        if entry.kind == "device.board_chosen":
            return _only(entry.facts, "device", "board")
        return _hall(entry) if entry.kind in HALL else None

    def _kiosk(self, entry: Entry) -> Json | None:
        if entry.kind in QUEUE | CALLS:
            return _only(entry.facts, "number", "service", "waiting", "ticket")
        if entry.kind in WINDOWS:
            return _only(entry.facts, "window", "state")
        if entry.kind in PRINTING:
            return entry.facts if entry.facts["device"] == self._subject else None
        return _hall(entry) if entry.kind in HALL else None

    def _evaluator(self, entry: Entry) -> Json | None:
        facts = entry.facts
        if entry.kind in HALL:
            return _hall(entry)
        if facts.get("window") != self._window:
            return None
        if entry.kind in WINDOWS:
            return self._window_facts(entry)
        if entry.kind == "rating.invited":
            return _invitation(entry)
        if entry.kind == "rating.given":
            return _only(facts, "serving", "window")
        return _only(facts, "number", "window", "serving") if entry.kind in AT_THE_WINDOW else None

    def _staff(self, entry: Entry) -> Json | None:
        facts = entry.facts
        if entry.kind in HALL:
            return _hall(entry)
        if entry.kind in WINDOWS:
            return self._window_facts(entry)
        if entry.kind in ALERTS:
            return self._alert_of_theirs(entry)
        if entry.kind in APPOINTMENTS:
            return facts if facts["service"] in self._services else None
        if entry.kind not in TO_STAFF:
            return None
        mine = facts.get("window") == self._window or facts.get("service") in self._services
        passed_on = entry.kind == "ticket.transferred" and facts.get("from_service") in self._services
        if not (mine or passed_on):
            return None
        return _invitation(entry) if entry.kind == "rating.invited" else facts

    def _alert_of_theirs(self, entry: Entry) -> Json | None:
        """An alert about a window is that window's, one about a queue that of all who serve it; cases are nobody's."""
        facts = entry.facts
        if facts["watch"] == Watch.CASE:
            return None
        mine = facts["service"] in self._services if facts["window"] is None else facts["window"] == self._window
        return _only(facts, *ALERT_SHOWN) if mine else None

    def _citizen(self, entry: Entry) -> Json | None:
        facts = entry.facts
        if facts.get("ticket") != self._subject:
            return None
        if entry.kind in CALLS:
            return call(entry, speech=self._speech)
        if entry.kind == "rating.invited":
            return _invitation(entry)
        if entry.kind == "rating.given":
            return _only(facts, "serving")
        if entry.kind == "case.answered":
            return {}
        if entry.kind in QUEUE | SERVINGS:
            return _only(facts, "ticket", "number", "service", "window", "serving")
        return None

    def _manager(self, entry: Entry) -> Json | None:
        if entry.kind in CALLS:
            return {**entry.facts, **self._speech(entry)}
        if entry.kind in HALL:
            return _hall(entry)
        if entry.kind == "rating.invited":
            return _invitation(entry)
        return entry.facts

    def _administrator(self, entry: Entry) -> Json | None:
        if entry.kind in WINDOWS:
            return self._window_facts(entry)
        if entry.kind in HALL:
            return _hall(entry)
        return entry.facts if entry.kind in DEVICES | PRINTING | PEOPLE else None

    def _supervisor(self, entry: Entry) -> Json | None:
        """Their department's queues, windows, cases and alerts; of a rating only that one was given.

        A rating names its window and no service, and those of a general window may be theirs: they look anew.
        """
        facts = entry.facts
        if entry.kind in HALL:
            return _hall(entry)
        if entry.kind == "rating.given":
            return {} if self._department else None
        mine = facts.get("window") in self._windows or facts.get("service") in self._services
        if not mine:
            return None
        if entry.kind in WINDOWS:
            return self._window_facts(entry)
        if entry.kind in ALERTS or entry.kind.startswith("case."):
            return self._briefly(entry)
        return facts if entry.kind in TO_STAFF - {"rating.invited"} else None

    def _briefly(self, entry: Entry) -> Json:
        """A step of a case or an alert, as a supervisor is told of it."""
        shown = ALERT_SHOWN if entry.kind in ALERTS else ("case", "state", "window", "service")
        return _only(entry.facts, *shown)

    def _inspector(self, entry: Entry) -> Json | None:
        return _hall(entry) if entry.kind in HALL else None

    def _wall(self, entry: Entry) -> Json | None:
        """That something moved: the wall then looks at the whole hall anew."""
        return {} if entry.kind in MOVING else None

    def _window_facts(self, entry: Entry) -> Json:
        facts = entry.facts
        staff = facts.get("staff")
        return {**facts, "staff": self._card(staff["job_number"] if staff else None)}


def case_in(entry: Entry) -> str | None:
    """The case that a row tells of: a step of it, or an alert about it."""
    if entry.kind.startswith("case."):
        return str(entry.facts["case"])
    about_one = entry.kind in ALERTS and entry.facts["watch"] == Watch.CASE
    return str(entry.facts["subject"]) if about_one else None


def _invitation(entry: Entry) -> Json:
    invited_at = from_rfc3339(entry.at)
    limit = timedelta(seconds=entry.facts["limit_seconds"])
    return {**entry.facts, "invited_at": entry.at, "expires_at": rfc3339(invited_at + limit)}


def _hall(entry: Entry) -> Json:
    return _only(entry.facts, "revision", "notices")


def _only(facts: Mapping[str, object], *names: str) -> Json:
    return {name: facts[name] for name in names if name in facts}
