"""Which waiting ticket a window calls next, and why.

Accumulating priority (Kleinrock's delay-dependent discipline): a ticket's score is the time it has waited
multiplied by the weight of its priority class, and the highest score is called. So priority shortens a wait and
starves nobody: with r the ratio of two weights, someone who has waited w is overtaken only by tickets of the
heavier class issued in the first (1 - 1/r)·w of that wait. Aside from the scores, in this order, stand tickets
transferred to the head of a queue, appointments whose time has come, and restored tickets whose turn it is.
A restored ticket stands behind everybody until its turn, as long as others of its service can be called; then it
takes its place by score, or a window of many services would never come to it. So whoever takes a ticket now, having
waited for no time, stands behind everybody of the service but the restored tickets whose turn is not yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from server.domain.ticket import Ticket


class Reason(StrEnum):
    """Why this ticket is next; the catalogues word it."""

    FIRST = "first"
    APPOINTMENT = "appointment"
    RESTORED = "restored"
    PRIORITY = "priority"
    LONGEST_WAIT = "longest_wait"
    BY_NUMBER = "by_number"


@dataclass(frozen=True, kw_only=True)
class Queue:
    """What routing must know besides the tickets. ``calls`` counts today's calls by service."""

    weights: Mapping[str, float]
    calls: Mapping[str, int]
    now: datetime
    appointment_early: timedelta = timedelta(minutes=10)

    def in_order(self, tickets: Iterable[Ticket]) -> list[tuple[Ticket, Reason]]:
        """The tickets in the order in which they would be called now, each with the reason."""
        known = list(tickets)
        others = {t.service for t in known if t.due_at_call is None}
        ranked = [(self._rank(t, followed=t.service in others), t) for t in known]
        ranked.sort(key=lambda pair: pair[0][:-1])
        return [(ticket, rank[-1]) for rank, ticket in ranked]

    def next(self, tickets: Iterable[Ticket]) -> tuple[Ticket, Reason] | None:
        """Who is called next, or None when nobody waits."""
        ordered = self.in_order(tickets)
        return ordered[0] if ordered else None

    def _rank(self, ticket: Ticket, *, followed: bool) -> tuple[int, float, int, Reason]:
        """``followed`` says whether others of the ticket's service wait who were not restored."""
        if ticket.first:
            return (0, ticket.waiting_since.timestamp(), ticket.order, Reason.FIRST)
        # Who missed an appointment has had it: a restored ticket waits its turn like any other.
        if ticket.due_at_call is not None:
            if self.calls.get(ticket.service, 0) >= ticket.due_at_call:
                return (2, float(ticket.due_at_call), ticket.order, Reason.RESTORED)
            if followed:
                return (4, float(ticket.due_at_call), ticket.order, Reason.RESTORED)
        elif ticket.due_at is not None and ticket.due_at - self.appointment_early <= self.now:
            return (1, ticket.due_at.timestamp(), ticket.order, Reason.APPOINTMENT)
        weight = self.weights.get(ticket.priority, 1.0)
        waited = max((self.now - ticket.waiting_since).total_seconds(), 0.0)
        return (3, -waited * weight, ticket.order, self._why(ticket, weight))

    def _why(self, ticket: Ticket, weight: float) -> Reason:
        if ticket.due_at_call is not None:
            return Reason.RESTORED
        return Reason.PRIORITY if weight > self.weights.get("none", 1.0) else Reason.LONGEST_WAIT
