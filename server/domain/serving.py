"""The serving (办理): one citizen's business at one window, from call to finish. It is what gets rated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from server.domain.refusal import NotAllowedNow


class ServingState(StrEnum):
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    FINISHED = "finished"
    MISSED = "missed"
    TRANSFERRED = "transferred"


class ServingDeed(StrEnum):
    RECALL = "recall"
    START = "start"
    HOLD = "hold"
    RESUME = "resume"
    FINISH = "finish"
    MISS = "no-show"
    TRANSFER = "transfer"
    INVITE = "invite"
    LAPSE = "lapse"


S, D = ServingState, ServingDeed
SERVING_MOVES: Mapping[ServingState, Mapping[ServingDeed, ServingState]] = {
    S.CALLED: {
        D.RECALL: S.CALLED,
        D.START: S.SERVING,
        D.HOLD: S.HELD,
        D.MISS: S.MISSED,
        D.TRANSFER: S.TRANSFERRED,
        D.LAPSE: S.MISSED,
    },
    S.SERVING: {D.HOLD: S.HELD, D.FINISH: S.FINISHED, D.TRANSFER: S.TRANSFERRED},
    S.HELD: {D.RESUME: S.SERVING, D.TRANSFER: S.TRANSFERRED, D.LAPSE: S.MISSED},
    S.FINISHED: {D.INVITE: S.FINISHED},
    S.MISSED: {},
    S.TRANSFERRED: {},
}

UNDO_WITHIN = timedelta(seconds=30)
"""How long a wrong press can be taken back."""

BLOCKING = frozenset({S.CALLED, S.SERVING})
"""States in which a serving keeps its window from calling another; ``held`` does not."""


@dataclass(frozen=True, kw_only=True)
class Serving:
    """One serving. Times are UTC. ``invitation`` is the newest invitation to rate, ``calls`` counts recalls too.

    ``moved_at`` is when the last move was made that can still be taken back, None after any other.
    """

    id: str
    ticket: str
    window: str
    staff: str
    service: str
    state: ServingState
    calls: int
    called_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    invitation: str | None = None
    invited_at: datetime | None = None
    rated: bool = False
    moved_at: datetime | None = None

    def after(self, deed: ServingDeed) -> Serving:
        """The serving once ``deed`` is done. Raises NotAllowedNow where its state does not allow it."""
        state = SERVING_MOVES[self.state].get(deed)
        if state is None:
            raise NotAllowedNow("serving_state", deed=deed.value, state=self.state.value)
        return replace(self, state=state, moved_at=None)

    def recalled(self) -> Serving:
        return replace(self.after(D.RECALL), calls=self.calls + 1)

    def started(self, at: datetime) -> Serving:
        return replace(self.after(D.START), started_at=at, moved_at=at)

    def held(self, at: datetime) -> Serving:
        """Put aside. Who is put aside straight from the call has come, so the serving counts as started."""
        return replace(self.after(D.HOLD), started_at=self.started_at or at, moved_at=at)

    def finished(self, at: datetime) -> Serving:
        return replace(self.after(D.FINISH), finished_at=at, moved_at=at)

    def missed(self, *, at: datetime, calls_before_missed: int) -> Serving:
        """Nobody came. Raises NotAllowedNow before the citizen was called often enough."""
        after = self.after(D.MISS)
        if self.calls < calls_before_missed:
            raise NotAllowedNow("too_few_calls", calls=self.calls, needed=calls_before_missed)
        return replace(after, moved_at=at)

    def undone(self, at: datetime) -> Serving:
        """As it was before the last move: start, hold, finish or no-show, pressed by mistake just now.

        What everybody has heard or seen, a call or a transfer, is not taken back. Raises NotAllowedNow when there is
        nothing to take back, it is too late, or the citizen has rated meanwhile.
        """
        if self.moved_at is None or at - self.moved_at > UNDO_WITHIN:
            raise NotAllowedNow("nothing_to_undo")
        if self.rated:
            raise NotAllowedNow("already_rated")
        if self.state is S.FINISHED:
            return replace(self, state=S.SERVING, finished_at=None, invitation=None, invited_at=None, moved_at=None)
        # Who was put aside straight from the call counts as started at that moment.
        was_called = self.state in (S.SERVING, S.MISSED) or self.started_at == self.moved_at
        if was_called:
            return replace(self, state=S.CALLED, started_at=None, moved_at=None)
        return replace(self, state=S.SERVING, moved_at=None)

    def invited(self, *, invitation: str, at: datetime) -> Serving:
        """Asked to rate. Raises NotAllowedNow unless finished and not yet rated."""
        after = self.after(D.INVITE)
        if self.rated:
            raise NotAllowedNow("already_rated")
        return replace(after, invitation=invitation, invited_at=at, moved_at=self.moved_at)

    def waited_after(self, issued_at: datetime) -> timedelta:
        return self.called_at - issued_at
