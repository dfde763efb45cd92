"""Which waiting ticket a window calls next, and why.

Accumulating priority (Kleinrock's delay-dependent discipline): a ticket's score is the time it has waited
multiplied by the weight of its priority class, and the highest score is called. So priority shortens a wait and
starves nobody: with r the ratio of two weights, someone who has waited w is overtaken only by tickets of the
heavier class issued in the first (1 - 1/r)·w of that wait. Aside from the scores, in this order, stand tickets
transferred to the head of a queue, appointments whose time has come, and restored tickets whose turn it is.
A restored ticket stands behind everybody until its turn, as long as others of its service can be called; then it
takes its place by score, or a window of many services would never come to it. So whoever takes a ticket now, having
waited for no time, stands behind everybody of the service but the restored tickets whose turn is not yet.

Who postpones moves right behind the last of those let go, and from there on waits with the lightest weight and no
other precedence. So whoever was let go or comes first in the meantime stays first, and nobody is called later than
without it.
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


BY_SCORE = 3
"""The rung of those who stand where their score puts them."""
Rank = tuple[int, float, int, Reason]
"""Rung, score on it, order of issue; the lowest is called first. The reason takes no part."""


@dataclass(frozen=True, kw_only=True)
class Queue:
    """What routing must know besides the tickets. ``calls`` counts today's calls by service."""

    weights: Mapping[str, float]
    calls: Mapping[str, int]
    now: datetime
    appointment_early: timedelta = timedelta(minutes=10)

    def in_order(self, tickets: Iterable[Ticket]) -> list[tuple[Ticket, Reason]]:
        """The tickets in the order in which they would be called now, each with the reason."""
        return [(ticket, rank[-1]) for rank, ticket in self._ranked(tickets)]

    def next(self, tickets: Iterable[Ticket]) -> tuple[Ticket, Reason] | None:
        """Who is called next, or None when nobody waits."""
        ordered = self.in_order(tickets)
        return ordered[0] if ordered else None

    def place(self, ticket: Ticket, tickets: Iterable[Ticket]) -> int:
        """How many of ``tickets`` would be called before this one of them."""
        return next(place for place, (other, _) in enumerate(self.in_order(tickets)) if other.id == ticket.id)

    def since_behind(self, ticket: Ticket, tickets: Iterable[Ticket], *, places: int) -> datetime:
        """Since when ``ticket`` must count as waiting to stand ``places`` further back among ``tickets``, UTC.

        Where fewer stand behind it, since now: like somebody who has just come.
        """
        ranked = self._ranked(tickets)
        place = next(n for n, (_, other) in enumerate(ranked) if other.id == ticket.id)
        let_go = ranked[place + 1 : place + 1 + places]
        if len(let_go) < places:
            return self.now
        scores = [-score for (rung, score, _, _), _ in let_go if rung == BY_SCORE]
        lowest = min([self._waited(ticket) * self._weight(ticket), *scores])
        # A millisecond more, since of two with the same score the one who came first would be called first.
        since = self.now - timedelta(seconds=lowest / self._lightest) + timedelta(milliseconds=1)
        return min(since, self.now)

    def _ranked(self, tickets: Iterable[Ticket]) -> list[tuple[Rank, Ticket]]:
        known = list(tickets)
        others = {t.service for t in known if t.due_at_call is None}
        ranked = [(self._rank(t, followed=t.service in others), t) for t in known]
        ranked.sort(key=lambda pair: pair[0][:-1])
        return ranked

    @property
    def _lightest(self) -> float:
        return min(self.weights.values(), default=1.0)

    def _weight(self, ticket: Ticket) -> float:
        return self._lightest if ticket.postponed else self.weights.get(ticket.priority, 1.0)

    def _waited(self, ticket: Ticket) -> float:
        """Seconds."""
        return max((self.now - ticket.waiting_since).total_seconds(), 0.0)

    def _rank(self, ticket: Ticket, *, followed: bool) -> Rank:
        """``followed`` says whether others of the ticket's service wait who were not restored."""
        if ticket.first:
            return (0, ticket.waiting_since.timestamp(), ticket.order, Reason.FIRST)
        # Who missed an appointment has had it: a restored ticket waits its turn like any other.
        if ticket.due_at_call is not None:
            if self.calls.get(ticket.service, 0) >= ticket.due_at_call:
                return (2, float(ticket.due_at_call), ticket.order, Reason.RESTORED)
            if followed:
                return (4, float(ticket.due_at_call), ticket.order, Reason.RESTORED)
        elif not ticket.postponed and ticket.due_at is not None and ticket.due_at - self.appointment_early <= self.now:
            return (1, ticket.due_at.timestamp(), ticket.order, Reason.APPOINTMENT)
        weight = self._weight(ticket)
        return (BY_SCORE, -self._waited(ticket) * weight, ticket.order, self._why(ticket, weight))

    def _why(self, ticket: Ticket, weight: float) -> Reason:
        if ticket.due_at_call is not None:
            return Reason.RESTORED
        return Reason.PRIORITY if weight > self.weights.get("none", 1.0) else Reason.LONGEST_WAIT
