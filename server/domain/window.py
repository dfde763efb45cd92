"""The window (窗口): a counter, open, paused or closed, and who sits at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from server.domain.refusal import NotAllowedNow


class WindowState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


class WindowDeed(StrEnum):
    OPEN = "open"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"


S, D = WindowState, WindowDeed
WINDOW_MOVES: Mapping[WindowState, Mapping[WindowDeed, WindowState]] = {
    S.CLOSED: {D.OPEN: S.OPEN},
    S.OPEN: {D.PAUSE: S.PAUSED, D.CLOSE: S.CLOSED},
    S.PAUSED: {D.RESUME: S.OPEN, D.CLOSE: S.CLOSED},
}

PAUSE_REASONS = ("break", "lunch", "meeting", "patrol", "leave", "other")
"""Why a window pauses (请销假、窗口巡查)."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """One window as it stands. ``staff`` is the job number of who has it, None while closed.

    ``day`` is the hall's day on which it was opened, ``until`` when a pause should end,
    in UTC, where the clerk said so. ``since`` is when it came to this state, UTC; None where that was not kept yet.
    """

    code: str
    state: WindowState = WindowState.CLOSED
    reason: str | None = None
    staff: str | None = None
    day: date | None = None
    until: datetime | None = None
    since: datetime | None = None

    def after(self, deed: WindowDeed) -> Window:
        """The window once ``deed`` is done. Raises NotAllowedNow where its state does not allow it."""
        state = WINDOW_MOVES[self.state].get(deed)
        if state is None:
            raise NotAllowedNow("window_state", deed=deed.value, window=self.code, state=self.state.value)
        return replace(self, state=state, reason=None, until=None)

    def opened(self, *, staff: str, day: date) -> Window:
        return replace(self.after(D.OPEN), staff=staff, day=day)

    def paused(self, *, reason: str, until: datetime | None = None) -> Window:
        return replace(self.after(D.PAUSE), reason=reason, until=until)

    def closed(self) -> Window:
        return replace(self.after(D.CLOSE), staff=None, day=None)

    def must_be_open(self) -> None:
        """Raises NotAllowedNow unless citizens can be called to this window."""
        if self.state is not S.OPEN:
            raise NotAllowedNow("window_not_open", window=self.code, state=self.state.value)
