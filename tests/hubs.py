"""Real hubs in child processes, on free ports and in folders of their own."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import requests

from config.loading import HALLS, load_definition
from server.concurrency import threads
from server.first_credentials import FirstCredentials
from server.store import schema
from server.store.database import Store
from tests import quick_passwords

STARTS_WITHIN = 40.0
FONTS = Path(__file__).parent.parent / ".pytest_cache" / "fonts"


def free_port() -> int:
    """A port that nothing listens at and that is given to no other test, nor by the system to anybody who connects."""
    while True:
        port = next(_PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def _ports() -> Iterator[int]:
    """Those of this worker, again and again, from somewhere among them: other runs may be under way."""
    many = 2_500
    first = 20_000 + many * (int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 5)
    return (first + n % many for n in count(os.getpid()))


_PORTS = _ports()


@cache
def demonstration_hall() -> Path:
    """A folder as ``jiaohao demo`` leaves it: setting the hall up takes as long as all else of a start."""
    folder = Path(tempfile.mkdtemp(prefix="jiaohao-demo-"))
    atexit.register(shutil.rmtree, folder)
    definition = load_definition(HALLS / "maqu.toml")
    first = FirstCredentials.made_for(definition)
    first.keep_in(folder / "credentials.json")
    schema.migrate(f"sqlite:///{folder / 'jiaohao.db'}")
    store = Store(f"sqlite:///{folder / 'jiaohao.db'}", threads=threads("threading"))
    quick_passwords.set_up(store, definition, first, to_change=None)
    store.close()
    return folder


@dataclass
class Caller:
    """Somebody who talks to the hub's API with a token; every POST gets a key of its own unless one is given."""

    base_url: str
    token: str | None
    session: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str, **options: Any) -> requests.Response:
        return self.ask("GET", path, **options)

    def post(self, path: str, body: Any = None, *, key: str | None = None, **options: Any) -> requests.Response:
        headers = {"Idempotency-Key": key or str(uuid.uuid4()), **options.pop("headers", {})}
        return self.ask("POST", path, json={} if body is None else body, headers=headers, **options)

    def ask(self, method: str, path: str, **options: Any) -> requests.Response:
        headers = options.pop("headers", {})
        if self.token is not None:
            headers = {"Authorization": f"Bearer {self.token}", **headers}
        url = path if path.startswith("http") else f"{self.base_url}/api/v1{path}"
        return self.session.request(method, url, headers=headers, timeout=30, **options)


@dataclass
class DemoHub:
    """``jiaohao demo`` as a child process. It can be killed and started again on the same folder and port.

    ``through`` is the Python module that starts it, with its arguments: the hub's own, or one that plants something.
    Unless it ``is_new``, the hall stands in its database already, as after its first start.
    """

    folder: Path
    async_mode: str = "eventlet"
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    credentials: dict[str, Any] = field(default_factory=dict)
    through: tuple[str, ...] = ("server",)
    is_new: bool = False

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def page_url(self) -> str:
        """The same hub by the name a browser knows it under: plain HTTP, no secure context, as on a hall's LAN."""
        return f"http://hall.test:{self.port}"

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder / 'data' / 'jiaohao.db'}"

    def start(self) -> DemoHub:
        self._share_fonts()
        if not self.is_new:
            self._lay_down_the_hall()
        written = self.folder / "credentials.json"
        written.unlink(missing_ok=True)
        command = [sys.executable, "-m", *self.through, "demo", "--port", str(self.port)]
        command += ["--data", str(self.folder / "data"), "--credentials", str(written)]
        with (self.folder / "hub.log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                env={**os.environ, "JIAOHAO_ASYNC_MODE": self.async_mode},
                start_new_session=True,
            )
        wait_until_healthy(self.base_url, self.process, self.folder / "hub.log")
        self.credentials = json.loads(written.read_text())
        return self

    def _share_fonts(self) -> None:
        """Small fonts are named by what is in them, so all hubs of the tests may keep them in one place."""
        FONTS.mkdir(parents=True, exist_ok=True)
        (self.folder / "data").mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            (self.folder / "data" / "fonts").symlink_to(FONTS)

    def _lay_down_the_hall(self) -> None:
        if not (self.folder / "data" / "jiaohao.db").exists():
            shutil.copytree(demonstration_hall(), self.folder / "data", dirs_exist_ok=True)

    def kill(self) -> None:
        """As a power cut takes it: no chance to tidy up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        # The group as well, since the voice is a child of the hub.
        try:
            self.process.send_signal(how)
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process = None

    def caller(self, token: str | None) -> Caller:
        return Caller(self.base_url, token)

    def kiosk(self) -> Caller:
        return self.caller(self.credentials["devices"]["kiosk"])

    def display(self) -> Caller:
        return self.caller(self.credentials["devices"]["display"])

    def evaluator(self, window: str) -> Caller:
        return self.caller(self.credentials["devices"]["evaluator"][window])

    def wall(self) -> Caller:
        """A screen in the back office, let in as a manager does it."""
        screen = self.caller(None)
        begun = screen.post("/pairings").json()
        let_in = self.manager().post(f"/pairings/{begun['code']}/approve", {"kind": "wall", "name": "办公室"})
        assert let_in.status_code == 200, let_in.text
        return self.caller(screen.get(f"/pairings/{begun['poll']}").json()["token"])

    def citizen(self, ticket: dict[str, Any]) -> Caller:
        return self.caller(ticket["url"].rpartition("/")[2])

    def staff(self, window: str) -> Caller:
        login = next(s for s in self.credentials["staff"] if s["window"] == window)
        return self._signed_in({**login})

    def manager(self) -> Caller:
        return self._signed_in(self.credentials["manager"])

    def person(self, job_number: str) -> Caller:
        """Anybody of the hall, by the password that the hub keeps for whoever started it."""
        kept = json.loads((self.folder / "data" / "credentials.json").read_text())
        return self._signed_in({"job_number": job_number, "password": kept["passwords"][job_number]})

    def _signed_in(self, login: dict[str, str]) -> Caller:
        answer = requests.post(f"{self.base_url}/api/v1/sessions", json=login, timeout=30)
        assert answer.status_code == 201, answer.text
        return self.caller(answer.json()["token"])


def wait_until_healthy(
    base_url: str, process: subprocess.Popen[bytes], log: Path, *, trusts: Path | None = None
) -> None:
    """Waits for ``/healthz``; an ended hub or one that is too slow is an error that shows its log."""
    verify = True if trusts is None else str(trusts)
    give_up_at = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < give_up_at:
        if process.poll() is not None:
            raise AssertionError(f"the hub ended with {process.returncode}:\n{log.read_text()}")
        try:
            if requests.get(f"{base_url}/healthz", timeout=2, verify=verify).status_code == 200:
                return
        except requests.ConnectionError:
            time.sleep(0.05)
    process.kill()
    raise AssertionError(f"the hub did not start within {STARTS_WITHIN} s:\n{log.read_text()}")
