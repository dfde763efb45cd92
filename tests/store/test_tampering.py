"""Whoever changes a rating, in the journal alone or in the ratings table alone, is found out by its row."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Date, text

from server.store import journal as chain
from server.store import verifying
from server.store.database import Store
from server.store.tables import journal, ratings
from server.store.verifying import Break
from tests.small_hall import Hall, new_hall


def change_of(column: Column[object]) -> str:
    """SQL that makes the column's value another one of the same kind."""
    name = f'"{column.name}"'
    if isinstance(column.type, Date):
        return f"{name} = '2026-03-01'"
    if column.type.python_type is int:
        return f"{name} = coalesce({name}, 0) + 1000"
    return f"{name} = coalesce({name}, '') || 'x'"


class Undo(Exception):
    """Takes back what was changed, and carries what was found while it was there."""

    def __init__(self, found: Break | int) -> None:
        super().__init__(found)
        self.found = found


def found_after(hall: Hall, change: str, seq: int) -> Break | int:
    """What verifying finds while the change stands."""

    def work(conn: Connection) -> None:
        assert conn.execute(text(change), {"seq": seq}).rowcount == 1
        raise Undo(verifying.verify(conn, "small"))

    with pytest.raises(Undo) as undone:
        hall.store.write(work)
    return undone.value.found


@pytest.fixture
def rated(hall: Hall) -> Hall:
    """Three citizens were rated; the one in the middle was not content."""
    hall.open("1")
    for grade in ("satisfied", "very_dissatisfied", "very_satisfied"):
        hall.issue()
        hall.rate(hall.serve("1"), grade, tags=("108",) if grade == "very_dissatisfied" else ())
    return hall


def seq_of_the_bad_one(hall: Hall) -> int:
    return next(e.seq for e in hall.journal() if e.kind == "rating.given" and "very_dissatisfied" in e.data)


def test_no_column_of_a_rating_can_be_changed_unseen(rated: Hall) -> None:
    seq = seq_of_the_bad_one(rated)
    for table in (journal, ratings):
        for column in table.columns:
            found = found_after(rated, f"UPDATE {table.name} SET {change_of(column)} WHERE seq = :seq", seq)
            assert isinstance(found, Break), f"{table.name}.{column.name}"
            assert found.seq == seq, f"{table.name}.{column.name}"
    assert rated.verified() == len(rated.journal())


def test_two_ratings_that_change_places_are_found(rated: Hall) -> None:
    first = next(e.seq for e in rated.journal() if e.kind == "rating.given")
    bad = seq_of_the_bad_one(rated)
    swap = "UPDATE ratings SET grade = CASE seq WHEN :a THEN 'very_dissatisfied' ELSE 'satisfied' END"
    swap += " WHERE seq IN (:a, :b)"
    rated.store.write(lambda conn: conn.execute(text(swap), {"a": first, "b": bad}))
    found = rated.verified()
    assert isinstance(found, Break)
    assert found.seq == first


def test_a_row_rewritten_with_a_hash_of_its_own_breaks_the_chain_behind_it(rated: Hall) -> None:
    """Who knows how the hash is made still has to rewrite every later row, and the head."""
    seq = seq_of_the_bad_one(rated)
    old = rated.journal()[seq - 1]
    forged = chain.chained(
        hall=old.hall,
        seq=old.seq,
        at=old.at,
        kind=old.kind,
        subject=old.subject,
        actor=old.actor,
        data={**old.facts, "grade": "very_satisfied"},
        prev_hash=old.prev_hash,
    )
    values = {"data": forged.data, "hash": forged.hash, "seq": seq}
    rated.store.write(
        lambda conn: conn.execute(text("UPDATE journal SET data = :data, hash = :hash WHERE seq = :seq"), values)
    )
    rated.store.write(
        lambda conn: conn.execute(text("UPDATE ratings SET grade = 'very_satisfied' WHERE seq = :seq"), values)
    )
    found = rated.verified()
    assert isinstance(found, Break)
    assert found.seq == seq + 1


@dataclass
class Damaged:
    """The file of a hall, in which a test turns single bits."""

    file: Path
    seq: int

    def found_with(self, place: int, content: bytes) -> Break | int:
        damaged = bytearray(content)
        damaged[place] ^= 0x01
        self.file.write_bytes(damaged)
        reading = Store(f"sqlite:///{self.file}", threads=None)
        with reading.read() as conn:
            found = verifying.verify(conn, "small")
        reading.close()
        return found


def test_any_bit_turned_in_the_file_within_a_rating_is_found(tmp_path: Path) -> None:
    file = tmp_path / "hall.db"
    hall = new_hall(f"sqlite:///{file}")
    hall.open("1")
    hall.issue()
    hall.rate(hall.serve("1"), "very_dissatisfied", tags=("108",))
    entry = next(e for e in hall.journal() if e.kind == "rating.given")
    hall.store.close()
    with sqlite3.connect(file) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.row_factory = sqlite3.Row
        row = raw.execute("SELECT * FROM ratings").fetchone()
    content = file.read_bytes()
    target = Damaged(file, entry.seq)
    # The two rows as SQLite keeps them, all text columns side by side.
    kept_rating = "".join(str(row[name]) for name in ("day", "serving", "window", "grade", "tags", "channel", "device"))
    for kept in (entry.data, kept_rating):
        start = content.index(kept.encode())
        for place in range(start, start + len(kept.encode()), 5):
            found = target.found_with(place, content)
            assert isinstance(found, Break), place
            assert found.seq == entry.seq
