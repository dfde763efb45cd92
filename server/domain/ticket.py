"""The ticket (号票): one citizen's place in the hall on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from server.domain.refusal import NotAllowedNow


class TicketState(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    FINISHED = "finished"
    MISSED = "missed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class TicketDeed(StrEnum):
    CALL = "call"
    START = "start"
    HOLD = "hold"
    RESUME = "resume"
    FINISH = "finish"
    MISS = "miss"
    RESTORE = "restore"
    TRANSFER = "transfer"
    CANCEL = "cancel"
    EXPIRE = "expire"
    POSTPONE = "postpone"


S, D = TicketState, TicketDeed
TICKET_MOVES: Mapping[TicketState, Mapping[TicketDeed, TicketState]] = {
    S.WAITING: {D.CALL: S.CALLED, D.POSTPONE: S.WAITING, D.CANCEL: S.CANCELLED, D.EXPIRE: S.EXPIRED},
    S.CALLED: {D.START: S.SERVING, D.HOLD: S.HELD, D.MISS: S.MISSED, D.TRANSFER: S.WAITING, D.EXPIRE: S.EXPIRED},
    S.SERVING: {D.FINISH: S.FINISHED, D.HOLD: S.HELD, D.TRANSFER: S.WAITING},
    S.HELD: {D.RESUME: S.SERVING, D.TRANSFER: S.WAITING, D.EXPIRE: S.EXPIRED},
    S.MISSED: {D.RESTORE: S.WAITING, D.CANCEL: S.CANCELLED, D.EXPIRE: S.EXPIRED},
    S.FINISHED: {},
    S.CANCELLED: {},
    S.EXPIRED: {},
}


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """One ticket. Times are UTC; ``day`` is the hall's own calendar day.

    ``due_at_call`` is set on a restored ticket: the count of its service's calls today from which it comes
    first. ``first`` marks a ticket transferred to the head of a queue, ``window`` one that waits for one
    window only, ``postponed`` one that let others go first. ``due_at`` is the time of an appointment. ``on_behalf``:
    taken for somebody else (代办).
    """

    id: str
    day: date
    number: str
    service: str
    priority: str
    state: TicketState
    language: str
    issued_at: datetime
    waiting_since: datetime
    order: int
    first_called_at: datetime | None = None
    misses: int = 0
    due_at_call: int | None = None
    due_at: datetime | None = None
    first: bool = False
    postponed: bool = False
    window: str | None = None
    on_behalf: bool = False

    def after(self, deed: TicketDeed) -> Ticket:
        """The ticket once ``deed`` is done. Raises NotAllowedNow where its state does not allow it."""
        state = TICKET_MOVES[self.state].get(deed)
        if state is None:
            raise NotAllowedNow("ticket_state", deed=deed.value, number=self.number, state=self.state.value)
        return replace(self, state=state)

    def called(self, at: datetime) -> Ticket:
        return replace(
            self.after(D.CALL),
            first_called_at=self.first_called_at or at,
            first=False,
            postponed=False,
            due_at_call=None,
            window=None,
        )

    def missed(self, *, misses_allowed: int) -> Ticket:
        """Nobody came (过号). One miss more than allowed ends the ticket."""
        misses = self.misses + 1
        deed = D.MISS if misses <= misses_allowed else D.EXPIRE
        return replace(self.after(deed), misses=misses)

    def undone(self, state: TicketState) -> Ticket:
        """As it was before its serving's last move was made by mistake."""
        missed = self.state in (S.MISSED, S.EXPIRED)
        return replace(self, state=state, misses=self.misses - missed)

    def restored(self, *, at: datetime, calls_so_far: int, after_calls: int) -> Ticket:
        """Back in the queue, to come after ``after_calls`` other calls from its service."""
        return replace(self.after(D.RESTORE), waiting_since=at, due_at_call=calls_so_far + after_calls)

    def let_others_go(self, *, waiting_since: datetime) -> Ticket:
        """Comes later (晚一点再办): waits as somebody without any precedence who came at ``waiting_since``."""
        return replace(
            self.after(D.POSTPONE), waiting_since=waiting_since, postponed=True, first=False, due_at_call=None
        )

    def transferred(self, *, at: datetime, service: str, window: str | None, first: bool) -> Ticket:
        """Waits again under the same number, for another service or for one window."""
        return replace(
            self.after(D.TRANSFER), service=service, window=window, first=first, waiting_since=at, due_at_call=None
        )
