"""A citizen's business at a window, from the side that has no page here: the clerk's and the books'."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from typing import Any

from tests.hubs import Caller, DemoHub


def take(hub: DemoHub, *, service: str = "A", language: str = "zh-CN") -> dict[str, Any]:
    ticket: dict[str, Any] = hub.kiosk().post("/tickets", {"service": service, "language": language}).json()
    return ticket


def call(clerk: Caller, ticket: dict[str, Any], *, window: str = "1") -> str:
    """Calls the ticket and gives the id of its serving."""
    answer = clerk.post(f"/windows/{window}/call", {"ticket": ticket["number"]})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


def finish(clerk: Caller, serving: str) -> None:
    """Serves to the end, which invites a rating."""
    for step in ("start", "finish"):
        assert clerk.post(f"/servings/{serving}/{step}").status_code == 200


def visit(hub: DemoHub, *, language: str = "zh-CN") -> str:
    """A whole visit at window 1, and the id of its serving."""
    clerk = hub.staff("1")
    serving = call(clerk, take(hub, language=language))
    finish(clerk, serving)
    return serving


def ratings(hub: DemoHub, serving: str) -> list[dict[str, Any]]:
    """What the journal tells of the ratings of a serving."""
    with sqlite3.connect(f"file:{hub.folder / 'data' / 'jiaohao.db'}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT data FROM journal WHERE kind = 'rating.given'").fetchall()
    return [facts for (data,) in rows if (facts := json.loads(data))["serving"] == serving]


def comments(hub: DemoHub) -> list[str]:
    with sqlite3.connect(f"file:{hub.folder / 'data' / 'jiaohao.db'}?mode=ro", uri=True) as database:
        return [text for (text,) in database.execute("SELECT text FROM comments")]


def rated(hub: DemoHub, serving: str, *, within: float = 15.0) -> dict[str, Any]:
    """The one rating of a serving, waited for."""
    until(lambda: ratings(hub, serving), within=within)
    (only,) = ratings(hub, serving)
    return only


def until(so: Callable[[], object], *, within: float = 15.0) -> None:
    give_up_at = time.monotonic() + within
    while not so():
        assert time.monotonic() < give_up_at, "it did not happen in time"
        time.sleep(0.05)
