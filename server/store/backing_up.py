"""Backups: one SQLite file, whatever the database, taken while the hub runs and proved whole before it counts.

Since the file is the same for both, it is also the way from SQLite to PostgreSQL, and back.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert, make_url, select, update

from server.store import engines, schema, verifying
from server.store.tables import halls, metadata
from server.store.tables import secrets as kept_secrets

AT_ONCE = 1_000
NAME = "jiaohao-%Y%m%dT%H%M%SZ.db"
"""UTC; sorted by name they are sorted by age."""


class BackupError(Exception):
    """A backup could not be taken or put back; nothing was changed."""


def backup(database: str, folder: Path, *, now: datetime, keep: int | None = None) -> tuple[Path, dict[str, int]]:
    """Writes what the database holds at this moment into a new file of ``folder``.

    Gives the file and how many journal rows of each hall are whole in it. With ``keep`` only that many of the newest
    backups stay. Raises BackupError, also when a journal turns out to be broken: then the file does not count and
    no older one is deleted.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / now.astimezone(UTC).strftime(NAME)
    with _unfinished(file) as part:
        if engines.is_sqlite(database):
            _copy_file(Path(make_url(database).database or ""), part)
        else:
            schema.migrate(_url(part))
            with _connected(engines.postgresql(database), isolation="REPEATABLE READ") as source:
                _copy_rows(source, part)
        whole = _verified(part)
        _make_durable(part)
        part.replace(file)
    _make_durable(folder)
    if keep is not None:
        for old in sorted(folder.glob("jiaohao-*Z.db"))[:-keep]:
            old.unlink()
    return file, whole


def restore(file: Path, database: str) -> dict[str, int]:
    """Puts a backup into a database that holds no hall yet, brought to this version's tables.

    Every hall gets a new epoch, so that terminals begin anew instead of continuing a history that is no more.
    Gives how many journal rows of each hall are whole. Raises BackupError.
    """
    if _holds_a_hall(database):
        raise BackupError("the database holds halls already; move it away or name an empty one")
    target = Path(make_url(database).database or "") if engines.is_sqlite(database) else None
    if target is not None and (left := target.with_name(f"{target.name}-wal")).exists():
        # SQLite would take it for the end of what is put back, and mix two histories.
        raise BackupError(f"{left} of an earlier database lies there; move it away as well")
    with tempfile.TemporaryDirectory(dir=target.parent if target else None) as folder:
        part = Path(folder) / "restored.db"
        try:
            shutil.copyfile(file, part)
            schema.migrate(_url(part))
            whole = _verified(part)
        except BackupError:
            raise
        except Exception as error:  # whatever a file that is no backup makes the libraries say
            reason = getattr(error, "orig", None) or error
            raise BackupError(f"{file} is no backup that can be put back: {reason}") from error
        if not whole:
            raise BackupError(f"{file} is no backup that can be put back: it holds no hall")
        with _connected(engines.sqlite_writer(_url(part))) as conn:
            for hall in whole:
                conn.execute(update(halls).where(halls.c.hall == hall).values(epoch=secrets.token_hex(8)))
        _fold_log_in(part)
        if target is not None:
            _make_durable(part)
            part.replace(target)
            _make_durable(target.parent)
        else:
            schema.migrate(database)
            with (
                _connected(engines.sqlite_reader(_url(part))) as source,
                _connected(engines.postgresql(database)) as to,
            ):
                _insert_all(source, to)
    return whole


def _holds_a_hall(database: str) -> bool:
    if engines.is_sqlite(database):
        path = Path(make_url(database).database or "")
        if not path.exists():
            return False
        engine = engines.sqlite_reader(database)
    else:
        engine = engines.postgresql(database)
    with _connected(engine) as conn:
        exists = conn.dialect.has_table(conn, halls.name)
        return exists and conn.scalar(select(halls.c.hall).limit(1)) is not None


def _copy_file(path: Path, part: Path) -> None:
    """SQLite's own copy of one moment, while others go on writing."""
    if not path.exists():
        raise BackupError(f"there is no database {path}")
    source = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    to = sqlite3.connect(part)
    try:
        source.backup(to)
    except sqlite3.Error as error:
        raise BackupError(f"{path} cannot be copied: {error}") from error
    finally:
        source.close()
        to.close()
    _fold_log_in(part)


def _copy_rows(source: Connection, part: Path) -> None:
    with _connected(engines.sqlite_writer(_url(part))) as to:
        _insert_all(source, to)
    _fold_log_in(part)


def _insert_all(source: Connection, to: Connection) -> None:
    to.execute(delete(kept_secrets))  # the empty database has made some of its own
    for table in metadata.sorted_tables:
        for rows in source.execution_options(stream_results=True).execute(select(table)).mappings().partitions(AT_ONCE):
            to.execute(insert(table), [dict(row) for row in rows])


def _fold_log_in(part: Path) -> None:
    """Makes the database the one file that it is copied as: no write-ahead log beside it."""
    conn = sqlite3.connect(part)
    conn.execute("PRAGMA journal_mode=DELETE")
    conn.close()


def _verified(part: Path) -> dict[str, int]:
    """How many rows of each hall's journal are whole. Raises BackupError when one is broken."""
    whole = {}
    with _connected(engines.sqlite_reader(_url(part), broken_text=True)) as conn:
        for hall in conn.scalars(select(halls.c.hall).order_by(halls.c.hall)).all():
            found = verifying.verify(conn, hall)
            if not isinstance(found, int):
                raise BackupError(f"the journal of {hall} is broken at seq {found.seq}: {found.what}")
            whole[hall] = found
    return whole


@contextmanager
def _unfinished(file: Path) -> Iterator[Path]:
    """A name to write under until the file is whole; what is left there after a failure is taken away."""
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)  # it holds passwords' hashes and what citizens wrote
    try:
        yield part
    finally:
        for left in (part, part.with_name(part.name + "-wal"), part.with_name(part.name + "-shm")):
            left.unlink(missing_ok=True)


@contextmanager
def _connected(engine: Engine, *, isolation: str | None = None) -> Iterator[Connection]:
    options = {"isolation_level": isolation} if isolation else {}
    try:
        with engine.connect().execution_options(**options) as conn, conn.begin():
            yield conn
    finally:
        engine.dispose()


def _url(file: Path) -> str:
    return f"sqlite:///{file.resolve()}"


def _make_durable(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
