"""Which journal row is the trace of which request."""

from __future__ import annotations

from dataclasses import dataclass

from server.store.journal import Entry
from tests.histories.history import Asked

SERVINGS = {
    "recall": "ticket.recalled",
    "start": "serving.started",
    "finish": "serving.finished",
    "no-show": "ticket.missed",
    "hold": "serving.held",
    "resume": "serving.resumed",
    "transfer": "ticket.transferred",
    "invite": "rating.invited",
}
WINDOWS = {
    "open": "window.opened",
    "pause": "window.paused",
    "resume": "window.resumed",
    "close": "window.closed",
    "call": "ticket.called",
}
TICKETS = {"cancel": "ticket.cancelled", "restore": "ticket.restored"}
KINDS = frozenset({"ticket.issued", "rating.given", *SERVINGS.values(), *WINDOWS.values(), *TICKETS.values()})
"""The kinds of rows that somebody asked for."""


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What a request does: the kind of its row, and the ticket, serving or window that its path names."""

    kind: str
    subject: str | None = None

    def could_be(self, asked: Asked, entry: Entry) -> bool:
        """Whether the row may be the trace of the request, as far as the request tells."""
        if (entry.kind, entry.actor) != (self.kind, asked.client):
            return False
        facts = entry.facts
        if self.kind == "ticket.issued":
            return (facts["service"], facts["priority"]) == (asked.body["service"], asked.body.get("priority", "none"))
        return self.subject == facts[named_by(self.kind)]


def deed_of(asked: Asked) -> Deed | None:
    """What a request does; None when it only looks."""
    if asked.method != "POST":
        return None
    match asked.path.strip("/").split("/"):
        case ["tickets"]:
            return Deed(kind="ticket.issued")
        case ["ratings"]:
            return Deed(kind="rating.given", subject=asked.body["serving"])
        case ["tickets", ticket, deed]:
            return Deed(kind=TICKETS[deed], subject=ticket)
        case ["windows", window, deed]:
            return Deed(kind=WINDOWS[deed], subject=window)
        case ["servings", serving, deed]:
            return Deed(kind=SERVINGS[deed], subject=serving)
        case _:
            raise ValueError(f"no deed that the checker knows: {asked.path}")


def named_by(kind: str) -> str:
    """Which fact of a row the request's path names."""
    if kind in WINDOWS.values():
        return "window"
    return "ticket" if kind in TICKETS.values() or kind == "ticket.issued" else "serving"


def traced(asked: Asked, deed: Deed, entry: Entry) -> bool:
    """Whether the row is the trace of the request, as far as its answer tells; only for those that were done."""
    if not deed.could_be(asked, entry):
        return False
    if deed.kind == "ticket.issued":
        return bool(entry.facts["ticket"] == asked.told["id"])
    if deed.kind == "ticket.called":
        return bool(entry.facts["serving"] == asked.told["id"])
    return True
