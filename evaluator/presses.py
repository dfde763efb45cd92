"""Presses that the hub has not confirmed yet, on this computer's disk."""

from __future__ import annotations

import json
import logging
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any, Self
from uuid import UUID

logger = logging.getLogger(__name__)


class AlreadyRunning(Exception):
    """Another program uses the same file; two would listen to one box."""


@dataclass(frozen=True)
class Kept:
    """A press: the body of its ``POST /ratings``, and the key under which it lands once."""

    key: UUID
    body: dict[str, Any]


class Presses:
    """A small database in which a press is on the disk before ``keep`` returns. Any thread may ask."""

    def __init__(self, file: Path) -> None:
        """Takes the file for this program alone. Raises OSError, AlreadyRunning."""
        file.parent.mkdir(parents=True, exist_ok=True)
        self._turn = RLock()
        self._in_memory: dict[UUID, Kept] = {}
        try:
            self._database = _opened(file)
        except sqlite3.DatabaseError as error:
            if "locked" in str(error):
                raise AlreadyRunning(f"another program uses {file}; stop it first") from error
            raise OSError(f"{file}: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def keep(self, press: Kept) -> None:
        """Once this returns a power cut loses nothing; a full disk keeps it as long as the program runs."""
        with self._turn:
            try:
                self._database.execute("INSERT INTO presses VALUES (?, ?)", (str(press.key), json.dumps(press.body)))
            except sqlite3.OperationalError:
                logger.exception("A press cannot be written down; it is kept in memory only")
                self._in_memory[press.key] = press

    def waiting(self) -> list[Kept]:
        """What the hub has not confirmed, oldest first."""
        with self._turn:
            rows = self._database.execute("SELECT key, body FROM presses ORDER BY rowid").fetchall()
            return [Kept(UUID(key), json.loads(body)) for key, body in rows] + list(self._in_memory.values())

    def confirmed(self, key: UUID) -> None:
        """The hub has it."""
        with self._turn:
            self._in_memory.pop(key, None)
            self._database.execute("DELETE FROM presses WHERE key = ?", (str(key),))


def _opened(file: Path) -> sqlite3.Connection:
    """The database, locked for this program."""
    database = sqlite3.connect(file, isolation_level=None, check_same_thread=False, timeout=0)
    try:
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("BEGIN EXCLUSIVE")
        database.execute("CREATE TABLE IF NOT EXISTS presses (key TEXT PRIMARY KEY, body TEXT NOT NULL)")
        database.execute("COMMIT")
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database
