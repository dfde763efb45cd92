"""A hub with a mistake that others have made, planted from outside: ``python -m tests.histories.bent_hub BUG demo …``.

The checker has to find each of them. Nothing in the hub itself knows of this.
"""

from __future__ import annotations

import os
import signal
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

ANSWERED_AND_DEAD_AFTER = 15
"""Commits before the first that gives out a ticket, whose answers go out first and which then never happens."""


def main() -> None:
    bug = BUGS[sys.argv[1]]
    del sys.argv[1]
    warnings.simplefilter("ignore")
    os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_select")
    os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
    import eventlet

    eventlet.monkey_patch()
    bug()
    from server.__main__ import main as hub

    hub()


def turn_taken_late() -> None:
    """The deed is decided first and the hall's turn is taken only when the journal is written."""
    from eventlet import sleep
    from sqlalchemy import bindparam, literal, select

    from server.store import turn
    from server.store.columns import from_rfc3339
    from server.store.prepared import Prepared
    from server.store.tables import halls

    take, record = turn._TAKE, turn.Turn.record
    look = select(halls.c.seq, halls.c.hash, halls.c.at, literal(None)).where(halls.c.hall == bindparam("of_hall"))
    turn._TAKE_ALONE, turn._TAKE_AMONG_HUBS = Prepared(look), look

    def late(self: turn.Turn, *args: Any, **facts: Any) -> int:
        if self.seq == self.began_at_seq:
            sleep(0.5)
            head = self.conn.execute(take, {"of_hall": self.hall}).one()
            self.seq, self.head = head.seq, head.hash
            self.began_at_seq = head.seq
            self.now = max(self.now, from_rfc3339(head.at))
        return record(self, *args, **facts)

    turn.Turn.record = late  # type: ignore[method-assign]


def answered_before_commit() -> None:
    """Answers go out as soon as the work is done, and then the power fails before the commit."""
    from server.store.group_commit import GroupCommit

    commit, commits = GroupCommit._commit, 0

    def hasty(self: GroupCommit, conn: Any, batch: Any) -> None:
        nonlocal commits
        commits += 1
        if commits < ANSWERED_AND_DEAD_AFTER:
            commit(self, conn, batch)
            return
        with conn.begin():
            results = [(job.reply, job.work(conn)) for job in batch]
            if any(getattr(result, "status", None) == 201 for _, result in results):
                for reply, result in results:
                    reply.fill(result)
                real_sleep(2)
                os.kill(os.getpid(), signal.SIGKILL)
        for reply, result in results:
            reply.fill(result)

    GroupCommit._commit = hasty  # type: ignore[method-assign]


def published_twice() -> None:
    """Now and then the last row is read and told once more."""
    from server.feed.following import Follower

    advance, times = Follower._advance, 0

    def stuttering(self: Follower, conn: Any, code: str, hall: Any, head: int | None) -> None:
        nonlocal times
        times += 1
        if times % 5 == 0 and hall.published > 0:
            hall.published -= 1
        advance(self, conn, code, hall, head)

    Follower._advance = stuttering  # type: ignore[method-assign]


def published_before_commit() -> None:
    """A change is told before it is durable, and then it is not done after all."""
    from server.feed.telling import Teller

    worked_out = Teller.worked_out

    def fancying(self: Teller, conn: Any, audience: Any, entries: Any, *, after: int) -> Any:
        messages = worked_out(self, conn, audience, entries, after=after)
        if entries[-1].seq > 5:
            event = {"seq": entries[-1].seq + 1, "after": entries[-1].seq, "at": entries[-1].at}
            messages.append(("event", {**event, "kind": "ticket.called", "data": {"number": "A999"}}))
        return messages

    Teller.worked_out = fancying  # type: ignore[method-assign]


def receipts_forgotten() -> None:
    """Who asks again under the same key is served again."""
    from server.api import changes

    changes.once = lambda turn, key, act: act()


def old_looks() -> None:
    """What was once looked at is shown from memory from then on."""
    from flask import Response, request

    from server.api import windows

    look, kept = windows.read_view, {}

    def remembered(actor: Any, show: Any) -> Any:
        if request.path not in kept:
            kept[request.path] = look(actor, show).get_data()
        return Response(kept[request.path], content_type="application/json")

    windows.read_view = remembered


def newest_first() -> None:
    """The one who came last is called."""
    from server.domain.routing import Queue

    Queue.next = lambda self, tickets: next(iter(self.in_order(tickets)[::-1]), None)  # type: ignore[method-assign]


real_sleep = time.sleep
"""Taken before anything is patched: the writer is a native thread."""

BUGS: dict[str, Callable[[], None]] = {
    bug.__name__: bug
    for bug in (
        turn_taken_late,
        answered_before_commit,
        published_twice,
        published_before_commit,
        receipts_forgotten,
        old_looks,
        newest_first,
    )
}

if __name__ == "__main__":
    main()
