"""Hubs to be measured, with their floors beside them, and the people and screens that use them."""

from __future__ import annotations

import atexit
import http.client
import json
import os
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from server.first_credentials import FirstCredentials
from tests.hubs import free_port, wait_until_healthy


@dataclass
class MeasuredHub:
    """``jiaohao serve`` with floors, as a child process."""

    folder: Path
    database: str
    message_queue: str | None = None
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def start(self) -> MeasuredHub:
        self.folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "tests.bench.hub_with_floors", "serve", "--database", self.database]
        command += ["--host", "127.0.0.1", "--port", str(self.port), "--data", str(self.folder / "data")]
        if self.message_queue is not None:
            command += ["--message-queue", self.message_queue]
        log = self.folder / "hub.log"
        with log.open("ab") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
        atexit.register(self.stop)  # a benchmark that fails leaves none behind
        wait_until_healthy(self.base_url, self.process, log)
        return self

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, 9)
            self.process = None


class Line:
    """One kept connection to a hub, as a kiosk or a console has it."""

    def __init__(self, hub: MeasuredHub, token: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", hub.port, timeout=60)
        self._token = token

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """The answer's JSON; an error is an error of the benchmark."""
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Idempotency-Key": str(uuid.uuid4()),
            "Content-Type": "application/json",
        }
        self._connection.request("POST", path, json.dumps(body or {}), headers)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{path}: {answer.status} {content.decode()}")
        return json.loads(content) if content else None

    def seconds(self, path: str, body: dict[str, Any] | None = None) -> float:
        began = time.perf_counter()
        self.post(path, body)
        return time.perf_counter() - began

    def renew(self) -> None:
        """Connects anew, to a hub that was started again on its port."""
        self._connection.close()

    def close(self) -> None:
        self._connection.close()


@dataclass
class Clerk:
    """The clerk of a window, who has opened it."""

    line: Line
    window: str

    @classmethod
    def sign_in(cls, hub: MeasuredHub, first: FirstCredentials, window: str, *, job_number: str) -> Clerk:
        login = {"job_number": job_number, "password": first.passwords[job_number], "window": window}
        token = Line(hub, "").post("/api/v1/sessions", login)["token"]
        clerk = cls(Line(hub, token), window)
        with suppress(RuntimeError):  # open already
            clerk.line.post(f"/api/v1/windows/{window}/open")
        return clerk

    def call(self) -> Any:
        return self.line.post(f"/api/v1/windows/{self.window}/call")

    def finish(self, serving: str) -> None:
        self.line.post(f"/api/v1/servings/{serving}/start")
        self.line.post(f"/api/v1/servings/{serving}/finish")


class Screens:
    """A swarm of screens in a process of its own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.swarm"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, do: str, **more: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": do, **more}) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
