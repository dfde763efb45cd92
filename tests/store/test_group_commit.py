"""SQLite's one writer: what waits is committed together, and everybody is answered, whatever happens."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from server.concurrency import threads
from server.store import engines
from server.store.group_commit import LARGEST_BATCH, GroupCommit

ANSWERED_WITHIN = 20.0


class Writing:
    """A writer of a small table, whose next batch a test can fill before it begins."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.engine: Engine = engines.sqlite_writer(f"sqlite:///{file}")
        with self.engine.begin() as conn:
            conn.execute(text("CREATE TABLE sheets (name TEXT PRIMARY KEY)"))
            conn.execute(text("CREATE TABLE lines (sheet TEXT REFERENCES sheets DEFERRABLE INITIALLY DEFERRED)"))
        self.commits = 0
        event.listen(self.engine, "commit", self._count)
        self.writer = GroupCommit(self.engine, threads("threading"))

    def _count(self, _: Connection) -> None:
        self.commits += 1

    def together(self, *works: Callable[[Connection], Any]) -> list[Future[Any]]:
        """Hands in all works while the writer is busy with another, so that they come in one batch."""
        busy, go_on = threading.Event(), threading.Event()

        def occupy(_: Connection) -> None:
            busy.set()
            go_on.wait(ANSWERED_WITHIN)

        crowd = ThreadPoolExecutor(len(works) + 1)
        occupied = crowd.submit(self.writer.run, occupy)
        assert busy.wait(ANSWERED_WITHIN)
        answers = [crowd.submit(self.writer.run, work) for work in works]
        while self.writer._waiting.qsize() < len(works):
            threading.Event().wait(0.001)
        go_on.set()
        occupied.result(ANSWERED_WITHIN)
        crowd.shutdown(wait=False)
        return answers

    def names(self) -> list[str]:
        """What another connection sees, which is what was committed."""
        with sqlite3.connect(self.file) as beside:
            return [row[0] for row in beside.execute("SELECT name FROM sheets ORDER BY name")]


def put(name: str) -> Callable[[Connection], str]:
    def work(conn: Connection) -> str:
        conn.execute(text("INSERT INTO sheets VALUES (:name)"), {"name": name})
        return name

    return work


def put_and_fail(name: str) -> Callable[[Connection], None]:
    def work(conn: Connection) -> None:
        put(name)(conn)
        raise LookupError(name)

    return work


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[Writing]:
    made = Writing(tmp_path / "sheets.db")
    yield made
    made.writer.close()
    made.engine.dispose()


def test_what_waits_is_committed_once_for_all(writing: Writing) -> None:
    works = [put(f"{n:03}") for n in range(40)]
    assert [answer.result(ANSWERED_WITHIN) for answer in writing.together(*works)] == [f"{n:03}" for n in range(40)]
    assert writing.commits == 2  # the one it was busy with, and the forty
    assert len(writing.names()) == 40


def test_more_than_a_batch_is_done_in_several(writing: Writing) -> None:
    answers = writing.together(*[put(f"{n:03}") for n in range(LARGEST_BATCH + 6)])
    assert len({answer.result(ANSWERED_WITHIN) for answer in answers}) == LARGEST_BATCH + 6
    assert writing.commits == 3


def test_who_is_answered_can_rely_on_it(writing: Writing) -> None:
    for n in range(5):
        writing.writer.run(put(str(n)))
        assert writing.names()[-1] == str(n)


def test_one_that_fails_amid_a_batch_undoes_itself_alone(writing: Writing) -> None:
    before, broken, after = writing.together(put("a"), put_and_fail("b"), put("c"))
    assert (before.result(ANSWERED_WITHIN), after.result(ANSWERED_WITHIN)) == ("a", "c")
    with pytest.raises(LookupError):
        broken.result(ANSWERED_WITHIN)
    assert writing.names() == ["a", "c"]


def test_a_statement_the_database_refuses_hurts_nobody_else(writing: Writing) -> None:
    first, twice, other = writing.together(put("a"), put("a"), put("b"))
    assert (first.result(ANSWERED_WITHIN), other.result(ANSWERED_WITHIN)) == ("a", "b")
    with pytest.raises(IntegrityError):
        twice.result(ANSWERED_WITHIN)


def test_when_the_commit_fails_nobody_is_told_it_was_done(writing: Writing) -> None:
    def dangle(conn: Connection) -> None:  # only COMMIT finds out
        conn.execute(text("INSERT INTO lines VALUES ('nothing')"))

    refused, own, *rest = writing.together(put("a"), put_and_fail("b"), dangle, put("c"))
    with pytest.raises(LookupError):
        own.result(ANSWERED_WITHIN)
    for answer in (refused, *rest):
        with pytest.raises(IntegrityError):
            answer.result(ANSWERED_WITHIN)
    assert writing.names() == []
    assert writing.writer.run(put("later")) == "later"


def test_when_sqlite_gives_the_transaction_up_nobody_is_told_it_was_done(writing: Writing) -> None:
    """As it may when the disk is full: what others of the batch had written before is gone, too."""

    def lose_everything(conn: Connection) -> None:
        conn.exec_driver_sql("ROLLBACK")
        raise OSError("disk full")

    answers = writing.together(put("a"), lose_everything, put("b"))
    for answer in answers:
        with pytest.raises(OSError, match="disk full"):
            answer.result(ANSWERED_WITHIN)
    assert writing.names() == []
    assert writing.writer.run(put("later")) == "later"


def test_one_that_only_refuses_costs_the_others_nothing(writing: Writing) -> None:
    """A clerk who calls with nobody waiting is no reason to do the batch anew."""
    done: list[str] = []

    def note(name: str) -> Callable[[Connection], str]:
        return lambda conn: (done.append(name), put(name)(conn))[1]

    def refuse(_: Connection) -> None:
        raise LookupError("nobody waits")

    first, refused, last = writing.together(note("a"), refuse, note("b"))
    assert (first.result(ANSWERED_WITHIN), last.result(ANSWERED_WITHIN)) == ("a", "b")
    with pytest.raises(LookupError):
        refused.result(ANSWERED_WITHIN)
    assert done == ["a", "b"]


def test_when_the_database_is_locked_everybody_hears_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody's backup holds the file for longer than we wait: an error, and not a caller that hangs for ever."""
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.05)
    writing = Writing(tmp_path / "sheets.db")
    backup = sqlite3.connect(writing.file, isolation_level=None)
    backup.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(2) as crowd:
        answers = [crowd.submit(writing.writer.run, put(name)) for name in "ab"]
        for answer in answers:
            with pytest.raises(OperationalError, match="locked"):
                answer.result(ANSWERED_WITHIN)
    backup.execute("ROLLBACK")
    backup.close()
    assert writing.writer.run(put("c")) == "c"
    assert writing.names() == ["c"]
    writing.writer.close()
    writing.engine.dispose()


def test_closing_waits_for_what_was_asked_before(tmp_path: Path) -> None:
    writing = Writing(tmp_path / "sheets.db")
    answers = writing.together(*[put(str(n)) for n in range(9)])
    writing.writer.close()
    assert len({answer.result(ANSWERED_WITHIN) for answer in answers}) == 9
    writing.engine.dispose()
