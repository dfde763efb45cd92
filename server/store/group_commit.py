"""The one writer of an SQLite database: a native thread that commits what is waiting together.

The pieces of work of a batch run in one transaction, which is committed once, with ``synchronous=FULL``, and only then
is anybody answered. A piece that fails before it wrote anything leaves nothing to undo. Should one fail after it wrote,
the batch is undone and done anew with a SAVEPOINT around each piece, so that this one undoes itself alone: that is
rare, and a SAVEPOINT for everybody would cost as much as three statements. So a piece may run twice, and what it does
outside the database must bear that.
"""

from __future__ import annotations

import sqlite3
from _queue import Empty, SimpleQueue
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine

from server.concurrency import Reply, Threads

LARGEST_BATCH = 64


@dataclass
class _Job:
    """``led`` is the size of the batch that this piece of work was the first of, and 0 for the others."""

    work: Callable[[Connection], Any]
    reply: Reply
    led: int = 0


class GroupCommit:
    """Runs pieces of work on the writing connection, in the order in which they came.

    ``on_commit`` is told, in a task and not in the writer's thread, how many pieces a commit made durable.
    """

    def __init__(self, engine: Engine, threads: Threads) -> None:
        self._engine = engine
        self._threads = threads
        self.on_commit: Callable[[int], None] = lambda pieces: None
        # The C queue, which no monkey patch replaces: its get() may block a native thread.
        self._waiting: SimpleQueue[_Job | None] = SimpleQueue()
        self._ended = threads.reply()
        threads.native(self._write, name="writer")

    def run(self, work: Callable[[Connection], Any]) -> Any:
        """Does ``work`` and gives its result once it is durable, or raises what it raised."""
        job = _Job(work, self._threads.reply())
        self._waiting.put(job)
        try:
            return job.reply.wait()
        finally:
            if job.led:
                self.on_commit(job.led)

    def close(self) -> None:
        self._waiting.put(None)
        self._ended.wait()

    def _write(self) -> None:
        with self._engine.connect() as conn:
            while (job := self._waiting.get()) is not None:
                batch = [job]
                closing = False
                while len(batch) < LARGEST_BATCH:
                    try:
                        more = self._waiting.get_nowait()
                    except Empty:
                        break
                    if more is None:
                        closing = True
                        break
                    batch.append(more)
                job.led = len(batch)
                self._commit(conn, batch)
                if closing:
                    break
        self._ended.fill(None)

    def _commit(self, conn: Connection, batch: list[_Job]) -> None:
        if len(batch) == 1:
            self._commit_one(conn, batch[0])
        else:
            self._commit_several(conn, batch)

    def _commit_one(self, conn: Connection, job: _Job) -> None:
        """One piece alone is its own transaction and needs no savepoint to undo itself."""
        try:
            with conn.begin():
                result = job.work(conn)
        except Exception as error:  # raised by the work, or the transaction did not begin or could not be committed
            job.reply.fail(error)
            _end_transaction(conn)
        else:
            job.reply.fill(result)

    def _commit_several(self, conn: Connection, batch: list[_Job]) -> None:
        try:
            outcomes = _done_together(conn, batch, guarded=False)
        except _LeftSomething:
            outcomes = _done_together(conn, batch, guarded=True)
        for job, (result, error) in zip(batch, outcomes, strict=True):
            if error is None:
                job.reply.fill(result)
            else:
                job.reply.fail(error)


class _LeftSomething(Exception):
    """A piece of work failed after it had written, and nothing guarded the others against it."""


def _done_together(conn: Connection, batch: list[_Job], *, guarded: bool) -> list[tuple[Any, Exception | None]]:
    """The result or the error of each piece, done in one transaction. Where that fails as a whole, it is the error of
    all who have none of their own. Raises _LeftSomething; then nothing is done.
    """
    sqlite: sqlite3.Connection = conn.connection.driver_connection  # type: ignore[assignment]
    outcomes: list[tuple[Any, Exception | None]] = []
    try:
        with conn.begin():
            for job in batch:
                rows_before = sqlite.total_changes
                try:
                    with conn.begin_nested() if guarded else nullcontext():
                        outcomes.append((job.work(conn), None))
                except Exception as error:  # whatever the work raised belongs to its caller
                    if not sqlite.in_transaction:  # a full disk, say: SQLite has undone everybody's
                        raise
                    if not guarded and sqlite.total_changes != rows_before:
                        raise _LeftSomething from error
                    outcomes.append((None, error))
    except _LeftSomething:
        raise
    except Exception as error:  # the transaction did not begin or could not be committed: nothing is durable
        _end_transaction(conn)
        own = [outcome[1] for outcome in outcomes]
        return [(None, each or error) for each in [*own, *[None] * (len(batch) - len(own))]]
    return outcomes


def _end_transaction(conn: Connection) -> None:
    """SQLite may keep a transaction open whose COMMIT failed, and SQLAlchemy takes it for ended: then no other could
    ever begin. Should this fail as well, the next BEGIN says so to those who wait for it.
    """
    with suppress(sqlite3.Error):
        conn.connection.rollback()
