"""What must be so once the hub is back: asked by everybody who had asked before it died."""

from __future__ import annotations

from dataclasses import replace

from tests.histories.history import Asked, History, Outcome
from tests.hubs import Caller, DemoHub


def ask_again(hub: DemoHub, history: History) -> History:
    """Asks for everything again under its key; fails unless each answer that was given is given again.

    Gives the history with the answers that had been lost: what nobody was told is done now, once at the most.
    """
    callers: dict[str | None, Caller] = {}
    answered: list[Asked] = []
    for asked in sorted(history, key=lambda a: a.asked_at):
        caller = callers.setdefault(asked.token, hub.caller(asked.token))
        if asked.method == "POST" and asked.outcome is Outcome.OK:
            again = caller.post(asked.path, asked.body, key=asked.key)
            assert (again.status_code, again.content) == (asked.status, asked.content), asked
            assert again.headers["Idempotency-Replayed"] == "true", asked
    for asked in history:
        if asked.method == "POST" and asked.outcome is Outcome.UNKNOWN:
            again = callers[asked.token].post(asked.path, asked.body, key=asked.key)
            assert again.status_code < 500, again.text
            done_at = _long_after(history)
            answered.append(replace(asked, answered_at=done_at, status=again.status_code, content=again.content))
        else:
            answered.append(asked)
    return History(answered)


def _long_after(history: History) -> float:
    return max(asked.answered_at or asked.asked_at for asked in history) + 1
