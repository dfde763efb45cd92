"""What a press on the button box means: a rating of the serving that is being asked about, or nothing."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Lock
from typing import Any, Literal
from uuid import UUID, uuid4

from config.grades import NUMBERED
from evaluator.presses import Kept

GRADES = tuple(NUMBERED)
"""Best first."""
OVER = ("rating.given", "serving.undone")
"""What ends an invitation: it was answered elsewhere, or the clerk had finished by mistake."""
UNHURRIED_SECONDS = 30.0
"""So long a press still counts after the invitation when the clerk has begun with the next citizen."""

Order = Literal["best_first", "worst_first"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """An invitation to rate; ``since`` and ``until`` are seconds of this computer's monotonic clock."""

    serving: str
    invitation: str
    since: float
    until: float


class Box:
    """Follows the feed's invitations. The first press after one is the rating; all others are nothing.

    ``order`` says what button 1 is, None as the hall says. ``keep`` writes a press down. ``snapshot``, ``heard`` and
    ``press`` may be called from any thread.
    """

    def __init__(
        self,
        *,
        keep: Callable[[Kept], None],
        order: Order | None = None,
        clock: Callable[[], float] = time.monotonic,
        new_key: Callable[[], UUID] = uuid4,
    ) -> None:
        self._keep = keep
        self._given_order = order
        self._order: Order = order or "best_first"
        self._clock = clock
        self._new_key = new_key
        self._asked: Asked | None = None
        self._turn = Lock()

    def snapshot(self, snapshot: dict[str, Any]) -> None:
        """The window as it stands: whether somebody is asked, and since when."""
        state, invitation = snapshot["state"], snapshot["state"]["invitation"]
        with self._turn:
            self._order = self._given_order or state["evaluator"]["buttons"]
            if invitation is None:
                self._asked = None
            elif self._asked is None or self._asked.invitation != invitation["id"]:
                at, invited = (datetime.fromisoformat(t) for t in (snapshot["at"], invitation["invited_at"]))
                self._ask(invitation, age=(at - invited).total_seconds())

    def heard(self, event: dict[str, Any], age: float) -> None:
        """An event of the feed, ``age`` seconds old."""
        kind, data = event["kind"], event["data"]
        with self._turn:
            if kind == "rating.invited":
                self._ask(data, age=age)
            elif kind in OVER and self._asked and self._asked.serving == data["serving"]:
                self._asked = None
            elif kind == "serving.started" and self._asked:
                unhurried = self._asked.since + UNHURRIED_SECONDS
                self._asked = replace(self._asked, until=min(self._asked.until, unhurried))

    def press(self, button: int) -> bool:
        """A button, 1 to 5; whether it was a rating."""
        with self._turn:
            asked, now = self._asked, self._clock()
            if asked is None or now > asked.until:
                logger.info("A press while nobody is asked")
                return False
            place = button - 1 if self._order == "best_first" else len(GRADES) - button
            body = {
                "serving": asked.serving,
                "invitation": asked.invitation,
                "grade": GRADES[place],
                "channel": "button_box",
                "waited_ms": round((now - asked.since) * 1000),
                "rated_at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            }
            self._keep(Kept(self._new_key(), body))
            self._asked = None
            logger.info("A press is kept")
            return True

    def _ask(self, invitation: dict[str, Any], *, age: float) -> None:
        since = self._clock() - max(age, 0.0)
        self._asked = Asked(
            serving=invitation["serving"],
            invitation=invitation["id"],
            since=since,
            until=since + invitation["limit_seconds"],
        )
