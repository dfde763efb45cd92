"""What is answered is durable; what fails undoes itself alone; readers cannot write."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError

from server.domain.actor import Actor, Role
from server.operations import issuing
from server.store import engines, schema
from server.store.tables import metadata
from server.store.turn import Turn
from tests.small_hall import CLOCK, KIOSK, Hall, definition, new_hall


def test_migrations_make_the_tables_that_the_code_means(empty_database: str) -> None:
    schema.migrate(empty_database)
    schema.migrate(empty_database)
    engine = create_engine(empty_database)
    with engine.connect() as conn:
        differences = compare_metadata(MigrationContext.configure(conn), metadata)
    engine.dispose()
    assert differences == []


def test_the_writer_waits_for_the_disk(tmp_path: Path) -> None:
    hall = new_hall(f"sqlite:///{tmp_path / 'hall.db'}")
    pragmas = hall.store.write(
        lambda conn: (conn.scalar(text("PRAGMA synchronous")), conn.scalar(text("PRAGMA journal_mode")))
    )
    hall.store.close()
    assert pragmas == (2, "wal")


def test_readers_cannot_write(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'hall.db'}"
    schema.migrate(url)
    reader = engines.sqlite_reader(url)
    with reader.connect() as conn, pytest.raises(OperationalError, match="readonly"):
        conn.execute(text("DELETE FROM journal"))
    reader.dispose()


def test_work_that_fails_leaves_the_others_of_its_batch_alone(hall: Hall) -> None:
    outcomes: list[str] = []
    start = threading.Barrier(24)

    def citizen(number: int) -> None:
        start.wait()
        try:
            outcomes.append(hall.issue("A" if number % 3 else "nothing").number)
        except Exception as error:
            outcomes.append(type(error).__name__)

    crowd = [threading.Thread(target=citizen, args=(n,)) for n in range(24)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert sorted(o for o in outcomes if o.startswith("A")) == [f"A{n:03}" for n in range(1, 17)]
    assert outcomes.count("BadInput") == 8


def test_what_failed_left_nothing_behind(hall: Hall) -> None:
    with pytest.raises(RuntimeError):
        hall.do(KIOSK, _issue_and_fail)
    assert hall.issue().number == "A001"


def _issue_and_fail(turn: Turn) -> None:
    issuing.issue(turn, service="A", priority="none", language=None)
    raise RuntimeError("the power went")


def test_halls_number_by_themselves(hall: Hall) -> None:
    other = definition(code="other")
    hall.store.write(lambda conn: schema.add_hall(conn, other))
    assert hall.issue().number == "A001"
    elsewhere = Actor(hall="other", role=Role.KIOSK, subject="kiosk")
    ticket = hall.do(elsewhere, lambda turn: issuing.issue(turn, service="A", priority="none", language=None).ticket)
    assert ticket.number == "A001"


def test_a_definition_that_was_lost_with_its_batch_is_not_remembered(tmp_path: Path) -> None:
    """The disk is full; whoever came in the same batch had seen the hall as it was to be."""
    hall = new_hall(f"sqlite:///{tmp_path / 'hall.db'}")
    busy, go_on = threading.Event(), threading.Event()
    writer = hall.store._writer
    assert writer is not None

    def occupy(_: Connection) -> None:
        busy.set()
        go_on.wait(20)

    def lose_everything(conn: Connection) -> None:
        conn.exec_driver_sql("ROLLBACK")
        raise OSError("disk full")

    def name(called: str) -> Callable[[], object]:
        wanted = definition(name={"zh-CN": called, "en": called})
        return lambda: hall.do(CLOCK, lambda turn: schema.put_definition(turn, wanted))

    with ThreadPoolExecutor(4) as crowd:
        occupied = crowd.submit(hall.store.write, occupy)
        assert busy.wait(20)
        batch = []
        for work in (name("lost"), hall.issue, lambda: hall.store.write(lose_everything)):
            batch.append(crowd.submit(work))
            while writer._waiting.qsize() < len(batch):
                threading.Event().wait(0.001)
        go_on.set()
        occupied.result(20)
        for answer in batch:
            with pytest.raises(OSError, match="disk full"):
                answer.result(20)
    name("kept")()
    with hall.store.read() as conn:
        assert hall.store.definition(conn, "small").name["en"] == "kept"
    hall.store.close()
