"""The journal has no holes, never goes back in time, and shows every change made behind its back."""

import re
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from server.operations import forgetting
from server.store import verifying
from server.store.database import Store
from server.store.tables import journal as rows
from server.store.verifying import Break
from tests.small_hall import CLOCK, MORNING, Hall, new_hall


@pytest.fixture
def day(hall: Hall) -> Hall:
    """A hall in which two citizens were served and rated."""
    hall.open("1")
    for grade in ("satisfied", "very_satisfied"):
        hall.issue()
        hall.rate(hall.serve("1"), grade, comment="办得快")
    return hall


def test_every_change_has_its_row_and_the_chain_is_whole(day: Hall) -> None:
    written = day.journal()
    assert [entry.seq for entry in written] == list(range(1, len(written) + 1))
    assert day.verified() == len(written)
    one_citizen = [
        "ticket.issued",
        "ticket.called",
        "serving.started",
        "serving.finished",
        "rating.invited",
        "rating.given",
    ]
    assert [entry.kind for entry in written] == ["window.opened", *one_citizen, *one_citizen]


def test_time_does_not_go_back_when_the_clock_does(hall: Hall) -> None:
    hall.issue()
    hall.clock[0] = MORNING - timedelta(days=2)
    ticket = hall.issue()
    assert [entry.at for entry in hall.journal()] == ["2026-03-02T01:30:00.000Z"] * 2
    assert ticket.number == "A002"


def given(hall: Hall) -> int:
    return next(entry.seq for entry in hall.journal() if entry.kind == "rating.given")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (
            "UPDATE journal SET data = replace(data, 'satisfied', 'dissatisfied') WHERE seq = :seq",
            "not what was written",
        ),
        ("UPDATE journal SET at = replace(at, '2026', '2025') WHERE seq = :seq", "not what was written"),
        ("UPDATE journal SET actor = 'device:evaluator-9' WHERE seq = :seq", "not what was written"),
        ("DELETE FROM journal WHERE seq = :seq", "missing"),
        ("UPDATE ratings SET grade = 'very_satisfied' WHERE seq = :seq", "differs from the ratings table"),
        ("UPDATE ratings SET flags = '{' WHERE seq = :seq", "differs from the ratings table"),
        ("DELETE FROM ratings WHERE seq = :seq", "missing from the ratings table"),
        ("UPDATE comments SET text = '很差' WHERE rating = (SELECT id FROM ratings WHERE seq = :seq)", "comment"),
    ],
)
def test_a_change_behind_its_back_is_named_by_its_row(day: Hall, change: str, what: str) -> None:
    seq = given(day)
    day.store.write(lambda conn: conn.execute(text(change), {"seq": seq}))
    found = day.verified()
    assert isinstance(found, Break)
    assert found.seq == seq
    assert what in found.what


def test_rows_cut_from_the_end_are_missed(day: Hall) -> None:
    last = day.journal()[-1].seq
    day.store.write(lambda conn: conn.execute(text("DELETE FROM journal WHERE seq = :seq"), {"seq": last}))
    found = day.verified()
    assert isinstance(found, Break)
    assert found.seq == last


def test_a_rating_put_in_by_hand_is_named(day: Hall) -> None:
    copy = "INSERT INTO ratings SELECT hall, 'x', day, 'other', \"window\", 'very_satisfied', tags, channel, device,"
    copy += " invitation, invited_at, rated_at, waited_ms, received_at, flags, 3 FROM ratings WHERE seq = :seq"
    day.store.write(lambda conn: conn.execute(text(copy), {"seq": given(day)}))
    found = day.verified()
    assert isinstance(found, Break)
    assert found.seq == 3


def test_a_comment_deleted_in_time_leaves_the_chain_whole(day: Hall) -> None:
    day.pass_time(minutes=1_100 * 24 * 60)
    day.do(CLOCK, forgetting.forget)
    with day.store.read() as conn:
        assert conn.scalar(text("SELECT count(*) FROM comments")) == 0
    assert day.verified() == len(day.journal())


def test_the_journal_holds_no_comment(day: Hall) -> None:
    with day.store.read() as conn:
        assert not any("办得快" in data for data in conn.scalars(select(rows.c.data)))


def test_one_byte_turned_in_the_file_is_found(tmp_path: Path) -> None:
    file = tmp_path / "hall.db"
    hall = new_hall(f"sqlite:///{file}")
    hall.open("1")
    hall.issue()
    hall.rate(hall.serve("1"), "dissatisfied")
    seq = given(hall)
    hall.store.close()
    with sqlite3.connect(file) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(file.read_bytes())
    # Columns of the roll-ups are named after the grades; the record is in the rows.
    for place in [found.start() for found in re.finditer(rb"dissatisfied(?! INTEGER)", bytes(content))]:
        damaged = bytearray(content)
        damaged[place] ^= 0x80
        file.write_bytes(damaged)
        reading = Store(f"sqlite:///{file}", threads=None)
        with reading.read() as conn:
            found = verifying.verify(conn, "small")
        reading.close()
        assert isinstance(found, Break), place
        assert found.seq == seq
