"""A hub that dies by its own hand, as ``kill -9`` would, at a chosen point of its n-th change.

``python -m tests.crash.dying_hub POINT COUNT demo …``. Nothing in the hub itself knows of this: the points are
planted from outside.
"""

from __future__ import annotations

import os
import signal
import sys
import warnings
from collections.abc import Callable
from typing import Any

POINTS = ("in_transaction", "before_commit", "before_answer", "before_publishing")


def main() -> None:
    point, count = sys.argv[1], int(sys.argv[2])
    del sys.argv[1:3]
    warnings.simplefilter("ignore")
    import eventlet

    eventlet.monkey_patch()
    _plant(point, count)
    from server.__main__ import main as hub

    hub()


def _plant(point: str, count: int) -> None:
    from sqlalchemy import event

    from server.feed.following import Follower
    from server.store.group_commit import GroupCommit
    from server.store.turn import Turn

    dies = _after(count)
    match point:
        case "in_transaction":
            Turn.end = _before(Turn.end, dies, only=lambda turn: turn.seq != turn.began_at_seq)  # type: ignore[method-assign]
        case "before_commit":
            commit = GroupCommit._commit

            def watched(self: GroupCommit, conn: Any, batch: Any) -> None:
                if not event.contains(conn, "commit", dies):
                    event.listen(conn, "commit", dies)
                commit(self, conn, batch)

            GroupCommit._commit = watched  # type: ignore[method-assign]
        case "before_answer":
            from server.concurrency import _EventletReply

            _EventletReply.fill = _before(_EventletReply.fill, dies)  # type: ignore[method-assign]
        case "before_publishing":
            Follower._advance = _before(Follower._advance, dies)  # type: ignore[method-assign]
        case _:
            raise SystemExit(f"no such point: {point}")


def _after(count: int) -> Callable[..., None]:
    passed = 0

    def dies(*_: object) -> None:
        nonlocal passed
        passed += 1
        if passed >= count:
            os.kill(os.getpid(), signal.SIGKILL)

    return dies


def _before(
    work: Callable[..., Any], dies: Callable[..., None], *, only: Callable[[Any], bool] = lambda _: True
) -> Callable[..., Any]:
    def watched(self: Any, *args: Any, **kwargs: Any) -> Any:
        if only(self):
            dies()
        return work(self, *args, **kwargs)

    return watched


if __name__ == "__main__":
    main()
