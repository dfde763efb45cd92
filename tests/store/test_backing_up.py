"""Backups: taken while people work, proved whole, and put back into either kind of database."""

import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from server.concurrency import threads
from server.domain.ticket import TicketState
from server.store import tickets, verifying
from server.store.backing_up import BackupError, backup, restore
from server.store.database import Store
from server.store.tables import halls
from tests.databases import new_postgresql
from tests.small_hall import KIOSK, MORNING, Hall, new_hall

NIGHT = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


def epoch(store: Store) -> str:
    with store.read() as conn:
        return conn.scalars(select(halls.c.epoch)).one()


def reopened(database: str) -> Hall:
    return Hall(Store(database, threads=threads("threading"), clock=lambda: MORNING + timedelta(minutes=30)))


@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
def test_what_was_backed_up_goes_on_elsewhere(
    hall: Hall, into: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    hall.open("1")
    hall.issue()
    rated = hall.serve("1")
    hall.rate(rated, "dissatisfied", comment="等了很久")
    hall.issue(priority="elderly")
    file, whole = backup(hall.store.url, tmp_path / "backups", now=NIGHT)
    assert whole == {"small": hall.verified()}
    assert file.name == "jiaohao-20260302T180000Z.db"
    assert file.stat().st_mode & 0o077 == 0
    lost_later = hall.issue()

    elsewhere = (
        f"sqlite:///{tmp_path / 'restored.db'}"
        if into == "sqlite"
        else new_postgresql(request.getfixturevalue("postgresql_server"))
    )
    assert restore(file, elsewhere) == whole
    back = reopened(elsewhere)
    assert back.verified() == whole["small"]
    assert back.store.secret == hall.store.secret
    assert epoch(back.store) != epoch(hall.store), "terminals must not continue a history that is no more"
    assert back.serving(rated.id).rated
    assert back.issue().number == lost_later.number
    assert back.number_called("1") == "A002"
    back.store.close()


def test_a_backup_taken_in_the_middle_of_work_is_whole(hall: Hall, tmp_path: Path) -> None:
    stop = threading.Event()
    hall.issue("B")

    def issue_until_told() -> None:
        while not stop.is_set():
            hall.issue("B")

    crowd = [threading.Thread(target=issue_until_told) for _ in range(3)]
    for one in crowd:
        one.start()
    try:
        taken = [backup(hall.store.url, tmp_path, now=NIGHT + timedelta(seconds=n)) for n in range(4)]
    finally:
        stop.set()
        for one in crowd:
            one.join()
    counts = [whole["small"] for _, whole in taken]
    assert counts == sorted(counts)
    assert counts[-1] > counts[0] > 0
    for file, whole in taken:
        copy = Store(f"sqlite:///{file}", threads=None)
        with copy.read() as conn:
            assert verifying.verify(conn, "small") == whole["small"]
            assert len(tickets.in_states(conn, "small", [TicketState.WAITING])) == whole["small"]
        copy.close()


def test_only_the_newest_backups_are_kept(hall: Hall, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("the manager's own")
    for night in range(4):
        backup(hall.store.url, tmp_path, now=NIGHT + timedelta(days=night), keep=2)
    assert sorted(file.name for file in tmp_path.glob("*.*")) == sorted(
        ["jiaohao-20260304T180000Z.db", "jiaohao-20260305T180000Z.db", "notes.txt"]
        + [file.name for file in tmp_path.glob("hall.db*")]
    )


def test_a_broken_journal_is_no_backup_and_older_ones_stay(tmp_path: Path) -> None:
    hall = new_hall(f"sqlite:///{tmp_path / 'hall.db'}")
    hall.issue()
    folder = tmp_path / "backups"
    good, _ = backup(hall.store.url, folder, now=NIGHT)
    hall.store.close()
    with sqlite3.connect(tmp_path / "hall.db") as behind_our_back:
        behind_our_back.execute("UPDATE journal SET data = replace(data, 'A001', 'A100')")
    with pytest.raises(BackupError, match="broken at seq 1"):
        backup(hall.store.url, folder, now=NIGHT + timedelta(days=1), keep=1)
    assert list(folder.iterdir()) == [good]


def test_nothing_is_put_back_over_a_hall(hall: Hall, tmp_path: Path) -> None:
    file, _ = backup(hall.store.url, tmp_path / "backups", now=NIGHT)
    hall.do(KIOSK, lambda turn: turn.record("notice.changed", subject="small", data={}))
    with pytest.raises(BackupError, match="holds halls already"):
        restore(file, hall.store.url)
    assert hall.verified() == 1


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0 but torn", b"PK\x03\x04"])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "found.db"
    file.write_bytes(content)
    with pytest.raises(BackupError, match="no backup"):
        restore(file, f"sqlite:///{tmp_path / 'restored.db'}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["found.db"]


def test_what_an_earlier_database_left_is_not_mixed_in(hall: Hall, tmp_path: Path) -> None:
    file, _ = backup(hall.store.url, tmp_path / "backups", now=NIGHT)
    left = tmp_path / "moved.db-wal"
    left.write_bytes(b"the last hour of the old database")
    with pytest.raises(BackupError, match=r"moved\.db-wal of an earlier database"):
        restore(file, f"sqlite:///{tmp_path / 'moved.db'}")
    assert left.read_bytes() == b"the last hour of the old database"
    assert not (tmp_path / "moved.db").exists()
