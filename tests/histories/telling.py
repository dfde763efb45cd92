"""Whether a terminal was told what the journal holds: every row once, in order, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from server.feed.projections import CALLS, QUEUE, SERVINGS, WINDOWS
from server.store.journal import Entry
from tests.feed.terminals import Terminal

SEEN_BY_A_BOARD = CALLS | QUEUE | SERVINGS | WINDOWS


def told_wrongly(board: Terminal, entries: Sequence[Entry]) -> list[str]:
    """What is wrong with what a hall board was told since its snapshot, in words."""
    wrong = [f"told {m['seq']} after {m['after']}, and knew of another row before it" for m in board.gaps]
    rows = {entry.seq: entry for entry in entries}
    begin = board.snapshots[0]["seq"]
    told = [event["seq"] for event in board.events]
    for event in board.events:
        row = rows.get(event["seq"])
        if row is None:
            wrong.append(f"told of row {event['seq']}, which was never written")
        elif (event["kind"], event["at"]) != (row.kind, row.at):
            wrong.append(f"told that row {row.seq} is {event['kind']}, and it is {row.kind}")
        elif event["data"].get("number", row.facts.get("number")) != row.facts.get("number"):
            wrong.append(f"told of number {event['data']['number']} in row {row.seq}")
    if told != sorted(set(told)):
        wrong.append(f"told twice or out of order: {told}")
    due = [e.seq for e in entries if e.kind in SEEN_BY_A_BOARD and begin < e.seq <= (board.since or 0)]
    if missing := sorted(set(due) - set(told)):
        wrong.append(f"never told of {missing}")
    return wrong
